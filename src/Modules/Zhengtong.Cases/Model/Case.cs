using Zhengtong.Cases.Rules;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;

namespace Zhengtong.Cases.Model;

/// <summary>
/// One application (办件), pinned to the item version it was made under. Holds facts with their time; the status is computed from them.
/// </summary>
internal sealed class Case : ITraced
{
    public required Guid Id { get; init; }

    /// <summary>The public number with a check character.</summary>
    public required string Number { get; init; }

    /// <summary>The draft it was made from: unique, so submitting twice makes one case.</summary>
    public required Guid DraftId { get; init; }

    public required Guid ItemId { get; init; }

    public required Guid ItemVersionId { get; set; }

    public required string ItemName { get; init; }

    /// <summary>The deciding organisation; the one that succeeds it once its functions have moved (01.41).</summary>
    public required Guid OrganisationId { get; set; }

    public required string OrganisationName { get; set; }

    public required string RegionCode { get; init; }

    /// <summary>The item is a special zone's: what the zone may do with it is asked at every step (01.36).</summary>
    public bool InZone { get; init; }

    public required Guid ApplicantId { get; init; }

    public required PartyKind ApplicantKind { get; init; }

    public required string ApplicantName { get; init; }

    /// <summary>The person who applied in the applicant's name, when another.</summary>
    public Guid? AgentId { get; init; }

    /// <summary>The delegation by which he applied; null when he is the company's agent in everything.</summary>
    public Guid? MandateId { get; init; }

    public required End End { get; init; }

    public required Mode Mode { get; init; }

    public required string Situation { get; init; }

    /// <summary>收件: registered with the number and a receipt.</summary>
    public required DateTime ReceivedAt { get; init; }

    /// <summary>The clerk who took it in; null when it came in by itself, online.</summary>
    public Guid? ReceivedById { get; init; }

    /// <summary>The first member of staff whose hand was on it (首问, 03.15); who answers for it now stands in its <see cref="FirstAsked.Duty"/>.</summary>
    public Guid? FirstAskedId { get; set; }

    public DateTime? CorrectionAskedAt { get; set; }

    public DateTime? CorrectedAt { get; set; }

    public DateTime? AcceptedAt { get; set; }

    /// <summary>The legal day of acceptance: the day of receipt when accepted by lapse.</summary>
    public DateOnly? AcceptedOn { get; set; }

    public bool AcceptedByLapse { get; set; }

    public Guid? AcceptedById { get; set; }

    /// <summary>Whoever took it in, accepted it, or applied by a mandate: of the staff among them none decides it (03.09).</summary>
    public IReadOnlyList<Guid> Hands => [.. ((Guid?[])[ReceivedById, AcceptedById, AgentId]).OfType<Guid>()];

    public DateTime? NotAcceptedAt { get; set; }

    /// <summary>When the running special procedure stopped the clock.</summary>
    public DateTime? PausedAt { get; set; }

    public DateTime? ExtendedAt { get; set; }

    public DateTime? DecidedAt { get; set; }

    public bool? Granted { get; set; }

    public Guid? DecidedById { get; set; }

    public DateTime? DeliveredAt { get; set; }

    public DateTime? WithdrawnAt { get; set; }

    public DateTime? ClosedAt { get; set; }

    public Ending? Ending { get; set; }

    /// <summary>The promised day, or the statutory where none is promised; null before acceptance and while the clock stands.</summary>
    public DateOnly? DueOn { get; set; }

    public DateOnly? StatutoryDueOn { get; set; }

    public WarningLevel Warning { get; set; }

    /// <summary>Grows with every act; two acts on the same revision cannot both be saved.</summary>
    public int Revision { get; set; }

    public int TraceCount { get; set; }

    public byte[] TraceHead { get; set; } = [];

    public CaseStatus Status => this switch
    {
        { WithdrawnAt: not null } => CaseStatus.Withdrawn,
        { NotAcceptedAt: not null } => CaseStatus.NotAccepted,
        { ClosedAt: not null, Granted: true } => CaseStatus.Granted,
        { ClosedAt: not null, Granted: false } => CaseStatus.Denied,
        { ClosedAt: not null } => CaseStatus.Lapsed,
        { DecidedAt: not null } => CaseStatus.Delivering,
        { PausedAt: not null } => CaseStatus.Paused,
        { AcceptedAt: not null } => CaseStatus.InReview,
        { CorrectionAskedAt: not null, CorrectedAt: null } => CaseStatus.AwaitingCorrection,
        _ => CaseStatus.Received,
    };

    public bool Open => ClosedAt is null;
}

/// <summary>办理方式.</summary>
internal enum Mode
{
    Normal = 1,

    /// <summary>告知承诺.</summary>
    Commitment = 2,

    /// <summary>容缺受理.</summary>
    Tolerance = 3,
}

/// <summary>How a case ended; mapped to each interface's own codes there.</summary>
internal enum Ending
{
    /// <summary>准予.</summary>
    Granted = 1,

    /// <summary>不予许可.</summary>
    Denied = 2,

    /// <summary>不予受理.</summary>
    NotAccepted = 3,

    /// <summary>退件: 补正不来.</summary>
    CorrectionLapsed = 4,

    /// <summary>退件: 主动撤回.</summary>
    Withdrawn = 5,

    /// <summary>退件: 容缺材料逾期未补.</summary>
    ToleranceLapsed = 6,
}

internal enum CaseStatus
{
    Received,
    AwaitingCorrection,
    NotAccepted,
    InReview,
    Paused,
    Delivering,
    Granted,
    Denied,
    Withdrawn,
    Lapsed,
}

internal static class CaseWords
{
    public static string Name(this CaseStatus status) => status switch
    {
        CaseStatus.Received => "已收件，待受理",
        CaseStatus.AwaitingCorrection => "待补正材料",
        CaseStatus.NotAccepted => "不予受理",
        CaseStatus.InReview => "办理中",
        CaseStatus.Paused => "特别程序中（计时暂停）",
        CaseStatus.Delivering => "已作出决定，待送达",
        CaseStatus.Granted => "已办结（准予）",
        CaseStatus.Denied => "已办结（不予许可）",
        CaseStatus.Withdrawn => "已撤回",
        CaseStatus.Lapsed => "已退件",
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, null),
    };

    public static string Name(this Mode mode) => mode switch
    {
        Mode.Normal => "普通办理",
        Mode.Commitment => "告知承诺",
        Mode.Tolerance => "容缺受理",
        _ => throw new ArgumentOutOfRangeException(nameof(mode), mode, null),
    };

    public static string Name(this WarningLevel level) => level switch
    {
        WarningLevel.None => "",
        WarningLevel.Notice => "预警",
        WarningLevel.Yellow => "黄牌",
        WarningLevel.Red => "红牌",
        _ => throw new ArgumentOutOfRangeException(nameof(level), level, null),
    };
}
