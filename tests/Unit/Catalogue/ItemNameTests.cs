using Xunit;
using Zhengtong.Catalogue.Import;

namespace Zhengtong.Tests.Unit.Catalogue;

public sealed class ItemNameTests
{
    [Theory]
    [InlineData("（１）ＡＢ　", "(1)AB ")]
    [InlineData("食品经营许可（县级权限）", "食品经营许可")]
    [InlineData("食品经营许可(县级)", "食品经营 许可（市级）")]
    [InlineData("生产、销售、使用Ⅱ类射线装置", "生产、销售、使用II类射线装置")]
    [InlineData("建设工程消防验收（住建行使）", "建设工程消防验收")]
    public void Two_sources_name_the_same_item(string one, string other) => Assert.Equal(ItemName.Normalise(one), ItemName.Normalise(other));

    [Theory]
    [InlineData("食品经营许可（新办）", "食品经营许可")]
    [InlineData("使用Ⅱ类射线装置", "使用Ⅲ类射线装置")]
    [InlineData("(1)", "(2)")]
    public void Different_items_stay_different(string one, string other) => Assert.NotEqual(ItemName.Normalise(one), ItemName.Normalise(other));
}
