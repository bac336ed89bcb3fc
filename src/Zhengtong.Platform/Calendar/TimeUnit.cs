namespace Zhengtong.Platform.Calendar;

public enum TimeUnit
{
    /// <summary>工作日: legal holidays are not counted, 行政许可法 art 82.</summary>
    WorkingDays = 1,

    /// <summary>日 of other laws: every day counts, and a last day that is not worked moves to the next that is.</summary>
    CalendarDays = 2,

    /// <summary>个月: to the same day of the month, 民法典 art 202; then as calendar days.</summary>
    CalendarMonths = 3,
}
