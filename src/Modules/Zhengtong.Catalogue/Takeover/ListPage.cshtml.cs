using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.MassChanges;
using Zhengtong.Catalogue.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Catalogue.Takeover;

/// <summary>What an uploaded list would change, with readable differences, and the approval of another before it is taken over.</summary>
[Authorize(Policy = Policies.CatalogueManager)]
[ResponseCache(NoStore = true)]
internal sealed class ListPageModel(Database db, TakeOverList takeOver, AskMassChange ask, AnswerMassChange answer, TimeProvider clock) : MassChangePageModel(db, answer, clock)
{
    public const int Shown = 300;

    [BindProperty]
    public string? Reason { get; set; }

    [BindProperty]
    public DateOnly? CancelOn { get; set; }

    public bool MayTake => TakeOverList.MayTake(User.Actor()!);

    public ListTakeover Run { get; private set; } = null!;

    public NationalPlan? Plan { get; private set; }

    protected override MassChangeKind Kind => MassChangeKind.NationalList;

    public bool MayAsk => MayTake && Run.CheckedById == Mass.Actor.Id && Mass.IsFree;

    public Task<IActionResult> OnPostAskAsync(CancellationToken ct) => DoAsync(ask.ListAsync(Id, CancelOn, HttpContext.Act(Clock, (Reason ?? "").Trim()), ct), ct);

    protected override async Task<IActionResult> ShowAsync(CancellationToken ct)
    {
        if (await Db.Set<ListTakeover>().AsNoTracking().SingleOrDefaultAsync(t => t.Id == Id, ct) is not { } run)
        {
            return NotFound();
        }

        Run = run;
        await ReadMassAsync(ct);
        Plan = run.TakenAt is null ? await takeOver.PlanAsync(run, ct) : null;
        return Page();
    }
}
