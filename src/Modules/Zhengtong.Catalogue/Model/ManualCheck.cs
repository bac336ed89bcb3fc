using Zhengtong.Platform.Auditing;

namespace Zhengtong.Catalogue.Model;

/// <summary>人工校验: one item that a person reads for the logic between its elements, which no machine sees (02.10).</summary>
internal sealed class ManualCheck : ITraced
{
    public required Guid Id { get; init; }

    public required Guid ItemId { get; init; }

    public required string ItemCode { get; init; }

    public required string ItemName { get; init; }

    public required Guid VersionId { get; init; }

    public required int Version { get; init; }

    public required Guid OrganisationId { get; init; }

    public required string OrganisationName { get; init; }

    public required string RegionCode { get; init; }

    public required Guid ReviewerId { get; set; }

    public required string ReviewerName { get; set; }

    /// <summary>Who gave it out, and is told when it is late.</summary>
    public required Guid AssignedById { get; set; }

    public required string AssignedByName { get; set; }

    public required DateTime AssignedAt { get; init; }

    public required DateOnly DueOn { get; set; }

    public DateTime? DoneAt { get; private set; }

    public int Failed { get; private set; }

    /// <summary>收回: taken back before it was done.</summary>
    public DateTime? WithdrawnAt { get; private set; }

    public int TraceCount { get; set; }

    public byte[] TraceHead { get; set; } = [];

    public int Revision { get; private set; }

    public bool IsOpen => DoneAt is null && WithdrawnAt is null;

    /// <summary>改派: another reads it, by the same day or a later one.</summary>
    public void PassOn(Guid toId, string toName, Guid byId, string byName, DateOnly due) =>
        (ReviewerId, ReviewerName, AssignedById, AssignedByName, DueOn, Revision) = (toId, toName, byId, byName, due, Revision + 1);

    public void Withdraw(DateTime at) => (WithdrawnAt, Revision) = (at, Revision + 1);

    public void Finish(int failed, DateTime at) => (Failed, DoneAt, Revision) = (failed, at, Revision + 1);
}

/// <summary>What the reviewer found on one question.</summary>
internal sealed class ManualAnswer
{
    public required Guid CheckId { get; init; }

    public required string QuestionKey { get; init; }

    /// <summary>As it was asked, since the list of questions may change.</summary>
    public required string Question { get; init; }

    public required bool Passed { get; init; }

    public required string Note { get; init; }
}

/// <summary>指南有误: what somebody from the public says is wrong with a guide, and what was answered.</summary>
internal sealed class GuideRemark
{
    public required Guid Id { get; init; }

    public required Guid FindingId { get; init; }

    public required Guid ItemId { get; init; }

    public required string ItemCode { get; init; }

    public required string ItemName { get; init; }

    public required string OrganisationName { get; init; }

    public required string Element { get; init; }

    public required string Text { get; init; }

    /// <summary>A phone or mail address, encrypted; empty when none was left.</summary>
    public required string SealedContact { get; init; }

    /// <summary>Who it was, when signed in.</summary>
    public Guid? PartyId { get; init; }

    public required DateTime At { get; init; }

    public string Reply { get; private set; } = "";

    public DateTime? RepliedAt { get; private set; }

    public void Answer(string reply, DateTime at) => (Reply, RepliedAt) = (reply, at);
}
