using Xunit;
using Zhengtong.Platform.Documents;

namespace Zhengtong.Tests.Unit.Platform.Documents;

public sealed class ExcelSheetTests
{
    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("+86", "'+86")]
    [InlineData("-1", "'-1")]
    [InlineData("@SUM(A1)", "'@SUM(A1)")]
    [InlineData("$=A1", "'$=A1")]
    [InlineData("  =1", "'  =1")]
    [InlineData("\t=1", "'\t=1")]
    [InlineData("食品经营许可", "食品经营许可")]
    [InlineData("138****5678", "138****5678")]
    [InlineData("", "")]
    public void A_cell_is_never_a_formula(string cell, string shown) => Assert.Equal(shown, ExcelSheet.Plain(cell));
}
