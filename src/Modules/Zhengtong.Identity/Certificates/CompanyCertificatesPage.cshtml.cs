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

/// <summary>The certificates of a company, for its legal representative (08.02), who proves himself anew before he changes them.</summary>
[Authorize(Policies.Applicant)]
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

    public Task<IActionResult> OnPostBindAsync([FromForm] string? certificate, [FromForm] string? signature, CancellationToken ct) => DoAsync(async () =>
    {
        var shown = await answer.CheckAsync(HttpContext, AnswerCertificate.CompanyBind, certificate, signature, ct);
        return shown.TryGet(out var its) ? await certificates.BindAsync(Id, its, HttpContext.Act(clock), ct) : shown;
    }, ct);

    public Task<IActionResult> OnPostRemoveAsync([FromForm] Guid certificateId, CancellationToken ct) => DoAsync(() => certificates.RemoveAsync(Id, certificateId, HttpContext.Act(clock), ct), ct);

    /// <summary>To whom the company is not there, no way is shown to prove himself for it.</summary>
    private async Task<IActionResult> DoAsync(Func<Task<Outcome>> act, CancellationToken ct)
    {
        if (!(await db.CompanyOfAsync(Id, HttpContext.Act(clock), ct)).Ok)
        {
            return NotFound();
        }

        if (Lead is { } lead)
        {
            return LocalRedirect(lead);
        }

        if (!ModelState.AddProblems(await act()))
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
