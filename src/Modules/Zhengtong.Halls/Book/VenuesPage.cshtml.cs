using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Halls.Model;
using Zhengtong.Halls.Rules;
using Zhengtong.Halls.Venues;
using Zhengtong.Platform.Calendar;

namespace Zhengtong.Halls.Book;

/// <summary>预约办事: the halls of the visitor's region, or those that handle an item. For everybody; one signs in to book. 11.17.</summary>
[AllowAnonymous]
internal sealed class VenuesPageModel(VenueList venues, ICatalogue catalogue, VisitorRegion regions, TimeProvider clock) : PageModel
{
    public PublishedItem? Item { get; private set; }

    public RegionView Region { get; private set; } = RegionView.Nation;

    public IReadOnlyList<VenueList.Venue> Venues { get; private set; } = [];

    /// <summary>Only halls where that can be used now (18.06).</summary>
    public FacilityKind? Having { get; private set; }

    public DateOnly Today { get; } = LegalDay.Today(clock);

    public async Task<IActionResult> OnGetAsync([FromQuery(Name = "item")] string? code, [FromQuery(Name = "has")] FacilityKind? having, CancellationToken ct)
    {
        Having = having is { } kind && Enum.IsDefined(kind) ? kind : null;
        Region = await regions.ChosenAsync(HttpContext, ct);
        ViewData["RegionName"] = Region.Name;
        if (string.IsNullOrEmpty(code))
        {
            Venues = await venues.InRegionAsync(Region.ServingCode, Having, ct);
            return Page();
        }

        if (await catalogue.FindAsync(code, ct) is not { } item)
        {
            return NotFound();
        }

        Item = item;
        Venues = await venues.ForItemAsync(item.RegionCode, item.OrganisationId, Having, ct);
        return Page();
    }

    public string BookHref(Guid window) => $"/book/{window}{(Item is null ? "" : "?item=" + Uri.EscapeDataString(Item.Code))}";

    /// <summary>This list with another choice of what a hall must have.</summary>
    public string ListHref(FacilityKind? having)
    {
        string[] said = [.. Item is null ? [] : (string[])["item=" + Uri.EscapeDataString(Item.Code)], .. having is null ? [] : (string[])[$"has={having}"]];
        return said.Length == 0 ? "/book" : "/book?" + string.Join('&', said);
    }

    /// <summary>Days of the same hours read as one line: 周一至周五.</summary>
    public static IEnumerable<(string Days, string Hours)> HoursOf(OpeningHours week)
    {
        for (var i = 0; i < 7;)
        {
            var hours = week.TextOf(OpeningHours.Week[i]);
            var end = i;
            while (end < 6 && week.TextOf(OpeningHours.Week[end + 1]) == hours)
            {
                end++;
            }

            if (hours.Length > 0)
            {
                yield return (end == i ? HallPageModel.NameOf(i) : $"{HallPageModel.NameOf(i)}至{HallPageModel.NameOf(end)}", hours);
            }

            i = end + 1;
        }
    }
}
