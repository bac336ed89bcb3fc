using Microsoft.EntityFrameworkCore;
using Xunit;
using Zhengtong.Cases.Extend;
using Zhengtong.Cases.Model;
using Zhengtong.Cases.Notices;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Outcomes;
using Zhengtong.TestKit;
using Zhengtong.TestKit.Cases;
using Zhengtong.Tests.Integration.Cases.Review;

namespace Zhengtong.Tests.Integration.Cases.Extend;

/// <summary>The limit is extended once, by the head, within what the law allows.</summary>
public sealed class ExtendTests
{
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    [Theory, EachDatabase]
    [Requirement("03.16")]
    public async Task A_limit_is_extended_once_by_at_most_ten_days_and_the_reason_is_told(Engine engine)
    {
        await using var host = await TestHost.StartAsync(engine);
        var world = new CaseWorld(host);
        var caseId = await ReviewTests.AcceptedAsync(world);
        await ReviewTests.ReviewAsync(world, caseId, "review", CaseWorld.Reviewer);
        var decide = await world.StepAsync(caseId, "decide");
        var before = (Case)await world.CaseAsync(caseId);

        Assert.Equal("cases.extension-days", Code(await ExtendAsync(world, decide, 11, "案情复杂")));
        Assert.Equal("cases.extension-reason", Code(await ExtendAsync(world, decide, 10, " ")));
        Assert.Equal("ok", Code(await ExtendAsync(world, decide, 10, "案情复杂")));
        Assert.Equal("cases.extension-once", Code(await ExtendAsync(world, decide, 1, "还要")));

        var calendar = await world.DoAsync<WorkingCalendars, WorkingCalendar>(c => c.CurrentAsync(Ct).AsTask());
        var after = (Case)await world.CaseAsync(caseId);
        Assert.Equal(calendar.AddWorkingDays(before.DueOn!.Value, 10), after.DueOn);
        Assert.Equal(calendar.AddWorkingDays(before.StatutoryDueOn!.Value, 10), after.StatutoryDueOn);
        Assert.Equal(after.DueOn, (await host.InDatabaseAsync(db => db.Set<CaseStep>().SingleAsync(s => s.Id == decide, Ct))).DueOn);
        var notice = await host.InDatabaseAsync(db => db.Set<Notice>().SingleAsync(n => n.CaseId == caseId && n.Kind == NoticeKinds.Extension.Key, Ct));
        Assert.Contains("案情复杂", notice.Elements, StringComparison.Ordinal);
    }

    [Theory, EachDatabase]
    [Requirement("03.16")]
    public async Task Joint_handling_may_take_fifteen_and_a_reviewer_extends_nothing(Engine engine)
    {
        await using var host = await TestHost.StartAsync(engine);
        var world = new CaseWorld(host);
        var caseId = await ReviewTests.AcceptedAsync(world, joint: true);
        var review = await world.StepAsync(caseId, "review");
        Assert.Equal("cases.extend-by-head", Code(await ExtendAsync(world, review, 5, "忙", CaseWorld.Reviewer)));
        await ReviewTests.ReviewAsync(world, caseId, "review", CaseWorld.Reviewer);
        await ReviewTests.ReviewAsync(world, caseId, "joint-review", CaseWorld.OtherReviewer);
        var decide = await world.StepAsync(caseId, "decide");

        Assert.Equal("cases.extension-days", Code(await ExtendAsync(world, decide, 16, "案情复杂")));
        Assert.Equal("ok", Code(await ExtendAsync(world, decide, 15, "案情复杂")));
    }

    private static Task<Outcome<Guid>> ExtendAsync(CaseWorld world, Guid step, int days, string reason, Actor? by = null) =>
        world.DoAsync<ExtendLimit, Outcome<Guid>>(e => e.HandleAsync(new ExtendLimit.Command(step, days, reason), world.By(by ?? CaseWorld.Approver), Ct));

    private static string Code(Outcome outcome) => outcome.Ok ? "ok" : outcome.Problems[0].Code;
}
