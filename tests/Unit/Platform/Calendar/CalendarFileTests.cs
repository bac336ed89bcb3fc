using Xunit;
using Zhengtong.Platform.Calendar;
using Zhengtong.TestKit;

namespace Zhengtong.Tests.Unit.Platform.Calendar;

[Requirement("03.19")]
public sealed class CalendarFileTests
{
    private const string Whole2027 = """
        date,name,isOffDay,year,source_paper
        2027-01-01,元旦,true,2027,notice
        2027-05-01,劳动节,true,2027,notice
        2027-10-01,国庆节,true,2027,notice
        2027-10-02,国庆节,true,2027,notice
        2027-10-03,国庆节,true,2027,notice

        """;

    [Fact]
    public void The_shipped_file_is_whole() => Assert.Equal(315, RealCalendar.Read(RealCalendar.Csv).Length);

    [Fact]
    public async Task The_next_year_can_be_loaded() => Assert.Equal(6, (await ReadAsync(Whole2027 + "2027-10-09,国庆节,false,2027,notice")).Length);

    [Theory]
    [InlineData("2027-02-30,春节,true,2027,notice", "第 7 行：日期“2027-02-30”不存在")]
    [InlineData("2027-10-01,国庆节,true,2027,notice", "第 7 行：2027-10-01 与第 4 行重复")]
    [InlineData("2027-06-09,端午节,false,2027,notice", "第 7 行：2027-06-09 是星期三，本来就上班")]
    [InlineData("2027-06-09,端午节,yes,2027,notice", "第 7 行：isOffDay 应为 true")]
    [InlineData("2027-06-09,,true,2027,notice", "第 7 行：节日名称不能为空")]
    [InlineData("2027-06-09,端午节,true,2026,notice", "第 7 行：年度“2026”与日期 2027-06-09 不符")]
    [InlineData("2027-06-09,端午节,true,2027,", "第 7 行：source_paper 应填写")]
    [InlineData("2027-06-09,端午节,true", "第 7 行：应有 5 列，实际 3 列")]
    [InlineData("2027-12-31,元旦,true,2028,notice", "2028 年缺少 1 月 1 日（元旦）")]
    public async Task A_wrong_row_refuses_the_file_and_names_the_line(string row, string message)
    {
        var read = await CalendarFile.ReadAsync(new StringReader(Whole2027 + row), RealCalendar.Import, TestContext.Current.CancellationToken);
        Assert.Contains(read.Problems, x => x.Message.StartsWith(message, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_legal_festival_cannot_be_a_working_day()
    {
        var read = await CalendarFile.ReadAsync(
            new StringReader(Whole2027.Replace("05-01,劳动节,true", "05-01,劳动节,false", StringComparison.Ordinal)), RealCalendar.Import, TestContext.Current.CancellationToken);
        Assert.Equal("第 3 行：2027-05-01 是法定节日，不能标为上班。", Assert.Single(read.Problems).Message);
    }

    [Fact]
    public async Task Every_wrong_row_is_told_at_once()
    {
        var read = await CalendarFile.ReadAsync(
            new StringReader(Whole2027 + "x,春节,true,2027,notice\n2027-02-31,春节,true,2027,notice"), RealCalendar.Import, TestContext.Current.CancellationToken);
        Assert.Equal(2, read.Problems.Count);
    }

    [Fact]
    public async Task Another_file_is_not_taken_for_a_calendar()
    {
        var read = await CalendarFile.ReadAsync(new StringReader("a,b\n1,2"), RealCalendar.Import, TestContext.Current.CancellationToken);
        Assert.Equal("platform.calendar-header", Assert.Single(read.Problems).Code);
    }

    private static async Task<CalendarDay[]> ReadAsync(string csv) =>
        (await CalendarFile.ReadAsync(new StringReader(csv), RealCalendar.Import, TestContext.Current.CancellationToken)).Value;
}
