using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Events;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Platform.Calendar;

/// <summary>Keeps the calendar of the store in memory. Every node reads it again after a minute, so an import reaches all of them. Requirement 03.19.</summary>
public sealed class WorkingCalendars(IServiceScopeFactory scopes, TimeProvider clock) : IDisposable
{
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(1);
    private readonly SemaphoreSlim _gate = new(1, 1);
    private volatile Loaded? _loaded;

    public async ValueTask<WorkingCalendar> CurrentAsync(CancellationToken ct)
    {
        if (StillFresh() is { } known)
        {
            return known;
        }

        await _gate.WaitAsync(ct);
        try
        {
            return StillFresh() ?? await LoadAsync(ct);
        }
        finally
        {
            _gate.Release();
        }
    }

    public async Task<WorkingCalendar> ReloadAsync(CancellationToken ct)
    {
        await _gate.WaitAsync(ct);
        try
        {
            return await LoadAsync(ct);
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>
    /// Replaces whole years by those of the file, or nothing at all when any row is wrong. Deadlines follow by themselves, since they are computed;
    /// <see cref="WorkingCalendarImported"/> lets the keepers of computed dates do so again.
    /// </summary>
    public async Task<Outcome<WorkingCalendar>> ImportAsync(Stream csv, Act act, CancellationToken ct)
    {
        using var reader = new StreamReader(csv, Encoding.UTF8, leaveOpen: true);
        var read = await CalendarFile.ReadAsync(reader, act, ct);
        if (!read.TryGet(out var days))
        {
            return Outcome<WorkingCalendar>.Because(read.Problems);
        }

        var years = days.Select(x => x.Year).Distinct().Order().ToArray();
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<Database>();
        var before = await db.Set<CalendarDay>().ToListAsync(ct);
        var kept = before.Where(x => !years.Contains(x.Year)).ToArray();
        if (kept.IntersectBy(days.Select(x => x.Date), x => x.Date).FirstOrDefault() is { } taken)
        {
            return Problem.Conflict("platform.calendar-taken", $"{taken.Date:yyyy-MM-dd} 已由 {taken.Year} 年的放假安排规定。请把 {taken.Year} 年一并放进文件后重新导入。");
        }

        Replace(db, before.Except(kept).ToDictionary(x => x.Date), days);
        db.Publish(new WorkingCalendarImported(WorkingCalendar.Of(kept.Concat(days)).Version, years, act.Actor.Id, act.Actor.Name, act.Reason), act.At);
        var saved = await db.SaveAsync(ct);
        if (!saved.Ok)
        {
            return Outcome<WorkingCalendar>.Because(saved.Problems);
        }

        return await ReloadAsync(ct);
    }

    public void Dispose() => _gate.Dispose();

    /// <summary>Row by row in one save, so that the import is whole without a transaction of its own.</summary>
    private static void Replace(Database db, Dictionary<DateOnly, CalendarDay> former, CalendarDay[] days)
    {
        foreach (var day in days)
        {
            if (former.Remove(day.Date, out var row))
            {
                db.Entry(row).CurrentValues.SetValues(day);
            }
            else
            {
                db.Add(day);
            }
        }

        db.RemoveRange(former.Values);
    }

    private WorkingCalendar? StillFresh() => _loaded is { } x && clock.GetElapsedTime(x.At) < Fresh ? x.Calendar : null;

    private async Task<WorkingCalendar> LoadAsync(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var days = await scope.ServiceProvider.GetRequiredService<Database>().Set<CalendarDay>().AsNoTracking().ToListAsync(ct);
        var calendar = WorkingCalendar.Of(days);
        _loaded = new Loaded(calendar, clock.GetTimestamp());
        return calendar;
    }

    private sealed record Loaded(WorkingCalendar Calendar, long At);
}

/// <summary>Years of the calendar were loaded or amended: computed dates after this may differ.</summary>
public sealed record WorkingCalendarImported(string Version, IReadOnlyList<int> Years, Guid ById, string ByName, string Reason) : IEvent;
