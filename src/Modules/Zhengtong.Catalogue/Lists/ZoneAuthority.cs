using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Catalogue.Model;
using Zhengtong.Catalogue.PermissionAdjustment;
using Zhengtong.Platform.Persistence;
using Zhengtong.Platform.Regions;

namespace Zhengtong.Catalogue.Lists;

/// <summary>Reads the authority of special zones from the versions in force of their lists, as two persons published them.</summary>
internal sealed class ZoneAuthority(Database db, PublishedMappings published) : IZoneAuthority
{
    private const string Accepting = "受理";
    private const string Deciding = "决定";

    // The fields of an entry are one JSON text, always written in the same way; so the acts can be asked for in the query.
    private const string MayAccept = $"%\"{RegisterLists.ZoneActs}\":\"{Accepting}%";
    private const string MayDecide = $"%\"{RegisterLists.ZoneActs}\":\"%{Deciding}\"%";

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
        var entries = await published.OfCodesAsync(RegisterLists.Zones, codes, Region.PathOf(item.RegionCode), ct);
        return [.. entries.Select(e => GrantOf(e.Fields)).Distinct()];
    }

    /// <summary>
    /// From the grants of zones that were not recalled, and the lists of the giver's region and of those above it: what a zone says of itself is no authority. An entry speaks of a
    /// zone's item by its code, or names the zone and the entry of the catalogue.
    /// </summary>
    public IQueryable<ZonePower> Powers =>
        from g in db.Set<ItemGrant>()
        where g.Zone != ZoneKind.None && g.RecalledAt == null
        join i in db.Set<Item>() on g.ItemId equals i.Id
        from t in db.Set<ListVersionTarget>()
        where t.TargetCode == i.Code || (i.CatalogueCode != "" && t.TargetCode == i.CatalogueCode)
        join v in db.Set<ListVersion>() on t.VersionId equals v.Id
        where v.List == RegisterLists.Zones && !db.Set<ListVersion>().Any(w => w.List == v.List && w.RegionCode == v.RegionCode && w.Number > v.Number)
        where g.GiverRegionCode.StartsWith(v.RegionCode)
        join e in db.Set<ListVersionEntry>() on new { t.VersionId, t.EntryId } equals new { e.VersionId, e.EntryId }
        where t.TargetCode == i.Code || e.Organisation == g.ReceiverName
        select new ZonePower { ItemId = g.ItemId, MayAccept = EF.Functions.Like(e.Fields, MayAccept), MayDecide = EF.Functions.Like(e.Fields, MayDecide) };

    public async Task<ZoneStanding?> StandingAsync(Guid itemId, CancellationToken ct)
    {
        var grants = db.Set<ItemGrant>().AsNoTracking().Where(g => g.ItemId == itemId && g.Zone != ZoneKind.None);
        if (await grants.OrderByDescending(g => g.RecalledAt == null).ThenByDescending(g => g.GrantedAt).FirstOrDefaultAsync(ct) is not { } grant)
        {
            return null;
        }

        var powers = await Powers.Where(p => p.ItemId == itemId).ToListAsync(ct);
        return new ZoneStanding(
            powers.Exists(p => p.MayAccept), powers.Exists(p => p.MayDecide), grant.ReceiverId, grant.ReceiverName, grant.RegionCode, grant.GiverId, grant.GiverName, grant.GiverRegionCode);
    }

    public async Task<IReadOnlyList<ZonePlace>> PlacesAsync(Guid itemId, CancellationToken ct)
    {
        var grants = await Grants().Where(g => g.GiverItemId == itemId).OrderBy(g => g.ReceiverName).ToListAsync(ct);
        if (grants.Count == 0)
        {
            return [];
        }

        var ids = grants.ConvertAll(g => g.ItemId);
        var powers = (await Powers.Where(p => ids.Contains(p.ItemId)).ToListAsync(ct)).ToLookup(p => p.ItemId);
        return
        [
            .. grants.Select(g => new ZonePlace(g.Zone.Name(), g.ReceiverName, g.Code, powers[g.ItemId].Any(p => p.MayAccept), powers[g.ItemId].Any(p => p.MayDecide)))
                .Where(p => p.MayAccept || p.MayDecide),
        ];
    }

    private IQueryable<ItemGrant> Grants() => db.Set<ItemGrant>().AsNoTracking().Where(g => g.Zone != ZoneKind.None && g.RecalledAt == null);

    private static ZoneGrant GrantOf(IReadOnlyDictionary<string, string> fields)
    {
        var acts = fields.GetValueOrDefault(RegisterLists.ZoneActs, "");
        return new ZoneGrant(
            fields.GetValueOrDefault(RegisterLists.ZoneKind, ""), fields.GetValueOrDefault(RegisterLists.ZoneName, ""),
            acts.Contains(Accepting, StringComparison.Ordinal), acts.Contains(Deciding, StringComparison.Ordinal), fields.GetValueOrDefault("grant", ""));
    }
}
