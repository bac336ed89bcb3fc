using Xunit;
using Zhengtong.Platform.Calendar;

namespace Zhengtong.Tests.Unit.Platform.Calendar;

public sealed class LegalDayTests
{
    [Fact]
    public void The_legal_day_changes_at_midnight_in_Beijing()
    {
        Assert.Equal(new DateOnly(2026, 11, 22), LegalDay.Of(new DateTime(2026, 11, 22, 15, 59, 59, DateTimeKind.Utc)));
        Assert.Equal(new DateOnly(2026, 11, 23), LegalDay.Of(new DateTime(2026, 11, 22, 16, 0, 0, DateTimeKind.Utc)));
    }

    [Fact]
    public void A_day_begins_where_the_former_ends()
    {
        var day = new DateOnly(2026, 3, 1);
        Assert.Equal(LegalDay.StartUtc(day), LegalDay.EndUtc(day.AddDays(-1)));
        Assert.Equal(day, LegalDay.Of(LegalDay.StartUtc(day)));
        Assert.Equal(DateTimeKind.Utc, LegalDay.StartUtc(day).Kind);
    }

    [Fact]
    public void A_local_time_has_no_legal_day() => Assert.Throws<ArgumentException>(() => LegalDay.Of(new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Local)));

    [Fact]
    public void Days_are_written_in_Chinese()
    {
        Assert.Equal("2026年11月22日(星期日)", LegalDay.DateAndWeekday(new DateOnly(2026, 11, 22)));
        Assert.Equal("2026年11月22日 22:05", LegalDay.Moment(new DateTime(2026, 11, 22, 14, 5, 0, DateTimeKind.Utc)));
        Assert.Equal("06:05", LegalDay.Time(new DateTime(2026, 11, 22, 22, 5, 0, DateTimeKind.Utc)));
    }

    [Theory]
    [InlineData("2026-12-04", "2026-11-22", "12月4日前(还剩 10 个工作日)")]
    [InlineData("2026-12-04", "2026-11-23", "12月4日前(还剩 9 个工作日)")]
    [InlineData("2026-12-04", "2026-12-04", "12月4日前(今天到期)")]
    [InlineData("2026-12-04", "2026-12-08", "12月4日前(已超期 2 个工作日)")]
    [InlineData("2027-01-04", "2026-12-31", "2027年1月4日前(还剩 2 个工作日)")]
    public void A_deadline_says_what_is_left(string due, string today, string expected) =>
        Assert.Equal(expected, LegalDay.DueText(DateOnly.Parse(due, null), DateOnly.Parse(today, null), RealCalendar.Whole));
}
