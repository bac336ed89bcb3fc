using Xunit;
using Zhengtong.Cases.Rules;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.TestKit;

namespace Zhengtong.Tests.Unit.Cases.Rules;

public sealed class FeeStandardTests
{
    [Theory]
    [Requirement("03.26")]
    [InlineData("10元/证", 1000, "证")]
    [InlineData("每件80元", 8000, "件")]
    [InlineData("0.01 元", 1, "")]
    [InlineData("80.5元", 8050, "")]
    [InlineData("9999999元", 999999900, "")]
    public void A_fixed_price_is_read_to_the_fen(string standard, long fen, string unit) => Assert.Equal(new FeeStandard.Price(fen, unit), FeeStandard.Of(new FeeItem("费", standard, "依据")));

    [Theory]
    [InlineData("500-1000元")]
    [InlineData("按评审工作量")]
    [InlineData("0元")]
    [InlineData("-5元")]
    [InlineData("1.234元")]
    [InlineData("10元，减半收取")]
    [InlineData("住宅80元/套，非住宅550元")]
    [InlineData("99999999元")]
    [InlineData("")]
    public void What_is_no_fixed_price_cannot_be_charged(string standard) => Assert.Null(FeeStandard.Of(new FeeItem("费", standard, "依据")));

    [Fact]
    public void Payment_counts_unless_the_list_names_it_with_its_ground()
    {
        ItemContent With(params UncountedStep[] steps) => new() { TypeCode = "01", TypeName = "行政许可", UncountedSteps = steps };

        Assert.Null(PaymentWait.Listed(With()));
        Assert.Null(PaymentWait.Listed(With(new UncountedStep("听证", "行政许可法第四十五条", 5, ""))));
        Assert.Null(PaymentWait.Listed(With(new UncountedStep("缴费", " ", 5, ""))));
        Assert.NotNull(PaymentWait.Listed(With(new UncountedStep("申请人缴费", "某条例第三十七条", 5, ""))));
    }
}
