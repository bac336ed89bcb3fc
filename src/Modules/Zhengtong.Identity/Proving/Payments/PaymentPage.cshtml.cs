using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using Zhengtong.Identity.Entering;
using Zhengtong.Identity.Model;
using Zhengtong.Identity.Sessions;
using Zhengtong.Platform.Access;
using Zhengtong.Ui.Problems;

namespace Zhengtong.Identity.Proving.Payments;

/// <summary>Begins a payment that shows who one is, and takes its result (08.02). The outside page is opened by a link: the policy of our pages lets forms lead nowhere else.</summary>
[Authorize(Policies.Applicant)]
[ResponseCache(NoStore = true)]
internal sealed class PaymentPageModel(
    ProveByPayment prove, IPaymentChannel channel, SignIn signIn, IOptions<PaymentProofSettings> options, IConfiguration configuration, TimeProvider clock) : PageModel
{
    public const string Path = "/account/payment-proof";

    [BindProperty(SupportsGet = true)]
    public string? ReturnUrl { get; set; }

    /// <summary>What the channel sends the browser back with.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Number { get; set; }

    public PaymentProof? Open { get; private set; }

    public bool Offered => channel.Configured;

    public string Channel => channel.Name;

    public string Amount => PaymentRule.Yuan(options.Value.AmountFen);

    public string Back => LocalAddress.Of(ReturnUrl, RealNamePageModel.Path);

    public Task<IActionResult> OnGetAsync(CancellationToken ct) => Number is { Length: > 0 } ? TakeAsync(ct) : ShowAsync(ct);

    public Task<IActionResult> OnPostCheckAsync(CancellationToken ct) => TakeAsync(ct);

    public async Task<IActionResult> OnPostBeginAsync(CancellationToken ct)
    {
        var site = Request.Site(configuration);
        var begun = await prove.BeginAsync(number => $"{site}{Here}{(ReturnUrl is null ? "?" : "&")}number={number}", HttpContext.Act(clock), ct);
        return ModelState.AddProblems(begun) ? await ShowAsync(ct) : Redirect(Here);
    }

    private string Here => ReturnUrl is null ? Path : $"{Path}?returnUrl={Uri.EscapeDataString(ReturnUrl)}";

    private async Task<IActionResult> TakeAsync(CancellationToken ct)
    {
        if (ModelState.AddProblems(await prove.TakeAsync(Number ?? "", HttpContext.Act(clock), ct)))
        {
            return await ShowAsync(ct);
        }

        // Under a new token, so that every node knows the new level at once.
        await signIn.SwitchAsync(HttpContext, User.ActingFor()?.Id, null, null, ct);
        return LocalRedirect(Back);
    }

    private async Task<IActionResult> ShowAsync(CancellationToken ct)
    {
        Open = await prove.OpenAsync(HttpContext.Act(clock), ct);
        return Page();
    }
}
