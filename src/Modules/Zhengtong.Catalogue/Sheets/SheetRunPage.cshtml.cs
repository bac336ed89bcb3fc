using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Catalogue.Sheets;

/// <summary>How far one's own import of a sheet is, and which cells it found wrong.</summary>
[Authorize(Policy = Policies.ItemKeeper)]
[ResponseCache(NoStore = true)]
internal sealed class SheetRunPageModel(Database db, TimeProvider clock) : PageModel
{
    private const int Shown = 100;
    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    public ImportRun Run { get; private set; } = null!;

    public bool Waiting { get; private set; }

    public IReadOnlyList<ImportRowError> Errors { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken ct)
    {
        var me = User.Actor()!.Id;
        if (await db.Set<ImportRun>().AsNoTracking().SingleOrDefaultAsync(r => r.Id == id && r.Kind == RunningSheets.Kind && r.ById == me, ct) is not { } run)
        {
            return NotFound();
        }

        Run = run;
        Waiting = run.EndedAt is null && clock.GetUtcNow().UtcDateTime - run.StartedAt < Longest;
        Errors = await db.Set<ImportRowError>().AsNoTracking().Where(e => e.RunId == id).OrderBy(e => e.Row).Take(Shown).ToListAsync(ct);
        return Page();
    }
}
