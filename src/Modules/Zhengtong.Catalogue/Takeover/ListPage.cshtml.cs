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

namespace Zhengtong.Catalogue.Takeover;

/// <summary>What an uploaded list would change, with readable differences, and the approval of another before it is taken over.</summary>
[Authorize(Policy = Policies.CatalogueManager)]
[ResponseCache(NoStore = true)]
internal sealed class ListPageModel(Database db, TakeOverList takeOver, AskMassChange ask, AnswerMassChange answer, TimeProvider clock) : PageModel
{
    public const int Shown = 300;

    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    [BindProperty]
    public string? Reason { get; set; }

    [BindProperty]
    public DateOnly? CancelOn { get; set; }

    [BindProperty]
    public string? Answer { get; set; }

    public bool MayTake => TakeOverList.MayTake(User.Actor()!);

    public ListTakeover Run { get; private set; } = null!;

    public NationalPlan? Plan { get; private set; }

    public MassChangeView Mass { get; private set; } = null!;

    public bool MayAsk => MayTake && Run.CheckedById == Mass.Actor.Id && Mass.IsFree;

    public Task<IActionResult> OnGetAsync(CancellationToken ct) => ShowAsync(ct);

    public Task<IActionResult> OnPostAskAsync(CancellationToken ct) => DoAsync(ask.ListAsync(Id, CancelOn, HttpContext.Act(clock, (Reason ?? "").Trim()), ct), ct);

    public Task<IActionResult> OnPostApproveAsync(Guid change, CancellationToken ct) => DoAsync(answer.ApproveAsync(change, HttpContext.Act(clock), ct), ct);

    public Task<IActionResult> OnPostRejectAsync(Guid change, CancellationToken ct) => DoAsync(answer.RejectAsync(change, Answer, HttpContext.Act(clock), ct), ct);

    public Task<IActionResult> OnPostWithdrawAsync(Guid change, CancellationToken ct) => DoAsync(answer.WithdrawAsync(change, HttpContext.Act(clock), ct), ct);

    private async Task<IActionResult> DoAsync(Task<Outcome> doing, CancellationToken ct)
    {
        var done = await doing;
        if (done.Problems.Any(p => p == TakeOverList.NotYours))
        {
            return done.ToPage();
        }

        db.ChangeTracker.Clear();
        return ModelState.AddProblems(done) ? await ShowAsync(ct) : Redirect($"/office/takeover/lists/{Id}");
    }

    private async Task<IActionResult> ShowAsync(CancellationToken ct)
    {
        if (await db.Set<ListTakeover>().AsNoTracking().SingleOrDefaultAsync(t => t.Id == Id, ct) is not { } run)
        {
            return NotFound();
        }

        Run = run;
        var actor = User.Actor()!;
        Mass = new MassChangeView(await answer.OfSubjectAsync(Id, actor, ct), actor, "/office/takeover/lists/" + Id);
        Plan = run.TakenAt is null ? await takeOver.PlanAsync(run, ct) : null;
        return Page();
    }
}
