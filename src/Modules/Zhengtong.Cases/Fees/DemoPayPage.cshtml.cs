using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Zhengtong.Platform.Access;
using Zhengtong.Ui.Problems;

namespace Zhengtong.Cases.Fees;

/// <summary>Where one pays in the demo; not there in a real deployment.</summary>
[Authorize(Policy = Policies.Applicant)]
[ResponseCache(NoStore = true)]
internal sealed class DemoPayPageModel(IPaymentGateway gateway, TakeNotification take) : PageModel
{
    public DemoPaymentGateway.Account Account { get; private set; } = null!;

    /// <summary>The path on this site that the payer came from.</summary>
    public string Back => new Uri(Account.Request.ReturnUrl).AbsolutePath;

    public IActionResult OnGet(string number) => Find(number) is null ? NotFound() : Page();

    public async Task<IActionResult> OnPostAsync(string number, CancellationToken ct)
    {
        if (Find(number) is not { } demo)
        {
            return NotFound();
        }

        var told = await take.HandleAsync(demo.Pay(number), ct);
        return ModelState.AddProblems(told) ? Page() : LocalRedirect(Back);
    }

    private DemoPaymentGateway? Find(string number)
    {
        if (gateway is not DemoPaymentGateway demo || demo.Find(number) is not { } account)
        {
            return null;
        }

        Account = account;
        return demo;
    }
}
