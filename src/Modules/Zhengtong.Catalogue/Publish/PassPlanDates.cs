using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Catalogue.Model;
using Zhengtong.Catalogue.Read;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Jobs;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Catalogue.Publish;

/// <summary>
/// Does what was planned for a day (01.10, 01.12), as facts with a trace: versions that waited take effect (计划生效日期), so that search, lists, findings and other platforms say what the guide says; and
/// entries of basic catalogues as well as items are cancelled (计划取消日期). Begun again it goes on: what is done is not found any more.
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
        await TakeEffectAsync(today, ct);
        await CancelAsync(today, ct);
    }

    private async Task TakeEffectAsync(DateOnly today, CancellationToken ct)
    {
        var after = Guid.Empty;
        while (true)
        {
            db.ChangeTracker.Clear();
            var due = await db.Set<Item>().Where(i => i.NextOn <= today && i.Id > after).OrderBy(i => i.Id).Take(PageSize).ToListAsync(ct);
            if (due.Count == 0)
            {
                return;
            }

            // Whom somebody else changes at this moment waits for the next run.
            after = due[^1].Id;
            await StageAsync(due, today, ct);
            if ((await db.SaveAsync(ct)).Ok)
            {
                due.ForEach(i => published.Forget(i.Code));
            }
        }
    }

    private async Task StageAsync(List<Item> due, DateOnly today, CancellationToken ct)
    {
        var act = Act.BySystem("计划生效日期已到", clock.GetUtcNow().UtcDateTime);
        var ids = due.ConvertAll(i => i.Id);
        var versions = (await db.Set<ItemVersion>().AsNoTracking().Where(v => ids.Contains(v.ItemId)).ToListAsync(ct)).ToLookup(v => v.ItemId);
        var indexes = await db.Set<ItemIndex>().Where(x => ids.Contains(x.ItemId)).ToDictionaryAsync(x => x.ItemId, ct);
        foreach (var item in due)
        {
            var version = Validity.InForce(versions[item.Id], today)!;
            item.TakeEffect(Validity.Next(versions[item.Id], today));
            if (item.Kind == ItemKind.Implementation)
            {
                ItemIndex.Show(db, indexes.GetValueOrDefault(item.Id), item, version, ItemContent.FromJson(version.Content));
            }
            else
            {
                db.Add(FanOutRun.InForce(version, act.At));
            }

            db.Record(item, act, "took-effect", new { version = version.Number, versionId = version.Id });
            db.Publish(new ItemPublished(item.Id, version.Id, item.Code) { What = ItemEvent.TookEffect }, act.At);
        }
    }

    private async Task CancelAsync(DateOnly today, CancellationToken ct)
    {
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
