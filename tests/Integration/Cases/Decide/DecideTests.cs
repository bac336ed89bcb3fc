using Microsoft.EntityFrameworkCore;
using Xunit;
using Zhengtong.Cases.Accept;
using Zhengtong.Cases.Decide;
using Zhengtong.Cases.Dispatch;
using Zhengtong.Cases.Model;
using Zhengtong.Cases.Notices;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Outcomes;
using Zhengtong.TestKit;
using Zhengtong.TestKit.Cases;
using Zhengtong.Tests.Integration.Cases.Review;

namespace Zhengtong.Tests.Integration.Cases.Decide;

/// <summary>Who may decide what: separation of duties, filings, and instant items in one sitting.</summary>
public sealed class DecideTests
{
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    [Theory, EachDatabase]
    [Requirement("03.09")]
    public async Task Who_accepted_a_case_does_not_decide_it_whatever_post_he_takes(Engine engine)
    {
        await using var host = await TestHost.StartAsync(engine);
        var world = new CaseWorld(host);
        var caseId = await ReviewTests.AcceptedAsync(world);
        await ReviewTests.ReviewAsync(world, caseId, "review", CaseWorld.Reviewer);
        var decide = await world.StepAsync(caseId, "decide");
        var sameHand = CaseWorld.Clerk with { Post = CaseWorld.Approver.Post };

        Assert.Equal("cases.decider-received", Code(await DecideAsync(world, decide, true, "", sameHand)));
        Assert.Equal("cases.reason-missing", Code(await DecideAsync(world, decide, false, " ", CaseWorld.Approver)));
        Assert.Equal("ok", Code(await DecideAsync(world, decide, false, "场所不符合条件", CaseWorld.Approver)));
        var notice = await host.InDatabaseAsync(db => db.Set<Notice>().SingleAsync(n => n.CaseId == caseId && n.Kind == NoticeKinds.Denied.Key, Ct));
        Assert.Contains("行政复议", notice.Elements, StringComparison.Ordinal);
    }

    [Theory, EachDatabase]
    [Requirement("03.33")]
    public async Task A_filing_is_recorded_in_the_act_that_takes_it_and_nobody_can_deny_it(Engine engine)
    {
        await using var host = await TestHost.StartAsync(engine);
        var world = new CaseWorld(host);
        var strict = CaseWorld.Content(filing: true) with
        {
            Steps = [new ItemStep("intake", "收件与形式核对", StepKind.Intake, 1, Roles.WindowClerk), new ItemStep("issue", "出具备案凭证", StepKind.Issue, 2, Roles.IssueClerk)],
            UncountedSteps = [],
        };
        var caseId = await world.ReceivedAsync(await world.PublishAsync("511602-FILE-2", strict));
        Assert.Equal("cases.not-instant", Code(await InstantAsync(world, await world.StepAsync(caseId, "intake"), false, CaseWorld.Approver)));
        await AcceptAsync(world, caseId);

        var @case = (Case)await world.CaseAsync(caseId);
        Assert.Equal(["intake", "issue"], await host.InDatabaseAsync(db => db.Set<CaseStep>().Where(s => s.CaseId == caseId).OrderBy(s => s.Stage).Select(s => s.Key).ToListAsync(Ct)));
        Assert.True(@case.Granted);
        Assert.Equal(@case.AcceptedAt, @case.DecidedAt);
        Assert.Contains(NoticeKinds.Filed.Key, await KindsAsync(host, caseId));
        await world.StepAsync(caseId, "issue");
        Assert.Equal(1, await host.InDatabaseAsync(db => db.Set<Delivery>().CountAsync(d => d.CaseId == caseId, Ct)));
    }

    [Theory, EachDatabase]
    [Requirement("03.38")]
    public async Task An_instant_item_from_online_is_accepted_and_decided_in_one_act(Engine engine)
    {
        await using var host = await TestHost.StartAsync(engine);
        var world = new CaseWorld(host);
        await world.LoadCalendarAsync();
        var caseId = await world.ReceivedAsync(await world.PublishAsync("511602-INSTANT-1", Instant()));
        var intake = await world.StepAsync(caseId, "intake");

        Assert.Equal("cases.reason-missing", Code(await InstantAsync(world, intake, false, CaseWorld.Approver)));
        Assert.Null(((Case)await world.CaseAsync(caseId)).AcceptedAt);
        Assert.Equal("cases.step-gone", Code(await InstantAsync(world, intake, true, CaseWorld.Reviewer)));
        Assert.Equal("cases.step-gone", Code(await InstantAsync(world, intake, true, CaseWorld.Staff(61, "外单位决定人", Roles.Approver, CaseWorld.OtherOrganisation))));
        Assert.Equal("ok", Code(await InstantAsync(world, intake, true, CaseWorld.Approver)));

        var @case = (Case)await world.CaseAsync(caseId);
        Assert.Null(@case.ReceivedById);
        Assert.Equal(@case.AcceptedAt, @case.DecidedAt);
        Assert.True(@case.Granted);
        var kinds = await KindsAsync(host, caseId);
        Assert.Contains(NoticeKinds.Acceptance.Key, kinds);
        Assert.Contains(NoticeKinds.Granted.Key, kinds);
        var trace = await host.InDatabaseAsync(db => db.TraceOfAsync(caseId, Ct));
        Assert.Equal(["received", "accepted", "granted"], trace.Select(t => t.What));
        Assert.Null(Trace.Check(@case, trace));
    }

    [Theory, EachDatabase]
    [Requirement("03.38")]
    public async Task What_the_window_took_at_that_moment_is_not_decided_in_one_sitting(Engine engine)
    {
        var meanwhile = new Meanwhile();
        await using var host = await TestHost.StartAsync(engine, meanwhile.Attach);
        var world = new CaseWorld(host);
        await world.LoadCalendarAsync();
        var caseId = await world.ReceivedAsync(await world.PublishAsync("511602-INSTANT-4", Instant()));
        var intake = await world.StepAsync(caseId, "intake");
        var taken = "";
        meanwhile.After("FROM \"?cases_step", async () => taken = Code(await world.DoAsync<TakeStep, Outcome>(t => t.TakeAsync(intake, world.By(CaseWorld.Clerk), Ct))));

        var decided = await InstantAsync(world, intake, true, CaseWorld.Approver);

        Assert.Equal(("ok", "cases.step-taken"), (taken, Code(decided)));
        Assert.Null(((Case)await world.CaseAsync(caseId)).DecidedAt);
    }

    [Theory, EachDatabase]
    [Requirement("03.09", "03.38")]
    public async Task What_is_not_instant_or_was_received_at_a_window_needs_two_hands(Engine engine)
    {
        await using var host = await TestHost.StartAsync(engine);
        var world = new CaseWorld(host);
        await world.LoadCalendarAsync();
        var slow = await world.ReceivedAsync(await world.PublishAsync("511602-INSTANT-2", CaseWorld.Content()));
        Assert.Equal("cases.not-instant", Code(await InstantAsync(world, await world.StepAsync(slow, "intake"), true, CaseWorld.Approver)));

        var item = await world.PublishAsync("511602-INSTANT-3", Instant());
        var atWindow = await world.ReceivedAsync(item);
        await host.InDatabaseAsync(db => db.Set<Case>().Where(c => c.Id == atWindow).ExecuteUpdateAsync(s => s.SetProperty(c => c.ReceivedById, CaseWorld.Clerk.Id), Ct));
        Assert.Equal("cases.not-instant", Code(await InstantAsync(world, await world.StepAsync(atWindow, "intake"), true, CaseWorld.Approver)));
    }

    private static ItemContent Instant() => CaseWorld.Content(instant: true) with
    {
        Steps =
        [
            new ItemStep("intake", "收件受理", StepKind.Intake, 1, Roles.WindowClerk), new ItemStep("decide", "当场决定", StepKind.Decide, 2, Roles.Approver),
            new ItemStep("issue", "当场出件", StepKind.Issue, 3, Roles.IssueClerk),
        ],
    };

    private static async Task AcceptAsync(CaseWorld world, Guid caseId)
    {
        await world.LoadCalendarAsync();
        var intake = await world.StepAsync(caseId, "intake");
        var done = await world.DoAsync<AcceptCase, Outcome<AcceptCase.Accepted>>(a => a.HandleAsync(intake, "", world.By(CaseWorld.Clerk), Ct));
        Assert.True(done.Ok, done.Ok ? "" : done.Problems[0].Message);
    }

    private static Task<Outcome<Guid>> DecideAsync(CaseWorld world, Guid step, bool grant, string reason, Actor by) =>
        world.DoAsync<DecideCase, Outcome<Guid>>(d => d.HandleAsync(new DecideCase.Command(step, grant, reason), world.By(by), Ct));

    private static Task<Outcome<Guid>> InstantAsync(CaseWorld world, Guid step, bool grant, Actor by) =>
        world.DoAsync<DecideInstant, Outcome<Guid>>(d => d.HandleAsync(new DecideCase.Command(step, grant, ""), world.By(by), Ct));

    private static Task<List<string>> KindsAsync(TestHost host, Guid caseId) =>
        host.InDatabaseAsync(db => db.Set<Notice>().Where(n => n.CaseId == caseId).Select(n => n.Kind).ToListAsync(Ct));

    private static string Code(Outcome outcome) => outcome.Ok ? "ok" : outcome.Problems[0].Code;
}
