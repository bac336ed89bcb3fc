using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;
using Zhengtong.Ui.Components;
using Zhengtong.Ui.Problems;

namespace Zhengtong.Catalogue.Reorganise;

/// <summary>One reorganisation: what it is, its report, its history, and what can be done now.</summary>
[Authorize(Policy = Policies.CatalogueManager)]
[ResponseCache(NoStore = true)]
internal sealed class ReorganisationModel(Database db, Reorganisations reorganisations, DecideReorganisation decide, TimeProvider clock) : PageModel
{
    private const int MostRefusals = 200;

    private static readonly Dictionary<string, string> Words = new()
    {
        ["proposed"] = "提出移交",
        ["take-back-proposed"] = "提出撤回",
        ["approved"] = "同意",
        ["refused"] = "不同意",
        ["started"] = "开始移交",
        ["finished"] = "移交完成",
        ["taken-back"] = "已撤回",
    };

    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    public Reorganisation Of { get; private set; } = null!;

    public Guid Me => User.Actor()!.Id;

    public IReadOnlyList<string> From { get; private set; } = [];

    public int Chosen { get; private set; }

    /// <summary>The other successors, and how many items each gets.</summary>
    public IReadOnlyList<(string Name, int Items)> Shares { get; private set; } = [];

    public IReadOnlyList<ReorganisationTally> Tallies { get; private set; } = [];

    /// <summary>What was left where it is, the first of them.</summary>
    public IReadOnlyList<ReorganisationRefusal> Refusals { get; private set; } = [];

    public IReadOnlyList<TimelineEntry> Timeline { get; private set; } = [];

    public Task<IActionResult> OnGetAsync(CancellationToken ct) => ShowAsync(ct);

    public Task<IActionResult> OnPostApproveAsync(CancellationToken ct) => DoneAsync(decide.ApproveAsync(Id, HttpContext.Act(clock, "审定职能移交"), ct), ct);

    public Task<IActionResult> OnPostRefuseAsync(string? why, CancellationToken ct) => DoneAsync(decide.RefuseAsync(Id, why, HttpContext.Act(clock, "审定职能移交"), ct), ct);

    public async Task<IActionResult> OnPostTakeBackAsync(string? why, CancellationToken ct)
    {
        var made = await decide.TakeBackAsync(Id, why, HttpContext.Act(clock, "撤回职能移交"), ct);
        return made.TryGet(out var back) ? Redirect($"/office/reorganisations/{back}") : await DoneAsync(Task.FromResult<Outcome>(made), ct);
    }

    private async Task<IActionResult> DoneAsync(Task<Outcome> act, CancellationToken ct)
    {
        var done = await act;
        db.ChangeTracker.Clear();
        return ModelState.AddProblems(done) ? await ShowAsync(ct) : Redirect($"/office/reorganisations/{Id}");
    }

    private async Task<IActionResult> ShowAsync(CancellationToken ct)
    {
        if (await reorganisations.VisibleTo(User.Actor()!).AsNoTracking().SingleOrDefaultAsync(r => r.Id == Id, ct) is not { } of)
        {
            return NotFound();
        }

        Of = of;
        From = await db.Set<ReorganisationSource>().Where(s => s.ReorganisationId == Id).OrderBy(s => s.OrganisationName).Select(s => s.OrganisationName).ToListAsync(ct);
        var subject = of.UndoesId ?? Id;
        var chosen = await db.Set<ReorganisationItem>().Where(i => i.ReorganisationId == subject).GroupBy(i => new { i.ToId, i.ToName })
            .Select(g => new { g.Key.ToId, g.Key.ToName, Count = g.Count() }).ToListAsync(ct);
        Chosen = chosen.Where(c => c.ToId == of.ToId).Sum(c => c.Count);
        Shares = [.. chosen.Where(c => c.ToId != of.ToId).OrderBy(c => c.ToName).Select(c => (c.ToName, c.Count))];
        Tallies = await db.Set<ReorganisationTally>().AsNoTracking().Where(t => t.ReorganisationId == Id).OrderBy(t => t.ToName).ThenBy(t => t.Part).ToListAsync(ct);
        Refusals = await db.Set<ReorganisationRefusal>().AsNoTracking().Where(r => r.ReorganisationId == Id).OrderBy(r => r.Part).ThenBy(r => r.SubjectId).Take(MostRefusals).ToListAsync(ct);
        Timeline = [.. (await db.TraceOfAsync(Id, ct)).Select(e =>
            new TimelineEntry(Words.GetValueOrDefault(e.What, e.What), LegalDay.Moment(e.At), e.ActorName, e.What == "refused" ? of.RefusedWhy : null))];
        return Page();
    }
}
