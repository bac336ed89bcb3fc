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
        var item = db.Set<Item>().AsNoTracking().Where(i => i.Code == itemCode && i.Status == ItemStatus.InUse);
        var rows = await item.SelectMany(i => db.Set<ListMapping>().Where(m => m.List == RegisterLists.Zones && (m.TargetCode == i.Code || (i.CatalogueCode != "" && m.TargetCode == i.CatalogueCode)) && i.RegionCode.StartsWith(m.RegionCode)))
            .Join(db.Set<ListVersionEntry>(), m => m.EntryId, e => e.EntryId, (_, e) => e)
            .Where(e => versions.Any(v => v.Id == e.VersionId && !versions.Any(w => w.RegionCode == v.RegionCode && w.Number > v.Number)))
            .Select(e => e.Fields).Distinct().ToListAsync(ct);
        return [.. rows.Select(EntryFacts.FieldsOf).Select(f => new ZoneGrant(
            f.GetValueOrDefault(RegisterLists.ZoneKind, ""), f.GetValueOrDefault(RegisterLists.ZoneName, ""),
            f.GetValueOrDefault(RegisterLists.ZoneActs, "").Contains("受理", StringComparison.Ordinal), f.GetValueOrDefault(RegisterLists.ZoneActs, "").Contains("决定", StringComparison.Ordinal),
            f.GetValueOrDefault("grant", "")))];
    }
}
