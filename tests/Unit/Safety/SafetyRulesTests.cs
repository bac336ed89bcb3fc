using Zhengtong.Safety.Model;
using Zhengtong.Safety.Rules;
using Zhengtong.TestKit;

namespace Zhengtong.Tests.Unit.Safety;

public sealed class SafetyRulesTests
{
    private static readonly DateTime Found = new(2026, 3, 6, 16, 30, 0, DateTimeKind.Utc);

    /// <summary>网络数据安全管理条例 art. 10: by the clock, over a weekend too, and only for vulnerabilities that harm the public.</summary>
    [Theory, Requirement("18.12")]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public void A_vulnerability_that_harms_the_public_is_reported_within_24_hours(bool vulnerability, bool harmsPublic) => Assert.Equal(
        vulnerability && harmsPublic ? Found.AddHours(24) : null,
        IncidentRule.ReportUpBy(vulnerability ? IncidentKind.Vulnerability : IncidentKind.Attack, harmsPublic, Found));

    [Fact, Requirement("18.08", "18.09", "18.14")]
    public void Every_stage_of_every_object_wants_a_measure()
    {
        Assert.Equal(7 * 3, MeasureRule.Gaps([]).Count);
        Measure Of(DataStage stage, params ProtectedObject[] objects) => new("k", stage, objects, "加密", "单位", "人", "要求");
        var all = Enum.GetValues<DataStage>().Select(s => Of(s, ProtectedObject.Extranet, ProtectedObject.Exchange)).ToList();
        Assert.Equal([.. Enum.GetValues<DataStage>().Select(s => new MeasureGap(s, ProtectedObject.Online))], MeasureRule.Gaps(all));
        Assert.Equal(6, MeasureRule.Gaps([.. all, Of(DataStage.Destroy, ProtectedObject.Online)]).Count);
        Assert.Equal(["采集", "传输", "存储", "使用", "共享", "开放", "销毁"], Enum.GetValues<DataStage>().Select(s => s.Name()));
        Assert.Equal(["电子政务外网", "数据共享交换平台", "网上平台"], Enum.GetValues<ProtectedObject>().Select(o => o.Name()));
    }

    [Theory, Requirement("18.10")]
    [InlineData(1, 1, 1)]
    [InlineData(1, 2, 1)]
    [InlineData(1, 3, 2)]
    [InlineData(2, 2, 2)]
    [InlineData(3, 2, 3)]
    [InlineData(3, 3, 3)]
    public void Risk_grows_with_likelihood_and_harm(int likelihood, int harm, int risk) => Assert.Equal((RiskGrade)risk, ShareRule.RiskOf((RiskGrade)likelihood, (RiskGrade)harm));

    [Fact, Requirement("18.11")]
    public void A_plan_is_exercised_again_so_many_months_after_the_last_time()
    {
        var by = ExerciseRule.Next(new DateOnly(2026, 8, 31), 6);
        Assert.Equal(new DateOnly(2027, 2, 28), by);
        Assert.Equal((false, true, false), (ExerciseRule.IsOverdue(by, by), ExerciseRule.IsOverdue(by, by.AddDays(1)), ExerciseRule.IsOverdue(null, by)));
    }
}
