using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using Zhengtong.Cases.Accept;
using Zhengtong.Cases.Model;
using Zhengtong.Cases.Review;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Catalogue.Model;
using Zhengtong.Catalogue.Reorganise;
using Zhengtong.Halls.Model;
using Zhengtong.Halls.Venues;
using Zhengtong.Identity.Contracts;
using Zhengtong.Identity.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Jobs;
using Zhengtong.Platform.Outcomes;
using Zhengtong.TestKit;
using Zhengtong.Tests.Integration.Cases.Accept;

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

    [Theory, EachDatabase]
    public async Task What_cannot_be_moved_is_told_at_its_field_and_changes_nothing(Engine engine)
    {
        await using var stage = await WindowStage.StartAsync(engine);
        var (market, city) = (await OrganisationAsync(stage, DemoPeople.MarketOffice), await OrganisationAsync(stage, DemoPeople.CityOffice));
        using var browser = await stage.Host.BrowserAsync("city1");
        async Task<string> ToldAsync(Dictionary<string, string> fields)
        {
            using var answer = await browser.SubmitAsync("/office/reorganisations/new", fields);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            return await answer.Content.ReadAsStringAsync(Ct);
        }

        Assert.Contains("权限调整", await ToldAsync(Fields(market, city)), StringComparison.Ordinal);
        var wrong = await ToldAsync(new() { ["Input.Codes"] = "没有", ["Input.EffectiveOn"] = "2026-03-01" });
        foreach (var told in (string[])["请选择承接职能的单位", "请选择移交职能的单位", "请填写生效日期", "请写明依据和原因", "没有找到移交单位的这些事项"])
        {
            Assert.Contains(told, wrong, StringComparison.Ordinal);
        }

        Assert.Equal(0, await stage.Host.InDatabaseAsync(db => db.Set<Reorganisation>().CountAsync(Ct)));
        using var editor = await stage.Host.BrowserAsync("editor1");
        Assert.Equal(HttpStatusCode.Forbidden, await editor.StatusAsync("/office/reorganisations"));
    }

    private static Dictionary<string, string> Fields(Guid from, Guid to) => new()
    {
        ["Input.From"] = from.ToString(), ["Input.To"] = to.ToString(), ["Input.Codes"] = "", ["Input.EffectiveOn"] = "2026-03-02", ["Input.Reason"] = "区委编办〔2026〕1号",
    };

    private static Task RunAsync(WindowStage stage) => stage.Host.InScopeAsync(s => s.GetServices<IRecurringJob>().OfType<RunReorganisations>().Single().RunAsync(Ct));

    private static async Task<Guid> AcceptedAsync(WindowStage stage)
    {
        var id = await stage.ApplyAsync();
        var step = await stage.StepAsync(id);
        await stage.DoAsync<AcceptCase, AcceptCase.Accepted>((a, act) => a.HandleAsync(step.Id, "齐全", act, default), "clerk1");
        return id;
    }

    private static async Task<Outcome<Guid>> ReviewAsync(WindowStage stage, Guid caseId, string login)
    {
        var (step, act) = (await stage.StepAsync(caseId), await stage.ActAsync(login));
        return await stage.Host.InScopeAsync(s => s.GetRequiredService<CompleteReview>().HandleAsync(new(step.Id, true, "符合条件"), act, default));
    }

    private static Task<Item> ItemAsync(WindowStage stage) => stage.Host.InDatabaseAsync(db => db.Set<Item>().AsNoTracking().SingleAsync(i => i.Code == stage.Item.Code, Ct));

    private static Task<List<WindowKind>> WindowsAsync(WindowStage stage) => stage.Host.InDatabaseAsync(db => db.Set<WindowKind>().AsNoTracking().ToListAsync(Ct));

    private static Task<Guid> OrganisationAsync(WindowStage stage, string name) => stage.Host.InDatabaseAsync(db => db.Set<Organisation>().Where(o => o.Name == name).Select(o => o.Id).SingleAsync(Ct));

    private static async Task WindowAsync(WindowStage stage, Guid organisation)
    {
        var hall = await stage.DoAsync<SaveHall, Guid>(
            (h, act) => h.HandleAsync(null, new() { RegionCode = DemoPeople.Region, Name = "广安区政务服务中心", Address = "一号路", Phone = "0826-1111111", Hours = ["09:00-12:00", null, null, null, null, null, null] }, act, default), "admin1");
        await stage.DoAsync<SaveWindow, bool>(
            async (w, act) => await w.HandleAsync(hall, null, new() { Name = "市监窗口", Capacity = 2, OrganisationId = organisation }, act, default) is { Ok: false } o ? Outcome<bool>.Because(o.Problems) : true, "admin1");
    }
}
