using Zhengtong.Platform.Calendar;

namespace Zhengtong.Halls.Rules;

/// <summary>On which days a hall is open, and at which half hours it can be booked.</summary>
internal static class OpenDays
{
    public const int SlotMinutes = 30;

    /// <summary>
    /// A public holiday closes every hall. A weekend day worked in exchange (调休) has Monday's hours unless it has its own. An ordinary Saturday is open where the hall says so
    /// (周六不打烊). A hall may be closed on days of its own.
    /// </summary>
    public static IReadOnlyList<OpenSpan> On(DateOnly day, OpeningHours hours, IReadOnlySet<DateOnly> closed, WorkingCalendar calendar)
    {
        if (closed.Contains(day))
        {
            return [];
        }

        var own = hours.On(day.DayOfWeek);
        return calendar.Named(day) switch
        {
            { IsWorking: false } => [],
            { IsWorking: true } when own.Count == 0 => hours.On(DayOfWeek.Monday),
            _ => own,
        };
    }

    /// <summary>The starts of the half hours within the spans, in minutes after midnight. A rest shorter than half an hour is not offered.</summary>
    public static IEnumerable<int> Slots(IEnumerable<OpenSpan> spans)
    {
        foreach (var span in spans)
        {
            for (var at = Minutes(span.From); at + SlotMinutes <= Minutes(span.To); at += SlotMinutes)
            {
                yield return at;
            }
        }
    }

    private static int Minutes(TimeOnly time) => (time.Hour * 60) + time.Minute;
}
