using System.Text;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Cases.Clock;

/// <summary>The years of the working calendar, and what a file would change in them before it is imported.</summary>
internal sealed class CalendarChange(Database db, WorkingCalendars calendars)
{
    /// <param name="Off">Days off that the year names.</param>
    /// <param name="Worked">Days worked in exchange (调休上班).</param>
    internal sealed record Year(int Number, int Off, int Worked, string Source, DateTime ImportedAt, string ImportedBy);

    internal sealed record Line(DateOnly Day, string Name, string What);

    public async Task<IReadOnlyList<Year>> YearsAsync(CancellationToken ct)
    {
        var days = await db.Set<CalendarDay>().AsNoTracking().ToListAsync(ct);
        return
        [
            .. days.GroupBy(d => d.Year).OrderByDescending(g => g.Key)
                .Select(g => new Year(g.Key, g.Count(d => !d.IsWorking), g.Count(d => d.IsWorking), g.First().Source, g.Max(d => d.ImportedAt), g.OrderBy(d => d.ImportedAt).Last().ImportedBy)),
        ];
    }

    public Task<List<Reckoning>> ReckoningsAsync(CancellationToken ct) => db.Set<Reckoning>().AsNoTracking().OrderByDescending(x => x.Id).Take(10).ToListAsync(ct);

    /// <summary>What would change, without changing it.</summary>
    public async Task<Outcome<IReadOnlyList<Line>>> TryAsync(Stream csv, Act act, CancellationToken ct)
    {
        using var reader = new StreamReader(csv, Encoding.UTF8, leaveOpen: true);
        var read = await CalendarFile.ReadAsync(reader, act, ct);
        if (!read.TryGet(out var days))
        {
            return Outcome<IReadOnlyList<Line>>.Because(read.Problems);
        }

        var years = days.Select(d => d.Year).ToHashSet();
        var before = (await db.Set<CalendarDay>().AsNoTracking().Where(d => years.Contains(d.Year)).ToListAsync(ct)).ToDictionary(d => d.Date);
        var lines = new List<Line>();
        foreach (var day in days)
        {
            if (!before.Remove(day.Date, out var old))
            {
                lines.Add(new Line(day.Date, day.Name, day.IsWorking ? "新增调休上班" : "新增放假"));
            }
            else if (old.IsWorking != day.IsWorking)
            {
                lines.Add(new Line(day.Date, day.Name, day.IsWorking ? "放假改为上班" : "上班改为放假"));
            }
        }

        lines.AddRange(before.Values.Select(d => new Line(d.Date, d.Name, d.IsWorking ? "取消调休上班" : "取消放假")));
        return lines.OrderBy(l => l.Day).ToList();
    }

    public Task<Outcome<WorkingCalendar>> ImportAsync(Stream csv, Act act, CancellationToken ct) => calendars.ImportAsync(csv, act, ct);
}
