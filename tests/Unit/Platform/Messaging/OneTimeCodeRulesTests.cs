using Xunit;
using Zhengtong.Platform.Messaging;

namespace Zhengtong.Tests.Unit.Platform.Messaging;

public sealed class OneTimeCodeRulesTests
{
    private static readonly DateTime Now = new(2026, 3, 2, 2, 0, 0, DateTimeKind.Utc);

    [Theory]
    [InlineData(59, false)]
    [InlineData(60, true)]
    public void The_next_code_waits_a_minute(int secondsAgo, bool may) =>
        Assert.Equal(may, OneTimeCodeRules.MaySend([Now.AddSeconds(-secondsAgo)], Now) is null);

    [Fact]
    public void The_refusal_says_how_long_to_wait() =>
        Assert.Contains("18 秒", OneTimeCodeRules.MaySend([Now.AddSeconds(-42)], Now)!.Message, StringComparison.Ordinal);

    [Fact]
    public void The_eleventh_code_of_a_day_is_refused_until_the_first_is_a_day_old()
    {
        var ten = Enumerable.Range(1, 10).Select(h => Now.AddHours(-h)).ToList();

        Assert.Equal("platform.code-too-many", OneTimeCodeRules.MaySend(ten, Now)?.Code);
        Assert.Null(OneTimeCodeRules.MaySend(ten, Now.AddHours(14)));
    }

    [Fact]
    public void A_right_code_may_be_used_once()
    {
        var code = OneTimeCode.Of("sign-in", "hash", "012345", Now);

        Assert.Null(OneTimeCodeRules.MayTry(code, Now));
        Assert.True(code.Try(" 012345 ", Now));
        Assert.Equal("platform.code-none", OneTimeCodeRules.MayTry(code, Now)?.Code);
    }

    [Fact]
    public void A_code_ends_at_five_minutes()
    {
        var code = OneTimeCode.Of("sign-in", "hash", "012345", Now);

        Assert.Null(OneTimeCodeRules.MayTry(code, Now.AddMinutes(5).AddTicks(-1)));
        Assert.Equal("platform.code-expired", OneTimeCodeRules.MayTry(code, Now.AddMinutes(5))?.Code);
    }

    [Fact]
    public void The_same_address_is_one_however_it_is_typed() =>
        Assert.Equal(OneTimeCode.Normal("li@example.cn"), OneTimeCode.Normal(" Li@Example.CN"));
}
