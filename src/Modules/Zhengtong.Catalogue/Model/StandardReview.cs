using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Catalogue.Model;

/// <summary>标准化技术委员会 (17.03): experts who review standards, with their terms.</summary>
internal sealed class TechnicalCommittee : ITraced
{
    public required Guid Id { get; init; }

    public required string Name { get; init; }

    /// <summary>Of the region whose standards it reviews.</summary>
    public required string RegionCode { get; init; }

    /// <summary>The document that set it up.</summary>
    public required string Document { get; init; }

    public required DateTime FoundedAt { get; init; }

    public DateTime? DissolvedAt { get; private set; }

    public int Revision { get; private set; }

    public int TraceCount { get; set; }

    public byte[] TraceHead { get; set; } = [];

    public void Dissolve(DateTime at) => (DissolvedAt, Revision) = (at, Revision + 1);

    public void Touch() => Revision++;
}

/// <summary>A seat in a committee for a term. A member who goes early keeps his seat's history.</summary>
internal sealed class CommitteeMember
{
    public required Guid Id { get; init; }

    public required Guid CommitteeId { get; init; }

    public required Guid StaffId { get; init; }

    public required string Name { get; init; }

    public required string OrganisationName { get; init; }

    public required MemberDuty Duty { get; init; }

    public required DateOnly From { get; init; }

    public required DateOnly To { get; init; }

    public DateOnly? LeftOn { get; private set; }

    public bool SitsOn(DateOnly day) => day >= From && day <= To && (LeftOn is null || day < LeftOn);

    public void Leave(DateOnly on) => LeftOn = on;
}

internal enum MemberDuty
{
    Chair = 1,
    ViceChair = 2,
    Member = 3,
}

internal enum Vote
{
    For = 1,
    Against = 2,
    Abstain = 3,
}

/// <summary>One review of one standard by a committee: who had a seat, until when votes are taken, by which rule, and how it ended.</summary>
internal sealed class StandardReview
{
    public required Guid Id { get; init; }

    public required Guid StandardId { get; init; }

    public required int Round { get; init; }

    public required Guid CommitteeId { get; init; }

    public required string CommitteeName { get; init; }

    public required DateTime OpenedAt { get; init; }

    public required string OpenedByName { get; init; }

    /// <summary>The last day on which opinions are taken.</summary>
    public required DateOnly ClosesOn { get; init; }

    public required int Seats { get; init; }

    /// <summary>The rule at the opening, for example 2/3 and 3/4: a later setting changes no running vote.</summary>
    public required string Quorum { get; init; }

    public required string Majority { get; init; }

    public DateTime? ClosedAt { get; private set; }

    public string ClosedByName { get; private set; } = "";

    public int For { get; private set; }

    public int Against { get; private set; }

    public int Abstained { get; private set; }

    public ReviewResult? Result { get; private set; }

    public int Revision { get; private set; }

    public void Close(int yes, int no, int abstained, ReviewResult result, Act act) =>
        (For, Against, Abstained, Result, ClosedAt, ClosedByName, Revision) = (yes, no, abstained, result, act.At, act.Actor.Name, Revision + 1);

    /// <summary>An opinion came in: it and the closing of the vote cannot both be saved.</summary>
    public void Touch() => Revision++;
}

internal enum ReviewResult
{
    Passed = 1,
    NotPassed = 2,

    /// <summary>Too few took part: the review must be held again.</summary>
    NoQuorum = 3,
}

/// <summary>Who has a voice in a review: the members whose term covered its opening. Who leaves meanwhile says nothing any more.</summary>
internal sealed class ReviewSeat
{
    public required Guid ReviewId { get; init; }

    public required Guid StaffId { get; init; }

    public required string Name { get; init; }
}

/// <summary>What a member said of a standard; a changed opinion is a further row, the last counts and all stay.</summary>
internal sealed class ReviewOpinion : IAppendOnly
{
    public required Guid Id { get; init; }

    public required Guid ReviewId { get; init; }

    public required Guid StandardId { get; init; }

    public required Guid StaffId { get; init; }

    public required string Name { get; init; }

    /// <summary>From 1, of this member in this review.</summary>
    public required int Sequence { get; init; }

    public required Vote Vote { get; init; }

    public required string Text { get; init; }

    public required DateTime At { get; init; }
}
