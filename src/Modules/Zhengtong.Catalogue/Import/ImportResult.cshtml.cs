using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Lists;
using Zhengtong.Catalogue.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Catalogue.Import;

/// <summary>How far an import is, and then what it did and which rows it refused.</summary>
[Authorize(Policies.Administrator)]
internal sealed class ImportResultModel(Database db, RunningImports imports, TimeProvider clock) : PageModel
{
    private const int Shown = 500;

    public ImportRun Run { get; private set; } = null!;

    /// <summary>null on another node than the one that imports.</summary>
    public ImportStep? Step { get; private set; }

    public bool Waiting { get; private set; }

    /// <summary>Why the whole file was not imported.</summary>
    public string? Refused { get; private set; }

    public IReadOnlyList<ImportRowError> Errors { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken ct)
    {
        if (await db.Set<ImportRun>().AsNoTracking().SingleOrDefaultAsync(r => r.Id == id && !r.Kind.StartsWith(ListSheets.Kinds), ct) is not { } run)
        {
            return NotFound();
        }

        (Run, Step, Waiting) = (run, imports.StepOf(id), run.IsRunning(clock.GetUtcNow().UtcDateTime));
        Errors = await db.Set<ImportRowError>().AsNoTracking().Where(e => e.RunId == id).OrderBy(e => e.Warning).ThenBy(e => e.Row).Take(Shown).ToListAsync(ct);
        Refused = run.Rows == 0 ? Errors.FirstOrDefault(e => e is { Warning: false, Row: 0 })?.Message : null;
        return Page();
    }
}
