using Microsoft.EntityFrameworkCore;
using Zhengtong.Cases.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Cases.Fees;

/// <summary>Writes down the number of the fiscal electronic bill (财政电子票据) of a paid order. Once: a bill is corrected by the bill system, not here.</summary>
internal sealed class RecordBill(Database db, CaseFiles files)
{
    public async Task<Outcome> HandleAsync(Guid orderId, string number, Act act, CancellationToken ct)
    {
        if (number.Trim() is not { Length: >= 6 and <= 40 } bill || !bill.All(char.IsAsciiLetterOrDigit))
        {
            return Problem.Invalid("cases.bill-number", "请填写电子票据号码（6 至 40 位字母或数字）。", "number");
        }

        var order = act.Actor.Kind == ActorKind.Staff ? await db.Set<FeeOrder>().SingleOrDefaultAsync(o => o.Id == orderId, ct) : null;
        if (order is null)
        {
            return WaiveFee.OrderGone;
        }

        var opened = await files.ForCaseAsync(order.CaseId, act, ct);
        if (!opened.TryGet(out var file))
        {
            return WaiveFee.OrderGone;
        }

        if (order.State != FeeState.Paid || order.BillNumber.Length > 0)
        {
            return Problem.Conflict("cases.bill-not-open", "这张缴费单没有缴清，或者已经登记过票据号，请刷新页面查看。");
        }

        order.BillNumber = bill;
        order.Revision++;
        file.Record(act, "fee-billed", null, new { order = order.Number, bill });
        return await db.SaveAsync(ct);
    }
}
