using Xunit;
using Zhengtong.Cases.Rules;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.TestKit;

namespace Zhengtong.Tests.Unit.Cases.Rules;

[Requirement("03.22")]
public sealed class PreReviewRuleTests
{
    private static readonly ItemContent Item = new() { TypeCode = "01", TypeName = "行政许可" };

    [Theory]
    [InlineData("", true)]
    [InlineData("全程网办", true)]
    [InlineData("在线预审", true)]
    [InlineData("窗口办理", false)]
    public void It_is_offered_where_the_item_is_handled_online(string depth, bool offered) => Assert.Equal(offered, PreReviewRule.Offered(Item with { OnlineDepth = depth }));

    [Fact]
    public void An_item_may_switch_it_off() => Assert.False(PreReviewRule.Offered(Item with { PreReview = false }));
}
