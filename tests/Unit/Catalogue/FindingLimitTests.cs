using Xunit;
using Zhengtong.Catalogue.Model;
using Zhengtong.Platform.Calendar;
using Zhengtong.TestKit;

namespace Zhengtong.Tests.Unit.Catalogue;

/// <summary>The limit of a finding whose item was paused.</summary>
public sealed class FindingLimitTests
{
    [Theory, Requirement("02.09")]
    [InlineData("2026-03-13", "2026-03-04", "2026-03-04", "2026-03-13")]
    [InlineData("2026-03-13", "2026-03-04", "2026-06-01", "2026-06-10")]
    [InlineData("2026-03-13", "2026-03-04", "2026-06-06", "2026-06-16")]
    [InlineData("2026-03-13", "2026-03-13", "2026-06-01", "2026-06-01")]
    [InlineData("2026-03-13", "2026-03-14", "2026-06-01", "2026-03-13")]
    public void As_many_working_days_are_left_after_the_rest_as_before_and_what_was_late_stays_late(string due, string from, string to, string after) =>
        Assert.Equal(Day(after), Finding.DueAfterRest(Day(due), Day(from), Day(to), WorkingCalendar.WeekOnly));

    private static DateOnly Day(string text) => DateOnly.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
