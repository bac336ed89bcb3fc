using Xunit;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Catalogue.Elements;
using Zhengtong.Catalogue.Takeover;
using Zhengtong.TestKit;

namespace Zhengtong.Tests.Unit.Catalogue;

/// <summary>A newer version of the entry above, put onto one's own entry.</summary>
public sealed class EntryRenewalTests
{
    private static readonly ItemState Base = State(new ItemContent { TypeCode = "01", TypeName = "行政许可", LegalBasis = ["旧法"], ConsultPhone = "1", SupervisedBy = "总局" });
    private static readonly ItemState Own = Base with { Content = SmallDictionary.Item with { LegalBasis = ["旧法"], ConsultPhone = "1", SupervisedBy = "省局", Manual = [new("受理", "先核对")] } };

    [Fact, Requirement("01.11")]
    public void Ones_own_elements_stay_what_was_never_changed_follows_and_what_both_changed_is_named()
    {
        var upper = Base with { Name = "新名称", Content = Base.Content with { LegalBasis = ["新法"], ConsultPhone = "2", SupervisedBy = "新总局" } };

        var (after, kept) = EntryRenewal.Merge(Base, Own, upper, []);

        Assert.Equal(("新名称", "新法", "2", "省局"), (after.Name, after.Content.LegalBasis.Single(), after.Content.ConsultPhone, after.Content.SupervisedBy));
        Assert.Equal(["m1", "m2", "m3"], after.Content.Materials.Select(m => m.Key));
        Assert.Equal(Own.Content.FormPlan!.Questions.Select(q => q.Key), after.Content.FormPlan!.Questions.Select(q => q.Key));
        Assert.Equal("先核对", after.Content.Manual.Single().Text);
        Assert.Equal(["supervisedBy"], kept.Select(e => e.Key));
    }

    [Fact, Requirement("01.11")]
    public void What_the_profiles_fix_is_as_above_even_where_ones_own_differs_and_points_of_review_stay_at_their_materials()
    {
        var own = Own with { Name = "自己的名称", Content = Own.Content with { LegalBasis = ["地方办法"], Materials = [new ItemMaterial { Key = "x", Name = "申请书", ReviewPoints = [new("p", "有签名")] }] } };
        var upper = Base with { Name = "新名称", Content = Base.Content with { LegalBasis = ["新法"], Materials = [new ItemMaterial { Key = "m1", Name = "申请书", SourceCode = "10" }] } };

        var (after, kept) = EntryRenewal.Merge(Base, own, upper, ["name", "legalBasis", "materials"]);

        Assert.Equal(("新名称", "新法"), (after.Name, after.Content.LegalBasis.Single()));
        var material = Assert.Single(after.Content.Materials);
        Assert.Equal(("10", "有签名"), (material.SourceCode, material.ReviewPoints.Single().Text));
        Assert.Empty(kept);
    }

    private static ItemState State(ItemContent content) => new("000102001000", "食品经营许可", content);
}
