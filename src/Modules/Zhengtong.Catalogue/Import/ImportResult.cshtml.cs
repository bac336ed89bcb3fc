using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Lists;
using Zhengtong.Catalogue.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Catalogue.Import;

/// <summary>How far an import is, and then what it did and which rows it refused.</summary>
[Authorize(Policies.Administrator)]
internal sealed class ImportResultModel(Database db, RunningImports imports) : PageModel
{
    private const int Shown = 500;

    public ImportRun? Run { get; private set; }

    public ImportStep? Step { get; private set; }

    public Problem? Problem { get; private set; }

    public bool Waiting { get; private set; }

    public IReadOnlyList<ImportRowError> Errors { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken ct)
    {
        var running = imports.Find(id);
        Waiting = running is { Ended: false };
        (Step, Problem) = (running?.Step, running?.Problem);
        Run = await db.Set<ImportRun>().AsNoTracking().SingleOrDefaultAsync(r => r.Id == id && !r.Kind.StartsWith(ListSheets.Kinds), ct);
        if (Run is null && running is null)
        {
            return NotFound();
        }

        Errors = await db.Set<ImportRowError>().AsNoTracking().Where(e => e.RunId == id).OrderBy(e => e.Warning).ThenBy(e => e.Row).Take(Shown).ToListAsync(ct);
        return Page();
    }
}
