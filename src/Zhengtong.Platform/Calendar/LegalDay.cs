using System.Globalization;

namespace Zhengtong.Platform.Calendar;

/// <summary>
/// The day on which an act counts in law (法定日期): the calendar day of Beijing time. China has one time zone and no summer time, so the
/// offset is a constant and needs no time zone data on the machine.
/// </summary>
public static class LegalDay
{
    /// <summary>How far Beijing is ahead of UTC, for a query that the database reckons; all else asks the methods below.</summary>
    public const int HoursAhead = 8;

    private static readonly TimeSpan Beijing = TimeSpan.FromHours(HoursAhead);
    private const string Weekdays = "日一二三四五六";

    /// <param name="utc">A stored instant.</param>
    /// <exception cref="ArgumentException">The instant is a local time: its legal day would depend on the machine.</exception>
    public static DateOnly Of(DateTime utc) => DateOnly.FromDateTime(ToBeijing(utc));

    public static DateOnly Today(TimeProvider clock) => Of(clock.GetUtcNow().UtcDateTime);

    /// <summary>The first instant of a legal day, in UTC.</summary>
    public static DateTime StartUtc(DateOnly day) => DateTime.SpecifyKind(day.ToDateTime(TimeOnly.MinValue) - Beijing, DateTimeKind.Utc);

    /// <summary>The first instant after a legal day, in UTC: the end of a half-open interval.</summary>
    public static DateTime EndUtc(DateOnly day) => StartUtc(day.AddDays(1));

    /// <summary>A point of time of a legal day, in UTC.</summary>
    public static DateTime AtUtc(DateOnly day, TimeOnly beijingTime) => StartUtc(day) + beijingTime.ToTimeSpan();

    /// <summary>2026年11月22日.</summary>
    public static string Date(DateOnly day) => string.Create(CultureInfo.InvariantCulture, $"{day.Year}年{day.Month}月{day.Day}日");

    /// <summary>2026年11月22日(星期日).</summary>
    public static string DateAndWeekday(DateOnly day) => $"{Date(day)}({Weekday(day)})";

    /// <summary>11月22日.</summary>
    public static string MonthDay(DateOnly day) => string.Create(CultureInfo.InvariantCulture, $"{day.Month}月{day.Day}日");

    /// <summary>2026年11月22日 14:05, in Beijing time.</summary>
    public static string Moment(DateTime utc) => $"{Date(Of(utc))} {Time(utc)}";

    /// <summary>The same; empty when it has not happened.</summary>
    public static string Moment(DateTime? utc) => utc is { } at ? Moment(at) : "";

    /// <summary>14:05, in Beijing time.</summary>
    public static string Time(DateTime utc) => ToBeijing(utc).ToString("HH:mm", CultureInfo.InvariantCulture);

    /// <summary>星期日.</summary>
    public static string Weekday(DateOnly day) => "星期" + Weekdays[(int)day.DayOfWeek];

    /// <summary>12月4日前(还剩 9 个工作日); a year is named when it is not the current one.</summary>
    public static string DueText(DateOnly due, DateOnly today, WorkingCalendar calendar)
    {
        var date = due.Year == today.Year ? MonthDay(due) : Date(due);
        if (due == today)
        {
            return $"{date}前(今天到期)";
        }

        return due > today
            ? $"{date}前(还剩 {calendar.WorkingDaysLeft(today, due)} 个工作日)"
            : $"{date}前(已超期 {-calendar.WorkingDaysLeft(today, due)} 个工作日)";
    }

    private static DateTime ToBeijing(DateTime utc) => utc.Kind == DateTimeKind.Utc
        ? DateTime.SpecifyKind(utc + Beijing, DateTimeKind.Unspecified)
        : throw new ArgumentException($"A legal day is read from UTC, got {utc.Kind}: {utc:O}", nameof(utc));
}
