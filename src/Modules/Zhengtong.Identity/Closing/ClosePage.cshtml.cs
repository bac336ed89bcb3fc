using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Zhengtong.Identity.Contracts;
using Zhengtong.Identity.Model;
using Zhengtong.Identity.Sessions;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;
using Zhengtong.Ui.Problems;

namespace Zhengtong.Identity.Closing;

/// <summary>Where somebody closes his account, and takes it back. It is about the person, whomever he acts for at the moment.</summary>
[Authorize(Policies.Applicant)]
[OpenBeforeAgreeing]
[ResponseCache(NoStore = true)]
internal sealed class ClosePageModel(CloseAccount close, Database db, TimeProvider clock) : PageModel
{
    public const string Path = "/my/profile/close";

    [BindProperty(SupportsGet = true)]
    public string? Done { get; set; }

    public AccountClosing? Open { get; private set; }

    public IReadOnlyList<ClosingObstacle> Obstacles { get; private set; } = [];

    public Task OnGetAsync(CancellationToken ct) => LoadAsync(ct);

    public Task<IActionResult> OnPostAsync([FromForm] string? password, CancellationToken ct) =>
        DoAsync(close.AskAsync(password ?? "", HttpContext.Address(), HttpContext.Act(clock), ct), Path, ct);

    public Task<IActionResult> OnPostBackAsync(CancellationToken ct) => DoAsync(close.TakeBackAsync(HttpContext.Act(clock), ct), Path + "?done=back", ct);

    private async Task<IActionResult> DoAsync(Task<Outcome> running, string then, CancellationToken ct)
    {
        ModelState.Clear();
        if (!ModelState.AddProblems(await running))
        {
            return Redirect(then);
        }

        db.ChangeTracker.Clear();
        await LoadAsync(ct);
        return Page();
    }

    private async Task LoadAsync(CancellationToken ct)
    {
        var me = User.Actor()!.Id;
        Open = await close.OpenAsync(me, ct);
        Obstacles = Open is null ? await close.ObstaclesAsync(me, LegalDay.Today(clock), ct) : [];
    }
}
