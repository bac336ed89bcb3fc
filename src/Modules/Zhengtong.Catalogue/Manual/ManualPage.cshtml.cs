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

/// <summary>
/// 业务手册 of an item, on paper: for all staff, as one library serves every level (01.06, 01.07). A case links to the version it is pinned to. A version that is kept off the platform (01.08) is for who
/// sees the item behind the counter.
/// </summary>
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
        var seen = db.Set<Item>().VisibleTo(User.Actor()!);
        var versions = version is { } number ? db.Set<ItemVersion>().Where(v => v.Number == number) : db.Set<ItemVersion>().Where(Validity.HasBegun(today));
        var read = await db.Set<Item>().Where(i => i.Code == code).Join(versions, i => i.Id, v => v.ItemId, (i, v) => new { Version = v, Seen = seen.Any(s => s.Id == i.Id) })
            .AsNoTracking().OrderByDescending(x => x.Version.Number).FirstOrDefaultAsync(ct);
        if (read is null)
        {
            return NotFound();
        }

        var (found, content) = (read.Version, ItemContent.FromJson(read.Version.Content));
        if (content.KeptOff && !read.Seen)
        {
            return NotFound();
        }

        (Name, Number, OrganisationName, PublishedAt, ItemContent) = (found.Name, found.Number, found.OrganisationName, found.PublishedAt, content);
        return Page();
    }
}
