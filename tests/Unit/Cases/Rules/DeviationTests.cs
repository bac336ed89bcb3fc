using Xunit;
using Zhengtong.Cases.Rules;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Platform.Access;
using Zhengtong.TestKit;

namespace Zhengtong.Tests.Unit.Cases.Rules;

/// <summary>未按标准审批: what a case did otherwise than its item says.</summary>
[Requirement("02.15")]
public sealed class DeviationTests
{
    private static readonly DateOnly Day = new(2026, 3, 2);

    private static readonly ItemContent Item = new()
    {
        TypeCode = "01",
        TypeName = "行政许可",
        Materials =
        [
            new ItemMaterial { Key = "id", Name = "申请人身份证明", Note = "居民身份证或者护照" },
            new ItemMaterial { Key = "licence", Name = "营业执照（副本）复印件" },
            new ItemMaterial { Key = "renewal", Name = "原食品经营许可证", Situations = ["renew"] },
        ],
        Steps = [new("intake", "收件受理", StepKind.Intake, 1, Roles.WindowClerk), new("review", "审查", StepKind.Review, 2, Roles.Reviewer, 5)],
        UncountedSteps = [new UncountedStep("现场核查", "办法第十九条", 10, "")],
        Fee = new FeeTerms { Charged = true, Items = [new FeeItem("工本费", "10元/证", "文件")] },
    };

    private static readonly CaseFacts Facts = new([Item], "new");

    [Fact]
    public void A_case_handled_as_published_deviates_in_nothing() => Assert.Empty(Deviation.Of(Facts with
    {
        Demands = [Told("1", ("申请人身份证明", "照片不清楚，请重新上传身份证"), ("申请表", "店名写错一个字，请更正"))],
        Steps = [new("intake", "收件受理", Day), new(Deviation.SecondCorrection, "再次补正审核", Day), new(Deviation.RefusalReview, "不予受理审核", Day), new("review", "审查", Day)],
        Procedures = [new("现场核查", "现场核查", Day)],
        Charges = [new("JF1", "工本费", "10元/证", Day)],
        Limits = [new("Promised", "承诺办结时限", Day, Day)],
    }));

    [Fact]
    public void A_material_that_is_not_listed_deviates_and_so_does_one_of_another_situation()
    {
        var demand = Facts with { Demands = [Told("1", ("无犯罪记录", "没有交"), ("原食品经营许可证", "没有交"))] };

        Assert.Equal([(DeviationKind.UnlistedMaterial, "无犯罪记录"), (DeviationKind.UnlistedMaterial, "原食品经营许可证")], Found(demand));
        Assert.Equal([(DeviationKind.UnlistedMaterial, "无犯罪记录")], Found(demand with { Situation = "renew" }));
    }

    [Theory]
    [InlineData("请另行提供无犯罪记录证明", "无犯罪记录证明")]
    [InlineData("还需提交村委会出具的居住证明和三份购销合同。", "居住证明", "购销合同")]
    [InlineData("请补充户口簿（复印件）、营业执照", "户口簿")]
    [InlineData("照片不清楚，请重新拍摄")]
    [InlineData("与身份证不一致")]
    [InlineData("请提交清晰的营业执照副本原件")]
    [InlineData("请补充材料")]
    [InlineData("请上传护照扫描件")]
    [InlineData("请提供联系电话")]
    public void A_text_that_asks_for_another_document_deviates(string text, params string[] things) =>
        Assert.Equal(things.Select(t => (DeviationKind.UnlistedDemand, t)), Found(Facts with { Demands = [Told("1", ("申请表", text))] }));

    [Fact]
    public void Telling_a_second_time_deviates_and_a_third_time_again()
    {
        var told = Facts with { Demands = [Told("BZ01", ("申请表", "店名写错")), Told("BZ02", ("申请表", "电话写错"), 3), Told("BZ03", ("申请表", "地址写错"), 9)] };

        Assert.Equal([(DeviationKind.RepeatedCorrection, "BZ02"), (DeviationKind.RepeatedCorrection, "BZ03")], Found(told));
        Assert.Contains("第 3 次", Deviation.Of(told)[1].Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Steps_procedures_and_fees_that_the_item_does_not_have_deviate() => Assert.Equal(
        [(DeviationKind.UnlistedStep, "more"), (DeviationKind.UnlistedProcedure, "专家评审"), (DeviationKind.UnlistedFee, "JF1 检测费"), (DeviationKind.UnlistedFee, "JF2 工本费")],
        Found(Facts with
        {
            Steps = [new("more", "股室会签", Day)],
            Procedures = [new("专家评审", "专家评审", Day)],
            Charges = [new("JF1", "检测费", "100元", Day), new("JF2", "工本费", "20元/证", Day)],
        }));

    [Fact]
    public void A_day_too_late_deviates_from_the_day_after_the_last()
    {
        var late = Assert.Single(Deviation.Of(Facts with { Limits = [new("Statutory", "法定办结时限", Day, Day.AddDays(1)), new("step:review", "环节“审查”", Day, Day)] }));

        Assert.Equal((DeviationKind.LimitExceeded, "Statutory", Day.AddDays(1)), (late.Kind, late.Key, late.On));
    }

    [Fact]
    public void What_was_lawful_under_the_version_before_is_no_deviation()
    {
        var older = Item with { Materials = [.. Item.Materials, new ItemMaterial { Key = "plan", Name = "平面图" }], Steps = [.. Item.Steps, new("survey", "踏勘", StepKind.Review, 2, Roles.Reviewer)] };
        var facts = Facts with { Demands = [Told("1", ("平面图", "缺少面积"))], Steps = [new("survey", "踏勘", Day)] };

        Assert.Equal(2, Deviation.Of(facts).Count);
        Assert.Empty(Deviation.Of(facts with { Versions = [Item, older] }));
    }

    [Fact]
    public void Every_kind_has_a_name() => Assert.Equal(7, Enum.GetValues<DeviationKind>().Select(k => k.Name()).Distinct().Count());

    private static CaseFacts.Demand Told(string notice, params (string Name, string Text)[] what) => new(notice, Day, [.. what.Select(w => new CaseFacts.Demanded(w.Name, w.Text))]);

    private static CaseFacts.Demand Told(string notice, (string Name, string Text) what, int after) => Told(notice, what) with { On = Day.AddDays(after) };

    private static IEnumerable<(DeviationKind, string)> Found(CaseFacts facts) => Deviation.Of(facts).Select(d => (d.Kind, d.Key));
}
