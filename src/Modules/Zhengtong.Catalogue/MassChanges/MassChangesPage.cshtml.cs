using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Catalogue.MassChanges;

/// <summary>The mass changes of a manager's region and of those below: what is not done first, then the newest, paged by key. One statement.</summary>
[Authorize(Policy = Policies.CatalogueManager)]
[ResponseCache(NoStore = true)]
internal sealed class MassChangesPageModel(Database db) : PageModel
{
    public const string Path = "/office/mass-changes";
    private const int PageSize = 50;

    public IReadOnlyList<MassChange> Rows { get; private set; } = [];

    public string? Next { get; private set; }

    /// <param name="done">Whether the last row of the page before was done.</param>
    public async Task OnGetAsync(bool done, Guid? after, CancellationToken ct)
    {
        var changes = db.Set<MassChange>().AsNoTracking().VisibleTo(User.Actor()!);
        if (after is { } last)
        {
            changes = done ? changes.Where(c => c.DoneAt != null && c.Id < last) : changes.Where(c => c.DoneAt != null || c.Id < last);
        }

        var read = await changes.OrderBy(c => c.DoneAt == null ? 0 : 1).ThenByDescending(c => c.Id).Take(PageSize + 1).ToListAsync(ct);
        Rows = [.. read.Take(PageSize)];
        Next = read.Count > PageSize ? $"{Path}?after={Rows[^1].Id}&done={(Rows[^1].DoneAt is null ? "false" : "true")}" : null;
    }
}
