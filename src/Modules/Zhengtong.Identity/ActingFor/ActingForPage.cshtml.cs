using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Identity.Agents;
using Zhengtong.Identity.Entering;
using Zhengtong.Identity.Model;
using Zhengtong.Identity.Sessions;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Persistence;
using Zhengtong.Ui.Problems;

namespace Zhengtong.Identity.ActingFor;

/// <summary>Chooses whom one acts for: oneself, or a company one is agent of (经办人).</summary>
[Authorize(Policies.Applicant)]
[ResponseCache(NoStore = true)]
internal sealed class ActingForPageModel(Database db, SignIn signIn, TimeProvider clock) : PageModel
{
    internal sealed record Choice(Guid Id, string Name, string CreditCode);

    public IReadOnlyList<Choice> Companies { get; private set; } = [];

    [BindProperty(SupportsGet = true)]
    public string? ReturnUrl { get; set; }

    public async Task OnGetAsync(CancellationToken ct) => await LoadAsync(ct);

    /// <param name="companyId">None: oneself.</param>
    public async Task<IActionResult> OnPostAsync([FromForm] Guid? companyId, CancellationToken ct)
    {
        await LoadAsync(ct);
        if (companyId is not null && Companies.All(c => c.Id != companyId))
        {
            return Forbid();
        }

        return ModelState.AddProblems(await signIn.SwitchAsync(HttpContext, companyId, null, ct)) ? Page() : LocalRedirect(LocalAddress.Of(ReturnUrl, "/my"));
    }

    private async Task LoadAsync(CancellationToken ct)
    {
        var (person, today) = (User.Actor()!.Id, LegalDay.Today(clock));
        // By company, not by agency: somebody given the same agency twice has one choice.
        Companies = await db.Set<Company>()
            .Where(c => db.AgenciesOn(today).Any(g => g.CompanyId == c.Id && g.PersonId == person))
            .OrderBy(c => c.Name).Select(c => new Choice(c.Id, c.Name, c.CreditCode)).ToListAsync(ct);
    }
}
