using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Zhengtong.Catalogue.Contracts;

namespace Zhengtong.Catalogue.Guide;

/// <summary>The guide page. The brief and the printed form read the same guide. Requirements 02.01, 02.11.</summary>
[AllowAnonymous]
internal class GuidePage(GuideReader reader, VisitorRegion regions) : PageModel
{
    public GuideView Guide { get; private set; } = null!;

    public RegionView Region { get; private set; } = RegionView.Nation;

    public bool HasBrief { get; private set; }

    public async Task<IActionResult> OnGetAsync(string code, CancellationToken ct)
    {
        Region = await regions.ChosenAsync(HttpContext, ct);
        if (await reader.ReadAsync(code, Region, ct) is not { } guide)
        {
            return NotFound();
        }

        Guide = guide;
        HasBrief = guide.HasBrief;
        ViewData["Title"] = guide.Item.Name;
        ViewData["Description"] = $"{guide.Item.Name}办事指南：申请材料、办理流程、时限、收费与窗口地点。{guide.Item.OrganisationName}";
        ViewData["RegionName"] = Region.Name;
        ViewData["Back"] = guide.Link;
        return IsServed() ? Page() : NotFound();
    }

    protected virtual bool IsServed() => true;
}

[AllowAnonymous]
internal sealed class BriefPage(GuideReader reader, VisitorRegion regions) : GuidePage(reader, regions)
{
    protected override bool IsServed() => HasBrief;
}

[AllowAnonymous]
internal sealed class PrintPage(GuideReader reader, VisitorRegion regions) : GuidePage(reader, regions);
