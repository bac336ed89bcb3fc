using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Catalogue.Model;
using Zhengtong.Catalogue.Publish;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Catalogue.Manual;

/// <summary>业务手册 of an item, on paper: for all staff, as one library serves every level (01.06, 01.07). A case links to the version it is pinned to.</summary>
[Authorize(Policy = Policies.Staff)]
[ResponseCache(NoStore = true)]
internal sealed class ManualPageModel(Database db, TimeProvider clock) : PageModel
{
    public string Name { get; private set; } = "";

    public int Number { get; private set; }

    public string OrganisationName { get; private set; } = "";

    public DateTime PublishedAt { get; private set; }

    public ItemContent ItemContent { get; private set; } = null!;

    /// <param name="version">The number of a version; without it, the one in force today.</param>
    public async Task<IActionResult> OnGetAsync(string code, int? version, CancellationToken ct)
    {
        var today = LegalDay.Today(clock);
        var versions = db.Set<Item>().Where(i => i.Code == code).Join(db.Set<ItemVersion>(), i => i.Id, v => v.ItemId, (_, v) => v);
        versions = version is { } number ? versions.Where(v => v.Number == number) : versions.Where(Validity.HasBegun(today));
        if (await versions.AsNoTracking().OrderByDescending(v => v.Number).FirstOrDefaultAsync(ct) is not { } found)
        {
            return NotFound();
        }

        (Name, Number, OrganisationName, PublishedAt, ItemContent) = (found.Name, found.Number, found.OrganisationName, found.PublishedAt, ItemContent.FromJson(found.Content));
        return Page();
    }
}
