using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;
using Zhengtong.Safety.Model;
using Zhengtong.Ui.Problems;

namespace Zhengtong.Safety.Plans;

/// <summary>One plan: what is in force, its draft, its exercises and what they showed. Four statements.</summary>
[Authorize(Policy = Policies.Overseer)]
[ResponseCache(NoStore = true)]
internal sealed class PlanPageModel(Database db, KeepPlan keep, TimeProvider clock) : PageModel
{
    private const int Most = 50;

    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    /// <summary>None: the newest.</summary>
    [BindProperty(SupportsGet = true)]
    public int? Version { get; set; }

    public EmergencyPlan Plan { get; private set; } = null!;

    public IReadOnlyList<PlanVersion> Versions { get; private set; } = [];

    public PlanVersion? Shown { get; private set; }

    public IReadOnlyList<PlanExercise> Exercises { get; private set; } = [];

    public IReadOnlyList<ExerciseFollowUp> FollowUps { get; private set; } = [];

    public KeepPlan.Command Input { get; set; } = new();

    public KeepPlan.Exercising Exercise { get; set; } = new();

    public DateOnly Today { get; } = LegalDay.Today(clock);

    public bool MayKeep => Plan.EndedAt is null && User.Actor()!.Has(Roles.Administrator);

    public bool MayPublish => MayKeep && Plan.Waits && !Plan.WasDraftedBy(User.Actor()!.Id);

    public string Self => $"{PlansPageModel.Path}/{Id}";

    public async Task<IActionResult> OnGetAsync(CancellationToken ct) => await ShowAsync(ct) ? Page() : NotFound();

    public Task<IActionResult> OnPostAsync([Bind(Prefix = nameof(Input))] KeepPlan.Command input, CancellationToken ct) =>
        DoAsync(nameof(Input), act => keep.WriteAsync(Id, input, act, ct), () => Input = input, ct);

    public Task<IActionResult> OnPostPublishAsync(CancellationToken ct) => DoAsync("", act => keep.PublishAsync(Id, act, ct), () => { }, ct);

    public Task<IActionResult> OnPostExerciseAsync([Bind(Prefix = nameof(Exercise))] KeepPlan.Exercising input, CancellationToken ct) =>
        DoAsync(nameof(Exercise), act => keep.ExerciseAsync(Id, input, act, ct), () => Exercise = input, ct);

    public Task<IActionResult> OnPostMendedAsync([FromForm] Guid followUp, [FromForm] string? note, CancellationToken ct) =>
        DoAsync("", act => keep.MendedAsync(Id, followUp, note, act, ct), () => { }, ct);

    public Task<IActionResult> OnPostEndAsync(CancellationToken ct) => DoAsync("", act => keep.EndAsync(Id, act, ct), () => { }, ct);

    private async Task<IActionResult> DoAsync(string prefix, Func<Act, Task<Outcome>> run, Action keepInput, CancellationToken ct)
    {
        if (ModelState.IsValid && !ModelState.AddProblems(await run(HttpContext.Act(clock, "维护应急预案")), prefix))
        {
            return Redirect(Self);
        }

        db.ChangeTracker.Clear();
        if (!await ShowAsync(ct))
        {
            return NotFound();
        }

        keepInput();
        return Page();
    }

    private async Task<bool> ShowAsync(CancellationToken ct)
    {
        if (await db.PlansOf(User.Actor()!).AsNoTracking().SingleOrDefaultAsync(p => p.Id == Id, ct) is not { } plan)
        {
            return false;
        }

        Plan = plan;
        Versions = await db.Set<PlanVersion>().AsNoTracking().Where(v => v.PlanId == Id).OrderByDescending(v => v.Number).ToListAsync(ct);
        Shown = Versions.FirstOrDefault(v => v.Number == (Version ?? plan.Versions));
        Exercises = await db.Set<PlanExercise>().AsNoTracking().Where(e => e.PlanId == Id).OrderByDescending(e => e.HeldOn).ThenByDescending(e => e.Id).Take(Most).ToListAsync(ct);
        FollowUps = await db.Set<ExerciseFollowUp>().AsNoTracking().Where(f => f.PlanId == Id).OrderBy(f => f.DoneAt != null).ThenBy(f => f.DueOn).ThenBy(f => f.Id).Take(Most).ToListAsync(ct);
        Input = new KeepPlan.Command { Name = plan.Name, Text = plan.Text, ExerciseMonths = plan.ExerciseMonths.ToString(CultureInfo.InvariantCulture) };
        return true;
    }
}
