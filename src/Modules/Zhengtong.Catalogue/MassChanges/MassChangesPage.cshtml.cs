using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Catalogue.MassChanges;

/// <summary>The mass changes of a manager's region and of those below: what waits first. One statement.</summary>
[Authorize(Policy = Policies.CatalogueManager)]
[ResponseCache(NoStore = true)]
internal sealed class MassChangesPageModel(Database db) : PageModel
{
    public const string Path = "/office/mass-changes";
    private const int Shown = 50;

    public IReadOnlyList<MassChange> Rows { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken ct) =>
        Rows = await db.Set<MassChange>().AsNoTracking().VisibleTo(User.Actor()!)
            .OrderBy(c => c.DoneAt == null ? 0 : 1).ThenByDescending(c => c.AskedAt).ThenByDescending(c => c.Id).Take(Shown).ToListAsync(ct);
}
