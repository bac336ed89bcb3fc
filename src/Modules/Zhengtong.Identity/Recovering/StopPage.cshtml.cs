using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Zhengtong.Identity.Entering;
using Zhengtong.Identity.Sessions;
using Zhengtong.Platform.Access;
using Zhengtong.Ui.Problems;

namespace Zhengtong.Identity.Recovering;

/// <summary>Where the notice to the old phone leads: opened it does nothing, for programs open links too; the button stops the change.</summary>
[AllowAnonymous]
[ResponseCache(NoStore = true)]
internal sealed class StopPageModel(RecoverPhone recover, Attempts attempts) : PageModel
{
    public const string Path = "/account/recover/stop";

    [BindProperty(SupportsGet = true)]
    public string? Token { get; set; }

    public bool Stopped { get; private set; }

    public void OnGet()
    {
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (await attempts.TakeFromAsync("stop", HttpContext.Address(), ct) is { } wait)
        {
            ModelState.AddProblems(CheckPassword.Wait(wait));
            return Page();
        }

        Stopped = !ModelState.AddProblems(await recover.StopAsync(Token ?? "", HttpContext.End(), ct));
        return Page();
    }
}
