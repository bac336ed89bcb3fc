using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Platform.Access;

namespace Zhengtong.Catalogue.Browse;

/// <summary>Search results: exact ones first, close ones below, never a dead end. Requirements 12.08, 13.01.</summary>
[AllowAnonymous]
[EnableRateLimiting(CostlyWork.Search)]
internal sealed class SearchPage(FindItems find, VisitorRegion regions) : PageModel
{
    private const int Shown = 30;

    public string Words { get; private set; } = "";

    public RegionView Region { get; private set; } = RegionView.Nation;

    public FoundItems Found { get; private set; } = new([], [], 0);

    public async Task OnGetAsync([FromQuery(Name = "q")] string? words, CancellationToken ct)
    {
        Words = (words ?? "").Trim();
        Words = Words.Length > 100 ? Words[..100] : Words;
        Region = await regions.ChosenAsync(HttpContext, ct);
        Found = await find.FindAsync(Words, Region, Shown, ct);
        ViewData["Title"] = Words.Length > 0 ? $"“{Words}”的搜索结果" : "搜索";
        ViewData["RegionName"] = Region.Name;
    }
}

/// <summary>Suggestions while typing: a fragment of HTML.</summary>
[AllowAnonymous]
[EnableRateLimiting(CostlyWork.Search)]
internal sealed class SuggestPage(FindItems find, VisitorRegion regions) : PageModel
{
    private const int Shown = 8;

    public IReadOnlyList<ItemRow> Rows { get; private set; } = [];

    public string Words { get; private set; } = "";

    public async Task OnGetAsync([FromQuery(Name = "q")] string? words, CancellationToken ct)
    {
        Words = (words ?? "").Trim();
        if (Words.Length is 0 or > 60)
        {
            return;
        }

        var found = await find.FindAsync(Words, await regions.ChosenAsync(HttpContext, ct), Shown, ct);
        Rows = [.. found.Exact.Concat(found.Close).Take(Shown)];
    }
}
