using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Elements;
using Zhengtong.Catalogue.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Catalogue.Manage;

/// <summary>Two versions of an item side by side, element by element.</summary>
[Authorize(Policy = CataloguePolicies.Reader)]
internal sealed class DifferencePageModel(Database db, ItemCard cards) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public string Code { get; set; } = "";

    [BindProperty(SupportsGet = true)]
    public int From { get; set; }

    [BindProperty(SupportsGet = true)]
    public int To { get; set; }

    public string Name { get; private set; } = "";

    public IReadOnlyList<ElementDifference> Differences { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        var item = await db.Set<Item>().AsNoTracking().VisibleTo(User.Actor()!).SingleOrDefaultAsync(i => i.Code == Code, ct);
        if (item is null || await cards.StateAsync(item, From, ct) is not { } before || await cards.StateAsync(item, To, ct) is not { } after)
        {
            return NotFound();
        }

        Name = item.Name;
        Differences = ElementComparison.Whole(before, after);
        return Page();
    }
}
