using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Persistence;
using Zhengtong.Ui.Problems;

namespace Zhengtong.Catalogue.Lists;

/// <summary>How far the check of a list's sheet is, what it would change, which entries it lacks; then whether it was written. For who uploaded it, in the post whose list it is.</summary>
[Authorize(Policy = Policies.CatalogueManager)]
[ResponseCache(NoStore = true)]
internal sealed class ListRunPageModel(Database db, ListSheets sheets, TimeProvider clock) : PageModel
{
    private const int Shown = 200;

    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    [BindProperty]
    public bool Remove { get; set; }

    [BindProperty]
    public string? Reason { get; set; }

    public RegisterList List { get; private set; } = null!;

    public ImportRun Run { get; private set; } = null!;

    public bool Waiting => Run.IsRunning(clock.GetUtcNow().UtcDateTime);

    public bool MayWrite => Run is { DryRun: true, EndedAt: not null, Failed: 0 } && Run.Added + Run.Changed + Run.Warned > 0;

    public IReadOnlyList<ImportRowError> Faults { get; private set; } = [];

    /// <summary>Entries that the sheet does not name.</summary>
    public IReadOnlyList<ImportRowError> Missing { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(string kind, CancellationToken ct) => await FindAsync(kind, ct) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(string kind, CancellationToken ct)
    {
        if (!await FindAsync(kind, ct))
        {
            return NotFound();
        }

        ModelState.Clear();
        var started = await sheets.WriteAsync(List, Run, Remove, HttpContext.Act(clock, (Reason ?? "").Trim()), ct);
        return ModelState.AddProblems(started) ? Page() : Redirect($"/office/lists/{kind}/import/{started.Value}");
    }

    private async Task<bool> FindAsync(string kind, CancellationToken ct)
    {
        var (me, region) = (User.Actor()!.Id, User.Actor()!.Post!.RegionCode);
        if (RegisterLists.Find(kind) is not { } list)
        {
            return false;
        }

        var runs = ListSheets.KindOf(list);
        if (await db.Set<ImportRun>().AsNoTracking().SingleOrDefaultAsync(r => r.Id == Id && r.Kind == runs && r.ById == me && r.RegionCode == region, ct) is not { } run)
        {
            return false;
        }

        (List, Run) = (list, run);
        var rows = db.Set<ImportRowError>().AsNoTracking().Where(e => e.RunId == Id);
        Faults = await rows.Where(e => !e.Warning).OrderBy(e => e.Row).Take(Shown).ToListAsync(ct);
        Missing = await rows.Where(e => e.Warning).OrderBy(e => e.Key).Take(Shown).ToListAsync(ct);
        return true;
    }
}
