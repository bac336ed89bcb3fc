using Microsoft.EntityFrameworkCore;
using Zhengtong.Cases.Rules;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Cases.Fees;

/// <summary>Whether the fees of a case stand in the way: what is owed is paid or remitted before the result is handed over, or before the decision where the item says so.</summary>
internal sealed class FeeGate(Database db)
{
    public static readonly Problem Unpaid = Problem.Conflict("cases.fee-unpaid", "本件还有费用没有缴清，缴清或者免缴后才能发放结果。请提醒申请人在“我的办件”中缴费。");
    public static readonly Problem NotRaised = Problem.Conflict("cases.fee-not-raised", "本事项按公布的标准收费，还没有开具缴费通知书。请先开具；符合免缴条件的，由决定人员办理减免。");

    /// <returns>null: nothing stands in the way.</returns>
    public async Task<Problem?> ClosedAsync(Guid caseId, PublishedItem item, CancellationToken ct)
    {
        if (item.Content.Fee.Items.Count == 0)
        {
            // Nothing can be raised in such a case, so nothing is asked.
            return null;
        }

        var orders = await db.Set<FeeOrder>().AsNoTracking().Where(o => o.CaseId == caseId && o.CancelledAt == null).ToListAsync(ct);
        return Closed(orders, item);
    }

    /// <param name="orders">Those of the case that were not cancelled.</param>
    public static Problem? Closed(IReadOnlyList<FeeOrder> orders, PublishedItem item) =>
        orders.Any(o => o.State == FeeState.Unpaid) ? Unpaid
        : FeeStandard.Obligatory(item) && orders.All(o => o.State is not (FeeState.Paid or FeeState.Waived)) ? NotRaised
        : null;
}
