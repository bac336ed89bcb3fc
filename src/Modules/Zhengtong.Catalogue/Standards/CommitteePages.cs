using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
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

/// <summary>The technical committees of one's region, above and below (17.03). One statement.</summary>
[Authorize(Policy = StandardAccess.Reader)]
[ResponseCache(NoStore = true)]
internal sealed class CommitteesPageModel(Database db, KeepCommittee keep, TimeProvider clock) : PageModel
{
    private const int Most = 200;

    [BindProperty]
    public KeepCommittee.Command Input { get; set; } = new();

    public IReadOnlyList<TechnicalCommittee> Committees { get; private set; } = [];

    public bool Founds => User.Actor()!.Post is { Role: Roles.CatalogueManager, RegionCode.Length: <= 4 };

    public Task OnGetAsync(CancellationToken ct) => ShowAsync(ct);

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        ModelState.Clear();
        var done = await keep.FoundAsync(Input, HttpContext.Act(clock), ct);
        if (!ModelState.AddProblems(done, nameof(Input)))
        {
            return Redirect($"/office/standards/committees/{done.Value}");
        }

        await ShowAsync(ct);
        return Page();
    }

    private async Task ShowAsync(CancellationToken ct) =>
        Committees = await db.Set<TechnicalCommittee>().AsNoTracking().VisibleTo(User.Actor()!).OrderBy(c => c.RegionCode).ThenBy(c => c.Name).Take(Most).ToListAsync(ct);
}

/// <summary>One committee with its members and their terms (17.03).</summary>
[Authorize(Policy = StandardAccess.Reader)]
[ResponseCache(NoStore = true)]
internal sealed class CommitteePageModel(Database db, KeepCommittee keep, TimeProvider clock) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    [BindProperty]
    public KeepCommittee.SeatCommand Seat { get; set; } = new();

    public TechnicalCommittee Of { get; private set; } = null!;

    public IReadOnlyList<CommitteeMember> Members { get; private set; } = [];

    public IReadOnlyList<SelectListItem> Experts { get; private set; } = [];

    public IReadOnlyList<TimelineEntry> Timeline { get; private set; } = [];

    public bool Keeps { get; private set; }

    public DateOnly Today => LegalDay.Today(clock);

    public Task<IActionResult> OnGetAsync(CancellationToken ct) => ShowAsync(ct);

    public Task<IActionResult> OnPostSeatAsync(CancellationToken ct) => DoAsync(act => keep.SeatAsync(Id, Seat, act, ct), nameof(Seat), ct);

    public Task<IActionResult> OnPostLeaveAsync(Guid memberId, CancellationToken ct) => DoAsync(act => keep.LeaveAsync(Id, memberId, act, ct), "", ct);

    public Task<IActionResult> OnPostDissolveAsync(string? why, CancellationToken ct) => DoAsync(act => keep.DissolveAsync(Id, why, act, ct), "", ct);

    private async Task<IActionResult> DoAsync(Func<Act, Task<Outcome>> run, string prefix, CancellationToken ct)
    {
        ModelState.Clear();
        var done = await run(HttpContext.Act(clock, "管理技术委员会"));
        db.ChangeTracker.Clear();
        if (!ModelState.AddProblems(done, prefix))
        {
            return Redirect($"/office/standards/committees/{Id}");
        }

        return done.Problems[0].Kind == ProblemKind.NotFound ? NotFound() : await ShowAsync(ct);
    }

    private async Task<IActionResult> ShowAsync(CancellationToken ct)
    {
        var actor = User.Actor()!;
        if (await db.Set<TechnicalCommittee>().AsNoTracking().VisibleTo(actor).SingleOrDefaultAsync(c => c.Id == Id, ct) is not { } of)
        {
            return NotFound();
        }

        Of = of;
        Keeps = of.DissolvedAt is null && new[] { of }.AsQueryable().KeptBy(actor).Any();
        Members = await db.Set<CommitteeMember>().AsNoTracking().Where(m => m.CommitteeId == Id).OrderBy(m => m.Duty).ThenBy(m => m.From).ToListAsync(ct);
        Experts = Keeps ? [.. (await keep.ExpertsAsync(of, ct)).Select(e => new SelectListItem($"{e.Name}（{e.OrganisationName}）", e.StaffId.ToString()))] : [];
        Timeline = [.. (await db.TraceOfAsync(Id, ct)).Select(e => new TimelineEntry(ItemTraceWords.Of(e.What), LegalDay.Moment(e.At), e.ActorName))];
        return Page();
    }
}
