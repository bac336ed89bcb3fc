using Zhengtong.Platform.Calendar;

namespace Zhengtong.Cases.Rules;

/// <summary>Where a clock stands. Everything in it follows from the rule, the calendar and the ledger.</summary>
/// <param name="DueOn">The last day in time. Null before the start, and while paused with the end of the pause unknown.</param>
/// <param name="DaysTotal">The limit with its extensions, in the rule's unit; months have become days.</param>
internal sealed record DeadlineState(DateOnly? DueOn, DateOnly? StartedOn, bool Paused, bool Stopped, int DaysTotal, string CalendarVersion)
{
    public DateOnly? StoppedOn { get; init; }

    /// <summary>The due day lies in a year whose holidays are not published yet; it may move.</summary>
    public bool IsProvisional { get; init; }

    internal ClockLedger? Ledger { get; init; }

    internal DayCount? Count { get; init; }

    /// <summary>The days consumed up to and with a day (or the day of the stop): after day 0, without pauses, in the rule's unit.</summary>
    public int DaysUsed(DateOnly today) => Ledger is null ? 0 : Count!.Between(Ledger, Ledger.StartedOn, Until(today));

    /// <summary>
    /// The days left after today: 0 on the last day, negative by the days it is late. A paused clock keeps the number it had; a stopped one that of its stop.
    /// </summary>
    public int DaysLeft(DateOnly today)
    {
        var day = Until(today);
        if (Ledger is null || DueOn is not { } due || due >= Ledger.OpenFrom)
        {
            return DaysTotal - DaysUsed(today);
        }

        return day < Ledger.StartedOn
            ? Count!.Between(Ledger, Ledger.StartedOn, due)
            : due >= day ? Count!.Between(Ledger, day, due) : -Count!.Between(Ledger, due, day);
    }

    /// <summary>Late: the day (or the day of the stop) is after the due day.</summary>
    public bool IsOverdue(DateOnly today) => DueOn is { } due && Until(today) > due;

    private DateOnly Until(DateOnly today) => StoppedOn is { } stopped && stopped < today ? stopped : today;
}
