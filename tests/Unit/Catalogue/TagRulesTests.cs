using Xunit;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Catalogue.Lists;
using Zhengtong.Catalogue.Model;
using Zhengtong.TestKit;

namespace Zhengtong.Tests.Unit.Catalogue;

public sealed class TagRulesTests
{
    private static readonly ItemContent Plain = new() { TypeCode = "01", TypeName = "行政许可" };
    private static readonly CommitmentTerms Terms = new("承诺符合条件", "经营场所合法", "违反的撤销许可", "事后核查");

    private static string[] Codes(ItemContent content) => [.. TagRules.Check(content).Select(p => p.Code)];

    [Theory, Requirement("05.15", "05.16", "05.18")]
    [InlineData(ItemTags.ZeroTrip, 1, true)]
    [InlineData(ItemTags.ZeroTrip, 0, false)]
    [InlineData(ItemTags.OneTrip, 2, true)]
    [InlineData(ItemTags.OneTrip, 1, false)]
    [InlineData(ItemTags.Once, 2, true)]
    public void A_tag_that_the_number_of_visits_contradicts_is_refused(string tag, int visits, bool refused)
    {
        string[] expected = refused ? ["catalogue.tag-" + tag] : [];
        Assert.Equal(expected, Codes(Plain with { Tags = [tag], Visits = visits }));
    }

    [Fact, Requirement("05.18")]
    public void Tags_that_other_elements_contradict_are_refused()
    {
        Assert.Equal(["catalogue.tag-immediate"], Codes(Plain with { Tags = [ItemTags.Immediate] }));
        Assert.Empty(Codes(Plain with { Tags = [ItemTags.Immediate], Instant = true }));
        Assert.Equal(["catalogue.tag-online"], Codes(Plain with { Tags = [ItemTags.Online], HandleForms = ["1"] }));
        Assert.Equal(["catalogue.tag-mobile"], Codes(Plain with { Tags = [ItemTags.Mobile], HandleForms = ["1", "2"] }));
        Assert.Equal(["catalogue.tag-cross-region"], Codes(Plain with { Tags = [ItemTags.CrossRegion] }));
        Assert.Equal(["catalogue.tag-tolerance"], Codes(Plain with { Tags = [ItemTags.Tolerance], ToleranceDays = 5 }));
        Assert.Equal(["catalogue.tag-unknown"], Codes(Plain with { Tags = ["best"] }));
    }

    [Fact, Requirement("05.07")]
    public void Each_of_the_eight_risks_excludes_commitment()
    {
        Assert.Equal(8, ItemRisks.Names.Count);
        foreach (var risk in ItemRisks.Names.Keys)
        {
            Assert.Equal(["catalogue.commitment-excluded"], Codes(Plain with { RiskClasses = [risk], Commitment = Terms }));
            Assert.Contains("catalogue.tag-commitment", Codes(Plain with { RiskClasses = [risk], Tags = [ItemTags.Commitment] }));
        }

        Assert.Empty(Codes(Plain with { Commitment = Terms, Tags = [ItemTags.Commitment] }));
        Assert.Equal(["catalogue.risk-unknown"], Codes(Plain with { RiskClasses = [9] }));
    }

    [Fact, Requirement("05.20")]
    public void Many_steps_long_duration_or_many_departments_suggest_assisted_handling()
    {
        static ItemStep Step(int n, string organisation = "") => new($"s{n}", $"环节{n}", StepKind.Review, n, "reviewer", OrganisationName: organisation);
        Assert.Empty(AssistRule.Reasons(Plain with { Steps = [Step(1), Step(2), Step(3)], PromisedLimit = new TimeLimit(15) }));
        Assert.Single(AssistRule.Reasons(Plain with { Steps = [Step(1), Step(2), Step(3), Step(4)] }));
        Assert.Single(AssistRule.Reasons(Plain with { PromisedLimit = new TimeLimit(16) }));
        Assert.Single(AssistRule.Reasons(Plain with { Steps = [Step(1, "住建局")] }));
    }

    [Fact]
    public void A_difference_names_what_is_new_gone_and_changed()
    {
        var list = RegisterLists.Find("proofs")!;
        static EntryFacts Entry(string number, string name, string purpose = "") => new(number, name, "", "", new Dictionary<string, string> { ["proofKind"] = "证明办理事项", ["purpose"] = purpose });

        var lines = ListDifference.Of(list, [Entry("1", "甲"), Entry("2", "乙")], [Entry("1", "甲", "入学"), Entry("3", "丙")]);

        Assert.Equal(["新增：3 丙", "移出：2 乙", "修改：1 甲 的用途由“”改为“入学”"], lines);
    }
}
