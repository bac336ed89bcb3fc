namespace Zhengtong.Catalogue.Contracts;

/// <summary>The published items, for every module above. Versions are immutable, so they are kept in memory once read.</summary>
public interface ICatalogue
{
    /// <summary>The version in force today, or null when there is none to apply for: none of what is kept off the platform (01.08), while cases that were begun before go on.</summary>
    Task<PublishedItem?> FindAsync(string code, CancellationToken ct);

    /// <summary>Whether the item is handled as a licence whose entry was struck off the licence list: nobody may apply for it any more (14.23; 行政许可法第四条, 第十七条).</summary>
    Task<bool> IsDelistedAsync(string code, CancellationToken ct);

    /// <summary>Whether the item in use is or was a special zone's (01.36): only then <see cref="IZoneAuthority"/> has anything to say of it.</summary>
    Task<bool> IsZonesAsync(string code, CancellationToken ct);

    /// <summary>The version a case is pinned to.</summary>
    /// <exception cref="InvalidOperationException">No such version: versions are never deleted.</exception>
    Task<PublishedItem> VersionAsync(Guid versionId, CancellationToken ct);

    /// <summary>Search as the portal does, for pickers.</summary>
    Task<IReadOnlyList<ItemSummary>> SearchAsync(string words, string regionPrefix, int take, CancellationToken ct);
}

/// <summary>One published version of an item.</summary>
public sealed record PublishedItem(
    Guid VersionId,
    Guid ItemId,
    int Version,
    string Code,
    string Name,
    Guid OrganisationId,
    string OrganisationName,
    string RegionCode,
    string RegionName,
    DateTime PublishedAt,
    ItemContent Content);

public sealed record ItemSummary(string Code, string Name, string OrganisationName, string RegionName, string TypeName);

/// <summary>An item is another than before: a version was published, one that waited for its day took effect, or the item was paused, resumed or cancelled.</summary>
/// <param name="VersionId">The version that was published or took effect; of a status the newest.</param>
public sealed record ItemPublished(Guid ItemId, Guid VersionId, string Code) : Zhengtong.Platform.Events.IEvent
{
    public ItemEvent What { get; init; }
}

public enum ItemEvent
{
    Published,

    /// <summary>A version that was published before came to its planned day.</summary>
    TookEffect,

    /// <summary>Paused, resumed or cancelled; no version came of it.</summary>
    StatusChanged,
}
