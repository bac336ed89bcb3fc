using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Identity.Agents;
using Zhengtong.Identity.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Identity.Proving.Payments;

/// <summary>Where one pays in the demo, and reads what came in on the account of one's company; in a real deployment there is nothing here.</summary>
[Authorize(Policies.Applicant)]
[ResponseCache(NoStore = true)]
internal sealed class DemoBankPageModel(Database db, IPaymentChannel channel, TimeProvider clock) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public string? Number { get; set; }

    public DemoPaymentChannel.Payment? Payment { get; private set; }

    public TransferOrder? Transfer { get; private set; }

    public Task OnGetAsync(CancellationToken ct) => FindAsync(ct);

    public async Task<IActionResult> OnPostAsync([FromForm] bool same, CancellationToken ct)
    {
        await FindAsync(ct);
        if (Payment is not { } payment || channel is not DemoPaymentChannel demo)
        {
            return Page();
        }

        demo.Pay(payment.Order.Number, same);
        return LocalRedirect(new Uri(payment.Order.ReturnUrl).PathAndQuery);
    }

    private async Task FindAsync(CancellationToken ct)
    {
        if (channel is not DemoPaymentChannel demo || Number is not { } number)
        {
            return;
        }

        var (me, agencies) = (User.Actor()!.Id, db.AgenciesOn(LegalDay.Today(clock)));
        if (await db.Set<PaymentProof>().AnyAsync(x => x.Number == number && x.PersonId == me, ct))
        {
            Payment = demo.Find(number);
        }
        else if (await db.Set<CompanyTransfer>().AnyAsync(x => x.Number == number && agencies.Any(g => g.CompanyId == x.CompanyId && g.PersonId == me), ct))
        {
            Transfer = demo.FindTransfer(number);
        }
    }
}
