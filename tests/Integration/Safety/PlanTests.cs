using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Jobs;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Safety.Model;
using Zhengtong.Safety.Overview;
using Zhengtong.Safety.Plans;
using Zhengtong.TestKit;
using Zhengtong.Tests.Integration.Identity.Staff;

namespace Zhengtong.Tests.Integration.Safety;

/// <summary>应急预案: published versions stay, exercises fall due, what they show is mended.</summary>
public sealed class PlanTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, EachDatabase]
    [Requirement("18.11")]
    public async Task A_plan_is_published_by_another_exercised_in_time_and_what_was_found_is_mended(Engine engine)
    {
        await using var host = await SignInKit.StartDemoAsync(engine);
        using var admin = await host.BrowserAsync("admin1");
        using var made = await admin.SubmitAsync("/office/safety/plans/new", new() { ["Input.Name"] = "勒索病毒应急预案", ["Input.ExerciseMonths"] = "6", ["Input.Text"] = "第一版" });
        Assert.Equal(HttpStatusCode.Redirect, made.StatusCode);
        var self = made.Headers.Location!.OriginalString;
        var id = Guid.Parse(self.Split('/')[^1]);
        Assert.Equal("safety.plan-unpublished", (await host.DoAsync<KeepPlan, Outcome>("admin1", (k, act) => k.ExerciseAsync(id, new(), act, Ct))).Code());
        Assert.Equal("safety.plan-second-person", (await host.DoAsync<KeepPlan, Outcome>("admin1", (k, act) => k.PublishAsync(id, act, Ct))).Code());
        using var second = await host.BrowserAsync("admin2");
        Assert.Equal(HttpStatusCode.Redirect, (await second.SubmitAsync(self, [], "Publish")).StatusCode);
        Assert.Equal(new DateOnly(2026, 9, 2), (await PlanAsync(host, id)).ExerciseBy);

        var refused = await admin.SubmitAsync(self, new() { ["Exercise.HeldOn"] = "2026-03-03", ["Exercise.Mend"] = "备份恢复太慢" }, "Exercise");
        var told = await refused.Content.ReadAsStringAsync(Ct);
        Assert.All((string[])["不能晚于今天", "请填写参加的单位和人员", "请填写整改责任人", "请填写整改期限"], w => Assert.Contains(w, told, StringComparison.Ordinal));
        var held = await admin.SubmitAsync(self, new()
        {
            ["Exercise.HeldOn"] = "2026-03-01", ["Exercise.Participants"] = "信息科、各窗口", ["Exercise.Found"] = "恢复用了六小时", ["Exercise.Mend"] = "备份恢复太慢", ["Exercise.Responsible"] = "信息科长",
            ["Exercise.DueOn"] = "2026-03-20",
        }, "Exercise");
        Assert.True(held.StatusCode == HttpStatusCode.Redirect, await held.Content.ReadAsStringAsync(Ct));
        Assert.Equal(new DateOnly(2026, 9, 1), (await PlanAsync(host, id)).ExerciseBy);

        // A draft with other months changes nothing until it is published.
        Assert.True((await host.DoAsync<KeepPlan, Outcome>("admin2", (k, act) => k.WriteAsync(id, new() { Name = "勒索病毒应急预案", Text = "第二版", ExerciseMonths = "3" }, act, Ct))).Ok);
        Assert.True((await host.DoAsync<KeepPlan, Outcome>("admin1", (k, act) => k.ExerciseAsync(id, new() { HeldOn = new(2026, 2, 1), Participants = "信息科", Found = "补记" }, act, Ct))).Ok);
        Assert.Equal(new DateOnly(2026, 9, 1), (await PlanAsync(host, id)).ExerciseBy);
        Assert.True((await host.DoAsync<KeepPlan, Outcome>("admin1", (k, act) => k.PublishAsync(id, act, Ct))).Ok);
        Assert.Equal(new DateOnly(2026, 6, 1), (await PlanAsync(host, id)).ExerciseBy);
        Assert.Contains("第一版", (await admin.PageAsync(self + "?version=1")).QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        await Assert.ThrowsAnyAsync<Exception>(() => host.InDatabaseAsync(db => db.Set<PlanVersion>().ExecuteDeleteAsync(Ct)));

        // Overdue ones are told, once.
        var jobs = host.Services.GetRequiredService<RecurringJobs>();
        host.Clock.Advance(TimeSpan.FromDays(19));
        await jobs.RunOnceAsync(RemindSafety.JobName, Ct);
        await jobs.RunOnceAsync(RemindSafety.JobName, Ct);
        Assert.Single(await host.ToldAsync("admin1"), t => t == "演练发现的问题整改逾期");
        using var later = await host.BrowserAsync("admin1");
        Assert.Equal(HttpStatusCode.Redirect, (await later.SubmitAsync(self, new() { ["note"] = "换了存储" }, "Mended")).StatusCode);
        var followUp = await host.InDatabaseAsync(db => db.Set<ExerciseFollowUp>().AsNoTracking().SingleAsync(Ct));
        Assert.Equal("换了存储", followUp.DoneNote);
        Assert.Equal("safety.follow-up-done", (await host.DoAsync<KeepPlan, Outcome>("admin2", (k, act) => k.MendedAsync(id, followUp.Id, "再来", act, Ct))).Code());
        host.Clock.Advance(TimeSpan.FromDays(80));
        await jobs.RunOnceAsync(RemindSafety.JobName, Ct);
        Assert.Single(await host.ToldAsync("admin2"), t => t == "应急演练已逾期");
        var plan = await PlanAsync(host, id);
        Assert.Null(Trace.Check(plan, await host.InDatabaseAsync(db => db.TraceOfAsync(id, Ct))));

        await host.EmployAsync("far", "外区局", "511603", Roles.Administrator);
        Assert.Equal("safety.plan-unknown", (await host.DoAsync<KeepPlan, Outcome>("far", (k, act) => k.EndAsync(id, act, Ct))).Code());
        Assert.Equal("safety.plan-keeper", (await host.DoAsync<KeepPlan, Outcome>("supervisor1", (k, act) => k.EndAsync(id, act, Ct))).Code());
        Assert.True((await host.DoAsync<KeepPlan, Outcome>("admin1", (k, act) => k.EndAsync(id, act, Ct))).Ok);
        Assert.Null((await PlanAsync(host, id)).ExerciseBy);
    }

    private static Task<EmergencyPlan> PlanAsync(TestHost host, Guid id) => host.InDatabaseAsync(db => db.Set<EmergencyPlan>().AsNoTracking().SingleAsync(p => p.Id == id, Ct));
}
