using Xunit;
using Zhengtong.Platform.Codes;

namespace Zhengtong.Tests.Unit.Platform.Codes;

public sealed class ItemCodeTests
{
    [Fact]
    public void A_published_handling_code_is_taken_apart()
    {
        var code = ItemCode.Parse("11450000007565194H200011501500504").Value;
        Assert.Equal(ItemCodeKind.Handling, code.Kind);
        Assert.Equal(("11450000007565194H", 2, "000115015005", "04"), (code.BodyCode, code.Level, code.CatalogueCode, code.Serial));
        Assert.Equal(("00", "01", "15", "015", "005"), (code.Scope, code.ItemType, code.Department, code.MainItem, code.SubItem));
    }

    [Theory]
    [InlineData("11650000010183859F2650116013001", 2, "65", "01", "16")]
    [InlineData("1145072100811537184452004020000", 4, "45", "20", "04")]
    [InlineData("11450721MB155808114000104002000", 4, "00", "01", "04")]
    public void Published_implementation_codes_are_taken_apart(string text, int level, string scope, string type, string department)
    {
        var code = ItemCode.Parse(text).Value;
        Assert.Equal(ItemCodeKind.Implementation, code.Kind);
        Assert.Equal((level, scope, type, department), (code.Level, code.Scope, code.ItemType, code.Department));
        Assert.Equal(text, ItemCode.Compose(SocialCreditCode.Parse(code.BodyCode).Value, level, code.CatalogueCode).Value.Text);
    }

    [Theory]
    [InlineData("000172005000", ItemCodeKind.Catalogue)]
    [InlineData("511Z07001006-511602000000-000-11511301008778183N-1-00", ItemCodeKind.Legacy)]
    [InlineData("511A0081000003-511602000000-000-00877868-5-1-00", ItemCodeKind.Legacy)]
    [InlineData("0100045000", ItemCodeKind.Legacy)]
    public void Other_codes_are_recognised(string text, ItemCodeKind kind) => Assert.Equal(kind, ItemCode.Parse(text).Value.Kind);

    [Theory]
    [InlineData("11450000007565194J2000115015005", "platform.item-code-body")]
    [InlineData("11450000007565194H9000115015005", "platform.item-code-level")]
    [InlineData("11450000007565194H20001150150AB", "platform.item-code-catalogue")]
    [InlineData("990172005000", "platform.item-code-shape")]
    [InlineData("abc", "platform.item-code-shape")]
    public void A_wrong_code_says_what_is_wrong(string text, string problem) => Assert.Equal(problem, Assert.Single(ItemCode.Parse(text).Problems).Code);
}
