using System.Globalization;
using Zhengtong.Platform.Calendar;

namespace Zhengtong.Halls.Rules;

/// <summary>A half hour of a day, kept as minutes after midnight in Beijing.</summary>
internal static class SlotTime
{
    public static DateTime StartUtc(DateOnly day, int slot) => LegalDay.AtUtc(day, TimeOnly.MinValue.AddMinutes(slot));

    /// <summary>09:00-09:30.</summary>
    public static string Text(int slot) => string.Create(
        CultureInfo.InvariantCulture, $"{slot / 60:00}:{slot % 60:00}-{(slot + OpenDays.SlotMinutes) / 60:00}:{(slot + OpenDays.SlotMinutes) % 60:00}");

    /// <summary>3月3日 09:00-09:30.</summary>
    public static string Text(DateOnly day, int slot) => $"{LegalDay.MonthDay(day)} {Text(slot)}";

    /// <summary>2026年3月3日(星期二) 09:00-09:30.</summary>
    public static string LongText(DateOnly day, int slot) => $"{LegalDay.DateAndWeekday(day)} {Text(slot)}";
}
