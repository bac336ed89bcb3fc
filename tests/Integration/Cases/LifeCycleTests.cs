using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using Zhengtong.Cases.Accept;
using Zhengtong.Cases.Apply;
using Zhengtong.Cases.Decide;
using Zhengtong.Cases.Deliver;
using Zhengtong.Cases.Model;
using Zhengtong.Cases.Review;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Outcomes;
using Zhengtong.TestKit;
using Zhengtong.TestKit.Cases;

namespace Zhengtong.Tests.Integration.Cases;

/// <summary>The whole life of a case through the acts: apply, accept, two parallel reviews, decide, hand over.</summary>
public sealed class LifeCycleTests
{
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    [Theory, EachDatabase]
    [Requirement("03.02", "03.06", "03.27", "03.28", "03.29", "03.32")]
    public async Task A_case_goes_from_application_to_result_and_its_trace_is_whole(Engine engine)
    {
        await using var host = await TestHost.StartAsync(engine);
        var world = new CaseWorld(host);
        await world.LoadCalendarAsync();
        var item = await world.PublishAsync("511602-LIFE-1", CaseWorld.Content(joint: true));
        var caseId = await world.ReceivedAsync(item);

        var intake = await world.StepAsync(caseId, "intake");
        Ok(await world.DoAsync<AcceptCase, Outcome<AcceptCase.Accepted>>(a => a.HandleAsync(intake, "材料齐全", world.By(CaseWorld.Clerk), Ct)));
        var received = (Case)await world.CaseAsync(caseId);
        Assert.Equal(CaseStatus.InReview, received.Status);
        Assert.Equal(new DateOnly(2026, 3, 16), received.DueOn);

        Ok(await ReviewAsync(world, caseId, "review", CaseWorld.Reviewer));
        Assert.Equal(0, await OpenAsync(host, caseId, "decide"));
        Ok(await ReviewAsync(world, caseId, "joint-review", CaseWorld.OtherReviewer));
        Assert.Equal(1, await OpenAsync(host, caseId, "decide"));

        var decide = await world.StepAsync(caseId, "decide");
        Ok(await world.DoAsync<DecideCase, Outcome<Guid>>(d => d.HandleAsync(new DecideCase.Command(decide, true, ""), world.By(CaseWorld.Approver), Ct)));
        var issue = await world.StepAsync(caseId, "issue");
        var code = await host.InDatabaseAsync(db => db.Set<Delivery>().Where(x => x.CaseId == caseId).Select(x => x.PickupCode).SingleAsync());
        Ok(await world.DoAsync<DeliverResult, Outcome<Guid>>(d => d.HandOverAsync(new(issue, code, false, "张三"), world.By(CaseWorld.Issuer), Ct)));

        var closed = (Case)await world.CaseAsync(caseId);
        Assert.Equal(CaseStatus.Granted, closed.Status);
        Assert.Equal(Ending.Granted, closed.Ending);
        var trace = await host.InDatabaseAsync(db => db.TraceOfAsync(caseId, Ct));
        Assert.Equal(["received", "accepted", "reviewed", "reviewed", "granted", "handed-over"], trace.Select(t => t.What));
        Assert.Null(Trace.Check(closed, trace));
    }

    [Theory, EachDatabase]
    [Requirement("03.11")]
    public async Task Submitting_the_same_draft_many_times_at_once_makes_one_case(Engine engine)
    {
        await using var host = await TestHost.StartAsync(engine);
        var world = new CaseWorld(host);
        var item = await world.PublishAsync("511602-LIFE-2", CaseWorld.Content());
        var draft = await world.DraftAsync(item);

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() =>
            world.DoAsync<SubmitApplication, Outcome<SubmitApplication.Submitted>>(s => s.HandleAsync(draft, world.ByZhang(), Ct)))));

        Assert.All(outcomes, o => Assert.True(o.Ok, o.Ok ? "" : o.Problems[0].Message));
        Assert.Single(outcomes.Select(o => o.Value.Number).Distinct());
        Assert.Equal(1, await host.InDatabaseAsync(db => db.Set<Case>().CountAsync(x => x.DraftId == draft, Ct)));
    }

    private static async Task<Outcome<Guid>> ReviewAsync(CaseWorld world, Guid caseId, string key, Zhengtong.Platform.Access.Actor reviewer)
    {
        var step = await world.StepAsync(caseId, key);
        return await world.DoAsync<CompleteReview, Outcome<Guid>>(r => r.HandleAsync(new CompleteReview.Command(step, true, "符合条件"), world.By(reviewer), Ct));
    }

    private static Task<int> OpenAsync(TestHost host, Guid caseId, string key) =>
        host.InDatabaseAsync(db => db.Set<CaseStep>().CountAsync(x => x.CaseId == caseId && x.Key == key && x.CompletedAt == null, Ct));

    private static void Ok(Outcome outcome) => Assert.True(outcome.Ok, outcome.Ok ? "" : outcome.Problems[0].Message);

}
