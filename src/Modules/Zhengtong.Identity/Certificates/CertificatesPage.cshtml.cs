using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Zhengtong.Identity.Sessions;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Ui.Problems;

namespace Zhengtong.Identity.Certificates;

/// <summary>The certificates of one's own account, of applicants and of staff.</summary>
[Authorize(Policies.SignedIn)]
[RequiresFreshProof("Bind", "Remove")]
[ResponseCache(NoStore = true)]
internal sealed class CertificatesPageModel(AnswerCertificate answer, BindCertificate bind, CertificateAuthorities authorities, TimeProvider clock) : PageModel
{
    public IReadOnlyList<BindCertificate.Row> Rows { get; private set; } = [];

    public string Text { get; private set; } = "";

    public bool Open => authorities.Configured;

    public string? Lead => RequiresFreshProofAttribute.LeadOf(HttpContext);

    public DateTime Now => clock.GetUtcNow().UtcDateTime;

    public async Task OnGetAsync(CancellationToken ct) => await LoadAsync(ct);

    public async Task<IActionResult> OnPostBindAsync([FromForm] string? certificate, [FromForm] string? signature, CancellationToken ct)
    {
        var shown = await answer.CheckAsync(HttpContext, AnswerCertificate.Bind, certificate, signature, ct);
        return await AnsweredAsync(shown.TryGet(out var own) ? await bind.HandleAsync(User.AccountId(), own, HttpContext.Act(clock), ct) : shown, ct);
    }

    public async Task<IActionResult> OnPostRemoveAsync([FromForm] Guid id, CancellationToken ct) => await AnsweredAsync(await bind.RemoveAsync(User.AccountId(), id, HttpContext.Act(clock), ct), ct);

    private async Task<IActionResult> AnsweredAsync(Outcome outcome, CancellationToken ct)
    {
        if (!ModelState.AddProblems(outcome))
        {
            return Redirect("/account/certificates");
        }

        await LoadAsync(ct);
        return Page();
    }

    private async Task LoadAsync(CancellationToken ct)
    {
        Rows = await bind.ListAsync(User.AccountId(), ct);
        Text = Open && Lead is null ? answer.Ask(HttpContext, AnswerCertificate.Bind) : "";
    }
}
