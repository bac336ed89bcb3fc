using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Zhengtong.Cases.Model;
using Zhengtong.Platform.Access;

namespace Zhengtong.Cases.Coach;

/// <summary>One session, for staff within their scope.</summary>
[Authorize(Policy = "role:window-clerk,approver")]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
internal sealed class SessionPageModel(Coachings coachings) : PageModel
{
    public Coaching Session { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken ct)
    {
        if (await coachings.FindAsync(id, User.Actor()!, null, ct) is not { } found)
        {
            return NotFound();
        }

        Session = found;
        return Page();
    }
}
