namespace Zhengtong.Safety.Rules;

/// <summary>When a plan is exercised next (18.11). Pure.</summary>
internal static class ExerciseRule
{
    /// <summary>So many months after it was last exercised, or published when it never was.</summary>
    public static DateOnly Next(DateOnly last, int months) => last.AddMonths(months);

    public static bool IsOverdue(DateOnly? by, DateOnly today) => by < today;
}
