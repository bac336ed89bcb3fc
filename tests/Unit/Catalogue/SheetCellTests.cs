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
        ItemElements.All.Where(e => e.Take is not null).Select(e => (e.Name, e.National.Length > 0 && e.Key is not ("limits" or "result" or "fee") ? e.National : e.Key)),
        SheetColumns.All.Select(c => (c.Name, c.National)));

    /// <summary>What the template tells people to write must be read: examples as they stand, and each of the values that are counted.</summary>
    [Fact]
    public void What_the_template_says_of_a_column_is_what_the_column_reads()
    {
        var content = new ItemContent { TypeCode = "01", TypeName = "行政许可" };
        Assert.All(SheetHead.All, h => Assert.NotEmpty(SheetGuide.OfHead(h.Name).How));
        foreach (var column in NationalColumns.Every)
        {
            var guide = SheetGuide.OfColumn(column);
            Assert.NotEmpty(guide.How);
            foreach (var cell in guide.Values.Append(guide.Example).Where(c => c.Length > 0))
            {
                var taken = column.Take!(content, cell);
                Assert.Equal(taken.ToJson(), column.Take!(taken, column.Show(taken)).ToJson());
            }
        }
    }

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

        // The national fields one after the other: a unit stands with its days.
        var back = NationalColumns.All.Where(c => c.Take is not null).Aggregate(empty, (c, column) => column.Take!(c, column.Show(content)));
        Assert.Equal(NationalColumns.All.Select(c => c.Show(content)), NationalColumns.All.Select(c => c.Show(back)));
    }
}
