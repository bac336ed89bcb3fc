using Xunit;
using Zhengtong.Catalogue.Model;
using Zhengtong.Catalogue.Standards;
using Zhengtong.Platform.Access;
using Zhengtong.TestKit;

namespace Zhengtong.Tests.Unit.Catalogue.Standards;

public sealed class StandardRulesTests
{
    private static readonly DateOnly Today = new(2026, 3, 2);
    private static readonly Act Somebody = Act.BySystem("test", new DateTime(2026, 3, 2, 2, 0, 0, DateTimeKind.Utc));
    private static readonly (Share Quorum, Share Majority) Usual = (Share.Parse("2/3"), Share.Parse("3/4"));

    [Theory]
    [InlineData(3, 2, 0, 0, nameof(ReviewResult.Passed))]
    [InlineData(3, 1, 0, 0, nameof(ReviewResult.NoQuorum))]
    [InlineData(3, 1, 1, 0, nameof(ReviewResult.NotPassed))]
    [InlineData(4, 3, 1, 0, nameof(ReviewResult.Passed))]
    [InlineData(4, 3, 0, 1, nameof(ReviewResult.Passed))]
    [InlineData(8, 5, 1, 1, nameof(ReviewResult.NotPassed))]
    [InlineData(8, 6, 1, 1, nameof(ReviewResult.Passed))]
    [InlineData(8, 5, 0, 0, nameof(ReviewResult.NoQuorum))]
    [InlineData(9, 6, 0, 0, nameof(ReviewResult.Passed))]
    [InlineData(15, 0, 0, 0, nameof(ReviewResult.NoQuorum))]
    [InlineData(6, 0, 0, 6, nameof(ReviewResult.NotPassed))]
    [Requirement("17.03")]
    public void A_vote_needs_two_thirds_of_the_seats_and_three_quarters_of_those_who_take_part(int seats, int yes, int no, int abstained, string result) =>
        Assert.Equal(Enum.Parse<ReviewResult>(result), VoteRule.Of(seats, yes, no, abstained, Usual.Quorum, Usual.Majority));

    /// <summary>Against a plain reckoning in fractions, for every vote of up to twelve seats.</summary>
    [Fact]
    [Requirement("17.03")]
    public void The_rule_of_the_vote_is_exact()
    {
        for (var seats = 1; seats <= 12; seats++)
        {
            for (var yes = 0; yes <= seats; yes++)
            {
                for (var no = 0; yes + no <= seats; no++)
                {
                    for (var abstained = 0; yes + no + abstained <= seats; abstained++)
                    {
                        var voted = yes + no + abstained;
                        var expected = voted == 0 || (decimal)voted / seats < 2m / 3 - 0.0000001m ? ReviewResult.NoQuorum
                            : (decimal)yes / voted >= 0.75m ? ReviewResult.Passed : ReviewResult.NotPassed;
                        Assert.Equal(expected, VoteRule.Of(seats, yes, no, abstained, Usual.Quorum, Usual.Majority));
                    }
                }
            }
        }
    }

    [Theory]
    [InlineData("3/4", true)]
    [InlineData("1/1", true)]
    [InlineData("4/3", false)]
    [InlineData("0/3", false)]
    [InlineData("-1/3", false)]
    [InlineData("0.75", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    [Requirement("17.03")]
    public void A_share_is_a_part_of_a_whole(string? text, bool sound) => Assert.Equal(sound, Share.TryParse(text, out _));

    [Fact]
    [Requirement("17.03")]
    public void A_share_is_told_in_words() => Assert.Equal(("四分之三", "三分之二"), (Share.Parse("3/4").Words, Share.Parse("2/3").Words));

    [Fact]
    [Requirement("17.04")]
    public void A_local_standard_is_reviewed_five_years_after_its_issue_or_its_last_review()
    {
        var local = Published("DB51/T 1-2020", StandardLevel.Province, new(2020, 5, 1));
        Assert.Equal(new DateOnly(2025, 5, 1), ReviewCycle.DueOn(local, Today));
        local.Continue(new(2025, 4, 1));
        Assert.Equal(new DateOnly(2030, 4, 1), ReviewCycle.DueOn(local, Today));
        Assert.Equal(new DateOnly(2028, 4, 1), ReviewCycle.DueOn(local, Today, 3));
        local.Abolish(Today, "不再适用");
        Assert.Null(ReviewCycle.DueOn(local, Today));

        // 29 February: the review falls on the last day of the month five years on.
        Assert.Equal(new DateOnly(2029, 2, 28), ReviewCycle.DueOn(Published("DB51/T 2-2024", StandardLevel.Province, new(2024, 2, 29)), Today));
        Assert.Null(ReviewCycle.DueOn(Published("GB/T 2-2020", StandardLevel.National, new(2020, 1, 1)), Today));
        Assert.Null(ReviewCycle.DueOn(Project(), Today));
    }

    /// <summary>Every combination of the facts: the row and the condition of the query say the same, and exactly one condition holds.</summary>
    [Fact]
    [Requirement("17.01", "17.04")]
    public void The_status_of_a_row_is_the_status_a_query_finds()
    {
        var conditions = Enum.GetValues<StandardStatus>().ToDictionary(s => s, s => StandardStatuses.Is(s, Today).Compile());
        var seen = new HashSet<StandardStatus>();
        foreach (var (of, existing) in Every())
        {
            var status = of.On(Today);
            Assert.Equal([status], conditions.Where(c => c.Value(of)).Select(c => c.Key));
            seen.Add(status);
            Assert.Equal(existing, of.Existing);
        }

        Assert.Equal(Enum.GetValues<StandardStatus>().Order(), seen.Order());
    }

    [Fact]
    [Requirement("17.08")]
    public void A_programme_counts_its_standards_by_stage_and_marks_the_late()
    {
        var programme = new StandardProgramme { Id = Guid.CreateVersion7(), RegionCode = "51", MadeAt = Somebody.At, MadeByName = "某人" };
        programme.Write("十六项", 16, new(2026, 3, 1));
        var (late, early, finished, withdrawn) = (Project(), Project(), Project(), Project());
        early.Place(programme.Id, new(2026, 12, 31));
        finished.Place(programme.Id, Today);
        finished.Publish("DB51/T 9-2026", Today, Today, Somebody);
        withdrawn.Withdraw("并入另一项", Somebody);

        var progress = ProgrammeProgress.Of(programme, [late, early, finished, withdrawn], Today);

        Assert.Equal((16, 13, 1), (progress.Target, progress.Missing, progress.Finished));
        Assert.Equal([late.Id], progress.Overdue);
        Assert.Equal(2, progress.Stages.Single(s => s.Status == StandardStatus.Proposed).Count);
        Assert.Equal(1, progress.Stages.Single(s => s.Status == StandardStatus.InForce).Count);
        Assert.Equal(3, progress.Stages.Sum(s => s.Count));
    }

    [Fact]
    [Requirement("17.06")]
    public void There_are_six_domains_and_each_function_names_one()
    {
        Assert.Equal(["政务服务事项管理", "政务服务中心建设", "政务服务实施", "便民热线运行", "公共资源交易", "服务评估评价"], StandardWords.Domains.Select(d => d.Name()));
        Assert.All(StandardFunction.All, f => Assert.Equal([f], StandardFunction.Of(StandardFunction.Join([f.Key, "unknown"]))));
        Assert.Equal("", StandardFunction.Join(["unknown"]));
    }

    private static Standard Project(bool existing = false, StandardLevel level = StandardLevel.Province, string? number = null, DateOnly? issued = null) =>
        Standard.Propose(
            new StandardFacts(number, "规范", level, StandardDomain.ServiceCentre, "某单位", "", "", 2026, issued, issued), level == StandardLevel.Province ? "51" : "", "", existing, null, null, Somebody);

    private static Standard Published(string number, StandardLevel level, DateOnly issued)
    {
        var of = Project(true, level, number, issued);
        of.Publish(number, issued, issued, Somebody);
        return of;
    }

    private static IEnumerable<(Standard Of, bool Existing)> Every()
    {
        Action<Standard>[] acts =
        [
            s => s.Approve("文", Somebody), s => s.OpenReview(Somebody), s => s.PassReview(Somebody.At), s => s.Publish("DB51/T 1-2026", Today, Today, Somebody),
            s => s.Publish("DB51/T 1-2026", Today, Today.AddDays(1), Somebody),
            s => s.ReplacedBy(Guid.CreateVersion7(), Today), s => s.ReplacedBy(Guid.CreateVersion7(), Today.AddDays(1)), s => s.Abolish(Today, "因"),
            s => s.Abolish(Today.AddDays(1), "因"), s => s.Return("因", Somebody.At), s => s.Reject("因", Somebody), s => s.Withdraw("因", Somebody),
        ];
        for (var mask = 0; mask < 1 << acts.Length; mask++)
        {
            foreach (var existing in (bool[])[false, true])
            {
                var of = Project(existing);
                for (var i = 0; i < acts.Length; i++)
                {
                    if ((mask & (1 << i)) != 0)
                    {
                        acts[i](of);
                    }
                }

                yield return (of, existing);
            }
        }
    }
}
