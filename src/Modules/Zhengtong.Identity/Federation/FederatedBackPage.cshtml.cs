using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Zhengtong.Identity.Entering;
using Zhengtong.Identity.Sessions;
using Zhengtong.Platform.Access;
using Zhengtong.Ui.Problems;

namespace Zhengtong.Identity.Federation;

/// <summary>Begins a sign-in with another platform.</summary>
[AllowAnonymous]
[ResponseCache(NoStore = true)]
internal sealed class FederatedPageModel(FederatedAttempts attempts) : PageModel
{
    public async Task<IActionResult> OnGetAsync(string key, string? returnUrl, CancellationToken ct)
    {
        var begun = await attempts.BeginAsync(HttpContext, key, returnUrl, null, ct);
        return ModelState.AddProblems(begun) ? Page() : Redirect(begun.Value);
    }
}

/// <summary>Where another platform sends the browser back to: signs in, or links the account of whoever is signed in.</summary>
[AllowAnonymous]
[ResponseCache(NoStore = true)]
internal sealed class FederatedBackPageModel(FederatedAttempts attempts, EnterFederated enter, PendingSteps steps, SignIn signIn, TimeProvider clock) : PageModel
{
    public async Task<IActionResult> OnGetAsync(string key, CancellationToken ct)
    {
        var taken = await attempts.TakeUpAsync(HttpContext, key, ct);
        if (!taken.TryGet(out var answer))
        {
            ModelState.AddProblems(taken);
            return Page();
        }

        var (attempt, provider, person) = answer;
        if (attempt.LinkFor is { } account)
        {
            if (User.Actor()?.Kind != ActorKind.Applicant || User.AccountId() != account)
            {
                return Challenge();
            }

            return ModelState.AddProblems(await enter.LinkAsync(provider, person, account, HttpContext.Act(clock), ct)) ? Page() : Redirect("/my/profile/linked?done=linked");
        }

        var entered = await enter.HandleAsync(provider, person, HttpContext.End(), ct);
        if (!entered.TryGet(out var right))
        {
            ModelState.AddProblems(entered);
            return Page();
        }

        if (right.Next is { } next)
        {
            steps.Keep(HttpContext, next with { ReturnUrl = attempt.ReturnUrl });
            return Redirect("/account/code");
        }

        var issued = await signIn.IssueAsync(HttpContext, right.Proof, ct);
        return ModelState.AddProblems(issued) ? Page() : LocalRedirect(LocalAddress.Of(attempt.ReturnUrl, issued.Value));
    }
}
