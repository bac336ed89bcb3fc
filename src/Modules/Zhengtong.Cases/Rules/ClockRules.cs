using Zhengtong.Catalogue.Contracts;
using Zhengtong.Platform.Calendar;

namespace Zhengtong.Cases.Rules;

/// <summary>Which limit each clock of a case runs against, from the pinned item version.</summary>
internal static class ClockRules
{
    /// <returns>null when the item sets no such limit.</returns>
    public static ClockRule? For(PublishedItem item, ClockKind clock) => clock switch
    {
        ClockKind.Acceptance => AcceptanceRules.Clock,
        ClockKind.Delivery => DeliveryRule.Clock,
        ClockKind.Statutory => Of(clock, item.Content.StatutoryLimit, item, "法定办结时限"),
        ClockKind.Promised => Of(clock, item.Content.PromisedLimit, item, "承诺办结时限"),
        _ => null,
    };

    private static ClockRule? Of(ClockKind clock, Catalogue.Contracts.TimeLimit? limit, PublishedItem item, string basis) => limit is null
        ? null
        : new ClockRule(clock, limit.Days, (TimeUnit)(int)limit.Unit, $"v{item.Version}", basis);
}
