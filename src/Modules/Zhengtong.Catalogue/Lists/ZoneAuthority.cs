using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Catalogue.Model;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Catalogue.Lists;

/// <summary>Reads the authority of special zones from the versions in force of their lists, as two persons published them.</summary>
internal sealed class ZoneAuthority(Database db, PublishedMappings published) : IZoneAuthority
{
    public async Task<IReadOnlyList<ZoneGrant>> ForItemAsync(string itemCode, CancellationToken ct)
    {
        if (await db.Set<Item>().AsNoTracking()
            .Where(i => i.Code == itemCode && i.Status == ItemStatus.InUse)
            .Select(i => new { i.CatalogueCode, i.RegionCode })
            .SingleOrDefaultAsync(ct) is not { } item)
        {
            return [];
        }

        List<string> codes = item.CatalogueCode.Length > 0 ? [itemCode, item.CatalogueCode] : [itemCode];
        var entries = await published.OfCodesAsync(RegisterLists.Zones, codes, PublishedMappings.AndAbove(item.RegionCode), ct);
        return [.. entries.Select(e => GrantOf(e.Fields)).Distinct()];
    }

    private static ZoneGrant GrantOf(IReadOnlyDictionary<string, string> fields)
    {
        var acts = fields.GetValueOrDefault(RegisterLists.ZoneActs, "");
        return new ZoneGrant(
            fields.GetValueOrDefault(RegisterLists.ZoneKind, ""), fields.GetValueOrDefault(RegisterLists.ZoneName, ""),
            acts.Contains("受理", StringComparison.Ordinal), acts.Contains("决定", StringComparison.Ordinal), fields.GetValueOrDefault("grant", ""));
    }
}
