using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using Zhengtong.Identity.Contracts;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;
using Zhengtong.Safety.Demo;
using Zhengtong.Safety.Model;
using Zhengtong.Safety.Regime;
using Zhengtong.TestKit;
using Zhengtong.Tests.Integration.Identity.Staff;

namespace Zhengtong.Tests.Integration.Safety;

/// <summary>数据安全管理办法: what holds for each stage and object, drafted by one and published by another.</summary>
public sealed class RegimeTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, EachDatabase]
    [Requirement("18.08", "18.09", "18.14")]
    public async Task Rules_are_drafted_by_one_published_by_another_and_show_where_no_measure_holds(Engine engine)
    {
        await using var host = await SignInKit.StartDemoAsync(engine);
        await host.InScopeAsync(s => s.GetRequiredService<SeedDemoSafety>().RunAsync(Ct));
        using var admin = await host.BrowserAsync("admin1");
        using var second = await host.BrowserAsync("admin2");
        using var supervisor = await host.BrowserAsync("supervisor1");
        async Task<string> TextAsync(HttpClient browser, string address) => (await browser.PageAsync(address)).QuerySelector("main")!.TextContent;

        // The demo's rules leave two gaps.
        Assert.Contains("还有 2 处没有措施", await TextAsync(supervisor, RulesPageModel.Path), StringComparison.Ordinal);
        Assert.Contains("电子政务外网：开放、销毁", await TextAsync(supervisor, RulesPageModel.Path), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, (await supervisor.GetAsync(new Uri(DraftPageModel.Path, UriKind.Relative), Ct)).StatusCode);

        var wrong = await admin.SubmitAsync(DraftPageModel.Path, new() { ["Line.Stage"] = "" }, "Measure");
        var told = await wrong.Content.ReadAsStringAsync(Ct);
        Assert.All((string[])["请选择环节", "请选择适用的对象", "请填写防护措施", "请填写责任单位", "请填写责任人", "请填写具体要求"], w => Assert.Contains(w, told, StringComparison.Ordinal));
        foreach (var stage in (string[])["Open", "Destroy"])
        {
            var added = await admin.SubmitAsync(DraftPageModel.Path, new()
            {
                ["Line.Stage"] = stage, ["Line.Objects"] = "Extranet", ["Line.Safeguard"] = "外网" + stage, ["Line.Organisation"] = "数据局", ["Line.Person"] = "安全员", ["Line.Requirement"] = "按规程",
            }, "Measure");
            Assert.True(added.StatusCode == HttpStatusCode.Redirect, await added.Content.ReadAsStringAsync(Ct));
        }

        var written = await admin.SubmitAsync(DraftPageModel.Path, new() { ["Input.Title"] = "管理办法", ["Input.Text"] = "第二版正文", ["Input.EffectiveFrom"] = "2026-04-01" });
        Assert.True(written.StatusCode == HttpStatusCode.Redirect, await written.Content.ReadAsStringAsync(Ct));
        var revision = await host.InDatabaseAsync(db => db.Set<SafetyRules>().Select(r => r.Revision).SingleAsync(Ct));
        var self = await admin.PostWithTokenOfAsync(DraftPageModel.Path, DraftPageModel.Path + "?handler=Publish", new() { ["seen"] = $"{revision}" });
        Assert.Contains("起草的人不能公布", await self.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);

        // Publishing answers what was seen: a draft that changed meanwhile is not published by the button of before.
        var stale = await second.FillInAsync(DraftPageModel.Path, [], "Publish");
        Assert.True((await host.DoAsync<KeepRules, Outcome>("admin1", (k, act) => k.WriteAsync(new() { Title = "管理办法（修订）", Text = "第二版正文", EffectiveFrom = new(2026, 4, 1) }, act, Ct))).Ok);
        Assert.Contains(Database.ChangedMeanwhile.Message, await (await stale()).Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, (await second.SubmitAsync(DraftPageModel.Path, [], "Publish")).StatusCode);
        Assert.Contains("还有 2 处没有措施", await TextAsync(supervisor, RulesPageModel.Path), StringComparison.Ordinal);
        Assert.Contains("尚未施行", await TextAsync(supervisor, RulesPageModel.Path + "?version=2"), StringComparison.Ordinal);

        host.Clock.Advance(TimeSpan.FromDays(31));
        using var later = await host.BrowserAsync("supervisor1");
        var now = await TextAsync(later, RulesPageModel.Path);
        Assert.All((string[])["管理办法（修订）（第 2 版）", "七个环节、三个对象都有措施", "系统管理复核（演示）"], w => Assert.Contains(w, now, StringComparison.Ordinal));
        Assert.Contains("已被取代", await TextAsync(later, RulesPageModel.Path + "?version=1"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await later.GetAsync(new Uri(RulesPageModel.Path + "?version=9", UriKind.Relative), Ct)).StatusCode);
        await Assert.ThrowsAnyAsync<Exception>(() => host.InDatabaseAsync(db => db.Set<SafetyRulesVersion>().ExecuteUpdateAsync(s => s.SetProperty(v => v.Text, "改"), Ct)));
        var rules = await host.InDatabaseAsync(db => db.Set<SafetyRules>().AsNoTracking().SingleAsync(Ct));
        Assert.Null(Trace.Check(rules, await host.InDatabaseAsync(db => db.TraceOfAsync(rules.Id, Ct))));

        // Another region has its own, and none of these.
        await host.EmployAsync("far", "外区局", "511603", Roles.Administrator);
        using var far = await host.BrowserAsync("far");
        Assert.Contains("还没有公布办法", await TextAsync(far, RulesPageModel.Path), StringComparison.Ordinal);
        Assert.Equal("safety.rules-nothing-waits", (await host.DoAsync<KeepRules, Outcome>("far", (k, act) => k.PublishAsync(act, Ct))).Code());
        Assert.Equal(1, await host.InDatabaseAsync(db => db.Set<SafetyRules>().CountAsync(r => r.RegionCode == DemoPeople.Region, Ct)));
    }
}
