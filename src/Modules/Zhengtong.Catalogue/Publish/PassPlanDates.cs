using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Model;
using Zhengtong.Catalogue.Read;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Jobs;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Catalogue.Publish;

/// <summary>
/// Cancels what has come to its planned day (计划取消日期), entries of basic catalogues as well as items, as a fact with a trace (01.10, 01.12). Begun again it goes on: what is
/// cancelled is not found any more.
/// </summary>
internal sealed class PassPlanDates(Database db, BecomeItems become, PublishedItems published, TimeProvider clock) : IRecurringJob
{
    public const string JobName = "catalogue.plan-dates";
    private const int PageSize = 200;

    public string Name => JobName;

    public TimeSpan Period => TimeSpan.FromMinutes(15);

    public async Task RunAsync(CancellationToken ct)
    {
        var today = LegalDay.Today(clock);
        var after = Guid.Empty;
        while (true)
        {
            db.ChangeTracker.Clear();
            var due = await db.Set<ItemVersion>().Where(v => v.PlanCancel <= today)
                .Join(db.Set<Item>(), v => v.Id, i => i.CurrentVersionId, (v, i) => new { Item = i, v.PlanCancel })
                .Where(x => x.Item.Status != ItemStatus.Cancelled && x.Item.Id > after)
                .OrderBy(x => x.Item.Id).Take(PageSize).Select(x => x.Item).ToListAsync(ct);
            if (due.Count == 0)
            {
                return;
            }

            // Whom somebody else changes at this moment waits for the next run.
            after = due[^1].Id;
            await become.StageAsync(due, ItemStatus.Cancelled, Act.BySystem("计划取消日期已到", clock.GetUtcNow().UtcDateTime), ct, "plan-cancel");
            if ((await db.SaveAsync(ct)).Ok)
            {
                due.ForEach(i => published.Forget(i.Code));
            }
        }
    }
}
