using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;

namespace Zhengtong.Halls.Model;

/// <summary>
/// A wish to be helped with an item or to have it handled in one's place (帮办代办, 05.20), of one's own will and free of charge. The helpers of a hall or town take it on; its status follows
/// from its time stamps.
/// </summary>
internal sealed class AssistRequest : ITraced
{
    public required Guid Id { get; init; }

    public required Guid PartyId { get; init; }

    public required string PartyName { get; init; }

    public required PartyKind PartyKind { get; init; }

    public required string ItemCode { get; init; }

    public required string ItemName { get; init; }

    public required Guid HallId { get; init; }

    public required string HallName { get; init; }

    /// <summary>Of the hall: window clerks of this region and of those above it help.</summary>
    public required string RegionCode { get; init; }

    /// <summary>Whom to call.</summary>
    public required string Name { get; init; }

    public required string Phone { get; init; }

    public required DateOnly PreferredOn { get; init; }

    public required HalfDay PreferredHalf { get; init; }

    /// <summary>Empty: at the hall.</summary>
    public required string Place { get; init; }

    public required string Note { get; init; }

    public required DateTime AskedAt { get; init; }

    /// <summary>By when a helper calls back.</summary>
    public required DateOnly AnswerBy { get; init; }

    public DateTime? AcceptedAt { get; private set; }

    public Guid? HelperId { get; private set; }

    public string HelperName { get; private set; } = "";

    public DateTime? DoneAt { get; private set; }

    public DateTime? DeclinedAt { get; private set; }

    public DateTime? WithdrawnAt { get; private set; }

    /// <summary>What came of it, or why nothing did.</summary>
    public string Ending { get; private set; } = "";

    /// <summary>The one of the three above that there is: work lists ask for it.</summary>
    public DateTime? EndedAt { get; private set; }

    public int Revision { get; private set; }

    public int TraceCount { get; set; }

    public byte[] TraceHead { get; set; } = [];

    public AssistStatus Status => this switch
    {
        { WithdrawnAt: not null } => AssistStatus.Withdrawn,
        { DeclinedAt: not null } => AssistStatus.Declined,
        { DoneAt: not null } => AssistStatus.Done,
        { AcceptedAt: not null } => AssistStatus.Accepted,
        _ => AssistStatus.Waiting,
    };

    /// <summary>Also taken over from another helper.</summary>
    public void Accept(Act act) => (AcceptedAt, HelperId, HelperName, Revision) = (act.At, act.Actor.Id, act.Actor.Name, Revision + 1);

    /// <summary>The helper has left, and this colleague helps.</summary>
    public void PassOn(Guid helperId, string helperName, DateTime at) => (AcceptedAt, HelperId, HelperName, Revision) = (at, helperId, helperName, Revision + 1);

    /// <summary>The helper has left: it waits for another.</summary>
    public void Release() => (AcceptedAt, HelperId, HelperName, Revision) = (null, null, "", Revision + 1);

    public void Finish(string result, DateTime at) => (DoneAt, EndedAt, Ending, Revision) = (at, at, result, Revision + 1);

    public void Decline(string why, DateTime at) => (DeclinedAt, EndedAt, Ending, Revision) = (at, at, why, Revision + 1);

    public void Withdraw(DateTime at) => (WithdrawnAt, EndedAt, Revision) = (at, at, Revision + 1);
}

internal enum AssistStatus
{
    Waiting = 1,
    Accepted = 2,
    Done = 3,
    Declined = 4,
    Withdrawn = 5,
}

internal enum HalfDay
{
    Either = 1,
    Morning = 2,
    Afternoon = 3,
}
