using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Zhengtong.Catalogue.Contracts;

namespace Zhengtong.Catalogue.Browse;

/// <summary>All departments of the region that offer items.</summary>
[AllowAnonymous]
internal sealed class DepartmentsPage(IShelves shelves, VisitorRegion regions) : PageModel
{
    public RegionView Region { get; private set; } = RegionView.Nation;

    public IReadOnlyList<DepartmentShelf> Departments { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken ct)
    {
        Region = await regions.ChosenAsync(HttpContext, ct);
        Departments = await shelves.DepartmentsAsync(Region, ct);
        ViewData["Title"] = Region.ServingName + "的部门";
        ViewData["RegionName"] = Region.Name;
    }
}

/// <summary>Themes and life events for people and for companies.</summary>
[AllowAnonymous]
internal sealed class ThemesPage(IShelves shelves, VisitorRegion regions) : PageModel
{
    public IReadOnlyList<ThemeShelf> Themes { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken ct)
    {
        Themes = await shelves.ThemesAsync(ct);
        ViewData["Title"] = "按主题找";
        ViewData["RegionName"] = (await regions.ChosenAsync(HttpContext, ct)).Name;
    }
}
