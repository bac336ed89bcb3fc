using Zhengtong.Platform.Calendar;

namespace Zhengtong.Cases.Rules;

/// <summary>Issue and delivery of the result (颁发、送达): within ten working days of the decision to grant, 行政许可法 art 44.</summary>
internal static class DeliveryRule
{
    public const int WithinDays = 10;

    public static ClockRule Clock { get; } = new(ClockKind.Delivery, WithinDays, TimeUnit.WorkingDays, "art44", "《行政许可法》第四十四条");

    public static DateOnly DueOn(DateTime decidedAt, WorkingCalendar calendar) => calendar.AddWorkingDays(LegalDay.Of(decidedAt), WithinDays);
}
