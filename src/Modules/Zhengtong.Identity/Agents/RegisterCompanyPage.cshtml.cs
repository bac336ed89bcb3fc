using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Zhengtong.Platform.Access;
using Zhengtong.Ui.Problems;

namespace Zhengtong.Identity.Agents;

/// <summary>Where a legal representative registers the company.</summary>
[Authorize(Policies.Applicant)]
[ResponseCache(NoStore = true)]
internal sealed class RegisterCompanyPageModel(RegisterCompany register, TimeProvider clock) : PageModel
{
    [BindProperty]
    public RegisterCompany.Command Input { get; set; } = new();

    public void OnGet() => Input.LegalRepresentative = User.Actor()!.Name;

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (!ModelState.IsValid)
        {
            return Page();
        }

        var done = await register.HandleAsync(Input, HttpContext.Act(clock), ct);
        return ModelState.AddProblems(done, nameof(Input)) ? Page() : Redirect($"/my/companies/{done.Value}/agents?done=registered");
    }
}
