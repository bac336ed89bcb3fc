using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using Zhengtong.Cases.Accept;
using Zhengtong.Cases.Decide;
using Zhengtong.Cases.Dispatch;
using Zhengtong.Cases.Model;
using Zhengtong.Cases.Review;
using Zhengtong.Cases.WorkList;
using Zhengtong.Identity.Contracts;
using Zhengtong.Identity.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Events;
using Zhengtong.Platform.Messaging;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;
using Zhengtong.TestKit;
using Zhengtong.Tests.Integration.Cases.Accept;

namespace Zhengtong.Tests.Integration.Cases.Dispatch;

/// <summary>Open steps go where somebody can do them, and nobody works on what another has taken.</summary>
public sealed class DispatchTests
{
    [Theory, EachDatabase]
    [Requirement("03.07")]
    public async Task A_late_review_is_routed_to_another_organisation_with_its_day_and_its_history(Engine engine)
    {
        await using var stage = await WindowStage.StartAsync(engine);
        var caseId = await AcceptedAsync(stage);
        var before = await stage.StepAsync(caseId);
        stage.Host.Clock.Advance(TimeSpan.FromDays(12));
        using var lead = await LeadAsync(stage);
        var board = await lead.OpenAsync("/office/dispatch");
        Assert.Contains("已超期", board.QuerySelector("tbody tr")!.TextContent, StringComparison.Ordinal);
        var route = $"/office/dispatch/route?step={before.Id}";
        var health = await OrganisationAsync(stage, DemoPeople.HealthOffice);
        using var unsure = await lead.PostWithTokenOfAsync(route, "/office/dispatch/route?handler=Organisation", new() { ["step"] = before.Id.ToString(), ["organisation"] = health.ToString(), ["reason"] = "人手不足" });
        Assert.Contains("勾选确认", await unsure.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using var sent = await lead.PostWithTokenOfAsync(
            route, "/office/dispatch/route?handler=Organisation", new() { ["step"] = before.Id.ToString(), ["organisation"] = health.ToString(), ["reason"] = "人手不足", ["sure"] = "true" });
        Assert.Equal("/office/dispatch?done=1", sent.Headers.Location?.OriginalString);

        var now = await stage.StepAsync(caseId);
        var old = await stage.Host.InDatabaseAsync(db => db.Set<CaseStep>().SingleAsync(s => s.Id == before.Id));
        var row = await stage.Host.InDatabaseAsync(db => db.Set<StepRouting>().SingleAsync(r => r.CaseId == caseId));
        Assert.Equal((health, before.DueOn, before.StartedAt), (now.OrganisationId, now.DueOn, now.StartedAt));
        Assert.Equal((StepOutcome.Rerouted, before.OrganisationId), (old.Outcome!.Value, old.OrganisationId));
        Assert.Equal((RoutingKind.Rerouted, before.Id, now.Id, "人手不足"), (row.Kind, row.StepId, row.NextStepId!.Value, row.Reason));
        Assert.Contains(await TraceAsync(stage, caseId), t => t.What == "step-rerouted" && t.Data.Contains(DemoPeople.HealthOffice, StringComparison.Ordinal));
        using var receiver = await stage.SignInAsync("health1");
        Assert.Contains(now.CaseNumber, (await receiver.OpenAsync("/office")).Text(), StringComparison.Ordinal);
        using var giver = await stage.SignInAsync("reviewer1");
        Assert.DoesNotContain(now.CaseNumber, (await giver.OpenAsync("/office")).Text(), StringComparison.Ordinal);

        await DispatchEventsAsync(stage);
        Assert.Contains("有环节调度给您", (await receiver.OpenAsync("/office/messages")).Text(), StringComparison.Ordinal);
        Assert.Contains("有环节已调度", (await giver.OpenAsync("/office/messages")).Text(), StringComparison.Ordinal);
        var texts = await stage.Host.InDatabaseAsync(db => db.Set<MessageDispatch>().Where(d => d.Channel == Channel.Sms).Select(d => d.Body).ToListAsync());
        Assert.Equal(2, texts.Count(t => t.Contains("人手不足", StringComparison.Ordinal)));
        await stage.DoAsync<CompleteReview, Guid>(async (r, act) => await r.HandleAsync(new(now.Id, true, "符合条件"), act, default), "health1");
        Assert.Equal("decide", (await stage.StepAsync(caseId)).Key);
        using var applicant = await stage.SignInAsync("zhangsan");
        Assert.Contains("办理期限不变", (await applicant.OpenAsync($"/my/cases/{caseId}")).Text(), StringComparison.Ordinal);
    }

    [Theory, EachDatabase]
    [Requirement("03.07", "03.09")]
    public async Task Who_received_is_not_named_to_decide_and_deciding_stays_in_its_organisation(Engine engine)
    {
        await using var stage = await WindowStage.StartAsync(engine);
        var caseId = await AcceptedAsync(stage);
        await stage.DoAsync<CompleteReview, Guid>(async (r, act) => await r.HandleAsync(new((await stage.StepAsync(caseId)).Id, true, "符合条件"), act, default), "reviewer1");
        var decide = await stage.StepAsync(caseId);
        var lead = await LeadActAsync(stage, "调度");
        var approver = (await stage.ActAsync("approver1")).Actor.Id;
        Task<string> Name(Guid staff, string reason = "请尽快") => CodeAsync<RouteStep>(stage, r => r.ToPersonAsync(decide.Id, staff, reason, lead, default));

        Assert.Equal("cases.dispatch-review-only", await CodeAsync<RouteStep>(stage, async r => await r.ToOrganisationAsync(decide.Id, await OrganisationAsync(stage, DemoPeople.HealthOffice), "调度", lead, default)));
        Assert.Equal("cases.dispatch-reason", await Name(approver, " "));
        Assert.Equal("cases.dispatch-person", await Name((await stage.ActAsync("reviewer1")).Actor.Id));
        await stage.Host.InDatabaseAsync(db => db.Set<Case>().Where(c => c.Id == caseId).ExecuteUpdateAsync(s => s.SetProperty(c => c.AcceptedById, approver)));
        Assert.Equal("cases.decider-received", await Name(approver));
        Assert.Equal("cases.decider-received", await CodeAsync<TakeStep>(stage, async t => await t.TakeAsync(decide.Id, await stage.ActAsync("approver1"), default)));
        await stage.Host.InDatabaseAsync(db => db.Set<Case>().Where(c => c.Id == caseId).ExecuteUpdateAsync(s => s.SetProperty(c => c.AcceptedById, Guid.NewGuid())));
        Assert.Equal("ok", await Name(approver));
        Assert.Equal("cases.dispatch-same", await Name(approver));
        Assert.Equal("decide", (await stage.StepAsync(caseId)).Key);
        Assert.Equal(approver, (await stage.StepAsync(caseId)).TakenById);
    }

    [Theory, EachDatabase]
    [Requirement("03.07")]
    public async Task Of_two_who_take_a_step_at_once_one_has_it_until_he_gives_it_back(Engine engine)
    {
        await using var stage = await WindowStage.StartAsync(engine);
        var second = await SecondReviewerAsync(stage);
        var caseId = await AcceptedAsync(stage);
        var step = await stage.StepAsync(caseId);
        var first = await stage.ActAsync("reviewer1");

        var both = await Task.WhenAll(
            CodeAsync<TakeStep>(stage, t => t.TakeAsync(step.Id, first, default)),
            CodeAsync<TakeStep>(stage, t => t.TakeAsync(step.Id, second, default)));
        Assert.Single(both, "ok");
        var (holder, other) = both[0] == "ok" ? (first, second) : (second, first);
        Assert.Equal("cases.step-taken", await CodeAsync<TakeStep>(stage, t => t.TakeAsync(step.Id, other, default)));
        Assert.Equal("cases.step-taken", await CodeAsync<CompleteReview>(stage, async r => (Outcome)await r.HandleAsync(new(step.Id, true, "可以"), other, default)));
        Assert.Equal("cases.step-taken", await CodeAsync<TakeStep>(stage, t => t.GiveBackAsync(step.Id, "", other, default)));
        var list = await stage.Host.InScopeAsync(s => s.GetRequiredService<WorkLists>().PageAsync(other.Actor.Post!, new WorkListFilter(), null, default));
        Assert.Equal(holder.Actor.Name, Assert.Single(list.Rows).TakenBy);
        Assert.Equal("ok", await CodeAsync<TakeStep>(stage, t => t.GiveBackAsync(step.Id, "请假", holder, default)));
        Assert.Equal("cases.step-not-taken", await CodeAsync<TakeStep>(stage, t => t.GiveBackAsync(step.Id, "", holder, default)));
        Assert.Equal("ok", await CodeAsync<TakeStep>(stage, t => t.TakeAsync(step.Id, other, default)));
        Assert.Equal("ok", await CodeAsync<CompleteReview>(stage, async r => (Outcome)await r.HandleAsync(new(step.Id, true, "可以"), other, default)));
        var kinds = await stage.Host.InDatabaseAsync(db => db.Set<StepRouting>().Where(r => r.CaseId == caseId).OrderBy(r => r.Id).Select(r => r.Kind).ToListAsync());
        Assert.Equal([RoutingKind.Taken, RoutingKind.Taken, RoutingKind.GivenBack], kinds.Order());
        Assert.Equal(["step-taken", "step-given-back", "step-taken"], (await TraceAsync(stage, caseId)).Select(t => t.What).Where(w => w.StartsWith("step-", StringComparison.Ordinal)));
    }

    [Theory, EachDatabase]
    [Requirement("03.07")]
    public async Task What_a_colleague_took_between_the_reading_of_a_step_and_of_its_case_is_his(Engine engine)
    {
        var meanwhile = new Meanwhile();
        await using var stage = await WindowStage.StartAsync(engine, adjust: meanwhile.Attach);
        var (first, second) = (await stage.ActAsync("reviewer1"), await SecondReviewerAsync(stage));
        var caseId = await AcceptedAsync(stage);
        var step = await stage.StepAsync(caseId);
        var quicker = "";
        meanwhile.After("FROM \"?cases_step", async () => quicker = await CodeAsync<TakeStep>(stage, t => t.TakeAsync(step.Id, first, default)));

        var slower = await CodeAsync<TakeStep>(stage, t => t.TakeAsync(step.Id, second, default));

        Assert.Equal(("ok", "cases.step-taken"), (quicker, slower));
        Assert.Equal(first.Actor.Id, (await stage.StepAsync(caseId)).TakenById);
        Assert.Single(await TraceAsync(stage, caseId), t => t.What == "step-taken");
    }

    [Theory, EachDatabase]
    [Requirement("03.07")]
    public async Task Taking_and_giving_back_are_buttons_on_the_case(Engine engine)
    {
        await using var stage = await WindowStage.StartAsync(engine);
        var caseId = await stage.ApplyAsync();
        var intake = await stage.StepAsync(caseId);
        using var clerk1 = await stage.SignInAsync("clerk1");
        using var clerk2 = await stage.SignInAsync("clerk2");
        var path = $"/desk/cases/{intake.Id}";
        using var taken = await clerk1.PostWithTokenOfAsync(path, $"/steps/{intake.Id}/take", new() { ["back"] = path });
        Assert.Equal(path, taken.Headers.Location?.OriginalString);
        using var late = await clerk2.PostWithTokenOfAsync(path, $"/steps/{intake.Id}/take", new() { ["back"] = "https://elsewhere.example/" });
        var told = await late.Content.ReadAsStringAsync();
        Assert.Contains("已由窗口甲（演示）领取", told, StringComparison.Ordinal);
        Assert.DoesNotContain("elsewhere", told, StringComparison.Ordinal);
        Assert.Contains("窗口甲（演示）已领取", (await clerk2.OpenAsync("/desk")).Text(), StringComparison.Ordinal);
        using var refused = await clerk2.SendAsync(path, "Accept");
        Assert.Contains("已由窗口甲（演示）领取", (await clerk2.AfterAsync(refused)).Text(), StringComparison.Ordinal);
        using var back = await clerk1.PostWithTokenOfAsync(path, $"/steps/{intake.Id}/give-back", new() { ["back"] = path });
        Assert.Equal(path, back.Headers.Location?.OriginalString);
        using var accepted = await clerk2.SendAsync(path, "Accept");
        Assert.Equal(HttpStatusCode.Redirect, accepted.StatusCode);
        using var stranger = await stage.SignInAsync("reviewer1");
        using var foreign = await stranger.PostWithTokenOfAsync("/office/messages?", $"/steps/{intake.Id}/take", []);
        Assert.Equal(HttpStatusCode.NotFound, foreign.StatusCode);
    }

    [Theory, EachDatabase]
    [Requirement("03.07")]
    public async Task The_board_shows_what_needs_a_hand_within_reach_in_pages(Engine engine)
    {
        var sql = new SqlCounter();
        await using var stage = await WindowStage.StartAsync(engine, adjust: sql.Attach);
        var caseId = await AcceptedAsync(stage);
        var step = await stage.StepAsync(caseId);
        using var lead = await LeadAsync(stage);
        Assert.Contains("没有符合条件的环节", (await lead.OpenAsync("/office/dispatch")).Text(), StringComparison.Ordinal);
        Assert.Single((await lead.OpenAsync("/office/dispatch?show=untaken")).QuerySelectorAll("tbody tr"));
        Assert.Single((await lead.OpenAsync("/office/dispatch?show=all&words=食品")).QuerySelectorAll("tbody tr"));
        Assert.Empty((await lead.OpenAsync("/office/dispatch?show=all&words=没有")).QuerySelectorAll("tbody tr"));
        Assert.Empty((await lead.OpenAsync($"/office/dispatch?show=all&due={step.DueOn.AddDays(-1):yyyy-MM-dd}")).QuerySelectorAll("tbody tr"));
        Assert.Empty((await lead.OpenAsync($"/office/dispatch?show=all&organisation={await OrganisationAsync(stage, DemoPeople.HealthOffice)}")).QuerySelectorAll("tbody tr"));

        // The only reviewer of the office leaves: nobody is in post.
        await stage.Host.InDatabaseAsync(async db =>
        {
            var reviewer = await db.Set<Account>().Where(a => a.Login == "reviewer1").Select(a => a.StaffId).SingleAsync();
            return await db.Set<StaffPost>().Where(p => p.StaffId == reviewer).ExecuteUpdateAsync(s => s.SetProperty(p => p.Until, new DateOnly(2026, 3, 1)));
        });
        Assert.Contains("无人在岗", (await lead.OpenAsync("/office/dispatch?show=unstaffed")).QuerySelector("tbody tr")!.TextContent, StringComparison.Ordinal);
        Assert.Single((await lead.OpenAsync("/office/dispatch")).QuerySelectorAll("tbody tr"));

        await CopyAsync(stage, step, DispatchList.PageSize + 2);
        List<string> seen = [];
        for (var path = "/office/dispatch?show=all"; path is not null;)
        {
            var (page, address) = ((AngleSharp.Dom.IDocument?)null, path);
            Assert.Single(await sql.DuringAsync(async () => page = await lead.OpenAsync(address), "cases_"));
            seen.AddRange(page!.QuerySelectorAll("tbody input").Select(i => i.GetAttribute("value")!));
            path = page.QuerySelector("a[href*='after=']")?.GetAttribute("href");
        }

        Assert.Equal(DispatchList.PageSize + 3, seen.Count);
        Assert.Equal(seen.Count, seen.Distinct().Count());

        // The lead of another office sees its own steps only, and routes nothing out of it.
        using var ownLead = await stage.SignInAsync("lead1");
        Assert.DoesNotContain("全部单位", (await ownLead.OpenAsync("/office/dispatch?show=all")).Text(), StringComparison.Ordinal);
        var lead1 = await stage.ActAsync("lead1");
        Assert.Equal("cases.dispatch-own", await CodeAsync<RouteStep>(stage, async r => await r.ToOrganisationAsync(step.Id, await OrganisationAsync(stage, DemoPeople.HealthOffice), "调度", lead1, default)));
        foreach (var login in (string[])["clerk1", "reviewer1", "zhangsan"])
        {
            var act = await stage.ActAsync(login);
            Assert.Equal("cases.step-gone", await CodeAsync<RouteStep>(stage, r => r.ToPersonAsync(step.Id, act.Actor.Id, "调度", act, default)));
        }

        using var clerk = await stage.SignInAsync("clerk1");
        Assert.NotEqual(HttpStatusCode.OK, await clerk.StatusAsync("/office/dispatch"));
        Assert.NotEqual(HttpStatusCode.OK, await clerk.StatusAsync($"/office/dispatch/route?step={step.Id}"));
    }

    [Theory, EachDatabase]
    [Requirement("03.07")]
    public async Task Several_are_routed_together_and_what_could_not_be_stays_chosen(Engine engine)
    {
        await using var stage = await WindowStage.StartAsync(engine);
        var (one, two) = (await stage.StepAsync(await AcceptedAsync(stage)), await stage.StepAsync(await AcceptedAsync(stage)));
        var intake = await stage.StepAsync(await stage.ApplyAsync());
        using var lead = await LeadAsync(stage);
        var route = $"/office/dispatch/route?step={one.Id}&step={two.Id}&step={intake.Id}";
        var token = (await lead.OpenAsync(route)).QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        var health = await OrganisationAsync(stage, DemoPeople.HealthOffice);
        using var content = new FormUrlEncodedContent(
        [
            new("step", one.Id.ToString()), new("step", two.Id.ToString()), new("step", intake.Id.ToString()), new("organisation", health.ToString()), new("reason", "统一调度"), new("sure", "true"),
            new("__RequestVerificationToken", token),
        ]);
        using var answer = await lead.PostAsync(new Uri("/office/dispatch/route?handler=Organisation", UriKind.Relative), content);
        var page = await lead.AfterAsync(answer);

        Assert.Contains("只有审查环节可以转交", page.QuerySelector(".zt-errors")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(intake.CaseNumber, Assert.Single(page.QuerySelectorAll("tbody tr td.zt-num:first-child")).TextContent);
        Assert.Equal(2, await stage.Host.InDatabaseAsync(db => db.Set<CaseStep>().CountAsync(s => s.OrganisationId == health && s.CompletedAt == null)));
    }

    private static async Task<Guid> AcceptedAsync(WindowStage stage)
    {
        var caseId = await stage.ApplyAsync();
        var intake = await stage.StepAsync(caseId);
        await stage.DoAsync<AcceptCase, AcceptCase.Accepted>(async (a, act) => await a.HandleAsync(intake.Id, "", act, default), "clerk1");
        return caseId;
    }

    /// <summary>The acceptance lead of the office that runs the window.</summary>
    private static Task<HttpClient> LeadAsync(WindowStage stage) => stage.SignInAsync("lead2");

    private static Task<Act> LeadActAsync(WindowStage stage, string reason) => stage.ActAsync("lead2", reason);

    private static Task<Guid> OrganisationAsync(WindowStage stage, string name) => stage.Host.InDatabaseAsync(db => db.Set<Organisation>().Where(o => o.Name == name).Select(o => o.Id).SingleAsync());

    /// <summary>The health reviewer works in the market office too.</summary>
    private static async Task<Act> SecondReviewerAsync(WindowStage stage)
    {
        var (health, market) = (await stage.ActAsync("health1"), await OrganisationAsync(stage, DemoPeople.MarketOffice));
        return health with { Actor = health.Actor with { Post = health.Actor.Post! with { OrganisationId = market } } };
    }

    private static Task<List<TraceEntry>> TraceAsync(WindowStage stage, Guid caseId) =>
        stage.Host.InDatabaseAsync(db => db.Set<TraceEntry>().AsNoTracking().Where(t => t.SubjectId == caseId).OrderBy(t => t.Sequence).ToListAsync());

    private static async Task DispatchEventsAsync(WindowStage stage)
    {
        var dispatcher = stage.Host.Services.GetRequiredService<OutboxDispatcher>();
        while (await dispatcher.DispatchDueAsync(default) > 0)
        {
        }
    }

    private static Task<string> CodeAsync<TAct>(WindowStage stage, Func<TAct, Task<Outcome>> run)
        where TAct : notnull => stage.Host.InScopeAsync(async s => await run(s.GetRequiredService<TAct>()) is { Ok: false } refused ? refused.Problems[0].Code : "ok");

    private static Task<int> CopyAsync(WindowStage stage, CaseStep step, int times) => stage.Host.InDatabaseAsync(async db =>
    {
        for (var i = 0; i < times; i++)
        {
            db.Add(new CaseStep
            {
                Id = Guid.CreateVersion7(stage.Host.Clock.GetUtcNow()),
                CaseId = step.CaseId,
                Key = step.Key + i,
                Name = step.Name,
                Kind = step.Kind,
                Stage = step.Stage,
                Role = step.Role,
                OrganisationId = step.OrganisationId,
                OrganisationName = step.OrganisationName,
                RegionCode = step.RegionCode,
                StartedAt = step.StartedAt,
                DueOn = step.DueOn.AddDays(i % 3),
                CaseNumber = step.CaseNumber,
                ItemName = step.ItemName,
                ApplicantMasked = step.ApplicantMasked,
            });
        }

        return await db.SaveChangesAsync();
    });
}
