using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using Zhengtong.Identity.Contracts;
using Zhengtong.Identity.Model;
using Zhengtong.Identity.SingleSignOn;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Jobs;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Safety.Model;
using Zhengtong.Safety.Overview;
using Zhengtong.Safety.Rules;
using Zhengtong.Safety.Shares;
using Zhengtong.TestKit;
using Zhengtong.Tests.Integration.Catalogue;
using Zhengtong.Tests.Integration.Identity.SingleSignOn;
using Zhengtong.Tests.Integration.Identity.Staff;

namespace Zhengtong.Tests.Integration.Safety;

/// <summary>Data leave only after one assessed the risk and another passed it, and only as long as that holds.</summary>
public sealed class ShareTests
{
    private static readonly DateOnly Monday = new(2026, 3, 2);
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, EachDatabase]
    [Requirement("18.10", "18.13", "18.15")]
    public async Task A_share_is_asked_for_assessed_reviewed_by_another_and_runs_within_its_days(Engine engine)
    {
        await using var host = await SignInKit.StartDemoAsync(engine);
        using var admin = await host.BrowserAsync("admin1");
        using var supervisor = await host.BrowserAsync("supervisor1");
        async Task<string> SendAsync(HttpClient browser, string address, string? handler, params (string Name, string Value)[] fields)
        {
            using var answer = await browser.SubmitAsync(address, fields.ToDictionary(f => f.Name, f => f.Value), handler);
            return answer.StatusCode == HttpStatusCode.Redirect ? "" : await answer.Content.ReadAsStringAsync(Ct);
        }

        var empty = await SendAsync(admin, "/office/safety/shares/new", null);
        Assert.All((string[])["请填写信息资源名称", "请填写接收单位或系统", "请填写用途", "请填写依据", "至少填写一类", "请填写起止日期"], w => Assert.Contains(w, empty, StringComparison.Ordinal));
        Assert.Equal("", await SendAsync(
            admin, "/office/safety/shares/new", null, ("Input.Kind", "Provide"), ("Input.Resource", "不动产登记信息"), ("Input.Receiver", "区税务局"), ("Input.Purpose", "核定契税"), ("Input.Basis", "契税法"),
            ("Input.PersonalFields", "权利人姓名"), ("Input.SensitiveFields", "房产信息"), ("Input.Frequency", "每件一次"), ("Input.From", "2026-03-02"), ("Input.Until", "2026-12-31")));
        var id = await host.InDatabaseAsync(db => db.Set<DataShare>().Select(s => s.Id).SingleAsync(Ct));
        var self = $"{SharesPageModel.Path}/{id}";
        Assert.False(await MayRunAsync(host, id, Monday));

        // Assessed by the one, who cannot review it: not by the form, which is not there, nor by sending what it would.
        (string, string)[] assessment = [("Assess.Likelihood", "High"), ("Assess.Harm", "High"), ("Assess.Measures", "专线传输"), ("Assess.Assessment", "必要，风险高")];
        Assert.Equal("", await SendAsync(admin, self, "Assess", assessment));
        Assert.DoesNotContain("handler=Review", await admin.GetStringAsync(new Uri(self, UriKind.Relative), Ct), StringComparison.Ordinal);
        var revision = await host.InDatabaseAsync(db => db.Set<DataShare>().Select(s => s.Revision).SingleAsync(Ct));
        var own = await admin.PostWithTokenOfAsync(self, self + "?handler=Review", new() { ["seen"] = $"{revision}", ["Review.Verdict"] = "Passed", ["Review.Grounds"] = "自己审" });
        Assert.Contains("提出共享的人和评估风险的人都不能审查", await own.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        (string, string)[] days = [("Review.From", "2026-03-10"), ("Review.Until", "2026-06-30")];
        Assert.Contains("评估为高风险的，不能直接通过", await SendAsync(supervisor, self, "Review", [("Review.Verdict", "Passed"), ("Review.Grounds", "可以"), .. days]), StringComparison.Ordinal);
        Assert.Contains("也不能超过申请的期限", await SendAsync(supervisor, self, "Review", ("Review.Verdict", "Conditional"), ("Review.Grounds", "可以"), ("Review.Conditions", "到期销毁"), ("Review.From", "2026-03-10"), ("Review.Until", "2027-06-30")), StringComparison.Ordinal);
        Assert.Equal("", await SendAsync(supervisor, self, "Review", [("Review.Verdict", "Conditional"), ("Review.Grounds", "有法律依据"), ("Review.Conditions", "到期销毁"), .. days]));
        Assert.Equal((false, true, true, false), (await MayRunAsync(host, id, Monday), await MayRunAsync(host, id, new(2026, 3, 10)), await MayRunAsync(host, id, new(2026, 6, 30)), await MayRunAsync(host, id, new(2026, 7, 1))));

        // What was given is written down, only where it might be given.
        host.Clock.Advance(TimeSpan.FromDays(8));
        using var later = await host.BrowserAsync("admin1");
        (string, string)[] told = [("Telling.What", "权利人姓名、房产信息"), ("Telling.Entries", "12"), ("Telling.People", "9")];
        Assert.Contains("不在审查通过的期限内", await SendAsync(later, self, "Telling", [("Telling.Day", "2026-03-09"), .. told]), StringComparison.Ordinal);
        Assert.Equal("", await SendAsync(later, self, "Telling", [("Telling.Day", "2026-03-10"), .. told]));

        // A new assessment leaves the share running until it is concluded; refused, it stops. Both rounds stay.
        Assert.Equal("", await SendAsync(later, self, "Assess", ("Assess.Likelihood", "Medium"), ("Assess.Harm", "High"), ("Assess.Measures", "专线传输"), ("Assess.Assessment", "对方发生过泄露")));
        Assert.True(await MayRunAsync(host, id, new(2026, 3, 10)));
        Assert.True((await host.DoAsync<ReviewShare, Outcome>("supervisor1", (r, act) => r.ReviewAsync(id, new() { Verdict = ShareVerdict.Refused, Grounds = "整改后再共享" }, act, Ct))).Ok);
        Assert.False(await MayRunAsync(host, id, new(2026, 3, 10)));
        var page = (await later.PageAsync(self)).Body!.TextContent;
        Assert.All((string[])["审查不通过", "整改后再共享", "有法律依据", "到期销毁", "权利人姓名、房产信息"], w => Assert.Contains(w, page, StringComparison.Ordinal));
        Assert.Equal("", await SendAsync(later, self, "End", ("Reason", "不再共享")));
        Assert.Equal("safety.share-over", (await host.DoAsync<ReviewShare, Outcome>("admin1", (r, act) => r.AssessAsync(id, new(), act, Ct))).Code());
        var share = await host.InDatabaseAsync(db => db.Set<DataShare>().AsNoTracking().SingleAsync(Ct));
        var trace = await host.InDatabaseAsync(db => db.TraceOfAsync(id, Ct));
        Assert.Equal(["share-asked", "share-assessed", "share-reviewed", "share-assessed", "share-reviewed", "share-ended"], trace.Select(t => t.What));
        Assert.Null(Trace.Check(share, trace));
        using var sheet = await later.GetAsync(new Uri(SharesPageModel.Path + "/export", UriKind.Relative), Ct);
        Assert.Contains("区税务局", Excel.Read(await sheet.Content.ReadAsByteArrayAsync(Ct))[1]);
    }

    /// <summary>网络数据安全管理条例 art. 12: three years at least. What was told and concluded is never deleted.</summary>
    [Theory, EachDatabase]
    [Requirement("18.13")]
    public async Task Tellings_of_systems_are_counted_once_a_day_and_nothing_deletes_them(Engine engine)
    {
        await using var stage = await SsoStage.StartAsync(engine);
        var host = stage.Host;
        var (system, _) = await stage.RegisterAsync(SsoStage.Facts(scopes: [SsoScopes.Profile]));
        var person = Guid.CreateVersion7();
        await host.InDatabaseAsync(db =>
        {
            var act = new Act(new Actor(system.Id, "系统", ActorKind.System), null, End.System, "核对", Act.Micro(host.Clock.GetUtcNow().UtcDateTime));
            db.RecordReading(person, act, "姓名");
            db.RecordReading(person, act, "姓名");
            db.RecordReading(Guid.CreateVersion7(), act, "姓名");
            return db.SaveChangesAsync(Ct);
        });
        var jobs = host.Services.GetRequiredService<RecurringJobs>();
        await jobs.RunOnceAsync(CountTellings.JobName, Ct);
        Assert.Equal(0, await host.InDatabaseAsync(db => db.Set<ShareTelling>().CountAsync(Ct)));
        host.Clock.Advance(TimeSpan.FromDays(1));
        await jobs.RunOnceAsync(CountTellings.JobName, Ct);
        await jobs.RunOnceAsync(CountTellings.JobName, Ct);
        var told = await host.InDatabaseAsync(db => db.Set<ShareTelling>().AsNoTracking().SingleAsync(Ct));
        Assert.Equal((Monday, 3, 2, true), (told.Day, told.Entries, told.People, told.Counted));

        host.Clock.Advance(TimeSpan.FromDays((3 * 365) + 30));
        foreach (var job in await host.InScopeAsync(s => Task.FromResult(s.GetServices<IRecurringJob>().Select(j => j.Name).ToList())))
        {
            await jobs.RunOnceAsync(job, Ct);
        }

        Assert.Equal(1, await host.InDatabaseAsync(db => db.Set<ShareTelling>().CountAsync(Ct)));
        Assert.Equal(1, await host.InDatabaseAsync(db => db.Set<ShareConclusion>().CountAsync(Ct)));
        await Assert.ThrowsAnyAsync<Exception>(() => host.InDatabaseAsync(db => db.Set<ShareTelling>().ExecuteDeleteAsync(Ct)));
        await Assert.ThrowsAnyAsync<Exception>(() => host.InDatabaseAsync(db => db.Set<ShareConclusion>().ExecuteUpdateAsync(s => s.SetProperty(c => c.Grounds, "别的"), Ct)));
        Assert.Equal((1, "依据充分"), await host.InDatabaseAsync(async db => (await db.Set<ShareTelling>().CountAsync(Ct), await db.Set<ShareConclusion>().Select(c => c.Grounds).SingleAsync(Ct))));
    }

    [Theory, EachDatabase]
    [Requirement("18.07", "18.10")]
    public async Task A_review_that_lapses_is_told_a_month_before_and_stops_what_is_approved_after(Engine engine)
    {
        await using var stage = await SsoStage.StartAsync(engine);
        var host = stage.Host;
        var (system, _) = await stage.RegisterAsync(SsoStage.Facts(scopes: [SsoScopes.Profile]));
        Task<Outcome> ResumeAsync() => host.InScopeAsync(s => s.GetRequiredService<KeepSystem>().ResumeAsync(system.Id, stage.ActOf("甲"), Ct));
        Task<Outcome> SuspendAsync() => host.InScopeAsync(s => s.GetRequiredService<KeepSystem>().SuspendAsync(system.Id, stage.ActOf("甲", "检修"), Ct));
        var jobs = host.Services.GetRequiredService<RecurringJobs>();
        await jobs.RunOnceAsync(RemindSafety.JobName, Ct);
        Assert.DoesNotContain("数据共享审查即将到期", await host.ToldAsync("admin1"));
        Assert.True((await SuspendAsync()).Ok);
        Assert.True((await ResumeAsync()).Ok);

        host.Clock.Advance(TimeSpan.FromDays(340));
        await jobs.RunOnceAsync(RemindSafety.JobName, Ct);
        await jobs.RunOnceAsync(RemindSafety.JobName, Ct);
        Assert.Single(await host.ToldAsync("admin1"), t => t == "数据共享审查即将到期");
        host.Clock.Advance(TimeSpan.FromDays(30));
        Assert.True((await SuspendAsync()).Ok);
        Assert.Equal("identity.system-share", (await ResumeAsync()).Code());
        var review = await host.InScopeAsync(s => s.GetRequiredService<IShareReviews>().OfSystemAsync(system.Id, Monday.AddDays(370), Ct));
        Assert.Equal((false, "审查已到期"), (review!.InForce, review.Conclusion));
    }

    [Theory, EachDatabase]
    [Requirement("18.10")]
    public async Task Shares_belong_to_the_region_that_gives(Engine engine)
    {
        await using var host = await SignInKit.StartDemoAsync(engine);
        var command = new AskShare.Command
        {
            Resource = "资源", Receiver = "对方", Purpose = "用途", Basis = "依据", GeneralFields = "字段", Frequency = "每天", From = Monday, Until = Monday.AddDays(30),
        };
        var id = (await host.DoAsync<AskShare, Outcome<Guid>>("admin1", (a, act) => a.HandleAsync(command, act, Ct))).Value;
        await host.EmployAsync("far", "外区局", "511603", Roles.Administrator);
        Assert.Equal("safety.share-unknown", (await host.DoAsync<ReviewShare, Outcome>("far", (r, act) => r.AssessAsync(id, new(), act, Ct))).Code());
        Assert.Equal("safety.share-unknown", (await host.DoAsync<ReviewShare, Outcome>("far", (r, act) => r.EndAsync(id, act, Ct), "停")).Code());
        using var far = await host.BrowserAsync("far");
        Assert.Equal(HttpStatusCode.NotFound, (await far.GetAsync(new Uri($"{SharesPageModel.Path}/{id}", UriKind.Relative), Ct)).StatusCode);
        Assert.DoesNotContain("资源</a>", await far.GetStringAsync(new Uri(SharesPageModel.Path, UriKind.Relative), Ct), StringComparison.Ordinal);

        // A system of another region cannot be named.
        var system = await host.InDatabaseAsync(async db =>
        {
            var made = SsoSystem.Register(Guid.CreateVersion7(), await db.Set<Organisation>().FirstAsync(o => o.RegionCode == "511603", Ct));
            made.Propose(SsoStage.Facts("外区系统", SsoScopes.Profile), Act.BySystem("", host.Clock.GetUtcNow().UtcDateTime));
            db.Add(made);
            await db.SaveChangesAsync(Ct);
            return made.Id;
        });
        command.SystemId = system;
        Assert.Equal("safety.share-system", (await host.DoAsync<AskShare, Outcome<Guid>>("admin1", (a, act) => a.HandleAsync(command, act, Ct))).Code());
    }

    private static Task<bool> MayRunAsync(TestHost host, Guid share, DateOnly day) =>
        host.InDatabaseAsync(async db => ShareRule.MayRun(await db.Set<DataShare>().AsNoTracking().SingleAsync(s => s.Id == share, Ct), day));
}
