using System.Net;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Model;
using Zhengtong.Catalogue.Standards;
using Zhengtong.Platform.Outcomes;
using Zhengtong.TestKit;

namespace Zhengtong.Tests.Integration.Catalogue.Standards;

/// <summary>The technical committee: its members and their terms, opinions and how they count (17.03).</summary>
public sealed class CommitteeTests
{
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    [Theory, EachDatabase]
    [Requirement("17.03")]
    public async Task Each_member_has_one_opinion_that_may_change_until_the_vote_closes_and_every_word_stays(Engine engine)
    {
        await using var stage = await StandardsStage.OpenAsync(engine);
        foreach (var login in (string[])["expert2", "expert3", "expert4"])
        {
            await stage.EmployAsync(login);
        }

        var committee = await stage.CommitteeAsync("expert1", "expert2", "expert3", "expert4");
        var id = await ReadyAsync(stage, "规范甲");
        await stage.ReviewAsync(id, committee);
        Assert.True((await stage.SayAsync("expert1", id, Vote.Against, "术语不一致")).Ok);
        Assert.True((await stage.SayAsync("expert2", id, Vote.For)).Ok);
        Assert.True((await stage.SayAsync("expert3", id, Vote.For)).Ok);
        Assert.Equal("catalogue.review-running", Code(await CloseAsync(stage, id)));
        Assert.True((await stage.SayAsync("expert1", id, Vote.For, "已修改，同意")).Ok);
        Assert.True((await stage.SayAsync("expert4", id, Vote.Abstain, "回避")).Ok);
        Assert.Equal("catalogue.opinion-vote", Code(await stage.DoAsync<ReviewStandard, Outcome>("expert2", (r, act) => r.SayAsync(id, null, "同意", act, Ct))));
        Assert.True((await CloseAsync(stage, id)).Ok);

        var review = await stage.Host.InDatabaseAsync(db => db.Set<StandardReview>().AsNoTracking().SingleAsync(Ct));
        Assert.Equal((3, 0, 1, ReviewResult.Passed), (review.For, review.Against, review.Abstained, review.Result));
        Assert.Equal("catalogue.review-over", Code(await stage.SayAsync("expert1", id, Vote.Against, "反悔")));
        var opinions = await stage.Host.InDatabaseAsync(db => db.Set<ReviewOpinion>().AsNoTracking().ToListAsync(Ct));
        Assert.Equal(5, opinions.Count);
        Assert.Equal([Vote.Against, Vote.For], opinions.Where(o => o.Text is "术语不一致" or "已修改，同意").OrderBy(o => o.Sequence).Select(o => o.Vote));

        // What was said is written once, whatever SQL asks for it.
        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => stage.Host.InDatabaseAsync(db => db.Database.ExecuteSqlRawAsync("update catalogue_review_opinion set text = 'x'", Ct)));
        using var manager = await stage.Host.BrowserAsync("province2");
        var page = (await manager.PageAsync($"/office/standards/{id}")).QuerySelector("main")!.TextContent;
        Assert.All((string[])["术语不一致", "已由本人修改", "已修改，同意", "结论：通过（赞成 3，不赞成 0，弃权 1）", "四分之三以上赞成为通过"], t => Assert.Contains(t, page, StringComparison.Ordinal));
    }

    [Theory, EachDatabase]
    [Requirement("17.03")]
    public async Task Without_a_quorum_or_the_majority_the_standard_goes_back_and_is_reviewed_anew(Engine engine)
    {
        await using var stage = await StandardsStage.OpenAsync(engine);
        await stage.EmployAsync("expert2");
        await stage.EmployAsync("expert3");
        var committee = await stage.CommitteeAsync("expert1", "expert2", "expert3");
        var id = await ReadyAsync(stage, "规范乙");

        // One of three in time: nobody presses a button, the last day passes.
        await stage.ReviewAsync(id, committee);
        Assert.True((await stage.SayAsync("expert1", id, Vote.For)).Ok);
        stage.Host.Clock.SetUtcNow(new DateTimeOffset(2026, 3, 20, 15, 59, 0, TimeSpan.Zero));
        await stage.RunAsync("catalogue.close-standard-reviews");
        Assert.Equal(StandardStatus.InReview, await stage.StatusAsync(id));
        stage.Host.Clock.SetUtcNow(new DateTimeOffset(2026, 3, 20, 16, 0, 0, TimeSpan.Zero));
        Assert.Equal("catalogue.review-over", Code(await stage.SayAsync("expert2", id, Vote.For)));
        await stage.RunAsync("catalogue.close-standard-reviews");
        Assert.Equal((StandardStatus.Returned, "技术委员会评审参加人数不足，须重新评审"), (await stage.StatusAsync(id), (await stage.StandardAsync(id)).EndedWhy));

        // Handed in again it needs no second decision on the project, but a second review.
        await stage.DoneAsync<DecideProject>("province1", (d, act) => d.HandInAgainAsync(id, act, Ct));
        Assert.Equal(StandardStatus.Drafting, await stage.StatusAsync(id));
        await stage.DoneAsync<ReviewStandard>("province2", (r, act) => r.OpenAsync(id, committee, new DateOnly(2026, 4, 20), act, Ct));
        await stage.SayAsync("expert1", id, Vote.For);
        await stage.SayAsync("expert2", id, Vote.For);
        await stage.SayAsync("expert3", id, Vote.Against, "条款过严");
        Assert.True((await CloseAsync(stage, id)).Ok);
        Assert.Equal((StandardStatus.Returned, "技术委员会评审未通过"), (await stage.StatusAsync(id), (await stage.StandardAsync(id)).EndedWhy));
        Assert.Equal(
            [ReviewResult.NoQuorum, ReviewResult.NotPassed],
            await stage.Host.InDatabaseAsync(db => db.Set<StandardReview>().OrderBy(r => r.Round).Select(r => r.Result!.Value).ToListAsync(Ct)));
    }

    [Theory, EachDatabase]
    [Requirement("17.03")]
    public async Task The_shares_are_settings_and_a_running_vote_keeps_those_it_began_with(Engine engine)
    {
        await using var stage = await StandardsStage.OpenAsync(engine, b => (b.Configuration["Standards:Quorum"], b.Configuration["Standards:Majority"]) = ("1/2", "1/2"));
        await stage.EmployAsync("expert2");
        var committee = await stage.CommitteeAsync("expert1", "expert2");
        var id = await ReadyAsync(stage, "规范丙");
        await stage.ReviewAsync(id, committee);
        await stage.SayAsync("expert1", id, Vote.For);
        await stage.SayAsync("expert2", id, Vote.Against, "不赞成");
        Assert.True((await CloseAsync(stage, id)).Ok);
        Assert.Equal(StandardStatus.ToPublish, await stage.StatusAsync(id));
        Assert.Equal(("1/2", "1/2"), await stage.Host.InDatabaseAsync(async db => (await db.Set<StandardReview>().SingleAsync(Ct)) is var r ? (r.Quorum, r.Majority) : default));
    }

    [Theory, EachDatabase]
    [Requirement("17.03")]
    public async Task Only_experts_in_their_term_have_a_seat_and_only_on_what_their_region_reviews(Engine engine)
    {
        await using var stage = await StandardsStage.OpenAsync(engine);
        await stage.EmployAsync("expert2");
        await stage.EmployAsync("expert3");
        using var manager = await stage.Host.BrowserAsync("province1");
        using var founded = await manager.SubmitAsync("/office/standards/committees", new() { ["Input.Name"] = "四川省行政管理和服务标准化技术委员会", ["Input.Document"] = "川标〔2026〕1号" });
        var page = StandardsStage.Path(founded);
        var committee = Guid.Parse(page.Split('/')[^1]);
        var (one, two) = ((await stage.ActAsync("expert1")).Actor.Id, (await stage.ActAsync("expert2")).Actor.Id);
        using var noExpert = await manager.SubmitAsync(page, Seat((await stage.ActAsync("province2")).Actor.Id), "Seat");
        Assert.Contains("任标准化专家岗位", await noExpert.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        using var seated = await manager.SubmitAsync(page, new() { ["Seat.Staff"] = $"{one}", ["Seat.Duty"] = "Chair", ["Seat.From"] = "2026-01-01", ["Seat.To"] = "2028-01-01" }, "Seat");
        Assert.Equal(page, StandardsStage.Path(seated));
        using var twice = await manager.SubmitAsync(page, new() { ["Seat.Staff"] = $"{one}", ["Seat.Duty"] = "Member", ["Seat.From"] = "2027-01-01", ["Seat.To"] = "2029-01-01" }, "Seat");
        Assert.Contains("已经是委员", await twice.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);

        // One whose term begins later, one who has left: neither has a seat in a review of today.
        using var later = await manager.SubmitAsync(page, new() { ["Seat.Staff"] = $"{two}", ["Seat.Duty"] = "Member", ["Seat.From"] = "2026-06-01", ["Seat.To"] = "2028-01-01" }, "Seat");
        using var third = await manager.SubmitAsync(page, Seat((await stage.ActAsync("expert3")).Actor.Id), "Seat");
        var leaving = await stage.Host.InDatabaseAsync(db => db.Set<CommitteeMember>().Where(m => m.Name == "expert3").Select(m => m.Id).SingleAsync(Ct));
        await stage.DoneAsync<KeepCommittee>("province2", (k, act) => k.LeaveAsync(committee, leaving, act, Ct));
        var id = await ReadyAsync(stage, "规范丁");
        await stage.ReviewAsync(id, committee);
        Assert.Equal(["标准化专家（演示）"], await stage.Host.InDatabaseAsync(db => db.Set<ReviewSeat>().Select(s => s.Name).ToListAsync(Ct)));
        Assert.Equal("catalogue.review-seat", Code(await stage.SayAsync("expert2", id, Vote.For)));
        using var other = await stage.Host.BrowserAsync("expert3");
        Assert.Equal(HttpStatusCode.NotFound, (await other.GetAsync(new Uri($"/office/standards/{id}", UriKind.Relative), Ct)).StatusCode);
        using var forged = await other.PostWithTokenOfAsync("/help", $"/office/standards/{id}?handler=Say", new() { ["Vote"] = "For", ["Opinion"] = "同意" });
        Assert.Equal(HttpStatusCode.NotFound, forged.StatusCode);

        // A county has no committee, and a dissolved one reviews nothing.
        Assert.Equal("catalogue.committee-by-city", Code(await stage.DoAsync<KeepCommittee, Outcome<Guid>>("manager1", (k, act) => k.FoundAsync(new() { Name = "区委员会", Document = "文" }, act, Ct))));
        await stage.DoneAsync<KeepCommittee>("province2", (k, act) => k.DissolveAsync(committee, "换届", act, Ct));
        var next = await ReadyAsync(stage, "规范戊");
        Assert.Equal("catalogue.review-committee", Code(await stage.DoAsync<ReviewStandard, Outcome>("province2", (r, act) => r.OpenAsync(next, committee, new DateOnly(2026, 3, 20), act, Ct))));
        var noText = await stage.ProposeAsync("province1", StandardsStage.Project("没有文本"), text: false);
        await stage.ApproveAsync("province2", noText);
        Assert.Equal("catalogue.review-no-text", Code(await stage.DoAsync<ReviewStandard, Outcome>("province2", (r, act) => r.OpenAsync(noText, committee, new DateOnly(2026, 3, 20), act, Ct))));
    }

    [Theory, EachDatabase]
    [Requirement("17.03")]
    public async Task Who_has_left_says_nothing_any_more_and_who_proposed_reads_no_vote_that_still_runs(Engine engine)
    {
        await using var stage = await StandardsStage.OpenAsync(engine);
        await stage.EmployAsync("expert2");
        var committee = await stage.CommitteeAsync("expert1", "expert2");
        var id = await ReadyAsync(stage, "规范己");
        await stage.ReviewAsync(id, committee);
        Assert.True((await stage.SayAsync("expert1", id, Vote.For, "条款可行")).Ok);
        var leaving = await stage.Host.InDatabaseAsync(db => db.Set<CommitteeMember>().Where(m => m.Name == "expert2").Select(m => m.Id).SingleAsync(Ct));
        var page = $"/office/standards/{id}";
        using var member = await stage.Host.BrowserAsync("expert2");
        Assert.NotNull((await member.PageAsync(page)).QuerySelector("[name=Opinion]"));
        await stage.DoneAsync<KeepCommittee>("province2", (k, act) => k.LeaveAsync(committee, leaving, act, Ct));

        Assert.Equal("catalogue.review-seat", Code(await stage.SayAsync("expert2", id, Vote.Against, "反对")));
        Assert.Null((await member.PageAsync(page)).QuerySelector("[name=Opinion]"));

        using var proposer = await stage.Host.BrowserAsync("province1");
        using var decider = await stage.Host.BrowserAsync("province2");
        Assert.DoesNotContain("条款可行", (await proposer.PageAsync(page)).Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("条款可行", (await decider.PageAsync(page)).Body!.TextContent, StringComparison.Ordinal);

        // His place still counts: one of two is no quorum of two thirds. What was said is open once it is over.
        stage.Host.Clock.SetUtcNow(new DateTimeOffset(2026, 3, 21, 2, 0, 0, TimeSpan.Zero));
        Assert.True((await CloseAsync(stage, id)).Ok);
        Assert.Equal((2, ReviewResult.NoQuorum), await stage.Host.InDatabaseAsync(async db => (await db.Set<StandardReview>().SingleAsync(Ct)) is var r ? (r.Seats, r.Result!.Value) : default));
        using var after = await stage.Host.BrowserAsync("province1");
        Assert.Contains("条款可行", (await after.PageAsync(page)).Body!.TextContent, StringComparison.Ordinal);
    }

    private static Dictionary<string, string> Seat(Guid staff) => new() { ["Seat.Staff"] = $"{staff}", ["Seat.Duty"] = "Member", ["Seat.From"] = "2026-01-01", ["Seat.To"] = "2028-01-01" };

    private static async Task<Guid> ReadyAsync(StandardsStage stage, string title)
    {
        var id = await stage.ProposeAsync("province1", StandardsStage.Project(title));
        await stage.ApproveAsync("province2", id);
        return id;
    }

    private static Task<Outcome> CloseAsync(StandardsStage stage, Guid id) => stage.DoAsync<ReviewStandard, Outcome>("province2", (r, act) => r.CloseAsync(id, act, Ct));

    private static string Code(Outcome outcome) => ExchangeStage.Code(outcome);
}
