using Xunit;
using Zhengtong.Identity.Privacy;
using Zhengtong.TestKit;

namespace Zhengtong.Tests.Unit.Identity;

/// <summary>Which version of the privacy notice holds, and who is asked (个人信息保护法第十四条、第十七条).</summary>
public sealed class NoticeRuleTests
{
    private static readonly DateOnly First = new(2026, 1, 1);

    /// <summary>The second version says the same in other words, the third changes a purpose.</summary>
    private static readonly IReadOnlyList<PrivacyNotice> Three = [Of(1, First, true), Of(2, First.AddDays(10), false), Of(3, First.AddDays(20), true)];

    [Theory]
    [Requirement("18.13")]
    [InlineData(-5, 1, 1)]
    [InlineData(0, 1, 1)]
    [InlineData(9, 1, 1)]
    [InlineData(10, 2, 1)]
    [InlineData(19, 2, 1)]
    [InlineData(20, 3, 3)]
    [InlineData(400, 3, 3)]
    public void A_version_holds_from_its_day_and_only_one_that_changes_something_is_asked_for(int day, int inForce, int wanted)
    {
        Assert.Equal(inForce, NoticeRule.InForce(Three, First.AddDays(day)).Number);
        Assert.Equal(wanted, NoticeRule.Wanted(Three, First.AddDays(day)));
    }

    [Theory]
    [InlineData(0, 25, new[] { 3 })]
    [InlineData(1, 25, new[] { 3, 2 })]
    [InlineData(2, 25, new[] { 3 })]
    [InlineData(3, 25, new int[0])]
    [InlineData(1, 15, new[] { 2 })]
    public void Whoever_agreed_before_is_told_what_came_since_and_whoever_never_did_the_one_in_force(int agreed, int day, int[] told) =>
        Assert.Equal(told, NoticeRule.Since(Three, agreed, First.AddDays(day)).Select(n => n.Number));

    [Fact]
    public void A_gap_a_day_that_goes_back_or_a_first_version_that_asks_nobody_is_refused()
    {
        Assert.True(NoticeRule.IsSound(Three));
        Assert.False(NoticeRule.IsSound([]));
        Assert.False(NoticeRule.IsSound([Three[0], Three[2]]));
        Assert.False(NoticeRule.IsSound([Three[0], Of(2, First, false)]));
        Assert.False(NoticeRule.IsSound([Of(1, First, false)]));
        Assert.Throws<InvalidOperationException>(() => new PrivacyNotices([Three[1]]));
    }

    /// <summary>What was published is never altered: people agreed to these very words. A change is a further version.</summary>
    [Fact]
    [Requirement("18.13")]
    public void The_published_versions_are_word_for_word_what_they_were()
    {
        string[] published = ["4340cd2c9d8826fcb9ce9961fd6a2e1568c56d714a74ae55bcc87920db436b99"];
        var shipped = PrivacyNotices.Shipped().All;
        Assert.Equal(published, shipped.Select(n => n.TextHash).Take(published.Length));
        Assert.All(shipped, n => Assert.All(n.Sections.SelectMany(s => s.Links ?? []), l => Assert.StartsWith("/", l.Href, StringComparison.Ordinal)));
    }

    private static PrivacyNotice Of(int number, DateOnly from, bool asks) =>
        new() { Number = number, From = from, AsksAnew = asks, Changes = ["变化"], Sections = [new("标题", ["正文"])] };
}
