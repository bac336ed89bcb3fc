using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Zhengtong.Identity.Entering;
using Zhengtong.Identity.Sessions;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Persistence;
using Zhengtong.Ui.Problems;

namespace Zhengtong.Identity.StepUp;

/// <summary>
/// Where somebody is led who lacks a level of assurance, or who must prove himself anew before what cannot be undone: says why, and offers what can bring this account there. The running session
/// becomes stronger under a new token. Requirements 08.01, 08.02, 08.13.
/// </summary>
[Authorize(Policies.SignedIn)]
[OpenBeforeAgreeing]
[ResponseCache(NoStore = true)]
internal sealed class StepUpPageModel(Database db, CheckPassword check, PhoneCodes phones, PendingSteps steps) : PageModel
{
    /// <summary>The level that is wanted; 0 when only a fresh proof is.</summary>
    [BindProperty(SupportsGet = true)]
    public int Level { get; set; }

    /// <summary>What was shown too long ago, or with one factor only, is to be shown anew.</summary>
    [BindProperty(SupportsGet = true)]
    public bool Fresh { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? ReturnUrl { get; set; }

    public StepUpWays Ways { get; private set; } = null!;

    public string Back => LocalAddress.Of(ReturnUrl, "/");

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        await LoadAsync(ct);
        return Ways.Needed ? Page() : LocalRedirect(Back);
    }

    public async Task<IActionResult> OnPostAsync([FromForm] string? password, [FromForm] bool sms, CancellationToken ct)
    {
        await LoadAsync(ct);
        if (string.IsNullOrEmpty(password) || password.Length > 64)
        {
            ModelState.AddModelError("Password", "请输入密码。");
            return Page();
        }

        var command = new CheckPassword.Command { Login = Ways.Login, Password = password };
        var right = await check.HandleAsync(command, User.Actor()!.Kind, HttpContext, ct, sms ? Besides.Sms : Besides.Always);
        if (!right.TryGet(out var proved))
        {
            var wrong = right.Problems[0] == CheckPassword.Wrong;
            ModelState.AddModelError(wrong ? "Password" : "", wrong ? "密码不正确，请核对后重新输入。" : right.Problems[0].Message);
            return Page();
        }

        var step = proved.Next! with { Strengthen = true, ReturnUrl = Back };
        if (step.Kind == StepKind.SmsBesides)
        {
            var sent = await phones.SendAsync(step, ct);
            if (!sent.TryGet(out step!))
            {
                ModelState.AddProblems(sent);
                return Page();
            }
        }

        steps.Keep(HttpContext, step);
        return Redirect("/account/code");
    }

    private async Task LoadAsync(CancellationToken ct) => Ways = await StepUpWays.OfAsync(db, HttpContext, Enum.IsDefined((AssuranceLevel)Level) ? (AssuranceLevel)Level : null, Fresh, ct);
}
