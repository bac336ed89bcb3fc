using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Identity.Entering;
using Zhengtong.Identity.Model;
using Zhengtong.Identity.Sessions;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Persistence;
using Zhengtong.Ui.Problems;

namespace Zhengtong.Identity.Profile;

/// <summary>Changes the password: of whoever is signed in, or as the last step of a sign-in with a password that an administrator set.</summary>
[AllowAnonymous]
[ResponseCache(NoStore = true)]
internal sealed class PasswordPageModel(ChangePassword change, PendingSteps steps, SignIn signIn, Database db) : PageModel
{
    [BindProperty]
    public ChangePassword.Command Input { get; set; } = new();

    /// <summary>True when the old password was just shown.</summary>
    public bool Proved { get; private set; }

    /// <summary>The former one is forgotten.</summary>
    public bool Recovered { get; private set; }

    /// <summary>There was none: the account came from a department's portal.</summary>
    public bool First { get; private set; }

    public IActionResult OnGet() => AccountId() is null ? Challenge() : Lead() is { } lead ? LocalRedirect(lead) : Page();

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (AccountId() is not { } account)
        {
            return Challenge();
        }

        if (Lead() is { } lead)
        {
            return LocalRedirect(lead);
        }

        if (!ModelState.IsValid)
        {
            return Page();
        }

        var proof = await ProofAsync(account, ct);
        var changed = await change.HandleAsync(Input, account, Proved, HttpContext.Address(), ct);
        if (!changed.Ok)
        {
            ModelState.AddProblems(changed, nameof(Input));
            return Page();
        }

        var step = steps.Read(HttpContext);
        steps.Drop(HttpContext);
        var issued = await signIn.IssueAsync(HttpContext, proof, ct);
        return ModelState.AddProblems(issued) ? Page() : LocalRedirect(GoalOf(step, proof, issued.Value));
    }

    private string GoalOf(PendingStep? step, Proof proof, string home)
    {
        var goal = LocalAddress.Of(step?.ReturnUrl, home);
        return Proved ? StaffEnrolment.GoalOf(step!, proof.Method, goal) : goal;
    }

    private string? Lead() => Proved ? null : RequiresFreshProofAttribute.LeadOf(HttpContext);

    /// <summary>What was shown counts on for the session that takes the place of the ended ones.</summary>
    private async Task<Proof> ProofAsync(Guid account, CancellationToken ct)
    {
        if (Proved)
        {
            return new Proof(account, steps.Read(HttpContext)!.Method ?? MethodStrength.Password);
        }

        var session = User.SessionId();
        var shown = await db.Set<Session>().Where(x => x.Id == session).Select(x => new { x.Method, x.Carries }).SingleAsync(ct);
        return new Proof(account, shown.Method, shown.Carries);
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
