using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Catalogue.Read;

namespace Zhengtong.Catalogue.Browse;

/// <summary>The list of items with filters as links. Requirements 12.03, 12.08, 05.18.</summary>
[AllowAnonymous]
internal sealed class ItemsPage(ItemList list, FindItems find, IShelves shelves, VisitorRegion regions) : PageModel
{
    private const int CloseItems = 8;

    public ItemFilter Filter { get; private set; } = new();

    public RegionView Region { get; private set; } = RegionView.Nation;

    public ItemPage Items { get; private set; } = null!;

    public IReadOnlyList<DepartmentShelf> Departments { get; private set; } = [];

    public IReadOnlyList<ThemeShelf> Themes { get; private set; } = [];

    public IReadOnlyList<TypeShelf> Types { get; private set; } = [];

    public IReadOnlyList<ItemRow> Close { get; private set; } = [];

    public bool Everywhere => Filter.Region == VisitorRegion.Everywhere;

    public string? Next => Items.Next is null ? null : Filter.Link() + (Filter == new ItemFilter() ? "?" : "&") + "after=" + Uri.EscapeDataString(Items.Next);

    public string Heading => Filter.Theme is { } theme && Themes.FirstOrDefault(t => t.Id == theme) is { } named ? named.Name
        : Filter.Organisation is { } organisation && Departments.FirstOrDefault(d => d.Id == organisation) is { } department ? department.Name
        : Filter.For switch { "person" => "个人服务", "company" => "法人服务", _ => "全部事项" };

    public async Task OnGetAsync([FromQuery] ItemFilter filter, [FromQuery] string? after, CancellationToken ct)
    {
        Filter = filter;
        var chosen = await regions.ChosenAsync(HttpContext, ct);
        Region = Everywhere ? RegionView.Nation : filter.Region is null ? chosen : await regions.FindAsync(filter.Region, ct);
        Items = await list.ReadAsync(filter, Region, after, ct);
        Departments = await shelves.DepartmentsAsync(Region, ct);
        Themes = await shelves.ThemesAsync(ct);
        Types = await shelves.TypesAsync(ct);
        if (Items.Rows.Count == 0)
        {
            Close = await find.CloseAsync(WordList.Of(filter.Words is { Length: > 0 } words ? words : Heading), Region, CloseItems, [], ct);
        }

        ViewData["Title"] = Heading;
        ViewData["RegionName"] = chosen.Name;
    }
}
