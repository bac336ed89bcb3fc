using System.Security.Claims;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Identity.Agents;
using Zhengtong.Identity.Certificates;
using Zhengtong.Identity.Delegations;
using Zhengtong.Identity.Entering;
using Zhengtong.Identity.Model;
using Zhengtong.Identity.Sessions;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Persistence;
using Zhengtong.Ui.Problems;

namespace Zhengtong.Identity.ActingFor;

/// <summary>Chooses whom one acts for: oneself, a company one is agent of (经办人), or who has given one a mandate (授权代理, 亲友代办), with its scope and its end in words.</summary>
[Authorize(Policies.ApplicantOrDelegate)]
[ResponseCache(NoStore = true)]
internal sealed class ActingForPageModel(Database db, SignIn signIn, CertificateAuthorities authorities, TimeProvider clock) : PageModel
{
    private const int MostMandates = 50;

    internal sealed record Choice(Guid Id, string Name, string CreditCode);

    /// <param name="Id">Of the delegation: one may have several of one principal.</param>
    internal sealed record Given(Guid Id, Guid PrincipalId, string Name, string Kind, string Scope, string Acts, DateOnly Until, bool UsedUp);

    public IReadOnlyList<Choice> Companies { get; private set; } = [];

    public IReadOnlyList<Given> Mandates { get; private set; } = [];

    public bool Certificates => authorities.Configured;

    [BindProperty(SupportsGet = true)]
    public string? ReturnUrl { get; set; }

    public async Task OnGetAsync(CancellationToken ct) => await LoadAsync(ct);

    /// <param name="companyId">A company, or a delegation; none: oneself.</param>
    public async Task<IActionResult> OnPostAsync([FromForm] Guid? companyId, CancellationToken ct)
    {
        await LoadAsync(ct);
        var mandate = Mandates.FirstOrDefault(m => m.Id == companyId);
        if (companyId is not null && mandate is null && Companies.All(c => c.Id != companyId))
        {
            return Forbid();
        }

        // A helper of the staff goes back to his post.
        var post = Guid.TryParse(User.FindFirstValue(SessionClaims.HelperPostClaim), out var own) ? own : (Guid?)null;
        return ModelState.AddProblems(await signIn.SwitchAsync(HttpContext, mandate?.PrincipalId ?? companyId, mandate?.Id, post, ct)) ? Page()
            : LocalRedirect(post is null ? LocalAddress.Of(ReturnUrl, "/my") : HelpingPageModel.Path);
    }

    private async Task LoadAsync(CancellationToken ct)
    {
        var (person, today) = (User.Actor()!.Id, LegalDay.Today(clock));
        // By company, not by agency: somebody given the same agency twice has one choice.
        Companies = await db.Set<Company>()
            .Where(c => db.AgenciesOn(today).Any(g => g.CompanyId == c.Id && g.PersonId == person))
            .OrderBy(c => c.Name).Select(c => new Choice(c.Id, c.Name, c.CreditCode)).ToListAsync(ct);
        var given = await db.MandatesOn(today).AsNoTracking().Where(d => d.DelegateId == person).OrderBy(d => d.PrincipalName).ThenBy(d => d.Id).Take(MostMandates)
            .Select(d => new { d.Id, d.PrincipalId, d.PrincipalName, d.Kind, d.Scope, d.Acts, d.Until, d.MostUses, d.Uses }).ToListAsync(ct);
        Mandates = [.. given.Select(d => new Given(
            d.Id, d.PrincipalId, d.PrincipalName, d.Kind.Name(), Mandate.TextOf(Mandate.ScopeOf(d.Scope)), d.Acts.Text(), d.Until, DelegationRule.Left(d.MostUses, d.Uses) == 0))];
    }
}
