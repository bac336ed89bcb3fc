using Xunit;
using Zhengtong.Catalogue.Adoption;
using Zhengtong.Catalogue.Agreement;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Catalogue.Elements;

namespace Zhengtong.Tests.Unit.Catalogue.Agreement;

public sealed class AgreementCheckTests
{
    private static readonly Profile Four = new("four", "四同", ["name", "type", "legalBasis", "catalogueCode"], [2, 3, 4]);
    private static readonly ItemContent Content = new() { TypeCode = "01", TypeName = "行政许可", LegalBasis = ["食品安全法第三十五条"] };
    private static readonly ItemState Standard = new("000131001000", "食品经营许可", Content);

    [Fact]
    public void An_item_that_says_the_same_agrees() => Assert.Empty(AgreementCheck.Of(Standard, 4, Standard, Four));

    [Theory]
    [InlineData("name")]
    [InlineData("type")]
    [InlineData("legalBasis")]
    [InlineData("catalogueCode")]
    public void Each_element_of_the_profile_is_compared(string key)
    {
        var own = key switch
        {
            "name" => Standard with { Name = "食品经营许可证核发" },
            "catalogueCode" => Standard with { CatalogueCode = "000131001001" },
            "type" => Standard with { Content = Content with { TypeName = "行政确认" } },
            _ => Standard with { Content = Content with { LegalBasis = [] } },
        };

        Assert.Equal(key, Assert.Single(AgreementCheck.Of(own, 4, Standard, Four)).Element.Key);
    }

    [Fact]
    public void Elements_outside_the_profile_may_differ() =>
        Assert.Empty(AgreementCheck.Of(Standard with { Content = Content with { Conditions = ["有固定场所"], ConsultPhone = "12345" } }, 4, Standard, Four));

    [Theory]
    [InlineData(1, 0)]
    [InlineData(2, 1)]
    [InlineData(4, 1)]
    [InlineData(5, 0)]
    public void Only_the_levels_of_the_profile_are_compared(int level, int differences) => Assert.Equal(differences, AgreementCheck.Of(Standard with { Name = "别的" }, level, Standard, Four).Count);

    [Fact]
    public void Where_the_standard_says_nothing_there_is_nothing_to_agree_with()
    {
        var silent = Standard with { Content = Content with { LegalBasis = [" "] } };

        Assert.Empty(AgreementCheck.Of(Standard, 4, silent, Four));
        Assert.DoesNotContain("legalBasis", AgreementCheck.Fixed(silent, Four));
    }

    [Fact]
    public void A_deviation_that_is_allowed_is_not_fixed() =>
        Assert.Equal(["catalogueCode", "name", "type"], AgreementCheck.Fixed(Standard, 4, [Four], new HashSet<string> { "legalBasis" }).Order(StringComparer.Ordinal));

    [Fact]
    public void A_plan_takes_what_is_fixed_and_offers_the_rest()
    {
        var standard = Standard with { Name = "食品经营许可（新）", Content = Content with { LegalBasis = ["新法第一条"], Conditions = ["有固定场所"] } };
        var plan = AdoptionPlan.Of(Standard, standard, new HashSet<string> { "name", "legalBasis" });

        Assert.Equal(["name", "legalBasis"], plan.Fixed.Select(d => d.Element.Key));
        Assert.Equal(["conditions"], plan.Offered.Select(d => d.Element.Key));
        var (name, content) = AdoptionPlan.Take(Standard, standard, ["name", "legalBasis"]);
        Assert.Equal(("食品经营许可（新）", "新法第一条", 0), (name, content.LegalBasis[0], content.Conditions.Count));
    }

    [Fact]
    public void Materials_that_name_situations_bring_them_along()
    {
        var standard = Standard with
        {
            Content = Content with { Situations = [new("first", "首次申请")], Materials = [new ItemMaterial { Key = "m1", Name = "申请书", Situations = ["first"] }] },
        };

        Assert.Equal("首次申请", Assert.Single(AdoptionPlan.Take(Standard, standard, ["materials"]).Content.Situations).Name);
    }
}
