using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Zhengtong.Cases.Contracts;
using Zhengtong.Cases.Model;
using Zhengtong.Cases.Notices;
using Zhengtong.Cases.Rules;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Cases.Fees;

/// <summary>
/// Writes down that an order was paid, once, whoever says so first: a notification, its repetition, the applicant's question or the job. Receipt, trace, event and
/// whatever waited are in the same save. A wrong amount is refused and reported; money for an order that is void goes back.
/// </summary>
internal sealed class SettlePayment(Database db, CaseFiles files, TimeProvider clock, ILogger<SettlePayment> log)
{
    public static readonly Problem Unknown = Problem.NotFound("cases.payment-unknown", "没有这张缴费单。");
    public static readonly Problem Mismatch = Problem.Invalid("cases.payment-mismatch", "到账情况与缴费单不一致，已转财务人员核对，请联系办理机关。");
    private const int Tries = 4;

    /// <remarks>Somebody else's act on the case at the same moment shows as a changed row or as a taken place in its trace: then all is read again.</remarks>
    /// <param name="how">Through what we learned of it.</param>
    /// <param name="nonce">Of the notification: saved with the payment.</param>
    public async Task<Outcome> HandleAsync(Payment payment, string how, PaymentNonce? nonce, CancellationToken ct)
    {
        for (var left = Tries; ; left--)
        {
            var outcome = await OnceAsync(payment, how, nonce, ct);
            if (outcome.Ok || left == 1 || outcome.Problems[0].Code is not ("platform.changed-meanwhile" or "platform.already-there"))
            {
                return outcome;
            }
        }
    }

    private async Task<Outcome> OnceAsync(Payment payment, string how, PaymentNonce? nonce, CancellationToken ct)
    {
        db.ChangeTracker.Clear();
        var order = await db.Set<FeeOrder>().SingleOrDefaultAsync(o => o.Number == payment.Number, ct);
        if (order is null)
        {
            return Unknown;
        }

        if (nonce is not null)
        {
            if (await db.Set<PaymentNonce>().AnyAsync(n => n.Nonce == nonce.Nonce, ct))
            {
                return TakeNotification.Replayed;
            }

            db.Add(nonce);
        }

        var act = Act.BySystem(how, clock.GetUtcNow().UtcDateTime);
        var trouble = TroubleOf(order, payment);
        if (trouble is not null)
        {
            if (order.Trouble == trouble && nonce is null)
            {
                return Mismatch;
            }

            log.LogWarning("Payment of {Order} does not agree: {Trouble}", order.Number, trouble);
            order.Trouble = trouble;
            order.TroubleAt = act.At;
            order.Revision++;
            var reported = await db.SaveAsync(ct);
            return reported.Ok ? Mismatch : reported;
        }

        if (order.PaidAt is null)
        {
            var file = await files.OpenAsync(await db.Set<Case>().SingleAsync(c => c.Id == order.CaseId, ct), ct);
            await PayAsync(file, order, payment, act, ct);
        }
        else if (order.BillNumber.Length == 0 && payment.BillNumber.Length > 0)
        {
            order.BillNumber = payment.BillNumber;
            order.Revision++;
        }

        return await db.SaveAsync(ct);
    }

    private async Task PayAsync(CaseFile file, FeeOrder order, Payment payment, Act act, CancellationToken ct)
    {
        var @case = file.Case;
        var lines = await db.Set<FeeLine>().AsNoTracking().Where(l => l.OrderId == order.Id).OrderBy(l => l.Sequence).ToListAsync(ct);
        var before = order.State;
        order.PaidAt = act.At;
        order.Transaction = payment.Transaction;
        order.BillNumber = payment.BillNumber;
        order.Trouble = "";
        order.TroubleAt = null;
        order.Revision++;
        var elements = FeeWrite.Elements(file, order.Number, act);
        elements["lines"] = FeeWrite.Lines(lines);
        elements["total"] = FeeStandard.Yuan(payment.AmountFen);
        elements["transaction"] = payment.Transaction;
        elements["paidAt"] = LegalDay.Moment(payment.PaidAt?.ToUniversalTime() ?? act.At);
        elements["billNumber"] = payment.BillNumber;
        var receipt = file.Notify(NoticeKinds.FeeReceipt, act, elements);
        order.ReceiptNumber = receipt.Number;
        file.Record(act, "fee-paid", new FeePaid(@case.Id, @case.Number, @case.ItemName, @case.ApplicantId, order.Number, payment.AmountFen, receipt.Number),
            new { order = order.Number, amount = FeeStandard.Yuan(payment.AmountFen), payment.Transaction, receipt = receipt.Number });
        if (before != FeeState.Unpaid || @case is { ClosedAt: not null, DecidedAt: null })
        {
            AskRefund(file, order, before == FeeState.Unpaid ? "办件已终止" : $"缴费单{before.Name()}后到账", act);
            return;
        }

        await FeeWrite.ClearedAsync(db, file, order, "申请人已缴费", act, ct);
    }

    /// <summary>Marks the money to go back; the job carries it out.</summary>
    public static void AskRefund(CaseFile file, FeeOrder order, string why, Act act)
    {
        order.RefundAskedAt = act.At;
        order.RefundReason = why;
        order.Revision++;
        file.Record(act, "fee-refund-asked", null, new { order = order.Number, reason = why });
    }

    private static string? TroubleOf(FeeOrder order, Payment payment) =>
        order.PaidAt is not null && order.Transaction != payment.Transaction ? $"重复到账：流水 {payment.Transaction}，{FeeStandard.Yuan(payment.AmountFen)}；此前已按流水 {order.Transaction} 入账。"
        : order.PaidAt is null && payment.AmountFen != Expected(order) ? $"到账 {FeeStandard.Yuan(payment.AmountFen)}，应缴 {FeeStandard.Yuan(Expected(order))}，流水 {payment.Transaction}。"
        : null;

    /// <summary>What the gateway was asked for: an order remitted wholly afterwards was asked for with what was owed then.</summary>
    private static long Expected(FeeOrder order) => order.DueFen == 0 ? order.TotalFen : order.DueFen;
}
