using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Zhengtong.Catalogue.Contracts;

namespace Zhengtong.Portal.Home;

/// <summary>The portal's home: search, quick entries, themes, departments, much used items, notices. Requirements 12.03, 12.04, 12.08, 12.09.</summary>
[AllowAnonymous]
internal sealed class HomePage(IShelves shelves, Notices notices, VisitorRegion regions) : PageModel
{
    private const string LifeStages = "全生命周期阶段";
    private const int MostThemes = 18;
    private const int MostDepartments = 12;
    private const int MostNotices = 5;

    public static readonly IReadOnlyList<(string Title, string Hint, string Href, string Icon)> Quick =
    [
        ("办件进度", "凭编号查进度", "/track", "hourglass-split"),
        ("我的办件", "继续办、补材料", "/my/cases", "folder2-open"),
        ("预约办事", "选大厅和时段", "/book", "calendar-check"),
        ("结果核验", "扫码验真伪", "/verify", "patch-check"),
        ("好差评", "评价办过的事", "/feedback", "star"),
        ("帮助", "怎样申请、账号", "/help", "question-circle"),
    ];

    public RegionView Region { get; private set; } = RegionView.Nation;

    public bool ForCompany { get; private set; }

    public IReadOnlyList<ThemeShelf> Stages { get; private set; } = [];

    public IReadOnlyList<ThemeShelf> Themes { get; private set; } = [];

    public IReadOnlyList<DepartmentShelf> Departments { get; private set; } = [];

    public IReadOnlyList<HotItem> Hot { get; private set; } = [];

    public IReadOnlyList<NoticeLine> News { get; private set; } = [];

    /// <summary>Nobody has used anything yet: then the list is no ranking.</summary>
    public bool IsRanked => Hot.Any(i => i.Score > 0);

    public string Audience => ForCompany ? "company" : "person";

    public string RegionParameter => Region.ServingCode.Length == 0 ? VisitorRegion.Everywhere : Region.ServingCode;

    public async Task OnGetAsync([FromQuery(Name = "for")] string? audience, CancellationToken ct)
    {
        ForCompany = audience == "company";
        Region = await regions.ChosenAsync(HttpContext, ct);
        var themes = (await shelves.ThemesAsync(ct)).Where(t => ForCompany ? t.ForCompanies : t.ForPersons).ToList();
        Stages = [.. themes.Where(t => t.Kind == LifeStages)];
        Themes = [.. themes.Where(t => t.Kind != LifeStages && t.Items > 0).OrderByDescending(t => t.Items).Take(MostThemes)];
        Departments = [.. (await shelves.DepartmentsAsync(Region, ct)).Take(MostDepartments)];
        Hot = await shelves.HotAsync(Region, ForCompany, ct);
        News = [.. (await notices.AllAsync(ct)).Take(MostNotices)];
        ViewData["RegionName"] = Region.Name;
        ViewData["HideHeadSearch"] = true;
    }
}
