using Zhengtong.Catalogue.Contracts;
using Zhengtong.Platform.Calendar;

namespace Zhengtong.Catalogue.Import;

/// <summary>Time limits as a guide words them. What is no single clear limit stays text.</summary>
internal static class Limits
{
    public static Contracts.TimeLimit? Of(string text) => TimeLimitText.Parse(text) switch
    {
        { Days: > 0, Unit: TimeUnit.WorkingDays } limit => new Contracts.TimeLimit(limit.Days),
        { Days: > 0, Unit: TimeUnit.CalendarDays } limit => new Contracts.TimeLimit(limit.Days, LimitUnit.CalendarDays),
        _ => null,
    };

    public static bool IsInstant(string text) => TimeLimitText.Parse(text) is { Instant: true };
}

/// <summary>服务对象 in the words of a guide.</summary>
internal static class Audience
{
    private static readonly string[] Person = ["自然人", "个人", "公民", "居民", "夫妻", "女性", "人员", "纳税人"];
    private static readonly string[] Company = ["法人", "企业", "单位", "个体工商户", "组织", "机构", "场所", "纳税人"];

    /// <summary>Both when the words name neither: nobody is turned away by a gap in the source.</summary>
    public static (bool Persons, bool Companies) Of(string text)
    {
        var (persons, companies) = (Person.Any(w => text.Contains(w, StringComparison.Ordinal)), Company.Any(w => text.Contains(w, StringComparison.Ordinal)));
        return persons || companies ? (persons, companies) : (true, true);
    }
}
