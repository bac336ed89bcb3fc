using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using Zhengtong.Cases.Accept;
using Zhengtong.Cases.Dispatch;
using Zhengtong.Cases.FirstAsked;
using Zhengtong.Cases.Model;
using Zhengtong.Cases.Review;
using Zhengtong.Catalogue.ManualChecks;
using Zhengtong.Catalogue.Model;
using Zhengtong.Identity.Contracts;
using Zhengtong.Identity.HandOver;
using Zhengtong.Identity.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Jobs;
using Zhengtong.Platform.Outcomes;
using Zhengtong.TestKit;
using Zhengtong.Tests.Integration.Cases.Accept;

namespace Zhengtong.Tests.Integration.Identity.Staff;

/// <summary>Who leaves hands over all that is open, in one go; nothing stays with him.</summary>
[Requirement("08.17")]
public sealed class DepartureTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, EachDatabase]
    [Requirement("03.15")]
    public async Task A_clerk_who_leaves_hands_his_steps_and_duties_to_a_colleague_and_is_locked_out(Engine engine)
    {
        await using var stage = await WindowStage.StartAsync(engine);
        var host = stage.Host;
        var received = await stage.ApplyAsync(clerk: "clerk1");
        var step = await stage.StepAsync(received);
        Assert.Equal("ok", (await host.DoAsync<TakeStep, Outcome>("clerk1", (t, act) => t.TakeAsync(step.Id, act, Ct))).Code());
        var (draft, _) = await stage.DraftAsync("lisi", clerk: "clerk1");
        var (leaver, colleague) = (await host.StaffAsync("clerk1"), await host.StaffAsync("clerk2"));
        var (admin, clerk) = (await host.BrowserAsync("admin1"), await host.BrowserAsync("clerk1"));
        var page = await admin.PageAsync($"/office/staff/leave/{leaver}");
        var text = page.QuerySelector("main")!.TextContent;
        Assert.Contains("已领取的办理环节（1 件）", text, StringComparison.Ordinal);
        Assert.Contains("首问负责的事项（1 件）", text, StringComparison.Ordinal);
        Assert.DoesNotContain((await stage.CaseAsync(received)).Number, text, StringComparison.Ordinal);

        // Somebody answers for a matter, always.
        var fields = new Dictionary<string, string> { ["Moves"] = "false", ["Reason"] = "退休", ["To[cases.steps]"] = colleague.ToString(), ["To[cases.window-drafts]"] = colleague.ToString(), ["To[cases.duties]"] = "" };
        using var nobody = await admin.SubmitAsync($"/office/staff/leave/{leaver}", fields);
        Assert.Contains("必须移交给一位同事", await nobody.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        fields["To[cases.duties]"] = (await host.StaffAsync("reviewer1")).ToString();
        using var stranger = await admin.SubmitAsync($"/office/staff/leave/{leaver}", fields);
        Assert.Contains("请选择同岗位的在岗同事", await stranger.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await clerk.GetAsync(new Uri("/desk", UriKind.Relative), Ct)).StatusCode);
        fields["To[cases.duties]"] = colleague.ToString();
        using var done = await admin.SubmitAsync($"/office/staff/leave/{leaver}", fields);
        Assert.StartsWith("/office/staff/departures", done.Headers.Location!.OriginalString, StringComparison.Ordinal);

        Assert.Equal(colleague, (await stage.StepAsync(received)).TakenById);
        Assert.Equal(HttpStatusCode.OK, (await (await host.BrowserAsync("clerk2")).GetAsync(new Uri($"/apply/draft/{draft}", UriKind.Relative), Ct)).StatusCode);
        Assert.Equal(step.DueOn, (await stage.StepAsync(received)).DueOn);
        var duty = await host.InDatabaseAsync(db => db.Set<Duty>().AsNoTracking().SingleAsync(Ct));
        Assert.Equal((colleague, leaver), (duty.StaffId, duty.FirstId));
        Assert.Equal(HttpStatusCode.Redirect, (await clerk.GetAsync(new Uri("/desk", UriKind.Relative), Ct)).StatusCode);
        Assert.NotNull((await host.InDatabaseAsync(db => db.Set<Account>().AsNoTracking().SingleAsync(a => a.StaffId == leaver, Ct))).LockedAt);
        Assert.Equal(3, (await host.ToldAsync("clerk2")).Count(t => t == "同事的工作移交给您"));
        var report = (await admin.PageAsync("/office/staff/departures")).QuerySelector("#departures")!.TextContent;
        Assert.Contains("已领取的办理环节：1 件移交给窗口乙（演示）", report, StringComparison.Ordinal);
        Assert.Contains("已办完", report, StringComparison.Ordinal);
        Assert.Equal(["employed", "post-ended", "departed", "handed-over"], (await host.InDatabaseAsync(db => db.TraceOfAsync(leaver, Ct))).Select(t => t.What));
        var @case = await stage.CaseAsync(received);
        Assert.Null(Trace.Check(@case, await host.InDatabaseAsync(db => db.TraceOfAsync(received, Ct))));

        // He is gone, and so is the work: the job has nothing to tell.
        await RunAsync<FinishDepartures>(host);
        Assert.DoesNotContain("有工作留在离岗人员名下", await host.ToldAsync("admin1"));
    }

    [Theory, EachDatabase]
    public async Task A_reviewer_who_changes_post_without_a_colleague_leaves_nothing_behind_and_keeps_his_account(Engine engine)
    {
        await using var stage = await WindowStage.StartAsync(engine);
        var host = stage.Host;
        var id = await stage.ApplyAsync();
        var intake = await stage.StepAsync(id);
        await stage.DoAsync<AcceptCase, AcceptCase.Accepted>((a, act) => a.HandleAsync(intake.Id, "齐全", act, Ct), "clerk1");
        var review = await stage.StepAsync(id);
        var leaver = await host.StaffAsync("reviewer1");
        Assert.Equal("ok", (await host.DoAsync<TakeStep, Outcome>("reviewer1", (t, act) => t.TakeAsync(review.Id, act, Ct))).Code());
        await AskedAsync(host, id, leaver);
        Assert.Equal("ok", (await host.DoAsync<Depart, Outcome<Guid>>("admin1", (d, act) => d.HandleAsync(leaver, new Depart.Command(true, new Dictionary<string, Guid?>()), act, Ct), "轮岗")).Code());

        Assert.Null((await stage.StepAsync(id)).TakenById);
        var opinion = await host.InDatabaseAsync(db => db.Set<Consultation>().AsNoTracking().SingleAsync(Ct));
        Assert.NotNull(opinion.AnsweredAt);
        Assert.Equal(["您征求的意见有变化"], await host.ToldAsync("approver1"));
        Assert.Null((await host.InDatabaseAsync(db => db.Set<Account>().AsNoTracking().SingleAsync(a => a.StaffId == leaver, Ct))).LockedAt);
        Assert.Contains("没有有效的岗位", await (await host.BrowserAsync("reviewer1")).GetStringAsync(new Uri("/account/post", UriKind.Relative), Ct), StringComparison.Ordinal);
        var lines = Depart.ReportOf(await host.InDatabaseAsync(db => db.Set<Departure>().AsNoTracking().SingleAsync(Ct)));
        Assert.Equal([("已领取的办理环节", 0, 1), ("请他提的意见", 0, 1)], lines.Select(l => (l.Kind, l.Given, l.Released)).Order());
    }

    [Theory, EachDatabase]
    public async Task An_editor_s_findings_and_checks_go_to_who_may_have_them_and_what_was_interrupted_is_finished(Engine engine)
    {
        await using var stage = await WindowStage.StartAsync(engine);
        var host = stage.Host;
        var item = await host.InDatabaseAsync(db => db.Set<Item>().AsNoTracking().SingleAsync(Ct));
        var (leaver, market) = (await host.StaffAsync("editor1"), await host.OrganisationAsync(DemoPeople.MarketOffice));
        var colleague = await host.EmployAsync("editor9");
        await host.InDatabaseAsync(async db =>
        {
            db.Add(new StaffPost { Id = Guid.CreateVersion7(), StaffId = colleague, Role = Roles.ItemEditor, OrganisationId = market, RegionCode = DemoPeople.Region, From = new DateOnly(2026, 1, 1) });
            var finding = new Finding
            {
                Id = Guid.CreateVersion7(), ItemId = item.Id, ItemCode = item.Code, ItemName = item.Name, Version = 1, RuleKey = "licence-questions", RuleVersion = 1, Place = "", Element = "questions",
                Blocks = false, Message = "没有常见问题", Origin = FindingOrigin.Machine, OrganisationId = market, OrganisationName = DemoPeople.MarketOffice, RegionCode = DemoPeople.Region,
                FoundAt = host.Clock.GetUtcNow().UtcDateTime, DueOn = new DateOnly(2026, 3, 20),
            };
            finding.Entrust(leaver, "市监事项专员（演示）");
            // The colleague works for the office whose item it is, and does not judge it himself.
            db.AddRange(finding, new ManualCheck
            {
                Id = Guid.CreateVersion7(), ItemId = item.Id, ItemCode = item.Code, ItemName = item.Name, VersionId = item.CurrentVersionId, Version = 1, OrganisationId = market,
                OrganisationName = DemoPeople.MarketOffice, RegionCode = DemoPeople.Region, ReviewerId = leaver, ReviewerName = "市监事项专员（演示）",
                AssignedById = await host.StaffAsync("manager1"), AssignedByName = "事项管理（演示）", AssignedAt = host.Clock.GetUtcNow().UtcDateTime, DueOn = new DateOnly(2026, 3, 20),
            });
            // Left by a node that fell over after the save that began it.
            db.Add(new Departure
            {
                Id = Guid.CreateVersion7(), StaffId = leaver, StaffName = "市监事项专员（演示）", RegionCode = DemoPeople.Region, Moves = false, Reason = "离职", ById = await host.StaffAsync("admin1"),
                ByName = "系统管理（演示）", At = host.Clock.GetUtcNow().UtcDateTime.AddHours(-1),
                Plan = System.Text.Json.JsonSerializer.Serialize(new Dictionary<string, Colleague>
                {
                    ["catalogue.findings"] = new(colleague, "editor9", Roles.ItemEditor, market, DemoPeople.MarketOffice),
                    ["catalogue.checks"] = new(colleague, "editor9", Roles.ItemEditor, market, DemoPeople.MarketOffice),
                }),
            });
            return await db.SaveChangesAsync(Ct);
        });

        await RunAsync<FinishDepartures>(host);
        Assert.Equal(colleague, (await host.InDatabaseAsync(db => db.Set<Finding>().AsNoTracking().SingleAsync(Ct))).ResponsibleId);
        Assert.NotNull((await host.InDatabaseAsync(db => db.Set<ManualCheck>().AsNoTracking().SingleAsync(Ct))).WithdrawnAt);
        Assert.Equal(["您分配的人工校验有变化"], await host.ToldAsync("manager1"));
        Assert.Equal(["同事的工作移交给您"], await host.ToldAsync("editor9"));
        Assert.NotNull((await host.InDatabaseAsync(db => db.Set<Departure>().AsNoTracking().SingleAsync(Ct))).DoneAt);
    }

    [Theory, EachDatabase]
    public async Task Work_that_stayed_with_somebody_locked_out_is_told_of_once_a_day(Engine engine)
    {
        await using var stage = await WindowStage.StartAsync(engine);
        var host = stage.Host;
        var step = await stage.StepAsync(await stage.ApplyAsync());
        Assert.Equal("ok", (await host.DoAsync<TakeStep, Outcome>("clerk1", (t, act) => t.TakeAsync(step.Id, act, Ct))).Code());
        await RunAsync<FinishDepartures>(host);
        Assert.Empty(await host.ToldAsync("admin1"));
        await host.InDatabaseAsync(async db =>
        {
            var staff = await host.StaffAsync("clerk1");
            (await db.Set<Account>().SingleAsync(a => a.StaffId == staff, Ct)).Lock(host.Clock.GetUtcNow().UtcDateTime);
            return await db.SaveChangesAsync(Ct);
        });
        await RunAsync<FinishDepartures>(host);
        await RunAsync<FinishDepartures>(host);
        Assert.Equal(["有工作留在离岗人员名下"], await host.ToldAsync("admin1"));
    }

    private static async Task AskedAsync(TestHost host, Guid caseId, Guid of)
    {
        var by = await host.StaffAsync("approver1");
        await host.InDatabaseAsync(async db =>
        {
            db.Add(new Consultation
            {
                Id = Guid.CreateVersion7(), CaseId = caseId, AskedById = by, AskedByName = "决定甲（演示）", AskedId = of, AskedName = "审查甲（演示）", Question = "是否符合？", AskedAt = host.Clock.GetUtcNow().UtcDateTime,
            });
            return await db.SaveChangesAsync(Ct);
        });
    }

    private static Task RunAsync<TJob>(TestHost host)
        where TJob : IRecurringJob => host.InScopeAsync(s => s.GetServices<IRecurringJob>().OfType<TJob>().Single().RunAsync(Ct));
}
