using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Catalogue.Manage;

/// <summary>
/// 应上尽上 (01.31): how many items each organisation of a county or city has registered, how many run on the platform, and which are kept out, each with its reason. What was cancelled and what is a
/// mere guide need not run. A province or the nation looks at one of its cities at a time.
/// </summary>
internal sealed class Coverage(Database db)
{
    public const int MostExcluded = 200;

    /// <summary>Counting a million items on a request helps nobody: a place is chosen first.</summary>
    /// <param name="region">Chosen below the actor's own; null: his own.</param>
    public static bool IsTooWide(Actor actor, string? region) => actor.Post is null || (region ?? actor.Post.RegionCode).Length < 4;

    public async Task<Report> ReadAsync(Actor actor, string? region, CancellationToken ct)
    {
        if (IsTooWide(actor, region))
        {
            return new Report([], []);
        }

        var items = db.Set<Item>().AsNoTracking().OfKind(ItemKind.Implementation, actor).Where(i => i.Status == ItemStatus.InUse || i.Status == ItemStatus.Paused);
        items = region is { Length: > 0 } place ? items.Where(i => i.RegionCode.StartsWith(place)) : items;
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
