using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Zhengtong.Identity.Sessions;
using Zhengtong.Platform.Access;
using Zhengtong.Ui.Problems;

namespace Zhengtong.Identity.StaffAdmin;

/// <summary>How many sign-ins failed, day by day, and a way to sign an applicant out everywhere. Counts only: whose they were, each sees of himself.</summary>
[Authorize(Policies.Administrator)]
[ResponseCache(NoStore = true)]
internal sealed class SignInsPageModel(FailedSignInCounts counts, EndSessions end, TimeProvider clock) : PageModel
{
    public const string Path = "/office/staff/sign-ins";

    public IReadOnlyList<FailedSignInCounts.Row> Rows { get; private set; } = [];

    public string Login { get; private set; } = "";

    public string Reason { get; private set; } = "";

    public bool Done { get; private set; }

    public async Task OnGetAsync(bool done, CancellationToken ct)
    {
        Done = done;
        Rows = await counts.ReadAsync(ct);
    }

    public async Task<IActionResult> OnPostAsync([FromForm] string? login, [FromForm] string? reason, CancellationToken ct)
    {
        (Login, Reason) = (login ?? "", reason?.Trim() ?? "");
        if (!ModelState.AddProblems(await end.OfApplicantAsync(login, HttpContext.Act(clock, Reason), ct)))
        {
            return Redirect(Path + "?done=true");
        }

        Rows = await counts.ReadAsync(ct);
        return Page();
    }
}
