using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Zhengtong.Identity.Agents;
using Zhengtong.Identity.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;
using Zhengtong.Ui.Problems;

namespace Zhengtong.Identity.Certificates;

/// <summary>The certificates of a company, for its legal representative (08.02).</summary>
[Authorize(Policies.Applicant)]
[RequiresFreshProof("Bind", "Remove")]
[ResponseCache(NoStore = true)]
internal sealed class CompanyCertificatesPageModel(
    Database db, AnswerCertificate answer, CompanyCertificates certificates, CertificateAuthorities authorities, TimeProvider clock) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    public Company Company { get; private set; } = null!;

    public IReadOnlyList<CompanyCertificates.Row> Rows { get; private set; } = [];

    public string Text { get; private set; } = "";

    public bool Open => authorities.Configured;

    public string? Lead => RequiresFreshProofAttribute.LeadOf(HttpContext);

    public DateTime Now => clock.GetUtcNow().UtcDateTime;

    public static string PathOf(Guid companyId) => $"/account/company-certificates/{companyId}";

    public async Task<IActionResult> OnGetAsync(CancellationToken ct) => await LoadAsync(ct) ? Page() : NotFound();

    public async Task<IActionResult> OnPostBindAsync([FromForm] string? certificate, [FromForm] string? signature, CancellationToken ct)
    {
        if (!await LoadAsync(ct))
        {
            return NotFound();
        }

        var shown = await answer.CheckAsync(HttpContext, AnswerCertificate.CompanyBind, certificate, signature, ct);
        return await AnsweredAsync(shown.TryGet(out var its) ? await certificates.BindAsync(Id, its, HttpContext.Act(clock), ct) : shown, ct);
    }

    public async Task<IActionResult> OnPostRemoveAsync([FromForm] Guid certificateId, CancellationToken ct) =>
        await AnsweredAsync(await certificates.RemoveAsync(Id, certificateId, HttpContext.Act(clock), ct), ct);

    private async Task<IActionResult> AnsweredAsync(Outcome outcome, CancellationToken ct)
    {
        if (!ModelState.AddProblems(outcome))
        {
            return Redirect(PathOf(Id));
        }

        db.ChangeTracker.Clear();
        return await LoadAsync(ct) ? Page() : NotFound();
    }

    private async Task<bool> LoadAsync(CancellationToken ct)
    {
        if (!(await db.CompanyOfAsync(Id, HttpContext.Act(clock), ct)).TryGet(out var company))
        {
            return false;
        }

        (Company, Rows) = (company, await certificates.ListAsync(Id, ct));
        Text = Open && Lead is null ? answer.Ask(HttpContext, AnswerCertificate.CompanyBind) : "";
        return true;
    }
}
