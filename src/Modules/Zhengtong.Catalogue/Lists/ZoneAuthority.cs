using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Catalogue.Model;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Catalogue.Lists;

/// <summary>Reads the authority of special zones from the versions in force of their lists.</summary>
internal sealed class ZoneAuthority(Database db) : IZoneAuthority
{
    public async Task<IReadOnlyList<ZoneGrant>> ForItemAsync(string itemCode, CancellationToken ct)
    {
        var versions = db.Set<ListVersion>().AsNoTracking().Where(v => v.List == RegisterLists.Zones);
        if (await db.Set<Item>().AsNoTracking()
            .Where(i => i.Code == itemCode && i.Status == ItemStatus.InUse)
            .Select(i => new { i.CatalogueCode, i.RegionCode })
            .SingleOrDefaultAsync(ct) is not { } item)
        {
            return [];
        }

        List<string> codes = item.CatalogueCode.Length > 0 ? [itemCode, item.CatalogueCode] : [itemCode];
        var regions = Enumerable.Range(0, item.RegionCode.Length + 1).Select(n => item.RegionCode[..n]).ToList();
        var rows = await db.Set<ListMapping>().Where(m => m.List == RegisterLists.Zones && codes.Contains(m.TargetCode) && regions.Contains(m.RegionCode))
            .Join(db.Set<ListVersionEntry>(), m => m.EntryId, e => e.EntryId, (_, e) => e)
            .Where(e => versions.Any(v => v.Id == e.VersionId && !versions.Any(w => w.RegionCode == v.RegionCode && w.Number > v.Number)))
            .Select(e => e.Fields).Distinct().ToListAsync(ct);
        return [.. rows.Select(EntryFacts.FieldsOf).Select(f => new ZoneGrant(
            f.GetValueOrDefault(RegisterLists.ZoneKind, ""), f.GetValueOrDefault(RegisterLists.ZoneName, ""),
            f.GetValueOrDefault(RegisterLists.ZoneActs, "").Contains("受理", StringComparison.Ordinal), f.GetValueOrDefault(RegisterLists.ZoneActs, "").Contains("决定", StringComparison.Ordinal),
            f.GetValueOrDefault("grant", "")))];
    }
}
