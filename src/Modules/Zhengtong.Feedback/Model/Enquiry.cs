using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;

namespace Zhengtong.Feedback.Model;

/// <summary>A question put online to an organisation (网上咨询, 10.30). What was said to and fro are its turns.</summary>
internal sealed class Enquiry : ITraced
{
    public required Guid Id { get; init; }

    public required Guid PartyId { get; init; }

    /// <summary>Who asks, as the answering office sees him.</summary>
    public required string AskerMasked { get; init; }

    public Guid? ItemId { get; init; }

    public string ItemCode { get; init; } = "";

    public string ItemName { get; init; } = "";

    public required string RegionCode { get; init; }

    /// <summary>Who answers now.</summary>
    public Guid OrganisationId { get; private set; }

    public string OrganisationName { get; private set; } = "";

    /// <summary>The question as it begins, for lists.</summary>
    public required string Brief { get; init; }

    public required DateTime AskedAt { get; init; }

    /// <summary>By when the open question or follow-up is to be answered. Forwarding does not put it off.</summary>
    public DateOnly DueOn { get; private set; }

    public bool Waiting { get; private set; }

    public DateTime? AnsweredAt { get; private set; }

    public DateTime? FollowedUpAt { get; private set; }

    public bool? Satisfied { get; private set; }

    public int Revision { get; private set; }

    public int TraceCount { get; set; }

    public byte[] TraceHead { get; set; } = [];

    public bool MayFollowUp => !Waiting && FollowedUpAt is null;

    public bool MayJudge => !Waiting && Satisfied is null;

    public void Route(Guid organisationId, string organisationName) => (OrganisationId, OrganisationName, Revision) = (organisationId, organisationName, Revision + 1);

    public void Await(DateOnly due) => (Waiting, DueOn, Revision) = (true, due, Revision + 1);

    public void FollowUp(DateOnly due, DateTime at)
    {
        FollowedUpAt = at;
        Await(due);
    }

    public void Answer(DateTime at) => (Waiting, AnsweredAt, Revision) = (false, at, Revision + 1);

    public void Judge(bool satisfied) => (Satisfied, Revision) = (satisfied, Revision + 1);
}

/// <summary>What was said in an enquiry, in order; written once.</summary>
internal sealed class EnquiryTurn
{
    public required Guid EnquiryId { get; init; }

    public required int Sequence { get; init; }

    public required TurnKind Kind { get; init; }

    public required string Text { get; init; }

    /// <summary>Of an answer: the part of the guide it points to, its anchor on the page.</summary>
    public string Section { get; init; } = "";

    /// <summary>The organisation that spoke; empty for the asker.</summary>
    public string OrganisationName { get; init; } = "";

    public required DateTime At { get; init; }
}

internal enum TurnKind
{
    Question = 1,
    Forward = 2,
    Answer = 3,
    FollowUp = 4,
}

/// <summary>An answered question as it may be shown to everybody: reworded without anything of the asker's, approved by the lead of the organisation that answered.</summary>
internal sealed class PublicAnswer : ITraced
{
    public required Guid Id { get; init; }

    /// <summary>One enquiry is published once.</summary>
    public required Guid EnquiryId { get; init; }

    public Guid? ItemId { get; init; }

    public string ItemCode { get; init; } = "";

    public string ItemName { get; init; } = "";

    public required string RegionCode { get; init; }

    public required Guid OrganisationId { get; init; }

    public required string OrganisationName { get; init; }

    public string Question { get; private set; } = "";

    public string Answer { get; private set; } = "";

    public string Section { get; init; } = "";

    public Guid ProposedById { get; private set; }

    public DateTime ProposedAt { get; private set; }

    /// <summary>null: proposed, or taken back.</summary>
    public DateTime? PublishedAt { get; private set; }

    public int Revision { get; private set; }

    public int TraceCount { get; set; }

    public byte[] TraceHead { get; set; } = [];

    public void Propose(string question, string answer, Act act) =>
        (Question, Answer, ProposedById, ProposedAt, PublishedAt, Revision) = (question, answer, act.Actor.Id, act.At, null, Revision + 1);

    public void Publish(DateTime at) => (PublishedAt, Revision) = (at, Revision + 1);

    public void TakeBack() => (PublishedAt, Revision) = (null, Revision + 1);
}
