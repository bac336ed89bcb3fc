using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Platform.Regions;

namespace Zhengtong.Portal.Region;

/// <summary>Walks down the five levels of divisions and chooses one. Requirement 12.03.</summary>
[AllowAnonymous]
internal sealed class RegionsPage(Regions regions, VisitorRegion visitor) : PageModel
{
    public RegionView Chosen { get; private set; } = RegionView.Nation;

    /// <summary>The division whose children are listed.</summary>
    public RegionView Here { get; private set; } = RegionView.Nation;

    public IReadOnlyList<Zhengtong.Platform.Regions.Region> Below { get; private set; } = [];

    public async Task OnGetAsync([FromQuery] string? under, CancellationToken ct)
    {
        Chosen = await visitor.ChosenAsync(HttpContext, ct);
        Here = await visitor.FindAsync(under, ct);
        Below = await regions.ChildrenAsync(Here.Code, ct);
        ViewData["Title"] = "选择地区";
        ViewData["RegionName"] = Chosen.Name;
    }
}
