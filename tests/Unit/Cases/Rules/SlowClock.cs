using Zhengtong.Cases.Rules;
using Zhengtong.Platform.Calendar;
using Zhengtong.Tests.Unit.Platform.Calendar;

namespace Zhengtong.Tests.Unit.Cases.Rules;

/// <summary>The oracle: a clock that is lived through one day after the other, with no interval arithmetic.</summary>
internal sealed class SlowClock
{
    private const int Horizon = 900;
    private readonly HashSet<DateOnly> _paused = [];
    private readonly DateOnly _start;
    private readonly int _total;
    private readonly TimeUnit _unit;
    private readonly bool _standing;

    public SlowClock(ClockRule rule, IEnumerable<ClockMove> moves, DateOnly? today = null)
    {
        var lines = moves.OrderBy(x => x.At).ThenBy(x => x.Kind).ToList();
        var start = lines.First(x => x.Kind == ClockMoveKind.Start);
        _start = Day(start);
        _unit = rule.Unit;
        _total = rule.Days;
        var stop = lines.Find(x => x.Kind == ClockMoveKind.Stop && x.At >= start.At);
        var depth = 0;
        var next = 0;
        var first = Day(lines[0]);
        for (var day = first; day < first.AddDays(2 * Horizon); day = day.AddDays(1))
        {
            if (today is { } resumed && day >= resumed && next == lines.Count)
            {
                break;
            }

            for (; next < lines.Count && Day(lines[next]) == day; next++)
            {
                var line = lines[next];
                if (stop is not null && line.At > stop.At)
                {
                    continue;
                }

                depth = line.Kind switch
                {
                    ClockMoveKind.Pause => depth + 1,
                    ClockMoveKind.Resume => Math.Max(0, depth - 1),
                    ClockMoveKind.Stop when line == stop => 0,
                    _ => depth,
                };
                _total += line.Kind == ClockMoveKind.Extend ? line.Days : 0;
            }

            // What stands at the end of the day decides: a pause begins on its day, the day of resumption counts.
            if (depth > 0)
            {
                _paused.Add(day);
            }
        }

        _standing = depth > 0 && today is null;
    }

    public DateOnly? Due()
    {
        var (day, used) = (_start, 0);
        for (var i = 0; i < Horizon; i++)
        {
            if (used >= _total && SlowCalendar.Works(day) && !_paused.Contains(day))
            {
                return day;
            }

            day = day.AddDays(1);
            used += Counts(day) ? 1 : 0;
        }

        return _standing ? null : throw new InvalidOperationException("The oracle ran out of days.");
    }

    public int Used(DateOnly upTo)
    {
        var used = 0;
        for (var day = _start.AddDays(1); day <= upTo; day = day.AddDays(1))
        {
            used += Counts(day) ? 1 : 0;
        }

        return used;
    }

    private bool Counts(DateOnly day) => !_paused.Contains(day) && (_unit != TimeUnit.WorkingDays || SlowCalendar.Works(day));

    private static DateOnly Day(ClockMove move) => DateOnly.FromDateTime(move.At.AddHours(8));
}
