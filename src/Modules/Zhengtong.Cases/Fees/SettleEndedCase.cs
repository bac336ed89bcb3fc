using Microsoft.EntityFrameworkCore;
using Zhengtong.Cases.Contracts;
using Zhengtong.Cases.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Events;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Cases.Fees;

/// <summary>A case that ended undecided (withdrawn, returned) costs nothing: what was not paid is void, what was paid goes back.</summary>
internal sealed class SettleEndedCase(Database db, CaseFiles files, TimeProvider clock) : ISubscriber<CaseClosed>
{
    public async Task HandleAsync(CaseClosed happened, Guid eventId, CancellationToken ct)
    {
        if ((Ending)happened.Ending is Ending.Granted or Ending.Denied)
        {
            return;
        }

        var orders = await db.Set<FeeOrder>().Where(o => o.CaseId == happened.CaseId).ToListAsync(ct);
        var open = orders.Where(o => o.State is FeeState.Unpaid or FeeState.Paid).ToList();
        if (open.Count == 0)
        {
            return;
        }

        var file = await files.OpenAsync(await db.Set<Case>().SingleAsync(c => c.Id == happened.CaseId, ct), ct);
        var act = Act.BySystem("办件在作出决定前终止", clock.GetUtcNow().UtcDateTime);
        foreach (var order in open)
        {
            if (order.State == FeeState.Paid)
            {
                SettlePayment.AskRefund(file, order, act.Reason, act);
                continue;
            }

            order.CancelledAt = act.At;
            order.Revision++;
            file.Record(act, "fee-cancelled", null, new { order = order.Number, reason = act.Reason });
        }
    }
}
