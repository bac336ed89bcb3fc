using Xunit;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Catalogue.Model;
using Zhengtong.Catalogue.Publish;
using Zhengtong.Platform.Access;
using Zhengtong.TestKit;

namespace Zhengtong.Tests.Unit.Catalogue;

public sealed class ContentRulesTests
{
    private static readonly ItemStep Intake = new("a", "收件", StepKind.Intake, 1, Roles.WindowClerk);
    private static readonly ItemStep Decide = new("b", "决定", StepKind.Decide, 2, Roles.Approver);
    private static readonly ItemStep Issue = new("c", "出件", StepKind.Issue, 3, Roles.IssueClerk);

    [Fact]
    public void A_sound_version_has_no_problem() => Assert.Empty(Check(Content(Intake, Decide, Issue)));

    [Fact]
    public void A_promise_longer_than_the_law_is_refused() => Assert.Equal(
        ["catalogue.promise-over-law"],
        Check(Content(Intake, Decide, Issue) with { StatutoryLimit = new TimeLimit(10), PromisedLimit = new TimeLimit(11) }));

    [Fact]
    public void Steps_must_begin_with_intake_decide_and_end_with_issue()
    {
        Assert.Contains("catalogue.steps-intake", Check(Content(Decide with { Stage = 1 }, Issue with { Stage = 2 })));
        Assert.Contains("catalogue.steps-decide", Check(Content(Intake, Issue with { Stage = 2 })));
        Assert.Contains("catalogue.steps-issue", Check(Content(Intake, Decide)));
        Assert.Contains("catalogue.steps-stages", Check(Content(Intake, Decide, Issue with { Stage = 4 })));
        Assert.Contains("catalogue.steps-role", Check(Content(Intake, Decide with { Role = "king" }, Issue)));
    }

    [Fact, Requirement("03.33")]
    public void A_filing_may_not_have_a_decision() =>
        Assert.Equal(["catalogue.steps-filing"], Check(Content(Intake, Decide, Issue) with { Filing = true }));

    [Theory, Requirement("02.04")]
    [InlineData("其他材料", true)]
    [InlineData("法律、法规规定的其他书面材料", true)]
    [InlineData("法律、行政法规规定的其他文件、材料", true)]
    [InlineData("夫妻双方身份证（或居住证等其他身份证明材料）", false)]
    [InlineData("营业执照", false)]
    public void Catch_all_materials_are_known(string name, bool catchAll) => Assert.Equal(catchAll, ContentRules.IsCatchAll(name));

    [Theory]
    [InlineData("511A0005200004-511602000000-000-115113016823646795-1-00", true)]
    [InlineData("E-000004-001-11511301008778386B", true)]
    [InlineData("1J-5100-00026-511602000000-000-11511301008778386B-1-00", true)]
    [InlineData("GD0001", true)]
    [InlineData("食品", false)]
    [InlineData("12", false)]
    public void Codes_are_recognised(string code, bool known) =>
        Assert.Equal(!known, ContentRules.Check(Request(Content(Intake, Decide, Issue)) with { Code = code }).Any(p => p.Code == "catalogue.code-shape"));

    private static IEnumerable<string> Check(ItemContent content) => ContentRules.Check(Request(content)).Select(p => p.Code);

    private static PublishRequest Request(ItemContent content) => new("GD0001", "某项许可", Guid.Empty, "某局", "511602", "广安区", content, "test");

    private static ItemContent Content(params ItemStep[] steps) => new() { TypeCode = "01", TypeName = "行政许可", Steps = steps };
}
