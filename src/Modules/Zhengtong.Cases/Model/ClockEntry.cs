using Zhengtong.Cases.Rules;

namespace Zhengtong.Cases.Model;

/// <summary>One line of the case's time ledger (计时台账). Never changed: every deadline is computed from the lines, the rule and the calendar.</summary>
internal sealed class ClockEntry
{
    public required Guid CaseId { get; init; }

    public required int Sequence { get; init; }

    public required ClockKind Clock { get; init; }

    public required ClockMoveKind Move { get; init; }

    public required DateTime At { get; init; }

    /// <summary>Planned days of a pause, granted days of an extension.</summary>
    public int Days { get; init; }

    public string Ground { get; init; } = "";

    public string Reason { get; init; } = "";

    public Guid? NoticeId { get; init; }

    public required Guid ById { get; init; }

    public ClockMove AsMove() => new(Move, At, Days, Ground, Reason, NoticeId);
}
