using Xunit;
using Zhengtong.Platform.Codes;

namespace Zhengtong.Tests.Unit.Platform.Codes;

public sealed class ShortTextTests
{
    [Theory]
    [InlineData("食品经营许可", 6, "食品经营许可")]
    [InlineData("食品经营许可证", 6, "食品经营许…")]
    [InlineData("", 6, "")]
    public void What_is_longer_ends_with_a_sign_that_it_goes_on(string text, int most, string cut) => Assert.Equal(cut, text.Shortened(most));

    /// <summary>The rare character of a name is two units: half of one is refused by the store.</summary>
    [Fact]
    public void A_rare_character_stays_whole_or_goes_whole()
    {
        Assert.Equal("张𠮷某…", "张𠮷某某某".Shortened(5));
        Assert.Equal("张𠮷…", "张𠮷某某某".Shortened(4));
        Assert.Equal("张…", "张𠮷某某某".Shortened(3));
    }
}
