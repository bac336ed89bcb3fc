using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Zhengtong.Catalogue.Agreement;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Catalogue.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Events;
using Zhengtong.Platform.Jobs;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Catalogue.Adoption;

/// <summary>Settings of the catalogue that the hand-down reads, section <c>Catalogue</c>.</summary>
internal sealed class AdoptionSettings
{
    /// <summary>Working days to take a change of the entry above over.</summary>
    public int AdoptionDays { get; set; } = 10;

    /// <summary>Working days to answer an objection to such a change.</summary>
    public int AnswerDays { get; set; } = 5;
}

/// <summary>
/// Hands a published entry down: every item bound to it gets a task (01.17). Pages by key, each page a save of its own, so that nobody waits for it; begun again after a
/// kill it goes on, since an item has one task for a version.
/// </summary>
internal sealed class FanOut(Database db, WorkingCalendars calendars, IOptions<AdoptionSettings> settings, TimeProvider clock)
{
    private const int PageSize = 500;

    /// <returns>How many tasks were made by this run.</returns>
    public async Task<int> RunAsync(Guid versionId, CancellationToken ct)
    {
        var version = await db.Set<ItemVersion>().AsNoTracking().SingleAsync(v => v.Id == versionId, ct);
        var upper = await db.Set<Item>().AsNoTracking().SingleAsync(i => i.Id == version.ItemId, ct);

        // A newer version is handed down by itself, and its tasks say all that this one's would.
        if (upper.CurrentVersionId != version.Id)
        {
            return 0;
        }

        var at = Act.Micro(clock.GetUtcNow().UtcDateTime);
        var due = (await calendars.CurrentAsync(ct)).AddWorkingDays(LegalDay.Of(at), settings.Value.AdoptionDays);
        var (made, after) = (0, Guid.Empty);
        while (await db.Set<Item>().AsNoTracking()
            .Where(i => i.ParentId == upper.Id && i.Id > after && i.ParentVersion < version.Number && i.Status != ItemStatus.Cancelled)
            .OrderBy(i => i.Id).Take(PageSize).ToListAsync(ct) is { Count: > 0 } page)
        {
            made += await PageAsync(page, upper, version, due, at, ct);
            after = page[^1].Id;
        }

        return made;
    }

    private async Task<int> PageAsync(List<Item> children, Item upper, ItemVersion version, DateOnly due, DateTime at, CancellationToken ct)
    {
        var (ids, made) = (children.ConvertAll(c => c.Id), 0);
        await db.SavePageAsync(StageAsync, ct);
        return made;

        async Task StageAsync()
        {
            var present = await db.Set<AdoptionTask>().Where(t => ids.Contains(t.ItemId) && (t.ClosedAt == null || t.UpperVersionId == version.Id)).ToListAsync(ct);
            var done = present.Where(t => t.UpperVersionId == version.Id).Select(t => t.ItemId).ToHashSet();
            foreach (var older in present.Where(t => t.UpperVersionId != version.Id))
            {
                older.Supersede(at);
            }

            var tasks = children.Where(c => !done.Contains(c.Id)).Select(c => AdoptionTask.Of(c, upper, version, due, at)).ToList();
            db.AddRange(tasks);
            made = tasks.Count;
        }
    }
}

/// <summary>An item that follows its entry again, by whatever way it was published, has nothing left to take over.</summary>
internal sealed class CloseAdopted(Database db, TimeProvider clock) : ISubscriber<ItemPublished>
{
    public async Task HandleAsync(ItemPublished happened, Guid eventId, CancellationToken ct)
    {
        if (await db.Set<Item>().AsNoTracking().SingleOrDefaultAsync(i => i.Id == happened.ItemId && i.ParentId != null, ct) is not { } item)
        {
            return;
        }

        var act = Act.BySystem("事项已随上级更新", clock.GetUtcNow().UtcDateTime);
        foreach (var task in await db.Set<AdoptionTask>().Where(t => t.ItemId == item.Id && t.ClosedAt == null && t.UpperId == item.ParentId && t.ToVersion <= item.ParentVersion).ToListAsync(ct))
        {
            task.Adopt(item.CurrentVersion, act);
            db.Record(task, act, "adopted", new { version = task.AdoptedVersion, upper = task.ToVersion });
        }
    }
}

/// <summary>Takes up what is to be handed down, one version at a time; a node that dies leaves it to another after the lease.</summary>
internal sealed class RunFanOuts(Database db, FanOut fanOut, CheckItems check, TimeProvider clock) : IRecurringJob
{
    public const string JobName = "catalogue.fan-out";
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(5);

    public string Name => JobName;

    public TimeSpan Period => TimeSpan.FromSeconds(2);

    public async Task RunAsync(CancellationToken ct)
    {
        while (await db.ClaimDueAsync<FanOutRun>(1, clock.GetUtcNow().UtcDateTime, Lease, ct) is [var run])
        {
            var made = await fanOut.RunAsync(run.VersionId, ct);
            if (await db.Set<ItemVersion>().Where(v => v.Id == run.VersionId).Select(v => (Guid?)v.ItemId).SingleOrDefaultAsync(ct) is { } upper)
            {
                await check.BelowAsync(upper, ct);
            }

            var at = Act.Micro(clock.GetUtcNow().UtcDateTime);
            await db.WriteAsync(() => db.Set<FanOutRun>().Where(r => r.Id == run.Id).ExecuteUpdateAsync(s => s.SetProperty(r => r.DoneAt, at).SetProperty(r => r.Tasks, r => r.Tasks + made), ct), ct);
        }
    }
}
