using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Catalogue.Model;
using Zhengtong.Platform.Persistence;
using Zhengtong.Platform.Regions;

namespace Zhengtong.Catalogue.Lists;

/// <summary>
/// What does not fit between the lists and the catalogue, looked for in both directions (01.23, 01.25-01.29, 05.15, 05.16, 05.20). The lists are compared as they are being
/// compiled, so that what is found can be mended before it is published; those above as they are published. Paged by the key of each kind.
/// </summary>
internal sealed class ListChecks(Database db, PublishedMappings published)
{
    private const int CountyLength = 6;
    private const string KeyMark = "~";

    public static IReadOnlyList<FindingKind> KindsOf(RegisterList list) =>
    [
        .. list.Mapped ? (FindingKind[])[FindingKind.Unmapped, FindingKind.Retired] : [],
        .. list.Equal ? (FindingKind[])[FindingKind.Unequal, FindingKind.UnequalItem] : [],
        .. list.Types is not null || list.Follows ? (FindingKind[])[FindingKind.Missing] : [],
        .. list.Key == RegisterLists.HallNegative ? (FindingKind[])[FindingKind.Contradiction] : [],
    ];

    public static IReadOnlyList<FindingKind> KindsOf(DerivedList list) => list.Key switch
    {
        ItemTags.OneTrip or ItemTags.ZeroTrip => [FindingKind.NotInHall],
        ItemTags.Online or ItemTags.Assisted => [FindingKind.Missing],
        _ => [],
    };

    /// <param name="most">So many of each kind.</param>
    public async Task<IReadOnlyList<Finding>> OfAsync(RegisterList list, string region, int most, CancellationToken ct)
    {
        var found = new List<Finding>();
        foreach (var kind in KindsOf(list))
        {
            found.AddRange(await PageAsync(list, region, kind, null, most, ct));
        }

        return found;
    }

    /// <summary>What a list that follows from items asks of the other lists.</summary>
    public async Task<IReadOnlyList<Finding>> OfAsync(DerivedList list, string region, int most, CancellationToken ct) => await PageAsync(list, region, null, most, ct);

    /// <param name="after">The key of the last finding read.</param>
    public Task<List<Finding>> PageAsync(RegisterList list, string region, FindingKind kind, string? after, int take, CancellationToken ct)
    {
        var entries = db.Set<RegisterEntry>().AsNoTracking().Where(e => e.List == list.Key && e.RegionCode == region && e.RemovedAt == null);
        var mappings = db.Set<ListMapping>().AsNoTracking().Where(m => m.List == list.Key && m.RegionCode == region && entries.Any(e => e.Id == m.EntryId));
        var from = after ?? "";
        return kind switch
        {
            FindingKind.Unmapped => entries.Where(e => !mappings.Any(m => m.EntryId == e.Id) && string.Compare(e.Number, from) > 0).OrderBy(e => e.Number).Take(take)
                .Select(e => new Finding(FindingKind.Unmapped, e.Number, e.Id, e.Number + " " + e.Name, "没有对应的目录事项", "")).ToListAsync(ct),
            FindingKind.Retired => RetiredAsync(entries, mappings, from, take, ct),
            FindingKind.Unequal => UnequalAsync(entries, mappings, region, from, take, ct),
            FindingKind.UnequalItem => UnequalItemAsync(entries, mappings, region, from, take, ct),
            FindingKind.Missing => MissingAsync(list, entries, mappings, region, from, take, ct),
            FindingKind.Contradiction => ContradictionAsync(entries, mappings, from, take, ct),
            _ => Task.FromResult<List<Finding>>([]),
        };
    }

    public async Task<List<Finding>> PageAsync(DerivedList list, string region, string? after, int take, CancellationToken ct)
    {
        var from = after ?? "";
        var on = db.Set<ListItem>().AsNoTracking().Where(x => x.List == list.Key && string.Compare(x.Code, from) > 0)
            .Where(x => db.Set<Item>().Any(i => i.Id == x.ItemId && i.Status == ItemStatus.InUse));
        on = region.Length < CountyLength ? on.Where(x => x.RegionCode == region) : on.Where(x => x.RegionCode.StartsWith(region));

        // A list of the item's own region or of one above it counts, that of a neighbour does not.
        var mappings = db.Set<ListMapping>().AsNoTracking().Where(m => db.Set<RegisterEntry>().Any(e => e.Id == m.EntryId && e.RemovedAt == null));
        return KindsOf(list) switch
        {
            [FindingKind.NotInHall] => await on
                .Where(x => !db.Set<ListItem>().Any(h => h.List == DerivedLists.Hall && h.ItemId == x.ItemId)
                    && !mappings.Any(m => m.List == RegisterLists.HallNegative && x.RegionCode.StartsWith(m.RegionCode)
                        && (m.TargetCode == x.Code || db.Set<Item>().Any(i => i.Id == x.ItemId && i.CatalogueCode != "" && i.CatalogueCode == m.TargetCode))))
                .OrderBy(x => x.Code).Take(take)
                .Select(x => new Finding(FindingKind.NotInHall, x.Code, null, x.Name, x.OrganisationName + "的事项（" + x.Code + "）没有进驻大厅，负面清单里也没有理由", x.Code)).ToListAsync(ct),
            [FindingKind.Missing] => await on
                .Where(x => RegisterLists.PowerTypes.Contains(x.TypeCode)
                    && !mappings.Any(m => m.List == RegisterLists.Power && x.RegionCode.StartsWith(m.RegionCode)
                        && (m.TargetCode == x.Code || db.Set<Item>().Any(i => i.Id == x.ItemId && i.CatalogueCode != "" && i.CatalogueCode == m.TargetCode))))
                .OrderBy(x => x.Code).Take(take)
                .Select(x => new Finding(FindingKind.Missing, x.Code, null, x.Name, x.OrganisationName + "的事项（" + x.Code + "）不在权责清单里，也不是公共服务", x.Code)).ToListAsync(ct),
            _ => [],
        };
    }

    private Task<List<Finding>> RetiredAsync(IQueryable<RegisterEntry> entries, IQueryable<ListMapping> mappings, string from, int take, CancellationToken ct)
    {
        var items = db.Set<Item>().AsNoTracking();
        return entries.Join(mappings, e => e.Id, m => m.EntryId, (e, m) => new { e.Id, e.Number, e.Name, m.TargetCode, Key = e.Number + KeyMark + m.TargetCode })
            .Where(x => !items.Any(i => i.Code == x.TargetCode && i.Status == ItemStatus.InUse) && !items.Any(i => i.CatalogueCode == x.TargetCode && i.Status == ItemStatus.InUse))
            .Where(x => string.Compare(x.Key, from) > 0).OrderBy(x => x.Key).Take(take)
            .Select(x => new Finding(FindingKind.Retired, x.Key, x.Id, x.Number + " " + x.Name, "对应的“" + x.TargetCode + "”已暂停、取消或不存在", "")).ToListAsync(ct);
    }

    private Task<List<Finding>> ContradictionAsync(IQueryable<RegisterEntry> entries, IQueryable<ListMapping> mappings, string from, int take, CancellationToken ct) =>
        entries.Join(mappings, e => e.Id, m => m.EntryId, (e, m) => new { e.Id, e.Number, e.Name, m.TargetCode, Key = e.Number + KeyMark + m.TargetCode })
            .Where(x => db.Set<ListItem>().Any(l => l.List == DerivedLists.Hall && l.Code == x.TargetCode) && string.Compare(x.Key, from) > 0).OrderBy(x => x.Key).Take(take)
            .Select(x => new Finding(FindingKind.Contradiction, x.Key, x.Id, x.Number + " " + x.Name, "同时在进驻事项清单里", x.TargetCode)).ToListAsync(ct);

    /// <summary>
    /// From the catalogue's side: items of the region that its list does not name though their type belongs on it, or though the list in force of a region above names them.
    /// A region that compiles no list of its own lives under the one above. Items of counties stand on the lists of counties: a city or province looks at its own.
    /// </summary>
    private async Task<List<Finding>> MissingAsync(
        RegisterList list, IQueryable<RegisterEntry> entries, IQueryable<ListMapping> mappings, string region, string from, int take, CancellationToken ct)
    {
        var items = db.Set<Item>().AsNoTracking().Where(i => i.Kind == ItemKind.Implementation && i.Status == ItemStatus.InUse)
            .Where(i => !mappings.Any(m => m.TargetCode == i.Code) && (i.CatalogueCode == "" || !mappings.Any(m => m.TargetCode == i.CatalogueCode)));
        items = region.Length < CountyLength ? items.Where(i => i.RegionCode == region) : items.Where(i => i.RegionCode.StartsWith(region));
        var says = "在网上办理，但不在" + list.Name + "里";
        if (list.Types is { } types)
        {
            items = items.Where(i => types.Contains(i.TypeCode));
        }
        else
        {
            var above = Region.PathOf(region).Where(r => r.Length < region.Length).ToList();
            var named = published.InForce(list.Key).Where(v => above.Contains(v.RegionCode)).Join(db.Set<ListVersionTarget>(), v => v.Id, t => t.VersionId, (_, t) => t.TargetCode);
            items = items.Where(i => entries.Any() && (named.Contains(i.Code) || (i.CatalogueCode != "" && named.Contains(i.CatalogueCode))));
            says = "在上级的" + list.Name + "里，但本地区的清单没有列";
        }

        return await items.Where(i => string.Compare(i.Code, from) > 0).OrderBy(i => i.Code).Take(take)
            .Select(i => new Finding(FindingKind.Missing, i.Code, null, i.Name, i.OrganisationName + "的事项（" + i.Code + "）" + says, i.Code)).ToListAsync(ct);
    }

    /// <summary>Entries that correspond to an entry of the catalogue: name and type as the provincial catalogue has them.</summary>
    private async Task<List<Finding>> UnequalAsync(IQueryable<RegisterEntry> entries, IQueryable<ListMapping> mappings, string region, string from, int take, CancellationToken ct)
    {
        var province = Region.At(region, 1);
        var provincial = db.Set<Item>().AsNoTracking().Where(i => i.Kind == ItemKind.Basic && i.RegionCode == province);
        var rows = await entries.Join(mappings, e => e.Id, m => m.EntryId, (e, m) => new { e, m.TargetCode, Key = e.Number + KeyMark + m.TargetCode })
            .Join(provincial, x => x.TargetCode, i => i.CatalogueCode, (x, i) => new { x.Key, x.e.Id, x.e.Number, x.e.Name, x.e.TypeCode, Other = i.Name, OtherType = i.TypeCode })
            .Where(x => (x.Name != x.Other || x.TypeCode != x.OtherType) && string.Compare(x.Key, from) > 0).OrderBy(x => x.Key).Take(take).ToListAsync(ct);
        return rows.ConvertAll(x => new Finding(FindingKind.Unequal, x.Key, x.Id, $"{x.Number} {x.Name}", EqualRule.Difference(x.Name, x.TypeCode, x.Other, x.OtherType, "省级目录"), ""));
    }

    /// <summary>Entries that correspond to one item: as the provincial catalogue has it; where it has none, as the item itself.</summary>
    private async Task<List<Finding>> UnequalItemAsync(IQueryable<RegisterEntry> entries, IQueryable<ListMapping> mappings, string region, string from, int take, CancellationToken ct)
    {
        var province = Region.At(region, 1);
        var items = db.Set<Item>().AsNoTracking();
        var provincial = items.Where(i => i.Kind == ItemKind.Basic && i.RegionCode == province);
        var rows = await entries.Join(mappings, e => e.Id, m => m.EntryId, (e, m) => new { e, m.TargetCode, Key = e.Number + KeyMark + m.TargetCode })
            .Join(items.Where(i => i.Kind == ItemKind.Implementation), x => x.TargetCode, i => i.Code, (x, i) => new { x.Key, x.e, i })
            .GroupJoin(provincial, x => x.i.CatalogueCode, p => p.CatalogueCode, (x, above) => new { x.Key, x.e, x.i, above })
            .SelectMany(x => x.above.DefaultIfEmpty(), (x, p) => new
            {
                x.Key, x.e.Id, x.e.Number, x.e.Name, x.e.TypeCode, Other = p == null ? x.i.Name : p.Name, OtherType = p == null ? x.i.TypeCode : p.TypeCode, Basic = p != null,
            })
            .Where(x => (x.Name != x.Other || x.TypeCode != x.OtherType) && string.Compare(x.Key, from) > 0).OrderBy(x => x.Key).Take(take).ToListAsync(ct);
        return rows.ConvertAll(x => new Finding(
            FindingKind.UnequalItem, x.Key, x.Id, $"{x.Number} {x.Name}", EqualRule.Difference(x.Name, x.TypeCode, x.Other, x.OtherType, x.Basic ? "省级目录" : "事项"), ""));
    }
}

internal enum FindingKind
{
    /// <summary>An entry that nothing of the catalogue corresponds to.</summary>
    Unmapped = 1,

    /// <summary>An entry mapped to what is no longer in use.</summary>
    Retired = 2,

    /// <summary>Name or type other than in the provincial catalogue.</summary>
    Unequal = 3,

    /// <summary>An item that the list should name and does not.</summary>
    Missing = 4,

    /// <summary>On two lists that exclude each other.</summary>
    Contradiction = 5,

    /// <summary>Promised at most one trip or none, and neither in the hall nor excused.</summary>
    NotInHall = 6,

    /// <summary>As <see cref="Unequal"/>, of an entry that corresponds to one item.</summary>
    UnequalItem = 7,
}

/// <param name="Key">Orders the findings of a kind; the next page begins behind it.</param>
/// <param name="Code">Of the item it is about; empty where it is about an entry only.</param>
internal sealed record Finding(FindingKind Kind, string Key, Guid? EntryId, string Subject, string Text, string Code)
{
    public string KindName => NameOf(Kind);

    public static string NameOf(FindingKind kind) => kind switch
    {
        FindingKind.Unmapped => "未对应",
        FindingKind.Retired => "对应已失效",
        FindingKind.Unequal or FindingKind.UnequalItem => "名称或类型不一致",
        FindingKind.Missing => "应列未列",
        FindingKind.Contradiction => "清单矛盾",
        _ => "未进驻大厅",
    };
}

/// <summary>权责、投资审批、工程建设项目审批清单 say name and type as the provincial catalogue does (01.23, 01.26, 01.27; 003 §二(一)).</summary>
internal static class EqualRule
{
    public static string Difference(string name, string type, string otherName, string otherType, string other)
    {
        var parts = new List<string>();
        if (name != otherName)
        {
            parts.Add($"{other}的名称是“{otherName}”");
        }

        if (type != otherType)
        {
            parts.Add($"{other}的类型是“{RegisterList.TypeName(otherType)}”，清单里是“{RegisterList.TypeName(type)}”");
        }

        return string.Join("；", parts);
    }
}
