using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Catalogue.Manage;

/// <summary>应上尽上 (01.31): how many items each organisation of a county or city has registered, how many run on the platform, and which are kept out, each with its reason.</summary>
internal sealed class Coverage(Database db)
{
    private const int MostExcluded = 200;

    /// <summary>A province counts by its statistics: counting a million items on a request helps nobody.</summary>
    public static bool IsTooWide(Actor actor) => actor.Post is null or { RegionCode.Length: < 4 };

    public async Task<Report> ReadAsync(Actor actor, CancellationToken ct)
    {
        if (IsTooWide(actor))
        {
            return new Report([], []);
        }

        var items = db.Set<Item>().AsNoTracking().OfKind(ItemKind.Implementation, actor);
        var rows = await items.GroupBy(i => new { i.OrganisationId, i.OrganisationName, i.RegionName })
            .Select(g => new Row(
                g.Key.OrganisationName, g.Key.RegionName,
                g.Count(), g.Count(i => i.Status == ItemStatus.InUse && !i.Excluded), g.Count(i => i.Excluded), g.Count(i => i.Status == ItemStatus.Paused)))
            .ToListAsync(ct);
        var excluded = await items.Where(i => i.Excluded).OrderBy(i => i.Code).Take(MostExcluded)
            .Join(db.Set<ItemVersion>(), i => i.CurrentVersionId, v => v.Id, (i, v) => new { i.Code, i.Name, i.OrganisationName, v.Content }).ToListAsync(ct);
        return new Report(
            [.. rows.OrderByDescending(r => r.Registered).ThenBy(r => r.OrganisationName, StringComparer.Ordinal)],
            [.. excluded.Select(x => new Excluded(x.Code, x.Name, x.OrganisationName, Contracts.ItemContent.FromJson(x.Content).ExcludedReason))]);
    }

    internal sealed record Report(IReadOnlyList<Row> Rows, IReadOnlyList<Excluded> Excluded);

    internal sealed record Row(string OrganisationName, string RegionName, int Registered, int Running, int Excluded, int Paused)
    {
        /// <summary>Share of what must run that does; excluded items need not.</summary>
        public double Share => Registered == Excluded ? 1 : (double)Running / (Registered - Excluded);
    }

    internal sealed record Excluded(string Code, string Name, string OrganisationName, string Reason);
}
