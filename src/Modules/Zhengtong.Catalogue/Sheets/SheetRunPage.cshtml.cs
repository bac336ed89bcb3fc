using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.MassChanges;
using Zhengtong.Catalogue.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;
using Zhengtong.Ui.Problems;

namespace Zhengtong.Catalogue.Sheets;

/// <summary>
/// How far the check of a sheet is, and which cells it found wrong; then its approval by another, and how far the import is. For who uploaded it, and once he asked for who may answer.
/// </summary>
[Authorize(Policy = Policies.ItemKeeper)]
[ResponseCache(NoStore = true)]
internal sealed class SheetRunPageModel(Database db, AskMassChange ask, AnswerMassChange answer, TimeProvider clock) : PageModel
{
    private const int Shown = 100;
    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    [BindProperty]
    public string? Reason { get; set; }

    [BindProperty]
    public string? Answer { get; set; }

    public ImportRun Run { get; private set; } = null!;

    /// <summary>The import itself, once it was approved.</summary>
    public ImportRun? Import { get; private set; }

    public MassChangeView Mass { get; private set; } = null!;

    public bool Waiting { get; private set; }

    public bool MayAsk => Run is { DryRun: true, EndedAt: not null, Failed: 0 } && Run.Added + Run.Changed > 0 && Run.ById == Mass.Actor.Id && Mass.IsFree;

    public IReadOnlyList<ImportRowError> Errors { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        var actor = User.Actor()!;
        var run = await db.Set<ImportRun>().AsNoTracking().SingleOrDefaultAsync(r => r.Id == Id && r.Kind == RunningSheets.Kind, ct);
        var change = run is null ? null : await answer.OfSubjectAsync(Id, actor, ct);
        if (run is null || (run.ById != actor.Id && change is null))
        {
            return NotFound();
        }

        (Run, Mass) = (run, new MassChangeView(change, actor, "/office/items/import/" + Id));
        Import = change?.RunId is { } import ? await db.Set<ImportRun>().AsNoTracking().SingleOrDefaultAsync(r => r.Id == import, ct) : null;
        Waiting = (run.EndedAt is null && clock.GetUtcNow().UtcDateTime - run.StartedAt < Longest) || change is { Status: MassChangeStatus.Running };
        Errors = await db.Set<ImportRowError>().AsNoTracking().Where(e => e.RunId == Id).OrderBy(e => e.Row).Take(Shown).ToListAsync(ct);
        return Page();
    }

    public Task<IActionResult> OnPostAskAsync(CancellationToken ct) => DoAsync(ask.SheetAsync(Id, HttpContext.Act(clock, (Reason ?? "").Trim()), ct), ct);

    public Task<IActionResult> OnPostApproveAsync(Guid change, CancellationToken ct) => DoAsync(answer.ApproveAsync(change, HttpContext.Act(clock), ct), ct);

    public Task<IActionResult> OnPostRejectAsync(Guid change, CancellationToken ct) => DoAsync(answer.RejectAsync(change, Answer, HttpContext.Act(clock), ct), ct);

    public Task<IActionResult> OnPostWithdrawAsync(Guid change, CancellationToken ct) => DoAsync(answer.WithdrawAsync(change, HttpContext.Act(clock), ct), ct);

    private async Task<IActionResult> DoAsync(Task<Outcome> doing, CancellationToken ct)
    {
        var done = await doing;
        if (done.Ok)
        {
            return Redirect("/office/items/import/" + Id);
        }

        db.ChangeTracker.Clear();
        ModelState.Clear();
        ModelState.AddProblems(done);
        return await OnGetAsync(ct);
    }
}
