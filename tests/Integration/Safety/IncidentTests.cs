using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Jobs;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Safety.Demo;
using Zhengtong.Safety.Incidents;
using Zhengtong.Safety.Model;
using Zhengtong.Safety.Overview;
using Zhengtong.TestKit;
using Zhengtong.Tests.Integration.Catalogue;
using Zhengtong.Tests.Integration.Identity.Staff;

namespace Zhengtong.Tests.Integration.Safety;

/// <summary>数据安全事件: from the clerk who noticed it to its close by somebody who did not handle it.</summary>
public sealed class IncidentTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, EachDatabase]
    [Requirement("18.07", "18.12", "18.13")]
    public async Task An_incident_is_reported_graded_handled_told_and_closed_by_another(Engine engine)
    {
        await using var host = await SignInKit.StartDemoAsync(engine);
        using var clerk = await host.BrowserAsync("clerk1");
        using var admin = await host.BrowserAsync("admin1");
        var form = new Dictionary<string, string>
        {
            ["Input.Kind"] = "Vulnerability", ["Input.Title"] = "查询页面可以看到别人的材料", ["Input.Description"] = "改网址里的编号", ["Input.FoundOn"] = "2026-03-02", ["Input.FoundTime"] = "9:00",
        };
        using var future = await clerk.SubmitAsync(ReportPageModel.Path, new(form) { ["Input.FoundTime"] = "10:01" });
        Assert.Contains("不能晚于现在", await future.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        var twice = await clerk.FillInAsync(ReportPageModel.Path, form);
        using var reported = await twice();
        using var again = await twice();
        Assert.Equal((HttpStatusCode.Redirect, reported.Headers.Location), (again.StatusCode, again.Headers.Location));
        var incident = await host.InDatabaseAsync(db => db.Set<Incident>().AsNoTracking().SingleAsync(Ct));
        var (id, self) = (incident.Id, $"{IncidentsPageModel.Path}/{incident.Id}");
        Assert.Contains(incident.Number, (await clerk.PageAsync(reported.Headers.Location!.OriginalString)).QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.Single(await host.ToldAsync("admin1"), t => t == "有人报告了数据安全事件");
        Assert.Equal(HttpStatusCode.Forbidden, (await clerk.GetAsync(new Uri(self, UriKind.Relative), Ct)).StatusCode);

        // Graded, the clock of the regulation runs from when it was found.
        async Task<string> SendAsync(HttpClient browser, string handler, params (string Name, string Value)[] fields)
        {
            using var answer = await browser.SubmitAsync(self, fields.ToDictionary(f => f.Name, f => f.Value), handler);
            return answer.StatusCode == HttpStatusCode.Redirect ? "" : await answer.Content.ReadAsStringAsync(Ct);
        }

        Assert.Contains("请填写大约涉及多少人", await SendAsync(admin, "Grade", ("Grading.Grade", "Larger"), ("Grading.PersonalLeaked", "true")), StringComparison.Ordinal);
        Assert.Equal("", await SendAsync(admin, "Grade", ("Grading.Grade", "Larger"), ("Grading.HarmsPublic", "true"), ("Grading.PersonalLeaked", "true"), ("Grading.People", "30")));
        Assert.Contains("须在2026年3月3日 09:00前报告主管部门", (await admin.PageAsync(self)).QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        var jobs = host.Services.GetRequiredService<RecurringJobs>();
        await jobs.RunOnceAsync(RemindSafety.JobName, Ct);
        Assert.DoesNotContain("安全事件须报告主管部门", await host.ToldAsync("admin2"));
        host.Clock.Advance(TimeSpan.FromHours(12));
        await jobs.RunOnceAsync(RemindSafety.JobName, Ct);
        await jobs.RunOnceAsync(RemindSafety.JobName, Ct);
        Assert.Single(await host.ToldAsync("admin2"), t => t == "安全事件须报告主管部门");

        using var later = await host.BrowserAsync("admin1");
        Assert.Contains("请填写处置经过", await SendAsync(later, "Step", ("step", " ")), StringComparison.Ordinal);
        Assert.Equal("", await SendAsync(later, "Step", ("step", "关闭查询页面")));
        Assert.Equal("safety.incident-unfinished", (await CloseAsync(host, id, "supervisor1")).Code());
        Assert.Equal("", await SendAsync(later, "Up", ("up", "区委网信办，电话和书面")));
        Assert.Equal("", await SendAsync(later, "People", ("people", "逐人短信告知")));
        Assert.Equal("safety.incident-second-person", (await CloseAsync(host, id, "admin1")).Code());
        Assert.Equal("safety.incident-handler", (await host.DoAsync<HandleIncident, Outcome>("supervisor1", (h, act) => h.StepAsync(id, "看过", act, Ct))).Code());
        using var supervisor = await host.BrowserAsync("supervisor1");
        Assert.Equal("", await SendAsync(supervisor, "Close", ("Closing.Cause", "没有校验归属"), ("Closing.Mend", "查询带上归属条件并加测试")));
        Assert.Equal("safety.incident-closed", (await CloseAsync(host, id, "admin2")).Code());

        var paper = (await supervisor.PageAsync(self + "/print")).QuerySelector("main")!.TextContent;
        Assert.All((string[])[incident.Number, "关闭查询页面", "向主管部门报告：区委网信办，电话和书面", "没有校验归属", "查询带上归属条件并加测试", "约 30 人", "监察（演示）"], w => Assert.Contains(w, paper, StringComparison.Ordinal));
        using var sheet = await supervisor.GetAsync(new Uri(IncidentsPageModel.Path + "/export?view=Closed&grade=Larger", UriKind.Relative), Ct);
        Assert.Equal(incident.Number, Excel.Read(await sheet.Content.ReadAsByteArrayAsync(Ct))[1][0]);
        Assert.DoesNotContain(incident.Number, await supervisor.GetStringAsync(new Uri(IncidentsPageModel.Path, UriKind.Relative), Ct), StringComparison.Ordinal);
        Assert.DoesNotContain(incident.Number, await supervisor.GetStringAsync(new Uri(IncidentsPageModel.Path + "?view=All&grade=Grave", UriKind.Relative), Ct), StringComparison.Ordinal);
        Assert.Contains(incident.Number, await supervisor.GetStringAsync(new Uri(IncidentsPageModel.Path + "?view=Closed", UriKind.Relative), Ct), StringComparison.Ordinal);
        var closed = await host.InDatabaseAsync(db => db.Set<Incident>().AsNoTracking().SingleAsync(Ct));
        var trace = await host.InDatabaseAsync(db => db.TraceOfAsync(id, Ct));
        Assert.Equal(["incident-reported", "incident-graded", "incident-step", "incident-reported-up", "incident-people-told", "incident-closed"], trace.Select(t => t.What));
        Assert.Null(Trace.Check(closed, trace));
        await Assert.ThrowsAnyAsync<Exception>(() => host.InDatabaseAsync(db => db.Set<IncidentStep>().ExecuteDeleteAsync(Ct)));

        await host.EmployAsync("far", "外区局", "511603", Roles.Administrator);
        Assert.Equal("safety.incident-unknown", (await host.DoAsync<HandleIncident, Outcome>("far", (h, act) => h.StepAsync(id, "看", act, Ct))).Code());
    }

    [Theory, EachDatabase]
    [Requirement("18.07")]
    public async Task One_page_says_what_wants_attention_in_few_statements(Engine engine)
    {
        var sql = new SqlCounter();
        await using var host = await SignInKit.StartDemoAsync(engine, sql.Attach);
        await host.InScopeAsync(s => s.GetRequiredService<SeedDemoSafety>().RunAsync(Ct));
        using var supervisor = await host.BrowserAsync("supervisor1");
        await host.DoAsync<ReportIncident, Outcome<Guid>>("clerk1", (r, act) => r.HandleAsync(
            new() { Kind = IncidentKind.Loss, Title = "丢了一台笔记本", Description = "下班路上", FoundOn = new(2026, 3, 2), FoundTime = "8:00" }, act, Ct));
        await host.DoAsync<Zhengtong.Safety.Shares.AskShare, Outcome<Guid>>("admin1", (a, act) => a.HandleAsync(
            new() { Resource = "社保参保信息", Receiver = "人社局", Purpose = "核验", Basis = "社会保险法", PersonalFields = "姓名", Frequency = "实时", From = new(2026, 3, 2), Until = new(2026, 9, 1) }, act, Ct));
        await supervisor.PageAsync(OverviewPageModel.Path);

        var text = "";
        var sent = await sql.DuringAsync(async () => text = (await supervisor.PageAsync(OverviewPageModel.Path)).QuerySelector("main")!.TextContent);
        Assert.Equal(5, sent.Count(s => s.Contains("safety_", StringComparison.Ordinal)));
        Assert.Single(sent, s => s.Contains("identity_attempt", StringComparison.Ordinal));
        Assert.All((string[])["未办结的安全事件（1）", "丢了一台笔记本（等待定级）", "还有 2 处没有措施", "要处理的共享（1）", "社保参保信息：等待风险评估", "没有要演练的预案"], w => Assert.Contains(w, text, StringComparison.Ordinal));

        host.Clock.Advance(TimeSpan.FromDays(366));
        using var later = await host.BrowserAsync("supervisor1");
        var late = (await later.PageAsync(OverviewPageModel.Path)).QuerySelectorAll("main li").Single(l => l.TextContent.Contains("数据泄露应急预案（演示）：2027年3月2日前演练", StringComparison.Ordinal));
        Assert.Contains("已逾期", late.TextContent, StringComparison.Ordinal);
        await host.EmployAsync("far", "外区局", "511603", Roles.Supervisor);
        using var far = await host.BrowserAsync("far");
        var theirs = (await far.PageAsync(OverviewPageModel.Path)).QuerySelector("main")!.TextContent;
        Assert.All((string[])["没有未办结的事件", "还没有施行数据安全管理办法", "没有要处理的共享", "没有要演练的预案"], w => Assert.Contains(w, theirs, StringComparison.Ordinal));
    }

    private static Task<Outcome> CloseAsync(TestHost host, Guid id, string login) =>
        host.DoAsync<HandleIncident, Outcome>(login, (h, act) => h.CloseAsync(id, new() { Cause = "原因", Mend = "整改" }, act, Ct));
}
