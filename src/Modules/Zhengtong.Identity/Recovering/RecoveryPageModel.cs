using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Configuration;
using Zhengtong.Identity.Entering;
using Zhengtong.Identity.Protecting;
using Zhengtong.Identity.Sessions;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Calendar;
using Zhengtong.Ui.Problems;

namespace Zhengtong.Identity.Recovering;

/// <summary>Takes the form of a recovery and sends a code to the phone in hand: to any, whether it is registered or not.</summary>
internal abstract class RecoveryPageModel(PhoneCodes phones, PendingSteps steps, Attempts attempts, IConfiguration configuration, TimeProvider clock) : PageModel
{
    [BindProperty]
    public RecoveryForm Input { get; set; } = new();

    protected abstract StepKind Kind { get; }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (!ModelState.IsValid)
        {
            return Page();
        }

        var prepared = Input.Step(Kind, Request.Site(configuration), LegalDay.Today(clock));
        if (!prepared.TryGet(out var step))
        {
            ModelState.AddProblems(prepared, nameof(Input));
            return Page();
        }

        var id = PersonalData.IdOf(step.Recovery!.IdKind, step.Recovery.IdNumber);
        if ((await attempts.TakeAsync("recover", id, HttpContext.Address(), ct) ?? await attempts.TakeFromAsync("send", HttpContext.Address(), ct)) is { } wait)
        {
            ModelState.AddProblems(CheckPassword.Wait(wait));
            return Page();
        }

        var sent = await phones.SendAsync(step, ct);
        if (ModelState.AddProblems(sent))
        {
            return Page();
        }

        steps.Keep(HttpContext, sent.Value);
        return Redirect("/account/code");
    }
}
