using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Zhengtong.Identity.Entering;
using Zhengtong.Identity.Privacy;
using Zhengtong.Identity.Sessions;
using Zhengtong.Platform.Calendar;
using Zhengtong.Ui.Problems;

namespace Zhengtong.Identity.Registering;

[AllowAnonymous]
[ResponseCache(NoStore = true)]
internal sealed class RegisterPageModel(RegisterPerson register, PhoneCodes phones, PendingSteps steps, Attempts attempts, PrivacyNotices notices, TimeProvider clock) : PageModel
{
    [BindProperty]
    public RegisterPerson.Command Input { get; set; } = new();

    [BindProperty(SupportsGet = true)]
    public string? ReturnUrl { get; set; }

    public PrivacyNotice Notice => notices.InForce(LegalDay.Today(clock));

    public void OnGet()
    {
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (Input.Notice != Notice.Number)
        {
            // He ticked another text than the page names now.
            ModelState.SetModelValue($"{nameof(Input)}.{nameof(Input.Agrees)}", new ValueProviderResult("false"));
        }

        if (!ModelState.IsValid)
        {
            return Page();
        }

        var prepared = register.Prepare(Input);
        if (!prepared.TryGet(out var step))
        {
            ModelState.AddProblems(prepared, nameof(Input));
            return Page();
        }

        if (await attempts.TakeFromAsync("send", HttpContext.Address(), ct) is { } wait)
        {
            ModelState.AddProblems(CheckPassword.Wait(wait));
            return Page();
        }

        var sent = await phones.SendAsync(step with { ReturnUrl = ReturnUrl }, ct);
        if (ModelState.AddProblems(sent))
        {
            return Page();
        }

        steps.Keep(HttpContext, sent.Value);
        return Redirect("/account/code");
    }
}
