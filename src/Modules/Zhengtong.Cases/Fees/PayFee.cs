using Microsoft.EntityFrameworkCore;
using Zhengtong.Cases.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Cases.Fees;

/// <summary>
/// The applicant's side of a payment: asks the gateway for an order, and asks whether it was paid. That money may come is written down before the gateway is
/// asked: whoever is killed in between leaves an order that the job of <see cref="FindLostPayments"/> looks after.
/// </summary>
internal sealed class PayFee(Database db, IPaymentGateway gateway, SettlePayment settle)
{
    public static readonly Problem NotOnline = Problem.Conflict("cases.payment-off", "本地区还没有开通网上缴费，请到办事窗口缴纳，或联系办理机关。");

    /// <param name="site">Scheme and host under which the applicant sees us.</param>
    /// <returns>Where to pay.</returns>
    public async Task<Outcome<string>> StartAsync(Guid caseId, string site, Act act, CancellationToken ct)
    {
        if (!gateway.Configured)
        {
            return NotOnline;
        }

        var started = await OnceAsync(caseId, site, act, ct);
        if (started.Ok || started.Problems[0].Code != "platform.changed-meanwhile")
        {
            return started;
        }

        // The button was pressed twice: the other press began the payment, and the gateway gives both the same address.
        db.ChangeTracker.Clear();
        return await OnceAsync(caseId, site, act, ct);
    }

    private async Task<Outcome<string>> OnceAsync(Guid caseId, string site, Act act, CancellationToken ct)
    {
        if (await OpenAsync(caseId, act, ct) is not { } order)
        {
            return WaiveFee.NotOpen;
        }

        if (order.PayUrl.Length > 0)
        {
            return order.PayUrl;
        }

        if (order.AskedAt is null)
        {
            order.AskedAt = act.At;
            order.Revision++;
            var noted = await db.SaveAsync(ct);
            if (!noted.Ok)
            {
                return Outcome<string>.Because(noted.Problems);
            }
        }

        var created = await gateway.CreateAsync(new PaymentRequest(order.Number, order.DueFen, order.ItemName, $"{site}/my/cases/{caseId}/pay", $"{site}{TakeNotification.Path}"), ct);
        if (!created.TryGet(out var url))
        {
            return created;
        }

        order.PayUrl = url;
        order.Revision++;
        var saved = await db.SaveAsync(ct);
        return saved.Ok ? url : Outcome<string>.Because(saved.Problems);
    }

    /// <summary>"我已支付": asks the gateway now instead of waiting for its notification.</summary>
    public async Task<Outcome<bool>> CheckAsync(Guid caseId, Act act, CancellationToken ct)
    {
        if (await OpenAsync(caseId, act, ct) is not { AskedAt: not null } order)
        {
            return WaiveFee.NotOpen;
        }

        var asked = await gateway.QueryAsync(order.Number, ct);
        if (!asked.TryGet(out var payment))
        {
            return Outcome<bool>.Because(asked.Problems);
        }

        if (!payment.Paid)
        {
            return false;
        }

        var settled = await settle.HandleAsync(payment, "查询支付平台", null, ct);
        return settled.Ok ? true : Outcome<bool>.Because(settled.Problems);
    }

    private async Task<FeeOrder?> OpenAsync(Guid caseId, Act act, CancellationToken ct)
    {
        if (act.Actor.Kind != ActorKind.Applicant)
        {
            return null;
        }

        var mine = db.Set<Case>().OpenToActsOf(act.Party);
        return await db.Set<FeeOrder>()
            .Where(o => o.CaseId == caseId && o.PaidAt == null && o.CancelledAt == null && o.TotalFen > o.WaivedFen && mine.Any(c => c.Id == o.CaseId))
            .SingleOrDefaultAsync(ct);
    }
}
