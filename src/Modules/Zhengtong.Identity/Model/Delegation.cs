using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;

namespace Zhengtong.Identity.Model;

/// <summary>
/// One lets another act in his name (08.10, 08.11, 08.12): the matters, the acts, the term, and the text that he signed. Facts with their time; whether it holds is said by
/// <see cref="Delegations.DelegationRule"/>. What was signed never changes: another scope is another delegation.
/// </summary>
internal sealed class Delegation : ITraced
{
    public required Guid Id { get; init; }

    public required DelegationKind Kind { get; init; }

    /// <summary>被代理人: the person or company in whose name is acted.</summary>
    public required Guid PrincipalId { get; init; }

    public required PartyKind PrincipalKind { get; init; }

    public required string PrincipalName { get; init; }

    /// <summary>Who signed: the principal, or the legal representative of the company.</summary>
    public required Guid SignedById { get; init; }

    /// <summary>The person who may act; null until somebody has accepted.</summary>
    public Guid? DelegateId { get; set; }

    /// <summary>Of the staff, who took on to help (帮办代办): then there is no <see cref="DelegateId"/>.</summary>
    public Guid? HelperId { get; set; }

    /// <summary>Must be the name of whoever answers.</summary>
    public required string DelegateName { get; init; }

    /// <summary>Keyed hash of the phone or account that the principal typed.</summary>
    public required string AddressLookup { get; init; }

    public required string AddressMasked { get; init; }

    public required MandateActs Acts { get; init; }

    /// <summary>JSON of the <see cref="MandateScope"/>s; an empty list: every item.</summary>
    public required string Scope { get; init; }

    public required DateOnly From { get; init; }

    /// <summary>The last day.</summary>
    public required DateOnly Until { get; init; }

    /// <summary>How many applications may be made; null: any number.</summary>
    public int? MostUses { get; init; }

    public int Uses { get; set; }

    /// <summary>Ends when the last case that it was used for has ended.</summary>
    public bool EndsWithCase { get; init; }

    /// <summary>What the principal read and signed, word for word.</summary>
    public required string ConsentText { get; init; }

    public required string ConsentVersion { get; init; }

    /// <summary>Keyed hash over the text, the terms and both parties; made when it was signed.</summary>
    public required string Seal { get; init; }

    /// <summary>Where both came with their documents: the organisation of the window; empty when it was signed online.</summary>
    public string Counter { get; init; } = "";

    public required DateTime OfferedAt { get; init; }

    public DateTime? AcceptedAt { get; set; }

    public DateTime? RefusedAt { get; set; }

    /// <summary>Taken back by the principal or laid down by the delegate; before the answer: withdrawn.</summary>
    public DateTime? RevokedAt { get; set; }

    public Guid? RevokedById { get; set; }

    /// <summary>The task is done.</summary>
    public DateTime? EndedAt { get; set; }

    public int Revision { get; set; }

    public int TraceCount { get; set; }

    public byte[] TraceHead { get; set; } = [];
}

/// <summary>One application made by a delegation. The number is unique, so that of two at once only as many get through as are left.</summary>
internal sealed class DelegationUse
{
    public required Guid DelegationId { get; init; }

    public required int Number { get; init; }

    public required Guid CaseId { get; init; }

    public required string CaseNumber { get; init; }

    public required string ItemName { get; init; }

    public required Guid ById { get; init; }

    public required string ByName { get; init; }

    public required DateTime At { get; init; }

    public DateTime? CaseEndedAt { get; set; }
}

internal enum DelegationKind
{
    /// <summary>授权代理.</summary>
    Agency = 1,

    /// <summary>亲友代办.</summary>
    Family = 2,

    /// <summary>经办人 of a company, for some items or some acts.</summary>
    Clerk = 3,

    /// <summary>帮办代办 by a helper of the staff (05.20).</summary>
    Helper = 4,
}
