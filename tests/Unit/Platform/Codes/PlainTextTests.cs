using Xunit;
using Zhengtong.Platform.Codes;

namespace Zhengtong.Tests.Unit.Platform.Codes;

public sealed class PlainTextTests
{
    [Theory]
    [InlineData("（１）ＡＢ　", "(1)AB ")]
    [InlineData("食品经营许可（县级）", "食品经营许可(县级)")]
    [InlineData("Ⅱ类射线装置、ⅳ类", "II类射线装置、iv类")]
    [InlineData("①新办⑳其他⑴甲", "1新办20其他(1)甲")]
    [InlineData("使用面积１００㎡，不超过３０℃", "使用面积100m2,不超过30°C")]
    [InlineData("《办法》第三条、“甲”", "《办法》第三条、“甲”")]
    [InlineData("", "")]
    public void Signs_that_mean_the_same_become_the_same(string typed, string plain) => Assert.Equal(plain, PlainText.Of(typed));

    [Fact]
    public void Every_full_width_sign_has_its_ascii_twin() =>
        Assert.Equal(string.Concat(Enumerable.Range('!', '~' - '!' + 1).Select(i => (char)i)), string.Concat(Enumerable.Range('\uFF01', 0x5E).Select(i => PlainText.HalfWidth((char)i))));
}
