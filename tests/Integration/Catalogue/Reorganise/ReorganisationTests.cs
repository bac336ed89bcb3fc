using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Catalogue.Model;
using Zhengtong.Catalogue.Reorganise;
using Zhengtong.Identity.Contracts;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Outcomes;
using Zhengtong.TestKit;
using Zhengtong.Tests.Integration.Cases.Accept;
using static Zhengtong.Tests.Integration.Catalogue.Reorganise.ReorganiseSteps;

namespace Zhengtong.Tests.Integration.Catalogue.Reorganise;

/// <summary>Functions move to a succeeding organisation with all that hangs on them, and back.</summary>
public sealed class ReorganisationTests
{
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    [Theory, EachDatabase, Requirement("01.41")]
    public async Task Items_running_cases_and_windows_go_to_the_successor_without_a_gap_and_what_was_not_touched_comes_back(Engine engine)
    {
        await using var stage = await WindowStage.StartAsync(engine);
        var (market, approval) = (await OrganisationAsync(stage, DemoPeople.MarketOffice), await OrganisationAsync(stage, DemoPeople.ApprovalOffice));
        var (waiting, touched, fresh) = (await AcceptedAsync(stage), await AcceptedAsync(stage), await stage.ApplyAsync());
        var due = (await stage.StepAsync(waiting)).DueOn;
        await WindowAsync(stage, market);
        using var one = await stage.Host.BrowserAsync("manager1");
        using var two = await stage.Host.BrowserAsync("manager2");

        var fields = Fields(market, approval);
        using var tried = await one.SubmitAsync("/office/reorganisations/new", fields, "Try");
        var report = string.Join(' ', (await tried.Content.ReadAsStringAsync(Ct)).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains("政务服务事项</td><td data-label=\"数量\" class=\"zt-num\">1<", report, StringComparison.Ordinal);
        Assert.Contains("在办件</td><td data-label=\"数量\" class=\"zt-num\">3<", report, StringComparison.Ordinal);
        Assert.Contains("岗位不随事项移交", report, StringComparison.Ordinal);
        Assert.Equal(0, await stage.Host.InDatabaseAsync(db => db.Set<Reorganisation>().CountAsync(Ct)));

        using var proposed = await one.SubmitAsync("/office/reorganisations/new", fields);
        Assert.Equal(HttpStatusCode.Redirect, proposed.StatusCode);
        var self = proposed.Headers.Location!.OriginalString;
        using var own = await one.PostWithTokenOfAsync("/office/reorganisations/new", self + "?handler=Approve", []);
        Assert.Contains("另一位管理人员", await own.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        await RunAsync(stage);
        Assert.Equal(market, (await stage.CaseAsync(waiting)).OrganisationId);
        using var approved = await two.SubmitAsync(self, [], "Approve");
        Assert.Equal(HttpStatusCode.Redirect, approved.StatusCode);
        await RunAsync(stage);
        await RunAsync(stage);

        var item = await ItemAsync(stage);
        Assert.Equal((approval, 2, stage.Item.Code), (item.OrganisationId, item.CurrentVersion, item.Code));
        stage.Host.Clock.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(DemoPeople.ApprovalOffice, (await stage.Host.Services.GetRequiredService<ICatalogue>().FindAsync(stage.Item.Code, Ct))!.OrganisationName);
        Assert.Equal(DemoPeople.MarketOffice, (await stage.Host.Services.GetRequiredService<ICatalogue>().VersionAsync(stage.Item.VersionId, Ct)).OrganisationName);
        foreach (var id in (Guid[])[waiting, touched, fresh])
        {
            var moved = await stage.CaseAsync(id);
            Assert.Equal((approval, stage.Item.VersionId), (moved.OrganisationId, moved.ItemVersionId));
            Assert.Null(Trace.Check(moved, await stage.Host.InDatabaseAsync(db => db.TraceOfAsync(id, Ct))));
        }

        Assert.Equal((approval, due), ((await stage.StepAsync(waiting)).OrganisationId, (await stage.StepAsync(waiting)).DueOn));
        Assert.Equal(approval, (await WindowsAsync(stage)).Single(w => w.Name == "市监窗口").OrganisationId);
        var refused = await ReviewAsync(stage, touched, "reviewer1");
        Assert.False(refused.Ok);
        Assert.True((await ReviewAsync(stage, touched, "reviewer2")).Ok);
        Assert.Equal((StepKind.Decide, approval), ((await stage.StepAsync(touched)).Kind, (await stage.StepAsync(touched)).OrganisationId));

        using var takenBack = await two.SubmitAsync(self, new() { ["why"] = "机构改革方案调整" }, "TakeBack");
        var back = takenBack.Headers.Location!.OriginalString;
        using var agreed = await one.SubmitAsync(back, [], "Approve");
        await RunAsync(stage);

        Assert.Equal((market, 3), ((await ItemAsync(stage)).OrganisationId, (await ItemAsync(stage)).CurrentVersion));
        Assert.Equal((market, market), ((await stage.CaseAsync(waiting)).OrganisationId, (await stage.StepAsync(waiting)).OrganisationId));
        Assert.Equal((approval, approval), ((await stage.CaseAsync(touched)).OrganisationId, (await stage.StepAsync(touched)).OrganisationId));
        Assert.Equal(market, (await stage.CaseAsync(fresh)).OrganisationId);
        Assert.Equal(market, (await WindowsAsync(stage)).Single(w => w.Name == "市监窗口").OrganisationId);
        Assert.Contains("已撤回", (await one.PageAsync("/office/reorganisations")).Body!.TextContent, StringComparison.Ordinal);
        var backId = Guid.Parse(back.Split('/')[3]);
        var tally = await stage.Host.InDatabaseAsync(db => db.Set<ReorganisationTally>().AsNoTracking().SingleAsync(t => t.Part == "在办件" && t.ReorganisationId == backId, Ct));
        Assert.Equal((3, 2, 1), (tally.Planned, tally.Moved, tally.Kept));
        await RunAsync(stage);
        Assert.Equal(market, (await stage.CaseAsync(waiting)).OrganisationId);
        Assert.True((await ReviewAsync(stage, waiting, "reviewer1")).Ok);
    }

    [Theory, EachDatabase, Requirement("01.41")]
    public async Task A_chosen_item_moves_alone_and_waits_for_its_day(Engine engine)
    {
        await using var stage = await WindowStage.StartAsync(engine);
        var (market, approval) = (await OrganisationAsync(stage, DemoPeople.MarketOffice), await OrganisationAsync(stage, DemoPeople.ApprovalOffice));
        await WindowAsync(stage, market);
        var command = new ProposeReorganisation.Command { From = [market], To = approval, Codes = stage.Item.Code, EffectiveOn = new DateOnly(2026, 3, 9), Reason = "职能划转" };
        var id = await stage.DoAsync<ProposeReorganisation, Guid>((p, act) => p.HandleAsync(command, act, Ct), "manager1");
        await stage.DoAsync<DecideReorganisation, bool>(async (d, act) => await d.ApproveAsync(id, act, Ct) is { Ok: false } o ? Outcome<bool>.Because(o.Problems) : true, "manager2");

        await RunAsync(stage);
        Assert.Equal(market, (await ItemAsync(stage)).OrganisationId);
        stage.Host.Clock.SetUtcNow(new DateTimeOffset(2026, 3, 8, 16, 0, 1, TimeSpan.Zero));
        await RunAsync(stage);

        Assert.Equal(approval, (await ItemAsync(stage)).OrganisationId);
        Assert.Equal(market, (await WindowsAsync(stage)).Single(w => w.Name == "市监窗口").OrganisationId);
    }

    [Theory, EachDatabase, Requirement("01.41")]
    public async Task Items_are_split_among_several_successors_by_name_and_by_rule_with_their_cases_and_come_back_from_each(Engine engine)
    {
        await using var stage = await WindowStage.StartAsync(engine);
        var (market, approval, health) = (await OrganisationAsync(stage, DemoPeople.MarketOffice), await OrganisationAsync(stage, DemoPeople.ApprovalOffice), await OrganisationAsync(stage, DemoPeople.HealthOffice));
        var running = await AcceptedAsync(stage);
        await PublishAsync(stage, market, "511602-SPLIT-2", "公共场所卫生许可", "01");
        await PublishAsync(stage, market, "511602-SPLIT-3", "个体工商户登记", "07");
        await WindowAsync(stage, market);
        using var one = await stage.Host.BrowserAsync("manager1");
        using var two = await stage.Host.BrowserAsync("manager2");
        var fields = Fields(market, approval);
        (fields["Input.Shares[0].To"], fields["Input.Shares[0].Words"]) = (health.ToString(), "卫生、食品经营");

        var twice = new Dictionary<string, string>(fields) { ["Input.Shares[1].To"] = health.ToString(), ["Input.Shares[1].Codes"] = stage.Item.Code };
        using var refused = await one.SubmitAsync("/office/reorganisations/new", twice);
        Assert.Contains("不与其他承接单位重复", await refused.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        using var empty = await one.SubmitAsync("/office/reorganisations/new", new(Fields(market, approval)) { ["Input.Shares[0].To"] = health.ToString(), ["Input.Shares[0].Words"] = "没有这样的词" });
        Assert.Contains("这一份没有任何事项", await empty.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);

        using var tried = await one.SubmitAsync("/office/reorganisations/new", fields, "Try");
        var report = string.Join(' ', (await tried.Content.ReadAsStringAsync(Ct)).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains($"{DemoPeople.HealthOffice}</td><td data-label=\"内容\">政务服务事项</td><td data-label=\"数量\" class=\"zt-num\">2<", report, StringComparison.Ordinal);
        Assert.Contains($"{DemoPeople.ApprovalOffice}</td><td data-label=\"内容\">政务服务事项</td><td data-label=\"数量\" class=\"zt-num\">1<", report, StringComparison.Ordinal);

        using var proposed = await one.SubmitAsync("/office/reorganisations/new", fields);
        var self = proposed.Headers.Location!.OriginalString;
        using var approved = await two.SubmitAsync(self, [], "Approve");
        await RunAsync(stage);
        Assert.Equal([approval, health, health], await OwnersAsync(stage));
        Assert.Equal(health, (await stage.CaseAsync(running)).OrganisationId);
        Assert.Equal(approval, (await WindowsAsync(stage)).Single(w => w.Name == "市监窗口").OrganisationId);
        var page = (await two.PageAsync(self)).Body!.TextContent;
        Assert.Contains($"{DemoPeople.HealthOffice} 承接 2 个事项", page, StringComparison.Ordinal);

        using var takenBack = await two.SubmitAsync(self, new() { ["why"] = "方案调整" }, "TakeBack");
        using var agreed = await one.SubmitAsync(takenBack.Headers.Location!.OriginalString, [], "Approve");
        await RunAsync(stage);
        Assert.Equal([market, market, market], await OwnersAsync(stage));
        Assert.Equal((market, market), ((await stage.CaseAsync(running)).OrganisationId, (await stage.StepAsync(running)).OrganisationId));
    }
}
