using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Catalogue.Findings;
using Zhengtong.Catalogue.Inspect.Rules;
using Zhengtong.Catalogue.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Catalogue.Inspect;

/// <summary>
/// Inspects every item in use and every mere guide; what is found of a paused item rests until it is resumed. Items are read
/// page by page while the page before is judged on two cores; open findings are read in the same order and merged, new ones are written in bulk. Each
/// page is whole in itself and judging it twice changes nothing, so a run that was cut off goes on where it stood. Requirements 01.20, 02.08, 02.09.
/// </summary>
internal sealed class InspectAll(IServiceScopeFactory scopes, TimeProvider clock)
{
    private const int Attempts = 3;
    private static readonly TimeSpan FullEvery = TimeSpan.FromDays(7);

    /// <param name="full">All items, whatever was done before; otherwise those published or come in force since the last run under the same standard, and all once a week.</param>
    public async Task<InspectionRun> RunAsync(bool full, IProgress<InspectionRun>? progress, CancellationToken ct)
    {
        await using var writing = scopes.CreateAsyncScope();
        await using var reading = scopes.CreateAsyncScope();
        var (db, reader) = (writing.ServiceProvider.GetRequiredService<Database>(), reading.ServiceProvider.GetRequiredService<Database>());
        var standard = writing.ServiceProvider.GetRequiredService<InspectionStandard>();
        var around = reading.ServiceProvider.GetRequiredService<Surroundings>();
        var rules = await standard.RulesAsync(ct);
        var (run, since) = await BeginAsync(db, await standard.MarkAsync(rules, ct), full, ct);
        var keys = rules.Select(r => r.Key).ToHashSet(StringComparer.Ordinal);
        var calendar = await writing.ServiceProvider.GetRequiredService<WorkingCalendars>().CurrentAsync(ct);
        var persons = writing.ServiceProvider.GetRequiredService<ResponsibleStaff>();
        var nation = await persons.KeepersOfNationAsync(ct);
        var found = new Dictionary<(Guid Organisation, string Region, Guid? Person), int>();

        var today = LegalDay.Today(clock);
        var next = ItemPages.ReadAsync(reader, today, run.Reached, since, "", ct);
        while (await next is { Count: > 0 } page)
        {
            var contents = page.AsParallel().AsOrdered().WithDegreeOfParallelism(2).WithCancellation(ct).Select(r => ItemContent.FromJson(r.Content)).ToList();
            var places = await around.OfManyAsync(page, contents, ct);
            next = page.Count == ItemPages.Size ? ItemPages.ReadAsync(reader, today, page[^1].ItemId, since, "", ct) : Task.FromResult<List<ItemPageRow>>([]);
            var faults = page.Zip(contents).AsParallel().AsOrdered().WithDegreeOfParallelism(2).WithCancellation(ct)
                .Select(x => InspectItem.Judge(rules, x.First.As(x.Second, places))).ToList();
            var merge = new FindingMerge(keys, calendar, Act.Micro(clock.GetUtcNow().UtcDateTime), nation);
            var written = await WriteAsync(db, persons, run, page, faults, merge, ct);
            foreach (var finding in written.New)
            {
                var whose = (finding.OrganisationId, finding.RegionCode, finding.ResponsibleId);
                found[whose] = found.GetValueOrDefault(whose) + 1;
            }

            run.Checked += page.Count;
            run.Faulty += faults.Count(f => f.Count > 0);
            (run.Found, run.Closed, run.Reached) = (run.Found + written.New.Count, run.Closed + written.Closed, page[^1].ItemId);
            await db.SaveChangesAsync(ct);
            progress?.Report(run);
        }

        await EndAsync(writing.ServiceProvider, db, run, found, ct);
        progress?.Report(run);
        return run;
    }

    /// <summary>The run to go on with, or a new one, and since when versions must have been published to be looked at.</summary>
    private async Task<(InspectionRun Run, DateTime? Since)> BeginAsync(Database db, string mark, bool full, CancellationToken ct)
    {
        var now = Act.Micro(clock.GetUtcNow().UtcDateTime);
        var recent = await db.Set<InspectionRun>().OrderByDescending(r => r.StartedAt).Take(30).ToListAsync(ct);
        var whole = recent.Find(r => r is { Full: true, EndedAt: not null });
        var since = !full && whole is { } w && w.StandardMark == mark && now - w.StartedAt < FullEvery
            ? recent.Find(r => r.EndedAt is not null && r.StandardMark == mark)!.StartedAt : (DateTime?)null;
        if (recent.FirstOrDefault() is { EndedAt: null } cut && cut.StandardMark == mark && cut.Full == since is null && now - cut.StartedAt < TimeSpan.FromDays(1))
        {
            return (cut, since);
        }

        var versions = db.Set<Item>().Where(i => i.Status == ItemStatus.InUse || i.Status == ItemStatus.GuideOnly);
        var run = new InspectionRun { Id = Guid.CreateVersion7(), StartedAt = now, Full = since is null, StandardMark = mark, Total = since is null ? await versions.CountAsync(ct) : 0 };
        db.Add(run);
        await db.SaveChangesAsync(ct);
        return (run, since);
    }

    private static async Task<(List<Finding> New, int Closed)> WriteAsync(
        Database db, ResponsibleStaff persons, InspectionRun run, List<ItemPageRow> page, List<IReadOnlyList<Fault>> faults, FindingMerge merge, CancellationToken ct)
    {
        for (var attempt = 1; ; attempt++)
        {
            var known = (await KnownAsync(db, run, page, ct)).ToLookup(f => f.ItemId);
            var (added, gone) = (new List<Finding>(), new List<(Finding Finding, FindingEnd End)>());
            for (var i = 0; i < page.Count; i++)
            {
                if (faults[i].Count > 0 || known.Contains(page[i].ItemId))
                {
                    var (more, less) = merge.Of(page[i], faults[i], [.. known[page[i].ItemId]]);
                    added.AddRange(more);
                    gone.AddRange(less);
                }
            }

            await persons.NameAsync(added, ct);
            try
            {
                await db.BulkInsertAsync(added, ct);
            }
            catch (DbException) when (attempt < Attempts)
            {
                // Somebody published one of these items meanwhile and its findings are there: look again.
                continue;
            }

            return (added, await CloseAsync(db, page, gone, merge.Now, ct));
        }
    }

    /// <summary>The open findings of the page's items and those explained: in one range when nothing lies between, else by the ids.</summary>
    private static Task<List<Finding>> KnownAsync(Database db, InspectionRun run, List<ItemPageRow> page, CancellationToken ct)
    {
        var findings = db.Set<Finding>().AsNoTracking().Where(f => f.ClosedAt == null || f.ClosedAs == FindingEnd.Explained);
        var (after, last, ids) = (run.Reached, page[^1].ItemId, page.Select(r => r.ItemId).ToList());
        return (run.Full ? findings.Where(f => f.ItemId > after && f.ItemId <= last) : findings.Where(f => ids.Contains(f.ItemId))).ToListAsync(ct);
    }

    private static async Task<int> CloseAsync(Database db, List<ItemPageRow> page, List<(Finding Finding, FindingEnd End)> gone, DateTime now, CancellationToken ct)
    {
        var versions = page.ToDictionary(r => r.ItemId, r => r.Version);
        var on = LegalDay.Of(now);
        var closed = 0;
        foreach (var group in gone.GroupBy(g => (g.End, Version: g.End == FindingEnd.Mended ? versions[g.Finding.ItemId] : 0)))
        {
            foreach (var ids in group.Select(g => g.Finding.Id).Chunk(500))
            {
                var (end, version) = group.Key;
                closed += await db.UpdateAsync(
                    db.Set<Finding>().Where(f => ids.Contains(f.Id) && f.ClosedAt == null),
                    s => s.SetProperty(f => f.ClosedAt, now).SetProperty(f => f.ClosedOn, on).SetProperty(f => f.ClosedAs, end).SetProperty(f => f.MendedVersion, version)
                        .SetProperty(f => f.Revision, f => f.Revision + 1),
                    ct);
            }
        }

        return closed;
    }

    private async Task EndAsync(IServiceProvider services, Database db, InspectionRun run, Dictionary<(Guid Organisation, string Region, Guid? Person), int> found, CancellationToken ct)
    {
        var now = Act.Micro(clock.GetUtcNow().UtcDateTime);
        var on = LegalDay.Of(now);
        run.Closed += await db.UpdateAsync(
            db.Set<Finding>().Where(FindingMerge.EndsWithItem).Where(f => db.Set<Item>().Any(i => i.Id == f.ItemId && i.Status == ItemStatus.Cancelled)),
            s => s.SetProperty(f => f.ClosedAt, now).SetProperty(f => f.ClosedOn, on).SetProperty(f => f.ClosedAs, FindingEnd.ItemEnded).SetProperty(f => f.Revision, f => f.Revision + 1),
            ct);
        await services.GetRequiredService<DayCounts>().WriteAsync(on, await services.GetRequiredService<ResponsibleStaff>().KeepersOfNationAsync(ct), ct);
        var tell = services.GetRequiredService<TellEditors>();
        foreach (var ((organisation, region, person), count) in found)
        {
            await tell.OfRunAsync(run.Id, organisation, region, person, count, ct);
        }

        run.EndedAt = now;
        await db.SaveChangesAsync(ct);
    }
}
