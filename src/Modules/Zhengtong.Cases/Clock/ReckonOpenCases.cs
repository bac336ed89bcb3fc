using Microsoft.EntityFrameworkCore;
using Zhengtong.Cases.Model;
using Zhengtong.Cases.Rules;
using Zhengtong.Cases.Supervise;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Jobs;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Cases.Clock;

/// <summary>
/// After a calendar was loaded, computes the due days of open cases and steps again. It walks the index of due days upwards: a case that moves to a
/// later day is met once more and then stays, one that moves to an earlier day has been dealt with. What did not move is not written.
/// </summary>
internal sealed class ReckonOpenCases(Database db, CaseBatch batch, WorkingCalendars calendars, TimeProvider clock) : IRecurringJob
{
    public string Name => "cases.reckon-after-calendar";

    public TimeSpan Period => TimeSpan.FromMinutes(1);

    public async Task RunAsync(CancellationToken ct)
    {
        var asked = await db.Set<Reckoning>().Where(x => x.DoneAt == null).OrderBy(x => x.Id).ToListAsync(ct);
        if (asked.Count == 0)
        {
            return;
        }

        await calendars.ReloadAsync(ct);
        var (looked, moved) = (0, 0);
        foreach (var walk in (Func<(DateOnly Day, Guid Id), IQueryable<Due>>[])[at => DueWork.Cases(db, at, DateOnly.MaxValue), at => DueWork.Steps(db, at, DateOnly.MaxValue)])
        {
            var at = (Day: DateOnly.MinValue, Id: Guid.Empty);
            while (await walk(at).Take(CaseBatch.Size).ToListAsync(ct) is { Count: > 0 } places)
            {
                moved += await ReckonAsync(places, ct);
                looked += places.Count;
                at = (places[^1].Day, places[^1].Id);
            }
        }

        var now = Act.Micro(clock.GetUtcNow().UtcDateTime);
        foreach (var one in asked)
        {
            db.Attach(one);
            (one.Looked, one.Moved, one.DoneAt) = (looked, moved, now);
        }

        await db.SaveAsync(ct);
    }

    private async Task<int> ReckonAsync(IReadOnlyCollection<Due> places, CancellationToken ct)
    {
        Guid[] cases = [.. places.Select(p => p.CaseId).Distinct()];
        var moved = await ReckonAsync(cases, ct);
        if (moved is not null)
        {
            return moved.Value;
        }

        // Somebody acted on one of them: each by itself, so that only that one waits. Its own act reckons with the new calendar.
        var one = 0;
        foreach (var id in cases)
        {
            one += await ReckonAsync([id], ct) ?? 0;
        }

        return one;
    }

    private async Task<int?> ReckonAsync(Guid[] cases, CancellationToken ct)
    {
        db.ChangeTracker.Clear();
        var act = Act.BySystem("工作日历更新", clock.GetUtcNow().UtcDateTime);
        var today = LegalDay.Of(act.At);
        foreach (var file in await batch.OpenAsync(cases, ct))
        {
            Reckon(file, act, today);
        }

        db.ChangeTracker.DetectChanges();
        var moved = db.ChangeTracker.Entries<Case>().Count(e => e.State == EntityState.Modified);
        return (await db.SaveAsync(ct)).Ok ? moved : null;
    }

    private static void Reckon(CaseFile file, Act act, DateOnly today)
    {
        var before = (file.Case.DueOn, file.Case.StatutoryDueOn);
        if (file.Case is { AcceptedAt: not null, DecidedAt: null, Open: true })
        {
            file.Reckon(today);
        }

        foreach (var step in file.OpenSteps)
        {
            step.DueOn = StepDue.Of(file, step);
            step.Warning = step.DueOn >= today ? WarningLevel.None : step.Warning;
        }

        if (before != (file.Case.DueOn, file.Case.StatutoryDueOn))
        {
            file.Record(act, "due-reckoned", null, new { calendar = file.Calendar.Version, before.DueOn, now = file.Case.DueOn });
        }
    }
}
