using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Model;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Catalogue.Lists;

/// <summary>
/// What published lists say of the catalogue (01.23, 01.29, 01.36): entries of the versions in force and what they correspond to, as two persons published them. Whatever is
/// public or gives authority asks here, never what is still being compiled.
/// </summary>
internal sealed class PublishedMappings(Database db)
{
    /// <summary>Entries in force that correspond to one of the codes (of items, or of the basic catalogue), in the lists of the regions.</summary>
    /// <param name="list">Key of a <see cref="RegisterList"/>.</param>
    /// <param name="regions">Exactly these; <see cref="AndAbove"/> gives a region with those above it.</param>
    public async Task<IReadOnlyList<PublishedEntry>> OfCodesAsync(string list, IReadOnlyCollection<string> codes, IReadOnlyCollection<string> regions, CancellationToken ct)
    {
        var rows = await InForce(list).Where(v => regions.Contains(v.RegionCode))
            .Join(db.Set<ListVersionTarget>().Where(t => codes.Contains(t.TargetCode)), v => v.Id, t => t.VersionId, (v, t) => new { Version = v, t.EntryId, t.TargetCode })
            .Join(db.Set<ListVersionEntry>(), x => new { VersionId = x.Version.Id, x.EntryId }, e => new { e.VersionId, e.EntryId }, (x, e) => new { x.Version, Entry = e, x.TargetCode })
            .AsNoTracking().ToListAsync(ct);
        return
        [
            .. rows.GroupBy(r => (r.Version.RegionCode, r.Entry.EntryId))
                .Select(g => new PublishedEntry(g.First().Version, g.First().Entry, [.. g.Select(r => r.TargetCode).Order(StringComparer.Ordinal)]))
                .OrderByDescending(e => e.Version.RegionCode.Length).ThenBy(e => e.Entry.Number, StringComparer.Ordinal),
        ];
    }

    /// <summary>The codes of some entries in one version of a list, in force or older.</summary>
    public async Task<ILookup<Guid, string>> CodesOfAsync(Guid versionId, IReadOnlyCollection<Guid> entries, CancellationToken ct) =>
        (await db.Set<ListVersionTarget>().AsNoTracking().Where(t => t.VersionId == versionId && entries.Contains(t.EntryId)).OrderBy(t => t.TargetCode).ToListAsync(ct))
        .ToLookup(t => t.EntryId, t => t.TargetCode);

    /// <summary>The newest version of the list of every region.</summary>
    public IQueryable<ListVersion> InForce(string list)
    {
        var versions = db.Set<ListVersion>().AsNoTracking().Where(v => v.List == list);
        return versions.Where(v => !versions.Any(w => w.RegionCode == v.RegionCode && w.Number > v.Number));
    }

    /// <summary>A region and all above it, the nation too.</summary>
    public static IReadOnlyList<string> AndAbove(string region) => [.. Enumerable.Range(0, region.Length + 1).Select(n => region[..n])];
}

/// <summary>An entry of a list in force.</summary>
/// <param name="Codes">Those of the asked codes that it corresponds to.</param>
internal sealed record PublishedEntry(ListVersion Version, ListVersionEntry Entry, IReadOnlyList<string> Codes)
{
    public IReadOnlyDictionary<string, string> Fields { get; } = EntryFacts.FieldsOf(Entry.Fields);
}
