namespace Zhengtong.Cases.Rules;

internal enum WarningLevel
{
    None = 0,

    /// <summary>预警.</summary>
    Notice = 1,

    /// <summary>黄牌.</summary>
    Yellow = 2,

    /// <summary>红牌.</summary>
    Red = 3,
}

/// <summary>One row of the rule table of electronic supervision (电子监察规则). A place changes rows, not code.</summary>
/// <param name="DaysLeft">Fires from this many days left downwards while in time; null = fires when late.</param>
/// <param name="UnlessOverdue">Silent once that clock is late, since a graver row speaks then.</param>
internal sealed record WarningRule(string Code, WarningLevel Level, ClockKind Clock, int? DaysLeft, ClockKind? UnlessOverdue, string Text);

internal sealed record Warning(WarningRule Rule, ClockKind Clock, DateOnly DueOn, int DaysLeft, string Text)
{
    public WarningLevel Level => Rule.Level;
}

/// <summary>
/// Warnings and cards from the clocks of a case. No national thresholds are published; the table given is the usual one: a warning one
/// working day before the promised limit, yellow beyond the promise or a step's time, red beyond what the law allows. Requirement 03.16.
/// </summary>
internal static class WarningRules
{
    public static IReadOnlyList<WarningRule> Usual { get; } =
    [
        new("promised-near", WarningLevel.Notice, ClockKind.Promised, 1, null, "距承诺办结期限还剩 {0} 天，请尽快办理"),
        new("acceptance-near", WarningLevel.Notice, ClockKind.Acceptance, 1, null, "距受理答复期限还剩 {0} 天，逾期视为受理"),
        new("promised-over", WarningLevel.Yellow, ClockKind.Promised, null, ClockKind.Statutory, "已超过承诺办结期限 {0} 天"),
        new("acceptance-over", WarningLevel.Yellow, ClockKind.Acceptance, null, null, "已超过受理答复期限 {0} 天，依法视为受理"),
        new("step-over", WarningLevel.Yellow, ClockKind.Step, null, null, "本环节已超时 {0} 天"),
        new("statutory-over", WarningLevel.Red, ClockKind.Statutory, null, null, "已超过法定办结期限 {0} 天"),
        new("delivery-over", WarningLevel.Red, ClockKind.Delivery, null, null, "已超过法定送达期限 {0} 天"),
    ];

    /// <summary>What the table says of the clocks on a day, gravest first. A stopped clock is judged by the day it stopped; a paused one does not come near.</summary>
    public static IReadOnlyList<Warning> Evaluate(IEnumerable<WarningRule> rules, IReadOnlyCollection<(ClockKind Kind, DeadlineState State)> clocks, DateOnly today) =>
    [
        .. (from rule in rules
            from clock in clocks
            where clock.Kind == rule.Clock && clock.State.DueOn is not null && Fires(rule, clock.State, today)
            where !clocks.Any(x => x.Kind == rule.UnlessOverdue && x.State.IsOverdue(today))
            orderby rule.Level descending, clock.State.DueOn
            let left = clock.State.DaysLeft(today)
            select new Warning(rule, clock.Kind, clock.State.DueOn!.Value, left,
                rule.Text.Replace("{0}", Math.Abs(left).ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal))),
    ];

    private static bool Fires(WarningRule rule, DeadlineState state, DateOnly today) => rule.DaysLeft is { } near
        ? !state.Stopped && !state.Paused && !state.IsOverdue(today) && state.DaysLeft(today) <= near
        : state.IsOverdue(today);
}
