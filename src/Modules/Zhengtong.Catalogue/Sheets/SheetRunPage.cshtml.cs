using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.MassChanges;
using Zhengtong.Catalogue.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Catalogue.Sheets;

/// <summary>
/// How far the check of a sheet is, and which cells it found wrong; then its approval by another, and how far the import is. For who uploaded it, and once he asked for who may answer.
/// </summary>
[Authorize(Policy = Policies.ItemKeeper)]
[ResponseCache(NoStore = true)]
internal sealed class SheetRunPageModel(Database db, AskMassChange ask, AnswerMassChange answer, TimeProvider clock) : MassChangePageModel(db, answer, clock)
{
    private const int Shown = 100;

    [BindProperty]
    public string? Reason { get; set; }

    public ImportRun Run { get; private set; } = null!;

    /// <summary>The import itself, once it was approved.</summary>
    public ImportRun? Import { get; private set; }

    public bool Waiting { get; private set; }

    public bool MayAsk => Run is { DryRun: true, EndedAt: not null, Failed: 0 } && Run.Added + Run.Changed > 0 && Run.ById == Mass.Actor.Id && Mass.IsFree;

    public IReadOnlyList<ImportRowError> Errors { get; private set; } = [];

    protected override MassChangeKind Kind => MassChangeKind.Sheet;

    protected override async Task<IActionResult> ShowAsync(CancellationToken ct)
    {
        if (await Db.Set<ImportRun>().AsNoTracking().SingleOrDefaultAsync(r => r.Id == Id && r.Kind == RunningSheets.Kind, ct) is not { } run)
        {
            return NotFound();
        }

        await ReadMassAsync(ct);
        var change = Mass.Change;
        if (run.ById != Mass.Actor.Id && change is null)
        {
            return NotFound();
        }

        Run = run;
        Import = change?.RunId is { } import ? await Db.Set<ImportRun>().AsNoTracking().SingleOrDefaultAsync(r => r.Id == import, ct) : null;
        Waiting = run.IsRunning(Clock.GetUtcNow().UtcDateTime) || change is { Status: MassChangeStatus.Running };
        Errors = await Db.Set<ImportRowError>().AsNoTracking().Where(e => e.RunId == Id).OrderBy(e => e.Row).Take(Shown).ToListAsync(ct);
        return Page();
    }

    public Task<IActionResult> OnPostAskAsync(CancellationToken ct) => DoAsync(ask.SheetAsync(Id, HttpContext.Act(Clock, (Reason ?? "").Trim()), ct), ct);
}
