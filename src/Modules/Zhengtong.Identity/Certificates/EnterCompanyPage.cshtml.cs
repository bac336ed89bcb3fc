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

/// <summary>An agent enters as his company with its certificate (08.02, 08.04); he is known by name himself, else he is led to where he can be (<see cref="CompanyCertificateRule"/>).</summary>
[Authorize(Policies.RealName)]
[ResponseCache(NoStore = true)]
[EnableRateLimiting(EnteringSetup.Limit)]
internal sealed class EnterCompanyPageModel(AnswerCertificate answer, CompanyCertificates certificates, CertificateAuthorities authorities, SignIn signIn, TimeProvider clock) : PageModel
{
    public const string Path = "/account/acting-for/certificate";

    public string Text { get; private set; } = "";

    public bool Open => authorities.Configured;

    public void OnGet() => Ask();

    public async Task<IActionResult> OnPostAsync([FromForm] string? certificate, [FromForm] string? signature, CancellationToken ct)
    {
        var shown = await answer.CheckAsync(HttpContext, AnswerCertificate.CompanyEnter, certificate, signature, ct);
        var entered = shown.TryGet(out var its) ? await certificates.EnterAsync(its, User.Level(), HttpContext.Act(clock), ct) : Outcome<CompanyCertificates.Entered>.Because(shown.Problems);
        Outcome outcome = entered.TryGet(out var company) ? await signIn.SwitchAsync(HttpContext, company.CompanyId, null, null, ct, company.Level) : entered;
        if (!ModelState.AddProblems(outcome))
        {
            return Redirect("/my");
        }

        // The former challenge is used up, whatever was wrong.
        Ask();
        return Page();
    }

    private void Ask() => Text = Open ? answer.Ask(HttpContext, AnswerCertificate.CompanyEnter) : "";
}
