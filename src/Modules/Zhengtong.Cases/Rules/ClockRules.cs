using Zhengtong.Catalogue.Contracts;

namespace Zhengtong.Cases.Rules;

/// <summary>Which limit each clock of a case runs against, from the pinned item version.</summary>
internal static class ClockRules
{
    /// <summary>行政许可法 art. 32(4).</summary>
    public const int AcceptanceDays = 5;

    /// <returns>null when the item sets no such limit.</returns>
    public static ClockRule? For(PublishedItem item, ClockKind clock) => clock switch
    {
        ClockKind.Acceptance => new ClockRule(clock, AcceptanceDays, TimeUnit.WorkingDays, Version(item), "《中华人民共和国行政许可法》第三十二条第一款第四项"),
        ClockKind.Statutory => Of(clock, item.Content.StatutoryLimit, item, "法定办结时限"),
        ClockKind.Promised => Of(clock, item.Content.PromisedLimit, item, "承诺办结时限"),
        ClockKind.Delivery => new ClockRule(clock, DeliveryRule.WorkingDays, TimeUnit.WorkingDays, Version(item), "《中华人民共和国行政许可法》第四十四条"),
        _ => null,
    };

    private static ClockRule? Of(ClockKind clock, TimeLimit? limit, PublishedItem item, string basis) => limit is null
        ? null
        : new ClockRule(clock, limit.Days, limit.Unit == LimitUnit.WorkingDays ? TimeUnit.WorkingDays : TimeUnit.CalendarDays, Version(item), basis);

    private static string Version(PublishedItem item) => $"v{item.Version}";
}
