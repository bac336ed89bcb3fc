using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Manage;
using Zhengtong.Catalogue.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;
using Zhengtong.Ui.Components;
using Zhengtong.Ui.Problems;

namespace Zhengtong.Catalogue.Standards;

/// <summary>Experiences that can be replicated, of one's region or office, newest first (17.07). One statement.</summary>
[Authorize(Policy = StandardAccess.Reader)]
[ResponseCache(NoStore = true)]
internal sealed class ExperiencesPageModel(Database db, KeepExperience keep, TimeProvider clock) : PageModel
{
    private const int PageSize = 50;

    [BindProperty]
    public KeepExperience.Command Input { get; set; } = new();

    public IReadOnlyList<StandardExperience> Experiences { get; private set; } = [];

    public string? Next { get; private set; }

    public bool Records => User.Actor()!.Post is { Role: Roles.CatalogueManager or Roles.ItemEditor };

    public Task OnGetAsync(Guid? after, CancellationToken ct) => ShowAsync(after, ct);

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        ModelState.Clear();
        var act = HttpContext.Act(clock);
        var done = await db.OnceAsync<StandardExperience>(act, () => keep.RecordAsync(Input, act, ct), ct);
        if (!ModelState.AddProblems(done, nameof(Input)))
        {
            return Redirect($"/office/standards/experiences/{done.Value}");
        }

        await ShowAsync(null, ct);
        return Page();
    }

    private async Task ShowAsync(Guid? after, CancellationToken ct)
    {
        var experiences = db.Set<StandardExperience>().AsNoTracking().VisibleTo(User.Actor()!);
        if (after is { } last)
        {
            experiences = experiences.Where(x => x.Id < last);
        }

        var read = await experiences.OrderByDescending(x => x.Id).Take(PageSize + 1).ToListAsync(ct);
        Experiences = [.. read.Take(PageSize)];
        Next = read.Count > PageSize ? $"/office/standards/experiences?after={Experiences[^1].Id}" : null;
    }
}

/// <summary>One experience, the project it became, and its application for a provincial or national standard (17.07).</summary>
[Authorize(Policy = StandardAccess.Reader)]
[ResponseCache(NoStore = true)]
internal sealed class ExperiencePageModel(Database db, KeepExperience keep, TimeProvider clock) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    [BindProperty]
    public KeepExperience.Command Input { get; set; } = new();

    /// <summary>The revision that the form was filled with: it stays what it was while the form keeps what was typed.</summary>
    [BindProperty]
    public int? Seen { get; set; }

    [BindProperty]
    public KeepExperience.ApplyCommand Apply { get; set; } = new();

    [BindProperty]
    public KeepExperience.AnswerCommand Answer { get; set; } = new();

    public StandardExperience Of { get; private set; } = null!;

    public Standard? Raised { get; private set; }

    public IReadOnlyList<ExperienceApplication> Applications { get; private set; } = [];

    public IReadOnlyList<TimelineEntry> Timeline { get; private set; } = [];

    public bool Keeps { get; private set; }

    public DateOnly Today => LegalDay.Today(clock);

    public Task<IActionResult> OnGetAsync(CancellationToken ct) => ShowAsync(true, ct);

    public Task<IActionResult> OnPostChangeAsync(CancellationToken ct) => DoAsync(act => keep.ChangeAsync(Id, Input, act, ct), nameof(Input), ct);

    public Task<IActionResult> OnPostApplyAsync(CancellationToken ct) => DoAsync(act => keep.ApplyAsync(Id, Apply, act, ct), nameof(Apply), ct);

    public Task<IActionResult> OnPostAnswerAsync(Guid applicationId, CancellationToken ct) => DoAsync(act => keep.AnswerAsync(Id, applicationId, Answer, act, ct), nameof(Answer), ct);

    private async Task<IActionResult> DoAsync(Func<Act, Task<Outcome>> run, string prefix, CancellationToken ct)
    {
        ModelState.Clear();
        var done = await run(HttpContext.Act(clock, "办理可复制推广的经验"));
        db.ChangeTracker.Clear();
        if (!ModelState.AddProblems(done, prefix))
        {
            return Redirect($"/office/standards/experiences/{Id}");
        }

        return done.Problems[0].Kind == ProblemKind.NotFound ? NotFound() : await ShowAsync(prefix != nameof(Input), ct);
    }

    private async Task<IActionResult> ShowAsync(bool fill, CancellationToken ct)
    {
        var actor = User.Actor()!;
        if (await db.Set<StandardExperience>().AsNoTracking().VisibleTo(actor).SingleOrDefaultAsync(x => x.Id == Id, ct) is not { } of)
        {
            return NotFound();
        }

        Of = of;
        Keeps = actor.Post is { Role: Roles.CatalogueManager or Roles.ItemEditor };
        Raised = of.StandardId is null ? null : await db.Set<Standard>().AsNoTracking().SingleAsync(s => s.Id == of.StandardId, ct);
        Applications = await db.Set<ExperienceApplication>().AsNoTracking().Where(a => a.ExperienceId == Id).OrderBy(a => a.Id).ToListAsync(ct);
        Timeline = [.. (await db.TraceOfAsync(Id, ct)).Select(e => new TimelineEntry(ItemTraceWords.Of(e.What), LegalDay.Moment(e.At), e.ActorName))];
        if (fill)
        {
            (Seen, Input) = (of.Revision, new KeepExperience.Command { Title = of.Title, Domain = of.Domain, Origin = of.Origin, Results = of.Results });
        }

        return Page();
    }
}
