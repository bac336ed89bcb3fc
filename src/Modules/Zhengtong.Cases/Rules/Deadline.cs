using Zhengtong.Platform.Calendar;

namespace Zhengtong.Cases.Rules;

/// <summary>
/// The deadline of a clock: a pure function of the rule, the calendar and the ledger, so that it can be computed again at any time and shown
/// day by day. 行政许可法 arts 42-45, 82. Requirements 03.16, 03.19.
/// </summary>
internal static class Deadline
{
    /// <param name="moves">The ledger, in any order.</param>
    /// <param name="today">
    /// Only for a clock that is paused: with it the due day is told as if the clock resumed on that day; without it the due day is open (null).
    /// </param>
    public static DeadlineState Of(ClockRule rule, WorkingCalendar calendar, IEnumerable<ClockMove> moves, DateOnly? today = null)
    {
        if (ClockLedger.Read(moves) is not { } ledger)
        {
            return new DeadlineState(null, null, false, false, rule.Days, calendar.Version);
        }

        var count = new DayCount(calendar, rule.Unit);
        var total = TotalOf(rule, ledger);
        var due = count.Reach(ledger, total);
        if (due is null && today is { } resumed)
        {
            due = count.Reach(ledger.ResumedOn(resumed), total);
        }

        return new DeadlineState(due, ledger.StartedOn, ledger.OpenFrom is not null, ledger.StoppedOn is not null, total, calendar.Version)
        {
            StoppedOn = ledger.StoppedOn,
            IsProvisional = due is { } day && (calendar.IsProvisional(day) || calendar.IsProvisional(ledger.StartedOn)),
            Ledger = ledger,
            Count = count,
        };
    }

    /// <summary>One line a day from day 0 to the due day (or to the stop, when that was later), each with the reason why it counts or not.</summary>
    public static IReadOnlyList<DeadlineDay> Explain(ClockRule rule, WorkingCalendar calendar, IReadOnlyCollection<ClockMove> moves, DateOnly? today = null)
    {
        var state = Of(rule, calendar, moves, today);
        if (state.Ledger is not { } ledger)
        {
            return [];
        }

        var last = state.DueOn ?? (today > ledger.OpenFrom ? today.Value : ledger.OpenFrom!.Value);
        if (state.StoppedOn > last)
        {
            last = state.StoppedOn.Value;
        }

        return new DeadlineWalk(rule, calendar, today is { } day && ledger.OpenFrom is not null ? ledger.ResumedOn(day) : ledger, state).To(last);
    }

    private static int TotalOf(ClockRule rule, ClockLedger ledger)
    {
        var days = rule.Unit == TimeUnit.CalendarMonths
            ? ledger.StartedOn.AddMonths(rule.Days).DayNumber - ledger.StartedOn.DayNumber
            : rule.Days;
        return days + ledger.Extensions.Sum(x => x.Days);
    }
}

/// <summary>One day in the account of a deadline.</summary>
/// <param name="Counts">It consumes the limit.</param>
/// <param name="Ordinal">Which day of the limit it is; for a day that does not count, how many were consumed before it.</param>
internal sealed record DeadlineDay(DateOnly Date, bool Counts, int Ordinal, string Note);
