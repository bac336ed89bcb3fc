using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Model;
using Zhengtong.Catalogue.Read;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Catalogue.Manage;

/// <summary>
/// The managers' list of items (01.01, 01.02, 01.06): one kind at a time, in the order of region and code, paged by that key along the index and never counted, so that a
/// page of a million items costs what a page of a thousand does.
/// </summary>
internal sealed class ItemRegister(Database db)
{
    public const int PageSize = 50;

    public async Task<RegisterPage> PageAsync(RegisterFilter filter, string? after, Actor actor, CancellationToken ct)
    {
        var query = Matching(filter, actor);
        if (after?.Split('|', 2) is [var region, var code])
        {
            query = query.Where(i => string.Compare(i.RegionCode, region) > 0 || (i.RegionCode == region && string.Compare(i.Code, code) > 0));
        }

        var rows = await Ordered(query).Take(PageSize + 1).Select(RegisterRow.Of).ToListAsync(ct);
        var more = rows.Count > PageSize;
        if (more)
        {
            rows.RemoveAt(PageSize);
        }

        return new RegisterPage(rows, more ? $"{rows[^1].RegionCode}|{rows[^1].Code}" : null);
    }

    /// <summary>All that the filter lets through, as it is read.</summary>
    public IAsyncEnumerable<RegisterRow> AllAsync(RegisterFilter filter, Actor actor) => Ordered(Matching(filter, actor)).Select(RegisterRow.Of).AsAsyncEnumerable();

    private static IQueryable<Item> Ordered(IQueryable<Item> items) => items.OrderBy(i => i.RegionCode).ThenBy(i => i.Code);

    private IQueryable<Item> Matching(RegisterFilter filter, Actor actor)
    {
        var query = db.Set<Item>().AsNoTracking().OfKind(filter.Kind, actor);
        if (filter.Region is { Length: > 0 } region)
        {
            query = query.Where(i => i.RegionCode.StartsWith(region));
        }

        if (filter.Type is { Length: > 0 } type)
        {
            query = query.Where(i => i.TypeCode == type);
        }

        if (filter.Level is { } level)
        {
            query = query.Where(i => i.Level == level);
        }

        if (filter.Status is { } status)
        {
            query = query.Where(i => i.Status == status);
        }

        if (filter.Organisation is { } organisation)
        {
            query = query.Where(i => i.OrganisationId == organisation);
        }

        if (filter.Unbound == true)
        {
            query = query.Where(i => i.ParentId == null);
        }

        if (filter.Words?.Trim() is { Length: > 0 } words)
        {
            // One store tells capitals apart and the other does not: words with letters are looked for as typed, in capitals and in small letters.
            var (typed, upper, lower) = (SearchText.Anywhere(words), SearchText.Anywhere(words.ToUpperInvariant()), SearchText.Anywhere(words.ToLowerInvariant()));
            query = query.Where(i => EF.Functions.Like(i.Name, typed, "\\") || (upper != lower && (EF.Functions.Like(i.Name, upper, "\\") || EF.Functions.Like(i.Name, lower, "\\")))
                || i.Code == words || i.CatalogueCode == words);
        }

        return query;
    }
}

/// <summary>What a manager looks for; every part stands in the address, so that a list can be kept and shared.</summary>
internal sealed record RegisterFilter
{
    [FromQuery(Name = "kind")]
    public ItemKind? Chosen { get; init; }

    public ItemKind Kind => Chosen ?? ItemKind.Implementation;

    [FromQuery(Name = "words")]
    public string? Words { get; init; }

    [FromQuery(Name = "type")]
    public string? Type { get; init; }

    [FromQuery(Name = "level")]
    public int? Level { get; init; }

    [FromQuery(Name = "status")]
    public ItemStatus? Status { get; init; }

    [FromQuery(Name = "region")]
    public string? Region { get; init; }

    [FromQuery(Name = "org")]
    public Guid? Organisation { get; init; }

    /// <summary>Bound to no entry above.</summary>
    [FromQuery(Name = "unbound")]
    public bool? Unbound { get; init; }

    public string Link(string path = "/office/items", string? after = null)
    {
        var query = new QueryBuilder { { "kind", Kind.ToString() } };
        void Add(string name, string? value)
        {
            if (!string.IsNullOrEmpty(value))
            {
                query.Add(name, value);
            }
        }

        Add("words", Words);
        Add("type", Type);
        Add("level", Level?.ToString(System.Globalization.CultureInfo.InvariantCulture));
        Add("status", Status?.ToString());
        Add("region", Region);
        Add("org", Organisation?.ToString());
        Add("unbound", Unbound == true ? "true" : null);
        Add("after", after);
        return path + query;
    }
}

internal sealed record RegisterRow(string Code, string Name, string TypeCode, string OrganisationName, string RegionCode, string RegionName, int Level, int Version, ItemStatus Status, bool Bound)
{
    public static readonly System.Linq.Expressions.Expression<Func<Item, RegisterRow>> Of =
        i => new RegisterRow(i.Code, i.Name, i.TypeCode, i.OrganisationName, i.RegionCode, i.RegionName, i.Level, i.CurrentVersion, i.Status, i.ParentId != null);
}

internal sealed record RegisterPage(IReadOnlyList<RegisterRow> Rows, string? Next);
