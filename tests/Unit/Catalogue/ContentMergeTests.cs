using Xunit;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Catalogue.Elements;

namespace Zhengtong.Tests.Unit.Catalogue;

/// <summary>What one author changed and what came in force meanwhile, put together.</summary>
public sealed class ContentMergeTests
{
    private static readonly ItemContent Base = SmallDictionary.Item with { ConsultPhone = "1", StatutoryLimit = new TimeLimit(20), Remarks = new Dictionary<string, string> { ["fee"] = "不收费" } };

    [Fact]
    public void Each_side_keeps_what_only_it_changed()
    {
        var draft = Base with { ConsultPhone = "2", Remarks = new Dictionary<string, string> { ["fee"] = "不收费", ["limits"] = "很快" } };
        var newest = Base with { ComplaintPhone = "3", Remarks = new Dictionary<string, string> { ["fee"] = "一分钱也不收" } };

        var merged = ContentMerge.Of(Base, draft, newest);

        Assert.Equal(("2", "3"), (merged.ConsultPhone, merged.ComplaintPhone));
        Assert.Equal([("fee", "一分钱也不收"), ("limits", "很快")], merged.Remarks.OrderBy(r => r.Key, StringComparer.Ordinal).Select(r => (r.Key, r.Value)));
    }

    [Fact]
    public void What_both_changed_is_the_authors_and_a_limit_is_never_half_of_each()
    {
        var merged = ContentMerge.Of(Base, Base with { StatutoryLimit = new TimeLimit(15) }, Base with { StatutoryLimit = new TimeLimit(20, LimitUnit.CalendarDays) });

        Assert.Equal(new TimeLimit(15), merged.StatutoryLimit);
    }

    [Fact]
    public void Questions_groups_and_elements_of_the_form_and_points_of_materials_are_merged_by_their_keys()
    {
        var plan = Base.FormPlan!;
        var draft = Base with
        {
            FormPlan = plan with { Questions = [plan.Questions[0] with { Hint = "看产权证" }, .. plan.Questions.Skip(1)] },
            Materials = [.. Base.Materials.Select(m => m.Key == "m2" ? m with { Situations = ["rent"], Tolerable = true } : m), new ItemMaterial { Key = "m9", Name = "新材料" }],
        };
        var newest = Base with
        {
            FormPlan = plan with { Questions = [.. plan.Questions, new SituationQuestion("size", "多大", [new("s", "小"), new("l", "大")])], Groups = [plan.Groups[0] with { VisibleWhen = "{}" }, .. plan.Groups.Skip(1)] },
            Materials = [.. Base.Materials.Where(m => m.Key != "m3").Select(m => m.Key == "m2" ? m with { ReviewPoints = [new("p1", "清楚")] } : m)],
        };

        var merged = ContentMerge.Of(Base, draft, newest);

        Assert.Equal([.. plan.Questions.Select(q => q.Key), "size"], merged.FormPlan!.Questions.Select(q => q.Key));
        Assert.Equal(("看产权证", "{}"), (merged.FormPlan.Questions[0].Hint, merged.FormPlan.Groups[0].VisibleWhen));
        Assert.Equal(["m1", "m2", "m9"], merged.Materials.Select(m => m.Key));
        var second = merged.Materials[1];
        Assert.True(second.Tolerable);
        Assert.Equal(("rent", "清楚"), (second.Situations.Single(), second.ReviewPoints.Single().Text));
    }

    [Fact]
    public void A_row_taken_away_stays_away_and_one_that_the_author_wrote_in_stays()
    {
        var draft = Base with { Materials = [.. Base.Materials.Where(m => m.Key != "m1").Select(m => m.Key == "m3" ? m with { Note = "改" } : m)] };
        var newest = Base with { Materials = [.. Base.Materials.Where(m => m.Key != "m3").Select(m => m.Key == "m1" ? m with { Note = "也改" } : m)] };

        Assert.Equal(["m2", "m3"], ContentMerge.Of(Base, draft, newest).Materials.Select(m => m.Key));
    }

    [Fact]
    public void Who_put_the_rows_in_another_order_has_it_so()
    {
        var draft = Base with { Materials = [.. Base.Materials.Reverse()] };
        var newest = Base with { Materials = [Base.Materials[0], new ItemMaterial { Key = "n", Name = "新" }, .. Base.Materials.Skip(1)] };

        Assert.Equal(["m3", "m2", "m1", "n"], ContentMerge.Of(Base, draft, newest).Materials.Select(m => m.Key));
    }

    [Fact]
    public void Nothing_changed_on_one_side_is_the_other_side()
    {
        var other = SmallDictionary.Item with { ConsultPhone = "9", FormPlan = null };

        Assert.Equal(other.ToJson(), ContentMerge.Of(Base, Base, other).ToJson());
        Assert.Equal(other.ToJson(), ContentMerge.Of(Base, other, Base).ToJson());
        Assert.Equal("新名", ContentMerge.Of("旧名", "旧名", "新名"));
        Assert.Equal("我的", ContentMerge.Of("旧名", "我的", "新名"));
    }
}
