using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using Zhengtong.Identity.Entering;
using Zhengtong.Identity.Sessions;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Ui.Problems;

namespace Zhengtong.Identity.Certificates;

/// <summary>Signing in, or proving anew, with a digital certificate.</summary>
[AllowAnonymous]
[ResponseCache(NoStore = true)]
[EnableRateLimiting(EnteringSetup.Limit)]
internal sealed class CertificatePageModel(AnswerCertificate answer, CertificateAuthorities authorities, PendingSteps steps, SignIn signIn) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public string? ReturnUrl { get; set; }

    [BindProperty(SupportsGet = true)]
    public bool StepUp { get; set; }

    public string Text { get; private set; } = "";

    public bool Open => authorities.Configured;

    public void OnGet() => Text = answer.Ask(HttpContext, AnswerCertificate.SignIn);

    public async Task<IActionResult> OnPostAsync([FromForm] string? certificate, [FromForm] string? signature, CancellationToken ct)
    {
        var shown = await answer.SignInAsync(HttpContext, certificate, signature, ct);
        if (!shown.TryGet(out var proof))
        {
            return Again(shown);
        }

        if (StepUp && User.Actor() is not null)
        {
            var stronger = await signIn.StrengthenAsync(HttpContext, proof, ct);
            return stronger.Ok ? LocalRedirect(LocalAddress.Of(ReturnUrl, "/")) : Again(stronger);
        }

        if (steps.Recovers(HttpContext, proof))
        {
            return Redirect("/account/password");
        }

        var issued = await signIn.IssueAsync(HttpContext, proof, ct);
        return issued.Ok ? LocalRedirect(LocalAddress.Of(ReturnUrl, issued.Value)) : Again(issued);
    }

    /// <summary>The former challenge is used up, whatever was wrong.</summary>
    private PageResult Again(Outcome refused)
    {
        ModelState.AddProblems(refused);
        Text = answer.Ask(HttpContext, AnswerCertificate.SignIn);
        return Page();
    }
}
