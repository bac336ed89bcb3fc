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

    /// <summary>Working days before the day due from which the reminder speaks of it.</summary>
    public int RemindBefore { get; set; } = 2;

    /// <summary>Working days to answer an objection to such a change.</summary>
    public int AnswerDays { get; set; } = 5;
}

/// <summary>
/// Hands a published entry down, and what becomes of an entry: every item bound to it gets a task (01.17). Pages by key, each page a save of its own, so that nobody waits for it; begun again after a
/// kill it goes on, since an item has one task for a version or a status.
/// </summary>
internal sealed class FanOut(Database db, WorkingCalendars calendars, IOptions<AdoptionSettings> settings, TimeProvider clock)
{
    private const int PageSize = 500;

    /// <returns>How many tasks were made by this run.</returns>
    public Task<int> RunAsync(Guid versionId, CancellationToken ct) => RunAsync(versionId, null, ct);

    /// <param name="status">The run that hands down what became of the entry; null: the version is handed down.</param>
    /// <returns>How many tasks were made by this run.</returns>
    public async Task<int> RunAsync(Guid versionId, FanOutRun? status, CancellationToken ct)
    {
        var version = await db.Set<ItemVersion>().AsNoTracking().SingleAsync(v => v.Id == versionId, ct);
        var upper = await db.Set<Item>().AsNoTracking().SingleAsync(i => i.Id == version.ItemId, ct);

        // A newer version or status is handed down by itself, and its tasks say all that this one's would.
        if (status is null ? upper.CurrentVersionId != version.Id : upper.Status != status.Status)
        {
            return 0;
        }

        var at = Act.Micro(clock.GetUtcNow().UtcDateTime);
        await EndOlderAsync(version, status, at, ct);

        var due = (await calendars.CurrentAsync(ct)).AddWorkingDays(LegalDay.Of(at), settings.Value.AdoptionDays);
        var (made, after) = (0, Guid.Empty);
        while (await Below(upper, version, status).Where(i => i.Id > after).OrderBy(i => i.Id).Take(PageSize).ToListAsync(ct) is { Count: > 0 } page)
        {
            made += await PageAsync(page, upper, version, status, due, at, ct);
            after = page[^1].Id;
        }

        return made;
    }

    /// <summary>
    /// Whom it concerns: what does not follow the version yet; what is offered while its entry is paused or cancelled, unless it was let off the cancellation when that was announced; what was
    /// paused or cancelled with its entry, and not resumed with it since, when that is in use again.
    /// </summary>
    private IQueryable<Item> Below(Item upper, ItemVersion version, FanOutRun? status)
    {
        var items = db.Set<Item>().AsNoTracking().Where(i => i.ParentId == upper.Id);
        var tasks = db.Set<AdoptionTask>().Where(t => t.UpperId == upper.Id);
        var resumed = tasks.Where(t => t.AdoptedAt != null && (t.UpperStatus == ItemStatus.InUse || t.UpperStatus == ItemStatus.GuideOnly));
        var stopped = tasks.Where(t => t.AdoptedAt != null && !resumed.Any(r => r.ItemId == t.ItemId && r.AdoptedAt > t.AdoptedAt));
        var kept = tasks.Kept();
        return status?.Status switch
        {
            null => items.Where(i => i.Status != ItemStatus.Cancelled && i.ParentVersion < version.Number),
            ItemStatus.Paused => items.Where(i => i.Status == ItemStatus.InUse),
            ItemStatus.Cancelled => items.Where(i => i.Status != ItemStatus.Cancelled && !kept.Any(t => t.ItemId == i.Id && t.RetiredOn != null)),
            _ => items.Where(i => (i.Status == ItemStatus.Paused && stopped.Any(t => t.ItemId == i.Id && t.UpperStatus == ItemStatus.Paused))
                || (i.Status == ItemStatus.Cancelled
                    && stopped.Any(t => t.ItemId == i.Id && (t.UpperStatus == ItemStatus.Cancelled || (t.UpperStatus == null && t.RetiredOn != null && t.ToVersion == i.ParentVersion))))),
        };
    }

    /// <summary>The status that was handed down before does not hold any more, nor what was let off it; a newer version ends what was let off the end that the one before announced.</summary>
    private async Task EndOlderAsync(ItemVersion version, FanOutRun? status, DateTime at, CancellationToken ct)
    {
        var tasks = db.Set<AdoptionTask>().Where(t => t.UpperId == version.ItemId);
        tasks = status is { Id: var run }
            ? tasks.Where(t => t.UpperStatus != null && t.StatusRunId != run && (t.ClosedAt == null || (t.KeptAt != null && t.KeepEndedAt == null)))
            : tasks.Kept().Where(t => t.UpperStatus == null && t.UpperVersionId != version.Id);
        for (var more = true; more;)
        {
            await db.SavePageAsync(
                async () =>
                {
                    var older = await tasks.OrderBy(t => t.Id).Take(PageSize).ToListAsync(ct);
                    foreach (var task in older)
                    {
                        if (task.KeptAt is not null)
                        {
                            task.EndKeep(at);
                        }

                        if (status is not null && task.ClosedAt is null)
                        {
                            task.Supersede(at);
                        }
                    }

                    more = older.Count == PageSize;
                },
                ct);
        }
    }

    private async Task<int> PageAsync(List<Item> children, Item upper, ItemVersion version, FanOutRun? status, DateOnly due, DateTime at, CancellationToken ct)
    {
        var (ids, made, run) = (children.ConvertAll(c => c.Id), 0, status?.Id ?? Guid.Empty);
        await db.SavePageAsync(StageAsync, ct);
        return made;

        async Task StageAsync()
        {
            var present = await db.Set<AdoptionTask>().Where(t => ids.Contains(t.ItemId) && (t.ClosedAt == null || (t.UpperVersionId == version.Id && t.StatusRunId == run))).ToListAsync(ct);
            var done = present.Where(t => t.UpperVersionId == version.Id && t.StatusRunId == run).Select(t => t.ItemId).ToHashSet();

            // Of a cancelled entry there is nothing else to take over; a pause and a version stand side by side.
            foreach (var older in present.Where(t => !(t.UpperVersionId == version.Id && t.StatusRunId == run) && (status is null ? t.UpperStatus is null : status.Status == ItemStatus.Cancelled)))
            {
                older.Supersede(at);
            }

            var tasks = children.Where(c => !done.Contains(c.Id)).Select(c => AdoptionTask.Of(c, upper, version, due, at, status)).ToList();
            db.AddRange(tasks);
            made = tasks.Count;
        }
    }
}

/// <summary>An item that follows its entry again, by whatever way that came, has nothing left to take over, nor one that is bound to another entry or to none.</summary>
internal sealed class CloseAdopted(Database db, TimeProvider clock) : ISubscriber<ItemPublished>
{
    public async Task HandleAsync(ItemPublished happened, Guid eventId, CancellationToken ct)
    {
        var open = await db.Set<AdoptionTask>().Where(t => t.ItemId == happened.ItemId && t.ClosedAt == null).ToListAsync(ct);
        if (open.Count == 0 || await db.Set<Item>().AsNoTracking().SingleOrDefaultAsync(i => i.Id == happened.ItemId, ct) is not { } item)
        {
            return;
        }

        var act = Act.BySystem("事项已随上级更新", clock.GetUtcNow().UtcDateTime);
        foreach (var task in open)
        {
            if (task.UpperId != item.ParentId)
            {
                task.Supersede(act.At);
            }
            else if (task.UpperStatus is null ? task.ToVersion <= item.ParentVersion : task.AsksFor(item.Status))
            {
                task.Adopt(item.CurrentVersion, act);
                db.Record(task, act, "adopted", new { version = task.AdoptedVersion, upper = task.ToVersion });
            }
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
            var made = await fanOut.RunAsync(run.VersionId, run.Status is null ? null : run, ct);
            if (run.Status is null && await db.Set<ItemVersion>().Where(v => v.Id == run.VersionId).Select(v => (Guid?)v.ItemId).SingleOrDefaultAsync(ct) is { } upper)
            {
                await check.BelowAsync(upper, ct);
            }

            var at = Act.Micro(clock.GetUtcNow().UtcDateTime);
            await db.UpdateAsync(db.Set<FanOutRun>().Where(r => r.Id == run.Id), s => s.SetProperty(r => r.DoneAt, at).SetProperty(r => r.Tasks, r => r.Tasks + made), ct);
        }
    }
}
