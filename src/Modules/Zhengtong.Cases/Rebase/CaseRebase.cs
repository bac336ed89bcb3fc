namespace Zhengtong.Cases.Rebase;

/// <summary>A case that went over to another version of its item, with the answers as they were: nothing is lost by it, and it can be undone.</summary>
internal sealed class CaseRebase
{
    public required Guid Id { get; init; }

    public required Guid CaseId { get; init; }

    public required Guid FromVersionId { get; init; }

    public required Guid ToVersionId { get; init; }

    public required string FromForm { get; init; }

    public required string FromFormVersion { get; init; }

    /// <summary>All answers as they were before.</summary>
    public required string Answers { get; init; }

    public required string Reason { get; init; }

    public required DateTime At { get; init; }

    public required Guid ById { get; init; }

    public required string ByName { get; init; }

    /// <summary>The case's revision after it: while the case still has it, nothing was done since.</summary>
    public required int RevisionAfter { get; init; }

    public DateTime? UndoneAt { get; set; }
}
