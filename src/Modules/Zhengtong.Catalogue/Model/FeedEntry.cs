using Zhengtong.Catalogue.Contracts;

namespace Zhengtong.Catalogue.Model;

/// <summary>
/// A change in the feed that other platforms follow (01.40): a version that was published or took effect, or another status. It enters without a number, by the event that left with the change; a
/// job that runs on one node numbers what is committed. So a number that readers can see has all lower ones before it, however many nodes publish at once and however long their saves take.
/// </summary>
internal sealed class FeedEntry
{
    /// <summary>The event's: what is done twice enters once.</summary>
    public required Guid Id { get; init; }

    public required ItemEvent What { get; init; }

    public required Guid VersionId { get; init; }

    public required Guid ItemId { get; init; }

    public required string Code { get; init; }

    public required DateTime At { get; init; }

    public long? Sequence { get; set; }
}
