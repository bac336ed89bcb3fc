using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;
using Zhengtong.Ui.Problems;

namespace Zhengtong.Catalogue.Ends;

/// <summary>One item at one end: what differs from the master, going live, taking down (01.39).</summary>
[Authorize(Policy = Policies.ItemKeeper)]
[ResponseCache(NoStore = true)]
internal sealed class EndItemPageModel(Database db, GoLive live, TimeProvider clock) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public Guid EndId { get; set; }

    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    [BindProperty]
    public string? Reason { get; set; }

    public ApplicationEnd End { get; private set; } = null!;

    public EndItem Row { get; private set; } = null!;

    public IReadOnlyList<EndDifference> Differences { get; private set; } = [];

    /// <summary>The end has yet to say what it shows of the version in force.</summary>
    public bool Lags { get; private set; }

    public bool IsManager => User.Actor()!.Has(Roles.CatalogueManager);

    public Task<IActionResult> OnGetAsync(CancellationToken ct) => ShowAsync(ct);

    public async Task<IActionResult> OnPostLiveAsync(CancellationToken ct) => await AnsweredAsync(await live.HandleAsync(EndId, Id, HttpContext.Act(clock, "同意上线"), ct), ct);

    public async Task<IActionResult> OnPostWithdrawAsync(CancellationToken ct) => await AnsweredAsync(await live.WithdrawAsync(EndId, Id, HttpContext.Act(clock, (Reason ?? "").Trim()), ct), ct);

    private async Task<IActionResult> AnsweredAsync(Outcome done, CancellationToken ct)
    {
        ModelState.Clear();
        db.ChangeTracker.Clear();
        return ModelState.AddProblems(done) ? await ShowAsync(ct) : Redirect($"/office/ends/{EndId}/items/{Id}");
    }

    private async Task<IActionResult> ShowAsync(CancellationToken ct)
    {
        var lagging = LaggingEnds.Of(db, LegalDay.Today(clock));
        var found = await db.Set<ApplicationEnd>().AsNoTracking().KeptBy(User.Actor()!).Where(e => e.Id == EndId)
            .Join(db.Set<EndItem>().AsNoTracking().Where(x => x.Id == Id), e => e.Id, x => x.EndId, (e, x) => new { e, x, Lags = lagging.Any(l => l.Id == x.Id) }).SingleOrDefaultAsync(ct);
        if (found is null)
        {
            return NotFound();
        }

        (End, Row, Differences, Lags) = (found.e, found.x, CompareEnd.Read(found.x.Differences), found.Lags);
        return Page();
    }
}
