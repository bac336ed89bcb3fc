using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.MassChanges;
using Zhengtong.Catalogue.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;
using Zhengtong.Ui.Problems;

namespace Zhengtong.Catalogue.Adoption;

/// <summary>One change from above: what becomes of the item if it is taken over, side by side, and the click that does it (01.17).</summary>
[Authorize(Policy = Policies.ItemKeeper)]
[ResponseCache(NoStore = true)]
internal sealed class AdoptionPageModel(Database db, AdoptChange adopt, AnswerObjection objections, TimeProvider clock) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    public AdoptChange.Opened Opened { get; private set; } = null!;

    public AdoptionPlan Plan { get; private set; } = null!;

    public AdoptionState State { get; private set; }

    public IReadOnlyCollection<string> Extra { get; private set; } = [];

    public string? Reason { get; private set; }

    public string? Answer { get; private set; }

    public IReadOnlyCollection<string> Elements { get; private set; } = [];

    public DateOnly? Until { get; private set; }

    /// <summary>The level above answers on this page what those below contested.</summary>
    public bool MayAnswer { get; private set; }

    /// <summary>Why what is taken over holds from a later day; null: from now on.</summary>
    public string? Carried => Opened.EffectiveOn(LegalDay.Today(clock)) is not { } day ? null
        : Opened.Item.CarriedOn(LegalDay.Today(clock)) == day ? $"本事项第 {Opened.Item.CurrentVersion} 版等待 {LegalDay.Date(day)}生效，采用的内容以它为基础，同日生效。"
        : $"上级的新版本 {LegalDay.Date(day)}起生效，采用的内容同日生效。";

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (!await ShowAsync(ct))
        {
            return NotFound();
        }

        if (Opened.Task is { OpenedAt: null, ClosedAt: null })
        {
            // Only the first to look is noted; it is no reason for anybody else's save to fail.
            var (id, at) = (Id, Act.Micro(clock.GetUtcNow().UtcDateTime));
            await db.UpdateAsync(db.Set<AdoptionTask>().Where(t => t.Id == id && t.OpenedAt == null), s => s.SetProperty(t => t.OpenedAt, at), ct);
        }

        return Page();
    }

    public async Task<IActionResult> OnPostAsync([FromForm] int version, [FromForm] string[] extra, CancellationToken ct)
    {
        ModelState.Clear();
        Extra = extra;
        var done = await adopt.AdoptAsync(Id, version, extra, HttpContext.Act(clock, "承接上级变更"), ct);
        var waits = done.Ok && await db.Set<AdoptionTask>().AnyAsync(t => t.Id == Id && t.ItemKind == ItemKind.Basic, ct);
        return await AnswerAsync(done, waits ? MassChangeWords.Address(MassChangeKind.Entries, done.Value) : $"{AdoptionsPageModel.Path}?done=1", ct);
    }

    public async Task<IActionResult> OnPostContestAsync([FromForm] string? reason, CancellationToken ct)
    {
        ModelState.Clear();
        Reason = reason;
        return await AnswerAsync(await adopt.ContestAsync(Id, reason, HttpContext.Act(clock), ct), $"{AdoptionsPageModel.Path}/{Id}", ct);
    }

    public async Task<IActionResult> OnPostInsistAsync([FromForm] string? answer, CancellationToken ct)
    {
        ModelState.Clear();
        Answer = answer;
        return await AnswerAsync(await objections.InsistAsync(Id, answer, HttpContext.Act(clock), ct), $"{AdoptionsPageModel.Path}/{Id}", ct);
    }

    public async Task<IActionResult> OnPostExceptAsync([FromForm] string? answer, [FromForm] string[] elements, [FromForm] DateOnly? until, CancellationToken ct)
    {
        ModelState.Clear();
        (Answer, Elements, Until) = (answer, elements, until);
        return await AnswerAsync(await objections.ExceptAsync(Id, elements, until, answer, HttpContext.Act(clock), ct), $"{AdoptionsPageModel.Path}/{Id}", ct);
    }

    public async Task<IActionResult> OnPostKeepAsync([FromForm] string? answer, CancellationToken ct)
    {
        ModelState.Clear();
        Answer = answer;
        return await AnswerAsync(await objections.KeepAsync(Id, answer, HttpContext.Act(clock), ct), $"{AdoptionsPageModel.Path}/{Id}", ct);
    }

    private async Task<IActionResult> AnswerAsync(Outcome outcome, string next, CancellationToken ct)
    {
        if (!ModelState.AddProblems(outcome))
        {
            return Redirect(next);
        }

        return outcome.Problems[0].Kind != ProblemKind.NotFound && await ShowAsync(ct) ? Page() : NotFound();
    }

    private async Task<bool> ShowAsync(CancellationToken ct)
    {
        db.ChangeTracker.Clear();
        if (await adopt.OpenAsync(Id, User.Actor()!, ct) is not { } opened)
        {
            return false;
        }

        (Opened, Plan, State) = (opened, opened.Plan, opened.Task.StateOn(LegalDay.Today(clock)));
        MayAnswer = AnswerObjection.MayAnswer(User.Actor()!, opened);
        return true;
    }
}
