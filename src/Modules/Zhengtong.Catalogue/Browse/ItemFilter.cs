using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Mvc;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Catalogue.Model;

namespace Zhengtong.Catalogue.Browse;

/// <summary>What a visitor looks for; every filter is part of the address, so that a list can be shared.</summary>
internal sealed record ItemFilter
{
    [FromQuery(Name = "q")]
    public string? Words { get; init; }

    /// <summary>A division code, or <c>all</c>; without it the visitor's region.</summary>
    [FromQuery(Name = "region")]
    public string? Region { get; init; }

    [FromQuery(Name = "org")]
    public Guid? Organisation { get; init; }

    /// <summary>person or company.</summary>
    [FromQuery(Name = "for")]
    public string? For { get; init; }

    [FromQuery(Name = "theme")]
    public Guid? Theme { get; init; }

    [FromQuery(Name = "type")]
    public string? Type { get; init; }

    /// <summary>马上办 (即办件). Requirement 05.18.</summary>
    [FromQuery(Name = "instant")]
    public bool Instant { get; init; }

    /// <summary>网上办.</summary>
    [FromQuery(Name = "online")]
    public bool Online { get; init; }

    /// <summary>一次办: at most one visit, as far as the source says.</summary>
    [FromQuery(Name = "once")]
    public bool Once { get; init; }

    /// <summary>不见面审批: applied for, handled and delivered without a visit, as far as the source says. Requirement 03.36.</summary>
    [FromQuery(Name = "unmet")]
    public bool WithoutMeeting { get; init; }

    /// <summary>就近办: offered by a town or a village.</summary>
    [FromQuery(Name = "near")]
    public bool Near { get; init; }

    /// <summary>A key of <see cref="ItemTags"/>: items that carry it, by hand or by their elements. Requirement 05.18.</summary>
    [FromQuery(Name = "tag")]
    public string? Tag { get; init; }

    public bool IsNarrowed => Tag is not null || Organisation is not null || For is not null || Theme is not null || Type is not null || Instant || Online || Once || WithoutMeeting || Near;

    /// <param name="serving">Prefix of the regions looked at; empty = everywhere.</param>
    public IQueryable<ItemIndex> Apply(IQueryable<ItemIndex> items, IQueryable<ItemTheme> themes, IQueryable<ListItem> listed, string serving)
    {
        if (serving.Length > 0)
        {
            items = items.Where(x => x.RegionCode.StartsWith(serving));
        }

        if (Organisation is { } organisation)
        {
            items = items.Where(x => x.OrganisationId == organisation);
        }

        if (Tag is { Length: > 0 } tag)
        {
            items = items.Where(x => listed.Any(l => l.List == tag && l.ItemId == x.ItemId));
        }

        if (Theme is { } theme)
        {
            items = items.Where(x => themes.Any(t => t.ThemeId == theme && t.ItemId == x.ItemId));
        }

        if (Type is { Length: > 0 } type)
        {
            items = items.Where(x => x.TypeCode == type);
        }

        items = For switch
        {
            "person" => items.Where(x => x.ForPersons),
            "company" => items.Where(x => x.ForCompanies),
            _ => items,
        };
        items = Instant ? items.Where(x => x.Instant) : items;
        items = Online ? items.Where(x => x.Online) : items;
        items = Once ? items.Where(x => x.Visits != null && x.Visits <= 1) : items;
        items = WithoutMeeting ? items.Where(x => x.Applicable && x.Online && x.Visits == 0) : items;
        items = Near ? items.Where(x => x.RegionCode.Length > 6) : items;
        return items.Matching(WordList.Of(Words));
    }

    /// <summary>The address of this filter.</summary>
    public string Link(string path = "/items")
    {
        var query = new QueryBuilder();
        Add("q", Words);
        Add("region", Region);
        Add("org", Organisation?.ToString());
        Add("for", For);
        Add("theme", Theme?.ToString());
        Add("type", Type);
        Add("tag", Tag);
        Add("instant", Instant ? "true" : null);
        Add("online", Online ? "true" : null);
        Add("once", Once ? "true" : null);
        Add("unmet", WithoutMeeting ? "true" : null);
        Add("near", Near ? "true" : null);
        return path + query;

        void Add(string name, string? value)
        {
            if (!string.IsNullOrEmpty(value))
            {
                query.Add(name, value);
            }
        }
    }
}
