using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Persistence;
using Zhengtong.Ui.Problems;

namespace Zhengtong.Catalogue.Takeover;

/// <summary>What an uploaded list would change, with readable differences, and the act that takes it over.</summary>
[Authorize(Policy = Policies.CatalogueManager)]
[ResponseCache(NoStore = true)]
internal sealed class ListPageModel(Database db, TakeOverList takeOver, TimeProvider clock) : PageModel
{
    public const int Shown = 300;

    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    [BindProperty]
    public string? Reason { get; set; }

    [BindProperty]
    public DateOnly? CancelOn { get; set; }

    public bool MayTake => TakeOverList.MayTake(User.Actor()!);

    public ListTakeover Run { get; private set; } = null!;

    public NationalPlan? Plan { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken ct) => await ShowAsync(ct);

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        var done = await takeOver.TakeAsync(Id, CancelOn, HttpContext.Act(clock, (Reason ?? "").Trim()), ct);
        if (done.Problems.Any(p => p == TakeOverList.NotYours))
        {
            return done.ToPage();
        }

        return ModelState.AddProblems(done) ? await ShowAsync(ct) : Redirect($"/office/takeover/lists/{Id}");
    }

    private async Task<IActionResult> ShowAsync(CancellationToken ct)
    {
        if (await db.Set<ListTakeover>().AsNoTracking().SingleOrDefaultAsync(t => t.Id == Id, ct) is not { } run)
        {
            return NotFound();
        }

        Run = run;
        Plan = run.TakenAt is null ? await takeOver.PlanAsync(run, ct) : null;
        return Page();
    }
}
