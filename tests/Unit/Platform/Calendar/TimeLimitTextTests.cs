using CsCheck;
using Xunit;
using Zhengtong.Platform.Calendar;

namespace Zhengtong.Tests.Unit.Platform.Calendar;

/// <summary>Wordings as they stand in published guides.</summary>
public sealed class TimeLimitTextTests
{
    [Theory]
    [InlineData("20个工作日", 20, nameof(TimeUnit.WorkingDays))]
    [InlineData("1个工作日", 1, nameof(TimeUnit.WorkingDays))]
    [InlineData("２０ 个工作日。", 20, nameof(TimeUnit.WorkingDays))]
    [InlineData("自受理之日起20日内", 20, nameof(TimeUnit.CalendarDays))]
    [InlineData("自受理申请之日起三十日内", 30, nameof(TimeUnit.CalendarDays))]
    [InlineData("自收到申请之日起六十个工作日内", 60, nameof(TimeUnit.WorkingDays))]
    [InlineData("自收到本条例第十八条规定的文件之日起3个工作日内", 3, nameof(TimeUnit.WorkingDays))]
    [InlineData("自受理申请之日起20个工作日内审查", 20, nameof(TimeUnit.WorkingDays))]
    [InlineData("自受理之日起一日内补发、换发", 1, nameof(TimeUnit.CalendarDays))]
    [InlineData("自受理申请之日起四十五日内", 45, nameof(TimeUnit.CalendarDays))]
    [InlineData("3个月", 3, nameof(TimeUnit.CalendarMonths))]
    [InlineData("自受理之日起六个月内", 6, nameof(TimeUnit.CalendarMonths))]
    [InlineData("即办", 0, nameof(TimeUnit.WorkingDays))]
    [InlineData("即时办结", 0, nameof(TimeUnit.WorkingDays))]
    [InlineData("当场办结", 0, nameof(TimeUnit.WorkingDays))]
    [InlineData("0个工作日", 0, nameof(TimeUnit.WorkingDays))]
    public void One_clear_limit_is_read(string text, int days, string unit) => Assert.Equal(new TimeLimit(days, Enum.Parse<TimeUnit>(unit)), TimeLimitText.Parse(text));

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("1-15个工作日")]
    [InlineData("7-20个工作日")]
    [InlineData("预审3个工作日；收到材料后当场办理")]
    [InlineData("20个工作日（经批准可延长10个工作日）")]
    [InlineData("3个工作日（不含现场核查时间）")]
    [InlineData("自收到申请书及有关材料次日起30日内")]
    [InlineData("受理期限终止之日起30日内")]
    [InlineData("自收到申请材料之日起15日内签发，特殊情况可延长至30日")]
    [InlineData("自受理之日起15日内制作发放，最长不超过30日")]
    [InlineData("市级15日内审核，省级自收到审核意见之日起15日内作出决定")]
    [InlineData("3个工作日或按协议实施")]
    [InlineData("住宅：即时办结")]
    [InlineData("24小时")]
    [InlineData("20")]
    [InlineData("十百日")]
    [InlineData("0日")]
    public void What_is_not_clear_is_left_to_a_person(string? text) => Assert.Null(TimeLimitText.Parse(text));

    [Fact]
    public void A_bare_day_of_the_licensing_law_is_a_working_day() =>
        Assert.Equal(new TimeLimit(20, TimeUnit.WorkingDays), TimeLimitText.Parse("自受理申请之日起二十日内", TimeUnit.WorkingDays));

    [Fact]
    public void Only_no_days_at_all_is_on_the_spot() => Assert.True(TimeLimitText.Parse("即办")!.Instant && !TimeLimitText.Parse("1个工作日")!.Instant);

    [Fact]
    public void Chinese_numbers_are_read_up_to_the_hundreds() => Gen.Int[1, 199].Sample(n =>
        Assert.Equal(n, TimeLimitText.Parse(Chinese(n) + "个工作日")!.Days));

    private static string Chinese(int n)
    {
        const string digits = "零一二三四五六七八九";
        var (hundreds, tens, ones) = (n / 100, n / 10 % 10, n % 10);
        return (hundreds > 0 ? digits[hundreds] + "百" : "")
            + (tens == 1 && hundreds == 0 ? "十" : tens > 0 ? digits[tens] + "十" : hundreds > 0 && ones > 0 ? "零" : "")
            + (ones > 0 ? digits[ones].ToString() : "");
    }
}
