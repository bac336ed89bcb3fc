using Xunit;
using Zhengtong.Cases.Rules;
using Zhengtong.Platform.Calendar;
using Zhengtong.TestKit;
using Zhengtong.Tests.Unit.Platform.Calendar;
using static Zhengtong.Tests.Unit.Cases.Rules.DeadlineTests;

namespace Zhengtong.Tests.Unit.Cases.Rules;

[Requirement("03.19")]
public sealed class DeadlineExplanationTests
{
    private static readonly WorkingCalendar Calendar = RealCalendar.Whole;
    private static readonly ClockRule Five = new(ClockKind.Promised, 5, TimeUnit.WorkingDays, "1", "承诺");

    [Fact]
    public void Every_day_says_why_it_counts_or_not()
    {
        var days = Deadline.Explain(Five, Calendar, Ledger("2026-09-29", Pause("2026-10-08", "听证"), Resume("2026-10-10", "听证")));
        Assert.Equal(
            [
                "9月29日 受理当日，不计入", "9月30日 第1天", "10月1日 国庆节放假，不计时", "10月2日 国庆节放假，不计时", "10月3日 国庆节放假，不计时",
                "10月4日 国庆节放假，不计时", "10月5日 国庆节放假，不计时", "10月6日 国庆节放假，不计时", "10月7日 国庆节放假，不计时",
                "10月8日 特别程序“听证”不计时", "10月9日 特别程序“听证”不计时", "10月10日 国庆节调休上班，第2天；“听证”结束，恢复计时",
                "10月11日 周末，不计时", "10月12日 第3天", "10月13日 第4天", "10月14日 第5天；期限届满日",
            ],
            days.Select(x => $"{LegalDay.MonthDay(x.Date)} {x.Note}"));
        Assert.Equal([1, 2, 3, 4, 5], days.Where(x => x.Counts).Select(x => x.Ordinal));
    }

    [Fact]
    public void The_account_ends_on_the_due_day_and_counts_to_the_whole()
    {
        CsCheck.Check.Sample(CsCheck.Gen.Select(CsCheck.Gen.Int[1, 40], CsCheck.Gen.Int[0, 2500]), (n, after) =>
        {
            var rule = Five with { Days = n };
            ClockMove[] moves = [new(ClockMoveKind.Start, RealCalendar.Noon(new DateOnly(2019, 1, 1).AddDays(after)))];
            var days = Deadline.Explain(rule, Calendar, moves);
            Assert.Equal(Deadline.Of(rule, Calendar, moves).DueOn, days[^1].Date);
            Assert.Equal(n, days.Count(x => x.Counts));
        });
    }

    [Fact]
    public void Extensions_stops_and_provisional_years_are_told()
    {
        ClockMove[] moves = Ledger("2026-12-28", new ClockMove(ClockMoveKind.Extend, RealCalendar.Noon(Day("2026-12-30")), 2), new ClockMove(ClockMoveKind.Stop, RealCalendar.Noon(Day("2027-01-07"))));
        var notes = Deadline.Explain(Five, Calendar, moves).ToDictionary(x => x.Date, x => x.Note);
        Assert.Equal("第2天；批准延长2个工作日", notes[Day("2026-12-30")]);
        Assert.Equal("第4天；2027年放假安排尚未载入，暂按周末推算", notes[Day("2027-01-01")]);
        Assert.StartsWith("第7天；期限届满日", notes[Day("2027-01-06")], StringComparison.Ordinal);
        Assert.StartsWith("超期第1天；停止计时", notes[Day("2027-01-07")], StringComparison.Ordinal);
    }

    [Fact]
    public void A_last_day_that_is_not_worked_is_carried_over_in_words()
    {
        var days = Deadline.Explain(Five with { Days = 20, Unit = TimeUnit.CalendarDays }, Calendar, Ledger("2026-09-12"));
        Assert.Equal("到期日遇国庆节放假，顺延", days.Single(x => x.Date == Day("2026-10-03")).Note);
        Assert.Equal((Day("2026-10-08"), "顺延至工作日；期限届满日"), (days[^1].Date, days[^1].Note));
    }

    [Fact]
    public void A_paused_clock_is_explained_up_to_the_pause_or_as_if_resumed()
    {
        var moves = Ledger("2026-03-02", Pause("2026-03-04", "鉴定"));
        Assert.Equal(Day("2026-03-04"), Deadline.Explain(Five, Calendar, moves)[^1].Date);
        var resumed = Deadline.Explain(Five, Calendar, moves, Day("2026-03-09"));
        Assert.Equal((Day("2026-03-12"), 5), (resumed[^1].Date, resumed[^1].Ordinal));
    }
}
