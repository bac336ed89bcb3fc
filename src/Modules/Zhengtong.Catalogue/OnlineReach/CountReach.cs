using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Manage;
using Zhengtong.Catalogue.Model;
using Zhengtong.Identity.Contracts;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Catalogue.OnlineReach;

/// <summary>
/// Of how many items that can be handled online people reach the exact page with one sign-in (单点登录、精准跳转, 08.09; 90 % are wanted). An item that is applied for on the platform itself is one;
/// one that is handled in a department's system is one while that system is enabled. One statement for all regions and organisations.
/// </summary>
internal sealed class CountReach(Database db, IOnlineTargets targets)
{
    public const double Target = 0.9;

    /// <param name="Closed">Handled in a system that is not enabled: the way is not open.</param>
    internal sealed record Row(string RegionCode, string RegionName, string OrganisationName, int Online, int InSystems, int Closed)
    {
        public double Share => Online == 0 ? 1 : (double)(Online - Closed) / Online;
    }

    public async Task<IReadOnlyList<Row>> ReadAsync(Actor actor, string? region, CancellationToken ct)
    {
        if (Coverage.IsTooWide(actor, region))
        {
            return [];
        }

        var online = targets.In(db);
        var items = db.Set<Item>().AsNoTracking().OfKind(ItemKind.Implementation, actor);
        items = region is { Length: > 0 } place ? items.Where(i => i.RegionCode.StartsWith(place)) : items;
        return await items.Join(db.Set<ItemIndex>().Where(x => x.Online && x.Applicable), i => i.Id, x => x.ItemId, (i, x) => new
            {
                x.RegionCode,
                x.RegionName,
                x.OrganisationName,
                InSystem = online.Any(t => t.ItemCode == x.Code),
                Closed = online.Any(t => t.ItemCode == x.Code && !t.Open),
            })
            .GroupBy(x => new { x.RegionCode, x.RegionName, x.OrganisationName })
            .OrderBy(g => g.Key.RegionCode).ThenBy(g => g.Key.OrganisationName)
            .Select(g => new Row(g.Key.RegionCode, g.Key.RegionName, g.Key.OrganisationName, g.Count(), g.Count(x => x.InSystem), g.Count(x => x.Closed)))
            .ToListAsync(ct);
    }
}
