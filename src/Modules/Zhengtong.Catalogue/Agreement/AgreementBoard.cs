using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Elements;
using Zhengtong.Catalogue.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Persistence;
using Zhengtong.Platform.Regions;

namespace Zhengtong.Catalogue.Agreement;

/// <summary>Where one looks: a profile, a region and those below, perhaps one organisation or element. Bound from the address.</summary>
internal sealed record AgreementFilter
{
    public string? Profile { get; set; }

    public string? Region { get; set; }

    public Guid? Organisation { get; set; }

    public string? Element { get; set; }

    public string Href(string path, string? after = null)
    {
        var query = new QueryBuilder();
        foreach (var (name, value) in ((string, string?)[])[("profile", Profile), ("region", Region), ("organisation", Organisation?.ToString()), ("element", Element), ("after", after)])
        {
            if (!string.IsNullOrWhiteSpace(value))
            {
                query.Add(name, value);
            }
        }

        return path + query;
    }

    /// <summary>Within the actor's region; an unknown or foreign one is his own.</summary>
    public AgreementFilter Within(Actor actor, IReadOnlyList<Profile> active) => this with
    {
        Region = Region is { } region && region.StartsWith(actor.Post!.RegionCode, StringComparison.Ordinal) ? region : actor.Post!.RegionCode,
        Profile = active.FirstOrDefault(p => p.Key == Profile)?.Key ?? (active.Count > 0 ? active[0].Key : null),
        Element = Element is { } key && ItemElements.Find(key) is not null ? key : null,
    };
}

/// <summary>The agreement of regions and departments with a profile (01.03), and the items that deviate.</summary>
internal sealed class AgreementBoard(Database db, Regions regions)
{
    public const int PageSize = 30;

    /// <param name="Region">The region below to look into; null for an organisation.</param>
    internal sealed record Line(string Name, string? Region, Guid? Organisation, int Bound, int Agreeing, int Unbound)
    {
        public int? Percent => Bound == 0 ? null : (int)(100L * Agreeing / Bound);
    }

    internal sealed record Row(Item Item, IReadOnlyList<string> Elements);

    internal sealed record Page(IReadOnlyList<Row> Rows, string? Next);

    /// <summary>The regions next below, and the organisations of the region itself. Two statements.</summary>
    public async Task<IReadOnlyList<Line>> LinesAsync(Actor actor, AgreementFilter filter, CancellationToken ct)
    {
        var (profile, region) = (filter.Profile, filter.Region!);
        var counts = CountsOf(actor).Where(c => c.ProfileKey == profile);
        var length = region.Length switch { 0 => 2, 2 => 4, 4 => 6, 6 => 9, _ => 12 };
        var below = await counts.Where(c => c.RegionCode.StartsWith(region) && c.RegionCode != region).GroupBy(c => c.RegionCode.Substring(0, length))
            .Select(g => new { Code = g.Key, Bound = g.Sum(c => c.Bound), Agreeing = g.Sum(c => c.Agreeing), Unbound = g.Sum(c => c.Unbound) }).ToListAsync(ct);
        var own = await counts.Where(c => c.RegionCode == region).OrderBy(c => c.OrganisationName).ToListAsync(ct);
        var names = below.Count == 0 ? [] : (await regions.ChildrenAsync(region, ct)).ToDictionary(r => r.Code, r => r.Name);
        return
        [
            .. below.Where(b => b.Bound + b.Unbound > 0).OrderBy(b => b.Code, StringComparer.Ordinal)
                .Select(b => new Line(names.GetValueOrDefault(b.Code, b.Code), b.Code, null, b.Bound, b.Agreeing, b.Unbound)),
            .. own.Where(c => c.Bound + c.Unbound > 0).Select(c => new Line(c.OrganisationName, null, c.OrganisationId, c.Bound, c.Agreeing, c.Unbound)),
        ];
    }

    /// <summary>The items that deviate, by region; two statements a page. Read in the order of the differences, so that a page ends its reading where it is full.</summary>
    public async Task<Page> DifferingAsync(Actor actor, AgreementFilter filter, string? after, CancellationToken ct)
    {
        var (differences, profile) = (Differences(filter), filter.Profile);
        if (after?.Split('-', 2) is [var code, var last] && Guid.TryParse(last, out var id))
        {
            differences = differences.Where(d => string.Compare(d.RegionCode, code) >= 0 && (d.RegionCode != code || d.ItemId > id));
        }

        var keys = differences.Join(db.Set<Item>().VisibleTo(actor), d => d.ItemId, i => i.Id, (d, i) => new { d.RegionCode, d.ItemId })
            .Distinct().OrderBy(k => k.RegionCode).ThenBy(k => k.ItemId).Take(PageSize + 1);
        var read = await keys.Join(db.Set<Item>().AsNoTracking(), k => k.ItemId, i => i.Id, (k, i) => new { k.RegionCode, Item = i }).OrderBy(x => x.RegionCode).ThenBy(x => x.Item.Id).ToListAsync(ct);
        var page = read.Take(PageSize).ToList();
        var ids = page.ConvertAll(x => x.Item.Id);
        var elements = (await db.Set<ItemDifference>().AsNoTracking()
            .Where(d => ids.Contains(d.ItemId) && d.ProfileKey == profile).Select(d => new { d.ItemId, d.ElementKey })
            .ToListAsync(ct)).ToLookup(d => d.ItemId, d => d.ElementKey);
        return new Page([.. page.Select(x => new Row(x.Item, Named(elements[x.Item.Id])))], read.Count > PageSize ? $"{page[^1].RegionCode}-{page[^1].Item.Id}" : null);
    }

    /// <summary>A line for each item and element, as they are read.</summary>
    public IAsyncEnumerable<IReadOnlyList<string>> SheetAsync(Actor actor, AgreementFilter filter) =>
        Differences(filter)
            .Join(
                db.Set<Item>().VisibleTo(actor), d => d.ItemId, i => i.Id,
                (d, i) => new { i.Name, i.Code, i.OrganisationName, i.RegionName, d.ElementKey, d.ItemVersion, d.ParentVersion })
            .OrderBy(x => x.Code).ThenBy(x => x.ElementKey).AsAsyncEnumerable()
            .Select(x => (IReadOnlyList<string>)[x.Name, x.Code, x.OrganisationName, x.RegionName, ItemElements.Find(x.ElementKey)?.Name ?? x.ElementKey, $"{x.ItemVersion}", $"{x.ParentVersion}"]);

    private static IReadOnlyList<string> Named(IEnumerable<string> keys)
    {
        var wanted = keys.ToHashSet();
        return [.. ItemElements.All.Where(e => wanted.Contains(e.Key)).Select(e => e.Name)];
    }

    private IQueryable<AgreementCount> CountsOf(Actor actor)
    {
        var counts = db.Set<AgreementCount>().AsNoTracking();
        return actor.Post switch
        {
            { Role: Roles.CatalogueManager or Roles.Supervisor or Roles.Administrator, RegionCode: var region } => counts.Where(c => c.RegionCode.StartsWith(region)),
            { Role: Roles.ItemEditor, OrganisationId: var organisation } => counts.Where(c => c.OrganisationId == organisation),
            _ => counts.Where(_ => false),
        };
    }

    /// <summary>Whose items these are is asked where they are joined.</summary>
    private IQueryable<ItemDifference> Differences(AgreementFilter filter)
    {
        var (profile, region) = (filter.Profile, filter.Region!);
        var differences = db.Set<ItemDifference>().AsNoTracking().Where(d => d.ProfileKey == profile && d.RegionCode.StartsWith(region));
        differences = filter.Element is { } element ? differences.Where(d => d.ElementKey == element) : differences;
        return filter.Organisation is { } organisation ? differences.Where(d => d.OrganisationId == organisation) : differences;
    }
}
