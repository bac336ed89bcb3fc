using Microsoft.EntityFrameworkCore;
using Xunit;
using Zhengtong.Cases.Accept;
using Zhengtong.Cases.Decide;
using Zhengtong.Cases.Model;
using Zhengtong.Cases.Review;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Outcomes;
using Zhengtong.TestKit;
using Zhengtong.TestKit.Cases;

namespace Zhengtong.Tests.Integration.Cases.Review;

/// <summary>Reviews in parallel, sent back, and by whom.</summary>
public sealed class ReviewTests
{
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    [Theory, EachDatabase]
    [Requirement("03.27")]
    public async Task A_case_sent_back_needs_every_parallel_review_again_and_its_clock_runs_on(Engine engine)
    {
        await using var host = await TestHost.StartAsync(engine);
        var world = new CaseWorld(host);
        var caseId = await AcceptedAsync(world, joint: true);
        var due = ((Case)await world.CaseAsync(caseId)).DueOn;
        await ReviewAsync(world, caseId, "review", CaseWorld.Reviewer);
        Assert.Equal(["joint-review"], await OpenAsync(host, caseId));
        await ReviewAsync(world, caseId, "joint-review", CaseWorld.OtherReviewer, favourable: false);
        Assert.Equal(["decide"], await OpenAsync(host, caseId));

        var decide = await world.StepAsync(caseId, "decide");
        Assert.Equal("cases.reason-missing", Code(await BackAsync(world, decide, "")));
        Assert.True((await BackAsync(world, decide, "请补充实测数据")).Ok);
        Assert.Equal(["joint-review", "review"], await OpenAsync(host, caseId));
        Assert.Equal(due, ((Case)await world.CaseAsync(caseId)).DueOn);

        await ReviewAsync(world, caseId, "joint-review", CaseWorld.OtherReviewer);
        Assert.Equal(["review"], await OpenAsync(host, caseId));
        await ReviewAsync(world, caseId, "review", CaseWorld.Reviewer);
        Assert.Equal(["decide"], await OpenAsync(host, caseId));
    }

    [Theory, EachDatabase]
    [Requirement("03.09", "03.28")]
    public async Task A_step_is_done_only_by_its_role_in_its_organisation(Engine engine)
    {
        await using var host = await TestHost.StartAsync(engine);
        var world = new CaseWorld(host);
        var caseId = await AcceptedAsync(world);
        var review = await world.StepAsync(caseId, "review");
        foreach (var stranger in (Actor[])[CaseWorld.OtherReviewer, CaseWorld.Clerk, CaseWorld.Approver])
        {
            var done = await world.DoAsync<CompleteReview, Outcome<Guid>>(r => r.HandleAsync(new CompleteReview.Command(review, true, "可以"), world.By(stranger), Ct));
            Assert.Equal("cases.step-gone", Code(done));
        }

        await ReviewAsync(world, caseId, "review", CaseWorld.Reviewer);
        var decide = await world.StepAsync(caseId, "decide");
        foreach (var stranger in (Actor[])[CaseWorld.Clerk, CaseWorld.Reviewer])
        {
            var done = await world.DoAsync<DecideCase, Outcome<Guid>>(d => d.HandleAsync(new DecideCase.Command(decide, true, ""), world.By(stranger), Ct));
            Assert.Equal("cases.step-gone", Code(done));
        }
    }

    internal static async Task<Guid> AcceptedAsync(CaseWorld world, bool joint = false, string code = "511602-REVIEW-1")
    {
        await world.LoadCalendarAsync();
        var caseId = await world.ReceivedAsync(await world.PublishAsync(code, CaseWorld.Content(joint)));
        var intake = await world.StepAsync(caseId, "intake");
        Assert.True((await world.DoAsync<AcceptCase, Outcome<AcceptCase.Accepted>>(a => a.HandleAsync(intake, "", world.By(CaseWorld.Clerk), Ct))).Ok);
        return caseId;
    }

    internal static async Task ReviewAsync(CaseWorld world, Guid caseId, string key, Actor reviewer, bool favourable = true)
    {
        var step = await world.StepAsync(caseId, key);
        Assert.True((await world.DoAsync<CompleteReview, Outcome<Guid>>(r => r.HandleAsync(new CompleteReview.Command(step, favourable, "意见"), world.By(reviewer), Ct))).Ok);
    }

    private static Task<Outcome<Guid>> BackAsync(CaseWorld world, Guid step, string reason) =>
        world.DoAsync<SendBack, Outcome<Guid>>(s => s.HandleAsync(step, reason, world.By(CaseWorld.Approver), Ct));

    private static Task<List<string>> OpenAsync(TestHost host, Guid caseId) => host.InDatabaseAsync(db =>
        db.Set<CaseStep>().Where(s => s.CaseId == caseId && s.CompletedAt == null).OrderBy(s => s.Key).Select(s => s.Key).ToListAsync(Ct));

    private static string Code(Outcome outcome) => outcome.Ok ? "ok" : outcome.Problems[0].Code;
}
