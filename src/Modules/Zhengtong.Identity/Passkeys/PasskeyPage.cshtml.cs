using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using Zhengtong.Identity.Entering;
using Zhengtong.Identity.Sessions;
using Zhengtong.Platform.Access;
using Zhengtong.Ui.Problems;

namespace Zhengtong.Identity.Passkeys;

/// <summary>Asks a browser for a passkey and opens a session, or makes the one that runs stronger.</summary>
[AllowAnonymous]
[ResponseCache(NoStore = true)]
[EnableRateLimiting(EnteringSetup.Limit)]
internal sealed class PasskeyPageModel(AnswerPasskey answer, PendingSteps steps, SignIn signIn) : PageModel
{
    private const int Longest = 20_000;

    [BindProperty(SupportsGet = true)]
    public string? ReturnUrl { get; set; }

    [BindProperty(SupportsGet = true)]
    public bool StepUp { get; set; }

    private bool Strengthens => StepUp && User.Actor() is not null;

    public void OnGet()
    {
    }

    public async Task<IActionResult> OnPostAskAsync(CancellationToken ct) => Content(await answer.AskAsync(HttpContext, Strengthens ? User.AccountId() : null, ct), "application/json");

    public async Task<IActionResult> OnPostAsync([FromForm] string? credential, CancellationToken ct)
    {
        ModelState.Clear();
        var shown = credential is { Length: > 0 and < Longest } ? await answer.HandleAsync(HttpContext, credential, ct) : AnswerPasskey.Wrong;
        if (!shown.TryGet(out var proof))
        {
            ModelState.AddProblems(shown);
            return Page();
        }

        if (Strengthens)
        {
            return ModelState.AddProblems(await signIn.StrengthenAsync(HttpContext, proof, ct)) ? Page() : LocalRedirect(LocalAddress.Of(ReturnUrl, "/"));
        }

        if (steps.Recovers(HttpContext, proof))
        {
            return Redirect("/account/password");
        }

        var issued = await signIn.IssueAsync(HttpContext, proof, ct);
        return ModelState.AddProblems(issued) ? Page() : LocalRedirect(LocalAddress.Of(ReturnUrl, issued.Value));
    }
}
