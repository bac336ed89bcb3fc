using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Model;
using Zhengtong.Platform.Persistence;
using Zhengtong.Platform.Regions;

namespace Zhengtong.Catalogue.Lists;

/// <summary>
/// What published lists say of the catalogue (01.23, 01.29, 01.36): entries of the versions in force and what they correspond to, as two persons published them. Whatever is
/// public or gives authority asks here, never what is still being compiled.
/// </summary>
internal sealed class PublishedMappings(Database db)
{
    private const int MostShown = 50;

    /// <summary>Entries in force that correspond to one of the codes (of items, or of the basic catalogue), in the lists of the regions.</summary>
    /// <param name="list">Key of a <see cref="RegisterList"/>.</param>
    /// <param name="regions">Exactly these; <see cref="Region.PathOf"/> gives a region with those above it.</param>
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
    public IQueryable<ListVersion> InForce(string list) => InForce().Where(v => v.List == list);

    /// <summary>The newest version of every list of every region.</summary>
    public IQueryable<ListVersion> InForce()
    {
        var versions = db.Set<ListVersion>().AsNoTracking();
        return versions.Where(v => !versions.Any(w => w.List == v.List && w.RegionCode == v.RegionCode && w.Number > v.Number));
    }

    /// <summary>The published lists that an item is on, by its own code or that of its entry in the basic catalogue, and those that it is on by what it says itself.</summary>
    public async Task<IReadOnlyList<ListLink>> OfItemAsync(Item item, CancellationToken ct)
    {
        List<string> codes = item.CatalogueCode.Length > 0 ? [item.Code, item.CatalogueCode] : [item.Code];
        var regions = Region.PathOf(item.RegionCode);
        var on = await InForce().Where(v => regions.Contains(v.RegionCode))
            .Join(db.Set<ListVersionTarget>().Where(t => codes.Contains(t.TargetCode)), v => v.Id, t => t.VersionId, (v, t) => new { v.Id, v.List, v.RegionCode, v.Number, t.EntryId })
            .Join(db.Set<ListVersionEntry>(), x => new { VersionId = x.Id, x.EntryId }, e => new { e.VersionId, e.EntryId }, (x, e) => new { x.List, x.RegionCode, x.Number, Entry = e.Number, e.Name })
            .Distinct().OrderBy(x => x.List).ThenByDescending(x => x.RegionCode).ThenBy(x => x.Entry).Take(MostShown).ToListAsync(ct);
        var derived = await db.Set<ListItem>().AsNoTracking().Where(x => x.ItemId == item.Id).Select(x => x.List).ToListAsync(ct);
        return
        [
            .. on.Where(x => RegisterLists.Find(x.List) is not null).Select(x => new ListLink(
                $"{RegisterLists.Find(x.List)!.Name} {x.Entry} {x.Name}", new ListFilter(x.Name, Version: $"{x.RegionCode}-{x.Number}").Link("/lists/" + x.List))),
            .. DerivedLists.All.Where(l => l.Public && derived.Contains(l.Key)).Select(l => new ListLink(l.Name, "/lists/" + l.Key)),
        ];
    }
}

/// <summary>An entry of a list in force.</summary>
/// <param name="Codes">Those of the asked codes that it corresponds to.</param>
internal sealed record PublishedEntry(ListVersion Version, ListVersionEntry Entry, IReadOnlyList<string> Codes)
{
    public IReadOnlyDictionary<string, string> Fields { get; } = EntryFacts.FieldsOf(Entry.Fields);
}
