using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Zhengtong.Identity.Entering;
using Zhengtong.Identity.Sessions;
using Zhengtong.Platform.Access;
using Zhengtong.Ui.Problems;

namespace Zhengtong.Identity.Profile;

/// <summary>Changes the password: of whoever is signed in, or as the last step of a sign-in with a password that an administrator set.</summary>
[AllowAnonymous]
[ResponseCache(NoStore = true)]
internal sealed class PasswordPageModel(ChangePassword change, PendingSteps steps, SignIn signIn) : PageModel
{
    [BindProperty]
    public ChangePassword.Command Input { get; set; } = new();

    /// <summary>True when the old password was just shown.</summary>
    public bool Proved { get; private set; }

    /// <summary>The former one is forgotten.</summary>
    public bool Recovered { get; private set; }

    /// <summary>There was none: the account came from a department's portal.</summary>
    public bool First { get; private set; }

    public IActionResult OnGet() => AccountId() is null ? Challenge() : Page();

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (AccountId() is not { } account)
        {
            return Challenge();
        }

        if (!ModelState.IsValid)
        {
            return Page();
        }

        var changed = await change.HandleAsync(Input, account, Proved, HttpContext.Address(), ct);
        if (!changed.Ok)
        {
            ModelState.AddProblems(changed, nameof(Input));
            return Page();
        }

        var returnUrl = steps.Read(HttpContext)?.ReturnUrl;
        PendingSteps.Drop(HttpContext);
        var issued = await signIn.IssueAsync(HttpContext, new Proof(account, MethodStrength.Password), ct);
        return ModelState.AddProblems(issued) ? Page() : LocalRedirect(LocalAddress.Of(returnUrl, issued.Value));
    }

    private Guid? AccountId()
    {
        if (steps.Read(HttpContext) is { Kind: StepKind.NewPassword } step)
        {
            (Proved, Recovered, First) = (true, step.Recovery is not null, step.Recovery is null && step.Login.Length == 0);
            return step.AccountId;
        }

        return User.Actor() is null ? null : User.AccountId();
    }
}
