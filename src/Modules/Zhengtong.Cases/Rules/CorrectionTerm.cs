namespace Zhengtong.Cases.Rules;

/// <summary>How long a one-time notice waits. No law sets it; the notice states it, and a case that is not mended by then is returned (补正不来退件).</summary>
internal static class CorrectionTerm
{
    public const int CalendarDays = 60;

    public static DateOnly LastDay(DateOnly asked) => asked.AddDays(CalendarDays);
}
