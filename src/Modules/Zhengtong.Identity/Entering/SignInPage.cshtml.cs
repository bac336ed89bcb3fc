using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Configuration;
using Zhengtong.Identity.Certificates;
using Zhengtong.Identity.Sessions;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Codes;
using Zhengtong.Ui.Problems;

namespace Zhengtong.Identity.Entering;

/// <summary>
/// The sign-in page: applicants by password or code, staff by password and code; both by passkey, by a phone that is signed in, or by certificate. Requirements 08.01, 08.02.
/// </summary>
[AllowAnonymous]
[ResponseCache(NoStore = true)]
internal sealed class SignInPageModel(
    CheckPassword check, PhoneCodes phones, PendingSteps steps, SignIn signIn, Attempts attempts, Devices devices, CertificateAuthorities authorities, IEnumerable<SignInSlot> slots,
    IConfiguration configuration) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public string? ReturnUrl { get; set; }

    /// <summary>applicant or staff.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Side { get; set; }

    [BindProperty(SupportsGet = true)]
    public bool Expired { get; set; }

    public CheckPassword.Command Input { get; set; } = new();

    public string Phone { get; set; } = "";

    public bool Staff => Side == "staff";

    public bool TakesCertificates => authorities.Configured;

    public IEnumerable<SignInSlot> Slots => slots;

    public bool Demo => configuration.GetValue("Demo:Enabled", false);

    public void OnGet()
    {
    }

    public async Task<IActionResult> OnPostAsync([Bind(Prefix = "Input")] CheckPassword.Command input, CancellationToken ct)
    {
        Input = input;
        if (!ModelState.IsValid)
        {
            return Page();
        }

        var checkedPassword = await check.HandleAsync(input, Staff ? ActorKind.Staff : ActorKind.Applicant, HttpContext, ct);
        if (!checkedPassword.TryGet(out var right))
        {
            ModelState.AddProblems(checkedPassword);
            return Page();
        }

        if (right.Next is { } next)
        {
            return await ToCodeAsync(next, ct);
        }

        var issued = await signIn.IssueAsync(HttpContext, right.Proof, ct);
        return ModelState.AddProblems(issued) ? Page() : LocalRedirect(LocalAddress.Of(ReturnUrl, issued.Value));
    }

    /// <summary>Applicants: a code to the phone in place of the password.</summary>
    public async Task<IActionResult> OnPostCodeAsync([FromForm] string? phone, CancellationToken ct)
    {
        ModelState.Clear();
        Phone = phone ?? "";
        var number = MobileNumber.Parse(phone, "Phone");
        if (ModelState.AddProblems(number))
        {
            return Page();
        }

        if (await attempts.TakeFromAsync("send", await devices.PlaceAsync(HttpContext, null, ct), ct) is { } wait)
        {
            ModelState.AddProblems(CheckPassword.Wait(wait));
            return Page();
        }

        return await ToCodeAsync(new PendingStep { Kind = StepKind.SmsSignIn, Phone = number.Value.Text }, ct);
    }

    private async Task<IActionResult> ToCodeAsync(PendingStep step, CancellationToken ct)
    {
        step = step with { ReturnUrl = ReturnUrl };
        if (step.Kind is StepKind.SmsBesides or StepKind.SmsSignIn)
        {
            var sent = await phones.SendAsync(step, ct);
            if (!sent.TryGet(out step!))
            {
                ModelState.AddProblems(sent);
                return Page();
            }
        }

        steps.Keep(HttpContext, step);
        return Redirect(step.Kind == StepKind.NewPassword ? "/account/password" : "/account/code");
    }
}
