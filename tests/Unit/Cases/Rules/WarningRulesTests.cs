using Xunit;
using Zhengtong.Cases.Rules;
using Zhengtong.Platform.Calendar;
using Zhengtong.TestKit;
using Zhengtong.Tests.Unit.Platform.Calendar;
using static Zhengtong.Tests.Unit.Cases.Rules.DeadlineTests;

namespace Zhengtong.Tests.Unit.Cases.Rules;

/// <summary>A promise of 5 working days within 20 of the law, accepted on Monday 2 March 2026: promised 9 March, lawful 30 March.</summary>
[Requirement("03.16")]
public sealed class WarningRulesTests
{
    private static readonly WorkingCalendar Calendar = RealCalendar.Whole;

    [Theory]
    [InlineData("2026-03-05", "")]
    [InlineData("2026-03-06", "promised-near")]
    [InlineData("2026-03-09", "promised-near")]
    [InlineData("2026-03-10", "promised-over")]
    [InlineData("2026-03-30", "promised-over")]
    [InlineData("2026-03-31", "statutory-over")]
    public void A_case_gets_its_warning_then_its_cards(string today, string codes) => Assert.Equal(codes, Evaluate(today));

    [Theory]
    [InlineData("2026-03-10", "2026-04-30", "promised-over")]
    [InlineData("2026-03-09", "2026-04-30", "")]
    public void A_finished_case_is_judged_by_the_day_it_was_finished(string stopped, string today, string codes) =>
        Assert.Equal(codes, Evaluate(today, new ClockMove(ClockMoveKind.Stop, RealCalendar.Noon(Day(stopped)))));

    [Fact]
    public void A_paused_case_is_not_warned() => Assert.Equal("", Evaluate("2026-04-30", Pause("2026-03-06", "听证")));

    [Theory]
    [InlineData(nameof(ClockKind.Step), "step-over", nameof(WarningLevel.Yellow))]
    [InlineData(nameof(ClockKind.Delivery), "delivery-over", nameof(WarningLevel.Red))]
    [InlineData(nameof(ClockKind.Acceptance), "acceptance-over", nameof(WarningLevel.Yellow))]
    public void Other_clocks_have_their_cards(string clock, string code, string level)
    {
        var kind = Enum.Parse<ClockKind>(clock);
        var warning = Assert.Single(WarningRules.Evaluate(WarningRules.Usual, [(kind, State(kind, 5))], Day("2026-03-10")));
        Assert.Equal((code, level, Day("2026-03-09"), -1), (warning.Rule.Code, warning.Level.ToString(), warning.DueOn, warning.DaysLeft));
        Assert.Contains(" 1 天", warning.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_place_may_warn_earlier_by_its_table()
    {
        WarningRule[] rules = [new("near", WarningLevel.Notice, ClockKind.Promised, 3, null, "还剩 {0} 天")];
        Assert.Equal("还剩 3 天", Assert.Single(WarningRules.Evaluate(rules, [(ClockKind.Promised, State(ClockKind.Promised, 5))], Day("2026-03-04"))).Text);
    }

    private static string Evaluate(string today, params ClockMove[] moves) => string.Join(
        ",",
        WarningRules.Evaluate(
            WarningRules.Usual,
            [(ClockKind.Promised, State(ClockKind.Promised, 5, moves)), (ClockKind.Statutory, State(ClockKind.Statutory, 20, moves))],
            Day(today)).Select(x => x.Rule.Code));

    private static DeadlineState State(ClockKind kind, int days, params ClockMove[] moves) =>
        Deadline.Of(new ClockRule(kind, days, TimeUnit.WorkingDays, "1", ""), Calendar, Ledger("2026-03-02", moves));
}
