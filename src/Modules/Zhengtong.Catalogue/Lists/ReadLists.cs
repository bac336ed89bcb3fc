using System.Globalization;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Browse;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Catalogue.Model;
using Zhengtong.Catalogue.Read;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Documents;
using Zhengtong.Platform.Persistence;
using Zhengtong.Platform.Regions;

namespace Zhengtong.Catalogue.Lists;

/// <summary>The lists as the public reads them, on every end the same: filtered, paged by key, few statements each.</summary>
internal sealed class ReadLists(Database db)
{
    public const int PageSize = 30;
    public const int MostGuides = 10;
    private const int CityLength = 4;
    private const char KeyMark = '~';

    public async Task<ListTable> DerivedAsync(DerivedList list, ListFilter filter, string region, int take, CancellationToken ct)
    {
        var read = filter.On is { } day
            ? await OfDayAsync(list, filter, region, LegalDay.EndUtc(day), take + 1, ct)
            : [.. await Matching(db.Set<ListItem>(), list, filter, region)
                // A paused or cancelled item leaves the list at once.
                .Where(x => db.Set<Item>().Any(i => i.Id == x.ItemId && i.Status == ItemStatus.InUse))
                .OrderBy(x => x.RegionCode).ThenBy(x => x.Code).Take(take + 1).ToListAsync(ct)];
        var shown = read.Take(take).ToList();
        return new ListTable(
            ["事项", .. list.Heads, "办理单位", "地区"],
            [.. shown.Select(x => new ListRow(
                [new ListCell(x.Name, [new ListLink(x.Name, LinkOf(list, x))]),
                .. ListProjection.CellsOf(x.Cells).Select(c => new ListCell(c)),
                new ListCell(x.OrganisationName),
                new ListCell(x.RegionName.Length > 0 ? x.RegionName : "全国")]))],
            read.Count > take ? $"{shown[^1].RegionCode}{KeyMark}{shown[^1].Code}" : null);
    }

    /// <summary>As the list stood at a moment: what it has said since before, and what it said then and says no longer. Each is a page by key, and so is what both give.</summary>
    private async Task<List<ListedItem>> OfDayAsync(DerivedList list, ListFilter filter, string region, DateTime at, int take, CancellationToken ct)
    {
        var still = await Matching(db.Set<ListItem>(), list, filter, region).Where(x => x.Shown && x.Since < at).OrderBy(x => x.RegionCode).ThenBy(x => x.Code).Take(take).ToListAsync(ct);

        // What is kept off the platform today is not named for yesterday either (01.08).
        var then = await Matching(db.Set<FormerListItem>(), list, filter, region).Where(x => x.Since < at && x.Until >= at && !db.Set<Item>().Any(i => i.Id == x.ItemId && i.Excluded))
            .OrderBy(x => x.RegionCode).ThenBy(x => x.Code).Take(take).ToListAsync(ct);
        return [.. still.Concat<ListedItem>(then).OrderBy(x => x.RegionCode, StringComparer.Ordinal).ThenBy(x => x.Code, StringComparer.Ordinal).Take(take)];
    }

    private static IQueryable<T> Matching<T>(IQueryable<T> all, DerivedList list, ListFilter filter, string region)
        where T : ListedItem
    {
        var rows = all.AsNoTracking().Where(x => x.List == list.Key);
        if (region.Length > 0)
        {
            rows = rows.Where(x => x.RegionCode.StartsWith(region));
        }

        if (filter.Organisation is { } organisation)
        {
            rows = rows.Where(x => x.OrganisationId == organisation);
        }

        if (filter.Type is { Length: > 0 } type)
        {
            rows = rows.Where(x => x.TypeCode == type);
        }

        rows = WordList.Of(filter.Words).Select(SearchText.Anywhere).Aggregate(rows, (query, pattern) => query.Where(x => EF.Functions.Like(x.SearchText, pattern, "\\")));
        if (filter.After?.Split(KeyMark, 2) is [var afterRegion, var afterCode])
        {
            rows = rows.Where(x => string.Compare(x.RegionCode, afterRegion) > 0 || (x.RegionCode == afterRegion && string.Compare(x.Code, afterCode) > 0));
        }

        return rows;
    }

    /// <param name="part">null: the whole list.</param>
    /// <param name="versionId">The version in force, or an older one.</param>
    /// <param name="region">Where the reader is: the list may be that of a region above, the guides are his.</param>
    public async Task<ListTable> RegisterAsync(RegisterList list, ListPart? part, Guid versionId, ListFilter filter, string region, int take, CancellationToken ct)
    {
        var rows = db.Set<ListVersionEntry>().AsNoTracking().Where(e => e.VersionId == versionId);
        if (part?.Types is { } types)
        {
            rows = rows.Where(x => types.Contains(x.TypeCode));
        }

        if (filter.Type is { Length: > 0 } type)
        {
            rows = rows.Where(x => x.TypeCode == type);
        }

        rows = WordList.Of(filter.Words).Select(SearchText.Anywhere).Aggregate(rows, (query, pattern) => query.Where(x => EF.Functions.Like(x.SearchText, pattern, "\\")));
        if (filter.After is { Length: > 0 } after)
        {
            rows = rows.Where(x => string.Compare(x.Number, after) > 0);
        }

        var read = await rows.OrderBy(x => x.Number).Take(take + 1).ToListAsync(ct);
        var shown = read.Take(take).ToList();
        var links = list.Mapped ? await GuidesAsync(versionId, shown, region, ct) : null;
        return new ListTable(
            [.. list.Heads, .. links is null ? (string[])[] : ["对应的办事指南"]],
            [.. shown.Select(e => new ListRow(
                [.. CellsOf(list, e.Facts()),
                .. links is null ? (ListCell[])[] : [new ListCell(string.Join('\n', links[e.EntryId].Select(l => l.Text)), [.. links[e.EntryId]])]]))],
            read.Count > take ? shown[^1].Number : null);
    }

    /// <summary>The version that is asked for, else the one in force for a region: its own, else that of the nearest region above.</summary>
    public Task<ListVersion?> VersionAsync(RegisterList list, RegionView region, string? asked, CancellationToken ct)
    {
        List<string> codes = [region.ServingCode, .. region.Above, ""];
        if (asked is { Length: > 0 })
        {
            // A region's versions are counted from 1: the address names both, so that a link says the same wherever its reader is.
            var at = asked.LastIndexOf('-');
            var of = at < 0 ? "" : asked[..at];
            return int.TryParse(asked[(at + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                ? db.Set<ListVersion>().AsNoTracking().SingleOrDefaultAsync(v => v.List == list.Key && v.RegionCode == of && v.Number == number, ct)
                : Task.FromResult<ListVersion?>(null);
        }

        return db.Set<ListVersion>().AsNoTracking().Where(v => v.List == list.Key && codes.Contains(v.RegionCode))
            .OrderByDescending(v => v.RegionCode.Length).ThenByDescending(v => v.Number).FirstOrDefaultAsync(ct);
    }

    /// <summary>The versions of the same list and region, the newest first.</summary>
    public Task<List<ListVersion>> HistoryAsync(ListVersion of, int most, CancellationToken ct) =>
        db.Set<ListVersion>().AsNoTracking().Where(v => v.List == of.List && v.RegionCode == of.RegionCode).OrderByDescending(v => v.Number).Take(most).ToListAsync(ct);

    /// <summary>Row by row for a sheet, page by page from the database.</summary>
    public static async IAsyncEnumerable<IReadOnlyList<string>> AllAsync(Func<string?, Task<ListTable>> page, [EnumeratorCancellation] CancellationToken ct)
    {
        string? after = null;
        for (var read = 0; read <= ExcelSheet.MostRows;)
        {
            ct.ThrowIfCancellationRequested();
            var table = await page(after);
            foreach (var row in table.Rows)
            {
                read++;
                yield return [.. row.Cells.Select(c => c.Text)];
            }

            if ((after = table.Next) is null)
            {
                yield break;
            }
        }
    }

    public static IEnumerable<ListCell> CellsOf(RegisterList list, EntryFacts facts) =>
    [
        new(facts.Number), new(facts.Name), .. list.Typed ? (ListCell[])[new(RegisterList.TypeName(facts.TypeCode))] : [], new(facts.Organisation),
        .. list.Fields.Select(f => new ListCell(facts.Fields.GetValueOrDefault(f.Key, ""))),
    ];

    private static string LinkOf(DerivedList list, ListedItem item) => list.Key == DerivedLists.Licensing
        ? "/items?q=" + Uri.EscapeDataString(item.Name)
        : "/items/" + Uri.EscapeDataString(item.Code);

    /// <summary>
    /// Guides of what the entries corresponded to when the version was published: those of the region first, then those above it. A few of each entry; where there are more, a
    /// link that finds them.
    /// </summary>
    private async Task<ILookup<Guid, ListLink>> GuidesAsync(Guid versionId, List<ListVersionEntry> entries, string region, CancellationToken ct)
    {
        var ids = entries.ConvertAll(e => e.EntryId);
        var above = Region.PathOf(region);
        var targets = db.Set<ListVersionTarget>().AsNoTracking().Where(t => t.VersionId == versionId && ids.Contains(t.EntryId));
        var items = db.Set<Item>().AsNoTracking().Where(i => i.Kind == ItemKind.Implementation && i.Status == ItemStatus.InUse)
            .Join(db.Set<ItemIndex>(), i => i.Id, x => x.ItemId, (i, x) => new { x.Code, x.Name, x.RegionCode, i.CatalogueCode });

        // Below a province one code may stand for tens of thousands of guides in villages: there the search is the better way.
        items = region.Length < CityLength ? items.Where(i => above.Contains(i.RegionCode)) : items.Where(i => i.RegionCode.StartsWith(region) || above.Contains(i.RegionCode));
        var byCode = targets.Join(items, t => t.TargetCode, i => i.Code, (t, i) => new { t.EntryId, i.Code, i.Name, i.RegionCode });
        var byCatalogue = targets.Join(items.Where(i => i.CatalogueCode != ""), t => t.TargetCode, i => i.CatalogueCode, (t, i) => new { t.EntryId, i.Code, i.Name, i.RegionCode });
        var all = byCode.Union(byCatalogue);
        var rows = (await db.Set<ListVersionEntry>().Where(e => e.VersionId == versionId && ids.Contains(e.EntryId))
            .SelectMany(e => all.Where(x => x.EntryId == e.EntryId)
                .OrderBy(x => x.RegionCode.Length < region.Length ? 1 : 0).ThenBy(x => x.RegionCode.Length).ThenBy(x => x.Code).Take(MostGuides + 1))
            .AsNoTracking().ToListAsync(ct))
            .OrderBy(x => x.RegionCode.Length < region.Length ? 1 : 0).ThenBy(x => x.RegionCode.Length).ThenBy(x => x.Code, StringComparer.Ordinal)
            .ToLookup(x => x.EntryId);
        var mapped = (await targets.Select(t => t.EntryId).Distinct().ToListAsync(ct)).ToHashSet();
        return entries
            .SelectMany(e => rows[e.EntryId].Take(MostGuides).Select(r => new ListLink(r.Name, "/items/" + Uri.EscapeDataString(r.Code)))
                .Concat(mapped.Contains(e.EntryId) && rows[e.EntryId].Count() is 0 or > MostGuides ? [new ListLink("查找“" + e.Name + "”的办事指南", "/items?q=" + Uri.EscapeDataString(e.Name))] : [])
                .Select(link => (e.EntryId, link)))
            .ToLookup(x => x.EntryId, x => x.link);
    }
}

/// <summary>What a reader of a list looks for; part of the address.</summary>
/// <param name="Version"><see cref="ListVersion.Address"/> of an older version; null: the one in force.</param>
/// <param name="On">The end of this day, of a list that follows from items; null: now.</param>
internal sealed record ListFilter(string? Words = null, Guid? Organisation = null, string? Type = null, string? After = null, string? Version = null, DateOnly? On = null)
{
    public bool IsNarrowed => Words is { Length: > 0 } || Organisation is not null || Type is { Length: > 0 };

    public string Link(string path, string? after = null)
    {
        var query = new Microsoft.AspNetCore.Http.Extensions.QueryBuilder();
        (string Name, string? Value)[] parts =
        [
            ("q", Words), ("org", Organisation?.ToString()), ("type", Type), ("version", Version), ("on", On?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)), ("after", after),
        ];
        foreach (var (name, value) in parts)
        {
            if (!string.IsNullOrEmpty(value))
            {
                query.Add(name, value);
            }
        }

        return path + query;
    }
}

internal sealed record ListTable(IReadOnlyList<string> Heads, IReadOnlyList<ListRow> Rows, string? Next);

internal sealed record ListRow(IReadOnlyList<ListCell> Cells);

internal sealed record ListCell(string Text, IReadOnlyList<ListLink>? Links = null);

internal sealed record ListLink(string Text, string Href);
