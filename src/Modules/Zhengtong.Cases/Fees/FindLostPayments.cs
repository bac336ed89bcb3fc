using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Zhengtong.Cases.Contracts;
using Zhengtong.Cases.Model;
using Zhengtong.Cases.Rules;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Jobs;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Cases.Fees;

/// <summary>
/// Asks the gateway for payments whose notification did not come, void orders too (that money goes back), and carries refunds out. A gateway that is away ends the
/// turn; the next one goes on.
/// </summary>
internal sealed class FindLostPayments(
    Database db, IPaymentGateway gateway, SettlePayment settle, CaseFiles files,
    IOptions<PaymentSettings> options, TimeProvider clock, ILogger<FindLostPayments> log)
    : IRecurringJob
{
    private const int Batch = 100;

    public string Name => "cases.find-lost-payments";

    public TimeSpan Period => TimeSpan.FromMinutes(3);

    public async Task RunAsync(CancellationToken ct)
    {
        if (!gateway.Configured)
        {
            return;
        }

        var since = clock.GetUtcNow().UtcDateTime.AddDays(-options.Value.AskForDays);
        await WalkAsync(db.Set<FeeOrder>().AsNoTracking().Where(o => o.AskedAt != null && o.PaidAt == null && o.AskedAt > since), AskAsync, ct);
        await WalkAsync(db.Set<FeeOrder>().AsNoTracking().Where(o => o.RefundAskedAt != null && o.RefundedAt == null), RefundAsync, ct);
    }

    private static async Task WalkAsync(IQueryable<FeeOrder> orders, Func<FeeOrder, CancellationToken, Task<bool>> each, CancellationToken ct)
    {
        var after = Guid.Empty;
        while (await orders.Where(o => o.Id > after).OrderBy(o => o.Id).Take(Batch).ToListAsync(ct) is { Count: > 0 } read)
        {
            foreach (var order in read)
            {
                if (!await each(order, ct))
                {
                    return;
                }
            }

            after = read[^1].Id;
        }
    }

    /// <returns>false: the gateway is away.</returns>
    private async Task<bool> AskAsync(FeeOrder order, CancellationToken ct)
    {
        var asked = await gateway.QueryAsync(order.Number, ct);
        if (asked.TryGet(out var payment) && payment.Paid)
        {
            // A wrong amount is written into the order by the settlement itself.
            await settle.HandleAsync(payment, "定时查询支付平台", null, ct);
        }

        return Reached(asked, order);
    }

    private async Task<bool> RefundAsync(FeeOrder seen, CancellationToken ct)
    {
        var paid = seen.DueFen == 0 ? seen.TotalFen : seen.DueFen;
        var asked = await gateway.RefundAsync(seen.Number, paid, seen.RefundReason, ct);
        if (!asked.TryGet(out var number))
        {
            return Reached(asked, seen);
        }

        db.ChangeTracker.Clear();
        var order = await db.Set<FeeOrder>().SingleAsync(o => o.Id == seen.Id, ct);
        var file = await files.OpenAsync(await db.Set<Case>().SingleAsync(c => c.Id == order.CaseId, ct), ct);
        var act = Act.BySystem("支付平台退款", clock.GetUtcNow().UtcDateTime);
        order.RefundedAt = act.At;
        order.RefundTransaction = number;
        order.Revision++;
        file.Record(act, "fee-refunded", new FeeRefunded(file.Case.Id, file.Case.Number, file.Case.ItemName, file.Case.ApplicantId, order.Number, paid),
            new { order = order.Number, amount = FeeStandard.Yuan(paid), refund = number, reason = order.RefundReason });
        var saved = await db.SaveAsync(ct);
        if (!saved.Ok)
        {
            // Somebody acted on the case at the same moment; refunding again under the same number gives the same answer.
            log.LogInformation("The refund of {Order} is written down in the next turn", order.Number);
        }

        return true;
    }

    private bool Reached(Outcome asked, FeeOrder order)
    {
        if (!asked.Ok)
        {
            log.LogWarning("The payment gateway did not answer for {Order}: {Code}", order.Number, asked.Problems[0].Code);
        }

        return asked.Ok || asked.Problems[0] != HttpPaymentGateway.Away;
    }
}
