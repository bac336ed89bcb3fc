using Microsoft.EntityFrameworkCore;
using Zhengtong.Identity.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Messaging;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Identity.Proving.Payments;

/// <summary>An administrator sees to money that the channel would not give back: asks once more at once, or writes down how it was paid back otherwise. The person is told either way.</summary>
internal sealed class SettleReturn(Database db, ProveByPayment prove, IMessages messages)
{
    public static readonly Problem Gone = Problem.NotFound("identity.return-gone", "没有找到这笔被拒的退款。");
    private static readonly Problem Over = Problem.Conflict("identity.return-over", "这笔款项已经退回或处理，请刷新页面查看。");
    private static readonly Problem NoNote = Problem.Invalid("identity.return-note", $"请写明怎样处理的（{PaymentProof.LongestReason} 字以内），会告知本人。", "Note");

    public async Task<Outcome> AskAgainAsync(Guid id, Act act, CancellationToken ct)
    {
        var found = await FindAsync(id, ct);
        return !found.Ok ? found : await prove.ReturnAsync(id, act, ct);
    }

    public async Task<Outcome> OtherwiseAsync(Guid id, string? note, Act act, CancellationToken ct)
    {
        var found = await FindAsync(id, ct);
        if (!found.TryGet(out var payment))
        {
            return found;
        }

        if (note?.Trim() is not { Length: > 0 and <= PaymentProof.LongestReason } how)
        {
            return NoNote;
        }

        if (act.SawOther(payment.Revision))
        {
            return Over;
        }

        payment.SettleOtherwise(how, act.Actor.Name, act.At);
        db.Record(await db.Set<Person>().SingleAsync(x => x.Id == payment.PersonId, ct), act, "payment-settled-otherwise", new { payment.Number });
        messages.Send(db, new NewMessage(
            payment.PersonId, "认证支付的款项已另行处理",
            $"您于{LegalDay.Date(LegalDay.Of(payment.PaidAt!.Value))}为实名认证支付的 {PaymentRule.Yuan(payment.PaidFen)} 元没有能原路退回，工作人员已另行处理：{how}。有疑问请拨打服务热线。",
            $"{payment.Id}:settled", RealNamePageModel.Path));
        return await db.SaveAsync(ct, Over);
    }

    private async Task<Outcome<PaymentProof>> FindAsync(Guid id, CancellationToken ct) =>
        await db.Set<PaymentProof>().SingleOrDefaultAsync(x => x.Id == id && x.ReturnRefusedAt != null, ct) is not { } payment ? Gone
        : payment is { ReturnedAt: null, SettledAt: null } ? payment
        : Over;
}
