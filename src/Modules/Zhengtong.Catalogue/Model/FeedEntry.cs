namespace Zhengtong.Catalogue.Model;

/// <summary>
/// A published version in the feed that other platforms follow (01.40). It enters without a number, by the event that left with the version; a job that runs on one node numbers what is committed. So
/// a number that readers can see has all lower ones before it, however many nodes publish at once and however long their saves take.
/// </summary>
internal sealed class FeedEntry
{
    public required Guid VersionId { get; init; }

    public required Guid ItemId { get; init; }

    public required string Code { get; init; }

    public required DateTime At { get; init; }

    public long? Sequence { get; set; }
}
