using Xunit;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Catalogue.Elements;
using Zhengtong.Catalogue.Sheets;

namespace Zhengtong.Tests.Unit.Catalogue;

public sealed class SheetCellTests
{
    [Theory]
    [InlineData("一", "二")]
    [InlineData("有｜竖线", "有\\反斜杠", "有\n换行")]
    [InlineData("以反斜杠结尾\\", "｜")]
    public void Texts_of_any_kind_come_back_from_a_cell_as_they_were(params string[] texts)
    {
        Assert.Equal(texts, CellText.TextsOf(CellText.Texts(texts)));
        Assert.Equal(texts, CellText.Rows(CellText.Line(texts), texts.Length).Single());
    }

    [Fact]
    public void Every_element_that_can_be_taken_has_a_column_under_its_own_name_and_national_field() => Assert.Equal(
        ItemElements.All.Where(e => e.Take is not null).Select(e => (e.Name, e.National.Length > 0 ? e.National : e.Key)), SheetColumns.All.Select(c => (c.Name, c.National)));

    [Theory]
    [InlineData("limits", "法定｜二十天", "请写成“20个工作日”")]
    [InlineData("limits", "20个工作日", "每行写成“法定｜20个工作日”")]
    [InlineData("visits", "一次", "应为整数")]
    [InlineData("useLevels", "区级", "不在可选范围：国家、省级")]
    [InlineData("materials", "申请书｜原件｜1｜也许", "必要性请填")]
    [InlineData("tags", "很快办", "没有标签“很快办”")]
    [InlineData("handlingKind", "快办", "请填“即办件”或“承诺件”")]
    [InlineData("entersHall", "也许", "请填“是”或“否”")]
    [InlineData("onlinePayment", "也许", "请填“支持”或“不支持”")]
    public void A_cell_that_cannot_be_read_says_what_to_write(string key, string cell, string told)
    {
        var column = SheetColumns.All.Single(c => c.Key == key);

        var problem = Assert.Throws<FormatException>(() => column.Take!(new ItemContent { TypeCode = "01", TypeName = "行政许可" }, cell));

        Assert.Contains(told, problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Whatever_a_column_shows_it_reads_back()
    {
        var content = new ItemContent
        {
            TypeCode = "01", TypeName = "行政许可", StatutoryLimit = new TimeLimit(3, LimitUnit.CalendarMonths), PromisedLimitText = "当场", UseLevels = [2, 4], HandleForms = ["1", "9"], CrossRegion = "3", PowerSource = "5", Visits = 0, ToleranceDays = 5,
            Fee = new FeeTerms { Charged = false }, Result = new ItemResult { Name = "许可证", KindCode = "1", ValidMonths = 36 }, Tags = [ItemTags.Once], Situations = [new("a", "甲", "注")],
            Materials = [new ItemMaterial { Key = "x", Name = "表", Form = "电子", Copies = 1, SourceCode = "99", Note = "注", Situations = ["a"] }], Remarks = new Dictionary<string, string> { ["fee"] = "不要钱" },
        };
        var empty = new ItemContent { TypeCode = "01", TypeName = "行政许可" };
        foreach (var column in SheetColumns.All.Where(c => c.Take is not null))
        {
            Assert.Equal(column.Show(content), column.Show(column.Take!(empty, column.Show(content))));
        }
    }
}
