using Xunit;
using Zhengtong.Catalogue.Adoption;
using Zhengtong.Catalogue.Agreement;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Catalogue.Elements;
using Zhengtong.TestKit;

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

    /// <summary>Every item has a form of its own key, composed of the same plan.</summary>
    [Fact, Requirement("01.05", "01.16")]
    public void Forms_composed_of_the_same_plan_agree_whatever_they_are_called_and_another_plan_is_told_in_words()
    {
        var profile = new Profile("form", "表单统一", ["form"], [4]);
        var (above, below) = (Standard with { Content = SmallDictionary.Item with { PersonForm = "item-a-p@1" } }, Standard with { Content = SmallDictionary.Item with { PersonForm = "item-b-p@7" } });
        Assert.Empty(AgreementCheck.Of(below, 4, above, profile));

        var plan = SmallDictionary.Plan;
        var other = below with { Content = below.Content with { FormPlan = plan with { Questions = [plan.Questions[0] with { Text = "场所是谁的" }, .. plan.Questions.Skip(1)] } } };
        var difference = Assert.Single(AgreementCheck.Of(other, 4, above, profile));
        Assert.Contains("场所从哪里来", Assert.Single(difference.Removed), StringComparison.Ordinal);
        Assert.Contains("场所是谁的", Assert.Single(difference.Added), StringComparison.Ordinal);
        Assert.DoesNotContain(difference.Before.Concat(difference.After), l => l.Contains('@', StringComparison.Ordinal));

        // Taken once, with the situations that the questions select.
        var offered = AdoptionPlan.Of(other with { Content = other.Content with { Situations = [] } }, above, new HashSet<string> { "form" });
        Assert.Equal(["form"], offered.Fixed.Select(d => d.Element.Key));
        Assert.DoesNotContain("formPlan", offered.Offered.Select(d => d.Element.Key));
        var taken = AdoptionPlan.Take(other with { Content = other.Content with { Situations = [] } }, above, ["form"]).Content;
        Assert.Empty(AgreementCheck.Of(below with { Content = taken }, 4, above, profile));
        Assert.Equal(["own", "rent"], taken.Situations.Select(x => x.Key));
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
