using Zhengtong.Platform.Calendar;

namespace Zhengtong.Cases.Rules;

/// <summary>Counts the days of a unit that are not paused. Costs a few binary searches a pause, not a step a day.</summary>
internal sealed class DayCount(WorkingCalendar calendar, TimeUnit unit)
{
    /// <summary>Countable days in (after, upTo].</summary>
    public int Between(ClockLedger ledger, DateOnly after, DateOnly upTo)
    {
        var (from, to) = (after.AddDays(1), upTo.AddDays(1));
        var count = Free(ledger, from, to);
        return ledger.OpenFrom is { } open ? count - Free(ledger, Later(open, from), to) : count;
    }

    /// <summary>
    /// The n-th countable day after the start; with n = 0 the start. A last day that is not worked, or is paused, moves to the next worked
    /// day (as 民法典 art 203 and the procedural rules of the provinces have it).
    /// </summary>
    /// <returns>Null when the clock is paused before that day and nobody knows for how long.</returns>
    public DateOnly? Reach(ClockLedger ledger, int n)
    {
        var due = Settle(ledger, Nth(ledger, n));
        return ledger.OpenFrom is { } open && due >= open ? null : due;
    }

    private DateOnly Nth(ClockLedger ledger, int n)
    {
        var (cursor, left) = (ledger.StartedOn, n);
        foreach (var pause in ledger.Closed)
        {
            var free = Plain(cursor.AddDays(1), pause.From);
            if (free >= left)
            {
                break;
            }

            left -= free;
            cursor = Later(cursor, pause.To.AddDays(-1));
        }

        return unit == TimeUnit.WorkingDays ? calendar.AddWorkingDays(cursor, left) : cursor.AddDays(left);
    }

    private DateOnly Settle(ClockLedger ledger, DateOnly day)
    {
        day = calendar.OnOrAfter(day);
        foreach (var pause in ledger.Closed)
        {
            if (day >= pause.From && day < pause.To)
            {
                day = calendar.OnOrAfter(pause.To);
            }
        }

        return day;
    }

    private int Plain(DateOnly from, DateOnly to) => to <= from ? 0 : unit == TimeUnit.WorkingDays ? calendar.WorkingDaysBetween(from, to) : to.DayNumber - from.DayNumber;

    /// <summary>Days of [from, to) outside the ended pauses.</summary>
    private int Free(ClockLedger ledger, DateOnly from, DateOnly to)
    {
        var count = Plain(from, to);
        foreach (var pause in ledger.Closed)
        {
            count -= Plain(Later(pause.From, from), Earlier(pause.To, to));
        }

        return count;
    }

    private static DateOnly Later(DateOnly a, DateOnly b) => a > b ? a : b;

    private static DateOnly Earlier(DateOnly a, DateOnly b) => a < b ? a : b;
}
