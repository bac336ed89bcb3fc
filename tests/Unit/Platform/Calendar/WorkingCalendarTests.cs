using CsCheck;
using Xunit;
using Zhengtong.Platform.Calendar;
using Zhengtong.TestKit;

namespace Zhengtong.Tests.Unit.Platform.Calendar;

[Requirement("03.19")]
public sealed class WorkingCalendarTests
{
    private static readonly WorkingCalendar Calendar = RealCalendar.Whole;

    /// <summary>A little beyond the covered years on both sides.</summary>
    private static readonly Gen<DateOnly> AnyDay = Gen.Int[new DateOnly(2016, 1, 1).DayNumber, new DateOnly(2028, 12, 31).DayNumber].Select(DateOnly.FromDayNumber);

    [Theory]
    [InlineData("2026-02-13", true)] // Friday before the Spring Festival
    [InlineData("2026-02-14", true)] // Saturday worked in exchange
    [InlineData("2026-02-15", false)]
    [InlineData("2026-02-23", false)] // Monday, last day of the Spring Festival
    [InlineData("2026-02-24", true)]
    [InlineData("2026-02-28", true)] // Saturday worked in exchange
    [InlineData("2026-09-20", true)] // Sunday worked in exchange
    [InlineData("2026-09-25", false)]
    [InlineData("2026-10-01", false)]
    [InlineData("2026-10-07", false)]
    [InlineData("2026-10-08", true)]
    [InlineData("2026-10-10", true)] // Saturday worked in exchange
    [InlineData("2026-10-11", false)]
    [InlineData("2018-12-29", true)] // named by the notice of 2019
    [InlineData("2020-01-31", false)] // the prolonged Spring Festival
    [InlineData("2020-02-03", true)]
    [InlineData("2026-11-22", false)]
    public void Real_days_are_worked_as_the_notices_say(string day, bool working) => Assert.Equal(working, Calendar.IsWorkingDay(DateOnly.Parse(day, null)));

    [Theory]
    [InlineData("2026-09-30", 1, "2026-10-08")]
    [InlineData("2026-09-30", 3, "2026-10-10")]
    [InlineData("2026-09-30", 4, "2026-10-12")]
    [InlineData("2026-02-14", 1, "2026-02-24")]
    [InlineData("2026-02-16", 5, "2026-02-28")]
    [InlineData("2026-11-22", 0, "2026-11-22")]
    [InlineData("2026-11-20", 10, "2026-12-04")]
    public void The_nth_working_day_skips_holidays_and_takes_shifted_days(string start, int n, string expected) =>
        Assert.Equal(DateOnly.Parse(expected, null), Calendar.AddWorkingDays(DateOnly.Parse(start, null), n));

    [Fact]
    public void Adding_agrees_with_walking_day_by_day() => Gen.Select(AnyDay, Gen.Int[0, 300])
        .Sample((day, n) => Assert.Equal(SlowCalendar.Add(day, n), Calendar.AddWorkingDays(day, n)));

    [Fact]
    public void Counting_agrees_with_walking_day_by_day() => Gen.Select(AnyDay, AnyDay)
        .Sample((a, b) => Assert.Equal(SlowCalendar.Count(a, b), Calendar.WorkingDaysBetween(a, b)));

    [Fact]
    public void Intervals_are_half_open_and_add_up() => Gen.Select(AnyDay, AnyDay, AnyDay).Sample((a, b, c) =>
    {
        DateOnly[] d = [.. new[] { a, b, c }.Order()];
        Assert.Equal(Calendar.WorkingDaysBetween(d[0], d[2]), Calendar.WorkingDaysBetween(d[0], d[1]) + Calendar.WorkingDaysBetween(d[1], d[2]));
        Assert.Equal(0, Calendar.WorkingDaysBetween(a, a));
    });

    [Fact]
    public void Adding_undoes_counting() => Gen.Select(AnyDay, Gen.Int[1, 200]).Sample((day, n) =>
    {
        var end = Calendar.AddWorkingDays(day, n);
        Assert.True(Calendar.IsWorkingDay(end));
        Assert.Equal(n, Calendar.WorkingDaysBetween(day.AddDays(1), end.AddDays(1)));
    });

    [Fact]
    public void A_year_without_its_notice_follows_the_week_and_says_so()
    {
        var nationalDay = new DateOnly(2027, 10, 1);
        Assert.True(Calendar.IsWorkingDay(nationalDay));
        Assert.True(Calendar.IsProvisional(nationalDay));
        Assert.False(Calendar.IsProvisional(new DateOnly(2026, 12, 31)));
        Assert.Equal(Enumerable.Range(2018, 9), Calendar.CoveredYears);
    }

    [Fact]
    public void The_version_follows_the_content_and_nothing_else()
    {
        var days = RealCalendar.Read(RealCalendar.Csv);
        Assert.Equal(Calendar.Version, WorkingCalendar.Of(days.Reverse()).Version);
        Assert.NotEqual(Calendar.Version, WorkingCalendar.Of(days.Skip(1)).Version);
        Assert.StartsWith("2018-2026.", Calendar.Version, StringComparison.Ordinal);
    }
}
