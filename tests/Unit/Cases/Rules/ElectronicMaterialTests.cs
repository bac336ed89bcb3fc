using Xunit;
using Zhengtong.Cases.Rules;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.TestKit;

namespace Zhengtong.Tests.Unit.Cases.Rules;

[Requirement("03.24")]
public sealed class ElectronicMaterialTests
{
    [Theory]
    [InlineData("请提交纸质材料")]
    [InlineData("请提供营业执照原件")]
    [InlineData("请补交复印件两份")]
    [InlineData("请携带身份证原件")]
    [InlineData("纸质件请寄到我局")]
    [InlineData("原件请尽快送来窗口核验，送")]
    [InlineData("请到政务大厅窗口提交")]
    [InlineData("请申请人来窗口当面递交")]
    [InlineData("请交书面材料一份")]
    public void A_demand_for_paper_is_recognised(string what) => Assert.True(ElectronicMaterial.AsksForPaper(what));

    [Theory]
    [InlineData("扫描件看不清，请重新上传")]
    [InlineData("请提供原件的照片")]
    [InlineData("请提供原件彩色扫描件")]
    [InlineData("与原件不一致，请核对后重新上传")]
    [InlineData("缺少面积，请补充")]
    [InlineData("请上传复印件的扫描件")]
    [InlineData("店名写错一个字")]
    public void A_fault_of_the_electronic_material_may_be_told(string what) => Assert.False(ElectronicMaterial.AsksForPaper(what));

    [Fact]
    public void Paper_may_be_asked_for_where_a_law_requires_it_or_paper_was_handed_in()
    {
        var material = new ItemMaterial { Key = "a", Name = "票据" };
        Assert.Equal("cases.paper-asked", ElectronicMaterial.Refusal(material, true, "请提交原件", "f")?.Code);
        Assert.Null(ElectronicMaterial.Refusal(material with { PaperRequiredBy = "某法第一条" }, true, "请提交原件", "f"));
        Assert.Null(ElectronicMaterial.Refusal(material, false, "请补交复印件的第二页", "f"));
        Assert.Contains("申请表", ElectronicMaterial.Refusal(null, true, "请提交纸质申请表", "f")!.Message, StringComparison.Ordinal);
    }
}
