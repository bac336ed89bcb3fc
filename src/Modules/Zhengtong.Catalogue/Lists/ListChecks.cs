using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Model;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Catalogue.Lists;

/// <summary>
/// What does not fit between the lists and the catalogue, looked for in both directions (01.23, 01.25-01.29, 05.15, 05.16, 05.20). The lists are compared as they are being
/// compiled, so that what is found can be mended before it is published.
/// </summary>
internal sealed class ListChecks(Database db)
{
    /// <param name="most">So many of each kind are shown; the rest come up when these are mended.</param>
    public async Task<IReadOnlyList<Finding>> OfAsync(RegisterList list, string region, int most, CancellationToken ct)
    {
        var entries = db.Set<RegisterEntry>().AsNoTracking().Where(e => e.List == list.Key && e.RegionCode == region && e.RemovedAt == null);
        var mappings = db.Set<ListMapping>().AsNoTracking().Where(m => m.List == list.Key && m.RegionCode == region);
        var items = db.Set<Item>().AsNoTracking();
        var found = new List<Finding>();
        if (list.Mapped)
        {
            found.AddRange(await entries.Where(e => !mappings.Any(m => m.EntryId == e.Id)).OrderBy(e => e.Number).Take(most)
                .Select(e => new Finding(FindingKind.Unmapped, e.Id, e.Number + " " + e.Name, "没有对应的目录事项")).ToListAsync(ct));
            found.AddRange(await entries.Join(mappings, e => e.Id, m => m.EntryId, (e, m) => new { e, m.TargetCode })
                .Where(x => !items.Any(i => i.Code == x.TargetCode && i.Status == ItemStatus.InUse) && !items.Any(i => i.CatalogueCode == x.TargetCode && i.Status == ItemStatus.InUse))
                .OrderBy(x => x.e.Number).Take(most)
                .Select(x => new Finding(FindingKind.Retired, x.e.Id, x.e.Number + " " + x.e.Name, "对应的“" + x.TargetCode + "”已暂停、取消或不存在")).ToListAsync(ct));
        }

        if (list.Equal)
        {
            found.AddRange(await UnequalAsync(entries, mappings, region, most, ct));
        }

        if (list.Types is { } types)
        {
            found.AddRange(await items.Where(i => i.Kind == ItemKind.Implementation && i.Status == ItemStatus.InUse && i.RegionCode.StartsWith(region) && types.Contains(i.TypeCode))
                .Where(i => !mappings.Any(m => m.TargetCode == i.Code) && (i.CatalogueCode == "" || !mappings.Any(m => m.TargetCode == i.CatalogueCode)))
                .OrderBy(i => i.Code).Take(most)
                .Select(i => new Finding(FindingKind.Missing, null, i.Name, i.OrganisationName + "的事项（" + i.Code + "）在网上办理，但不在" + list.Name + "里")).ToListAsync(ct));
        }

        if (list.Key == RegisterLists.HallNegative)
        {
            found.AddRange(await entries.Join(mappings, e => e.Id, m => m.EntryId, (e, m) => new { e, m.TargetCode })
                .Where(x => db.Set<ListItem>().Any(l => l.List == DerivedLists.Hall && l.Code == x.TargetCode)).OrderBy(x => x.e.Number).Take(most)
                .Select(x => new Finding(FindingKind.Contradiction, x.e.Id, x.e.Number + " " + x.e.Name, "同时在进驻事项清单里")).ToListAsync(ct));
        }

        return found;
    }

    /// <summary>What a list that follows from items asks of the other lists.</summary>
    public async Task<IReadOnlyList<Finding>> OfAsync(DerivedList list, string region, int most, CancellationToken ct)
    {
        var on = db.Set<ListItem>().AsNoTracking().Where(x => x.List == list.Key && x.RegionCode.StartsWith(region))
            .Where(x => db.Set<Item>().Any(i => i.Id == x.ItemId && i.Status == ItemStatus.InUse));
        var mappings = db.Set<ListMapping>().AsNoTracking().Where(m => db.Set<RegisterEntry>().Any(e => e.Id == m.EntryId && e.RemovedAt == null));
        return list.Key switch
        {
            Contracts.ItemTags.OneTrip or Contracts.ItemTags.ZeroTrip => await on
                .Where(x => !db.Set<ListItem>().Any(h => h.List == DerivedLists.Hall && h.ItemId == x.ItemId) && !mappings.Any(m => m.List == RegisterLists.HallNegative && m.TargetCode == x.Code))
                .OrderBy(x => x.RegionCode).ThenBy(x => x.Code).Take(most)
                .Select(x => new Finding(FindingKind.NotInHall, null, x.Name, x.OrganisationName + "的事项（" + x.Code + "）没有进驻大厅，负面清单里也没有理由")).ToListAsync(ct),
            Contracts.ItemTags.Online or Contracts.ItemTags.Assisted => await on
                .Where(x => RegisterLists.PowerTypes.Contains(x.TypeCode) && !mappings.Any(m => m.List == RegisterLists.Power && m.TargetCode == x.Code)
                    && !db.Set<Item>().Any(i => i.Id == x.ItemId && i.CatalogueCode != "" && mappings.Any(m => m.List == RegisterLists.Power && m.TargetCode == i.CatalogueCode)))
                .OrderBy(x => x.RegionCode).ThenBy(x => x.Code).Take(most)
                .Select(x => new Finding(FindingKind.Missing, null, x.Name, x.OrganisationName + "的事项（" + x.Code + "）不在权责清单里，也不是公共服务")).ToListAsync(ct),
            _ => [],
        };
    }

    /// <summary>Name and type as the provincial catalogue has them; where it has none, as the item itself.</summary>
    private async Task<IEnumerable<Finding>> UnequalAsync(IQueryable<RegisterEntry> entries, IQueryable<ListMapping> mappings, string region, int most, CancellationToken ct)
    {
        var province = region.Length > 2 ? region[..2] : region;
        var items = db.Set<Item>().AsNoTracking();
        var provincial = items.Where(i => i.Kind == ItemKind.Basic && i.RegionCode == province);
        var mapped = entries.Join(mappings, e => e.Id, m => m.EntryId, (e, m) => new { e, m.TargetCode });
        var byCatalogue = mapped.Join(
            provincial, x => x.TargetCode, i => i.CatalogueCode,
            (x, i) => new { x.e.Id, x.e.Number, x.e.Name, x.e.TypeCode, Other = i.Name, OtherType = i.TypeCode, Basic = true });
        var byItem = mapped.Join(items.Where(i => i.Kind == ItemKind.Implementation), x => x.TargetCode, i => i.Code, (x, i) => new { x.e, i })
            .GroupJoin(provincial, x => x.i.CatalogueCode, p => p.CatalogueCode, (x, above) => new { x.e, x.i, above })
            .SelectMany(x => x.above.DefaultIfEmpty(), (x, p) => new
            {
                x.e.Id, x.e.Number, x.e.Name, x.e.TypeCode, Other = p == null ? x.i.Name : p.Name, OtherType = p == null ? x.i.TypeCode : p.TypeCode, Basic = p != null,
            });
        var unequal = await byCatalogue.Where(x => x.Name != x.Other || x.TypeCode != x.OtherType).OrderBy(x => x.Number).Take(most).ToListAsync(ct);
        unequal.AddRange(await byItem.Where(x => x.Name != x.Other || x.TypeCode != x.OtherType).OrderBy(x => x.Number).Take(most).ToListAsync(ct));
        return unequal.Select(x => new Finding(FindingKind.Unequal, x.Id, $"{x.Number} {x.Name}", EqualRule.Difference(x.Name, x.TypeCode, x.Other, x.OtherType, x.Basic ? "省级目录" : "事项")));
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
}

internal sealed record Finding(FindingKind Kind, Guid? EntryId, string Subject, string Text)
{
    public string KindName => Kind switch
    {
        FindingKind.Unmapped => "未对应",
        FindingKind.Retired => "对应已失效",
        FindingKind.Unequal => "名称或类型不一致",
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
