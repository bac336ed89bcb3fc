using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Cases.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Persistence;
using Zhengtong.Ui.Problems;

namespace Zhengtong.Cases.Fees;

/// <summary>Where one pays in the demo what one owes oneself; not there in a real deployment.</summary>
[Authorize(Policy = Policies.ApplicantOrDelegate)]
[ResponseCache(NoStore = true)]
internal sealed class DemoPayPageModel(Database db, IPaymentGateway gateway, TakeNotification take) : PageModel
{
    public DemoPaymentGateway.Account Account { get; private set; } = null!;

    /// <summary>The path on this site that the payer came from.</summary>
    public string Back => new Uri(Account.Request.ReturnUrl).AbsolutePath;

    public async Task<IActionResult> OnGetAsync(string number, CancellationToken ct) => await FindAsync(number, ct) is null ? NotFound() : Page();

    public async Task<IActionResult> OnPostAsync(string number, CancellationToken ct)
    {
        if (await FindAsync(number, ct) is not { } demo)
        {
            return NotFound();
        }

        var told = await take.HandleAsync(demo.Pay(number), ct);
        return ModelState.AddProblems(told) ? Page() : LocalRedirect(Back);
    }

    private async Task<DemoPaymentGateway?> FindAsync(string number, CancellationToken ct)
    {
        var mine = db.Set<Case>().OpenToActsOf(User.Party()!);
        if (gateway is not DemoPaymentGateway demo || demo.Find(number) is not { } account || !await db.Set<FeeOrder>().AnyAsync(o => o.Number == number && mine.Any(c => c.Id == o.CaseId), ct))
        {
            return null;
        }

        Account = account;
        return demo;
    }
}
