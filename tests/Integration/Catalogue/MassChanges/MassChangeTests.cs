using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using Zhengtong.Catalogue.MassChanges;
using Zhengtong.Catalogue.Model;
using Zhengtong.Catalogue.Reorganise;
using Zhengtong.Identity.Contracts;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Files;
using Zhengtong.Platform.Jobs;
using Zhengtong.Platform.Messaging;
using Zhengtong.Platform.Outcomes;
using Zhengtong.TestKit;
using static Zhengtong.Tests.Integration.Catalogue.MassChanges.MassSteps;

namespace Zhengtong.Tests.Integration.Catalogue.MassChanges;

/// <summary>Who checked many changes does not let them in: another person does, and it is the checked file that runs.</summary>
public sealed class MassChangeTests
{
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    [Theory, EachDatabase, Requirement("01.13", "01.19")]
    public async Task Who_asked_does_not_approve_and_who_approves_is_of_the_same_region_or_above(Engine engine)
    {
        await using var stage = await ExchangeStage.OpenAsync(engine);
        using var manager = await stage.Host.BrowserAsync("manager1");
        var address = await AskedAsync(stage, manager);
        var change = await ChangeAsync(stage);

        Assert.Equal(AnswerMassChange.Self.Code, ExchangeStage.Code(await stage.DoAsync<AnswerMassChange, Outcome>(async a => await a.ApproveAsync(change.Id, await stage.ActAsync("manager1"), Ct))));
        foreach (var stranger in (string[])["editor1", "editor2"])
        {
            Assert.Equal("catalogue.mass-unknown", ExchangeStage.Code(await stage.DoAsync<AnswerMassChange, Outcome>(async a => await a.ApproveAsync(change.Id, await stage.ActAsync(stranger), Ct))));
            using var browser = await stage.Host.BrowserAsync(stranger);
            using var hidden = await browser.GetAsync(new Uri(address, UriKind.Relative), Ct);
            Assert.Equal(HttpStatusCode.NotFound, hidden.StatusCode);
        }

        Assert.Null((await manager.PageAsync(address)).QuerySelector("[formaction$='handler=Approve']"));
        await RunAsync(stage);
        Assert.Equal(0, await stage.Host.InDatabaseAsync(db => db.Set<Item>().CountAsync(Ct)));

        // The city above may answer as well.
        using var city = await stage.Host.BrowserAsync("city1");
        Assert.Contains("sheet.xlsx", (await city.PageAsync("/office/mass-changes")).Body!.TextContent, StringComparison.Ordinal);
        await ApproveAsync(city, address);
        await RunAsync(stage);
        await RunAsync(stage);
        Assert.Equal(1, await stage.Host.InDatabaseAsync(db => db.Set<ItemVersion>().CountAsync(Ct)));
        var done = await ChangeAsync(stage);
        Assert.Equal((MassChangeStatus.Done, "市级事项管理（演示）"), (done.Status, done.AnsweredByName));
        Assert.Contains("已全部写入", (await manager.PageAsync(address)).Body!.TextContent, StringComparison.Ordinal);
        var trace = await stage.Host.InDatabaseAsync(db => db.TraceOfAsync(done.Id, Ct));
        Assert.Equal(["mass-asked", "mass-approved", "mass-run"], trace.Select(t => t.What));
        Assert.Null(Trace.Check(done, trace));
        var told = await stage.Host.InDatabaseAsync(db => db.Set<Message>().Select(m => m.Title).ToListAsync(Ct));
        Assert.Equal(new[] { "批量变更已完成", "批量变更已批准", "批量变更待批准" }.Order(StringComparer.Ordinal), told.Order(StringComparer.Ordinal));
        using var again = await manager.PostWithTokenOfAsync("/office/items/import", address + "?handler=Ask", new() { ["Reason"] = "再来" });
        Assert.Contains("已经执行过", await again.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
    }

    [Theory, EachDatabase, Requirement("01.19")]
    public async Task It_is_sent_back_with_a_reason_or_withdrawn_and_may_be_asked_for_again(Engine engine)
    {
        await using var stage = await ExchangeStage.OpenAsync(engine);
        using var manager = await stage.Host.BrowserAsync("manager1");
        using var second = await stage.Host.BrowserAsync("manager2");
        var address = await AskedAsync(stage, manager);

        using var silent = await PressAsync(second, address, "Reject");
        Assert.Contains("请填写退回的原因", await silent.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        using var rejected = await PressAsync(second, address, "Reject", "缺少文号");
        Assert.Equal(HttpStatusCode.Redirect, rejected.StatusCode);
        Assert.Contains("缺少文号", (await manager.PageAsync(address)).Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("缺少文号", await stage.Host.InDatabaseAsync(db => db.Set<Message>().Where(m => m.Title == "批量变更被退回").Select(m => m.Body).SingleAsync(Ct)), StringComparison.Ordinal);

        stage.Host.Clock.Advance(TimeSpan.FromMinutes(1));
        await AskAsync(manager, address, new() { ["Reason"] = "川府发〔2026〕1号" });
        using var twice = await manager.PostWithTokenOfAsync("/office/items/import", address + "?handler=Ask", new() { ["Reason"] = "再来" });
        Assert.Contains("正在等待批准", await twice.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        using var withdrawn = await PressAsync(manager, address, "Withdraw");
        Assert.Equal(HttpStatusCode.Redirect, withdrawn.StatusCode);
        Assert.Null((await second.PageAsync(address)).QuerySelector("[formaction$='handler=Approve']"));
        await RunAsync(stage);
        Assert.Equal(0, await stage.Host.InDatabaseAsync(db => db.Set<Item>().CountAsync(Ct)));
    }

    [Theory, EachDatabase, Requirement("01.13")]
    public async Task What_was_published_since_the_check_or_another_file_runs_nothing_and_says_so(Engine engine)
    {
        await using var stage = await ExchangeStage.OpenAsync(engine);
        using var manager = await stage.Host.BrowserAsync("manager1");
        using var second = await stage.Host.BrowserAsync("manager2");
        var address = await AskedAsync(stage, manager);
        await ApproveAsync(second, address);
        await stage.PublishAsync(ExchangeStage.CodeOf(1), "刚刚发布的事项");
        await RunAsync(stage);
        var stale = await ChangeAsync(stage);
        Assert.Equal(MassChangeStatus.Failed, stale.Status);
        Assert.Contains("现行是第 1 版", stale.Failure, StringComparison.Ordinal);
        Assert.Equal(1, (await stage.ItemAsync(ExchangeStage.CodeOf(1))).CurrentVersion);

        // The kept file is gone: nothing is run in its place.
        var other = await AskedAsync(stage, manager, 2);
        var subject = Guid.Parse(other[(other.LastIndexOf('/') + 1)..]);
        var key = await stage.Host.InDatabaseAsync(db => db.Set<MassChange>().Where(c => c.SubjectId == subject).Select(c => c.Fingerprint).SingleAsync(Ct));
        await stage.Host.InScopeAsync(async s =>
        {
            await s.GetRequiredService<IFileStore>().DeleteAsync(key, Ct);
            return true;
        });
        await ApproveAsync(second, other);
        await RunAsync(stage);
        Assert.Contains("没有找到检查时保存的文件", (await manager.PageAsync(other)).Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(1, await stage.Host.InDatabaseAsync(db => db.Set<Item>().CountAsync(Ct)));
    }

    [Theory, EachDatabase, Requirement("01.19")]
    public async Task A_post_that_ended_after_the_approval_stops_the_change_and_both_are_told(Engine engine)
    {
        await using var stage = await ExchangeStage.OpenAsync(engine);
        using var manager = await stage.Host.BrowserAsync("manager1");
        using var second = await stage.Host.BrowserAsync("manager2");
        var address = await AskedAsync(stage, manager);
        await ApproveAsync(second, address);
        var approved = await ChangeAsync(stage);
        await EndPostsAsync(stage, approved.AnsweredById!.Value);
        await RunAsync(stage);
        var stopped = await ChangeAsync(stage);
        Assert.Equal((MassChangeStatus.Failed, "批准人"), (stopped.Status, stopped.Failure[..3]));
        Assert.Contains("不再担任", (await manager.PageAsync(address)).Body!.TextContent, StringComparison.Ordinal);
        var told = await stage.Host.InDatabaseAsync(db => db.Set<Message>().Where(m => m.Title == "批量变更没有执行").Select(m => m.PartyId).ToListAsync(Ct));
        Assert.Equal(new[] { approved.AskedById, approved.AnsweredById!.Value }.Order(), told.Order());

        // Who asked lost his post: neither.
        using var city = await stage.Host.BrowserAsync("city1");
        stage.Host.Clock.Advance(TimeSpan.FromMinutes(1));
        await AskAsync(manager, address, new() { ["Reason"] = "川府发〔2026〕1号" });
        await ApproveAsync(city, address);
        await EndPostsAsync(stage, approved.AskedById);
        await RunAsync(stage);
        Assert.Equal(["批准人", "提交人"], await stage.Host.InDatabaseAsync(db => db.Set<MassChange>().OrderBy(c => c.AskedAt).Select(c => c.Failure.Substring(0, 3)).ToListAsync(Ct)));
        Assert.Equal(0, await stage.Host.InDatabaseAsync(db => db.Set<Item>().CountAsync(Ct)));
    }

    [Theory, EachDatabase, Requirement("01.13", "01.19")]
    public async Task A_node_that_dies_right_after_the_commit_leaves_the_trace_the_message_and_the_end_of_the_run(Engine engine)
    {
        var meanwhile = new Meanwhile();
        await using var stage = await ExchangeStage.OpenAsync(engine, meanwhile.Attach);
        using var manager = await stage.Host.BrowserAsync("manager1");
        using var second = await stage.Host.BrowserAsync("manager2");
        var address = await AskedAsync(stage, manager);
        await ApproveAsync(second, address);

        meanwhile.DieAfterCommit("catalogue_item");
        await RunAsync(stage);
        await RunAsync(stage);

        var done = await ChangeAsync(stage);
        Assert.Equal(MassChangeStatus.Done, done.Status);
        var trace = await stage.Host.InDatabaseAsync(db => db.TraceOfAsync(done.Id, Ct));
        Assert.Equal(["mass-asked", "mass-approved", "mass-run"], trace.Select(t => t.What));
        Assert.Null(Trace.Check(done, trace));
        Assert.Equal(1, await stage.Host.InDatabaseAsync(db => db.Set<Message>().CountAsync(m => m.Title == "批量变更已完成", Ct)));
        var run = await stage.Host.InDatabaseAsync(db => db.Set<ImportRun>().AsNoTracking().SingleAsync(r => r.Id == done.RunId, Ct));
        Assert.Equal((1, 1, 0), (run.Rows, run.Added, run.Failed));
        Assert.NotNull(run.EndedAt);
        Assert.Equal(1, await stage.Host.InDatabaseAsync(db => db.Set<ItemVersion>().CountAsync(Ct)));
    }

    [Theory, EachDatabase, Requirement("01.41", "01.13")]
    public async Task An_item_of_a_sheet_that_waited_while_its_office_handed_over_goes_to_the_successor_and_what_the_office_makes_anew_stays(Engine engine)
    {
        await using var stage = await ExchangeStage.OpenAsync(engine);
        using var manager = await stage.Host.BrowserAsync("manager1");
        using var second = await stage.Host.BrowserAsync("manager2");
        var (market, approval) = (await stage.OrganisationAsync(DemoPeople.MarketOffice), await stage.OrganisationAsync(DemoPeople.ApprovalOffice));
        var address = await AskedAsync(stage, manager);
        stage.Host.Clock.Advance(TimeSpan.FromMinutes(1));
        var command = new ProposeReorganisation.Command { From = [market], To = approval, EffectiveOn = new DateOnly(2026, 3, 2), Reason = "职能划转" };
        var id = (await stage.DoAsync<ProposeReorganisation, Outcome<Guid>>(async p => await p.HandleAsync(command, await stage.ActAsync("manager1"), Ct))).Value;
        Assert.True((await stage.DoAsync<DecideReorganisation, Outcome>(async d => await d.ApproveAsync(id, await stage.ActAsync("manager2"), Ct))).Ok);
        await ReorganiseAsync(stage);
        Assert.NotNull(await stage.Host.InDatabaseAsync(db => db.Set<Reorganisation>().Where(r => r.Id == id).Select(r => r.FinishedAt).SingleAsync(Ct)));

        await ApproveAsync(second, address);
        await RunAsync(stage);
        Assert.Equal(market, (await stage.ItemAsync(ExchangeStage.CodeOf(1))).OrganisationId);
        stage.Host.Clock.Advance(TimeSpan.FromMinutes(1));
        await stage.PublishAsync(ExchangeStage.CodeOf(2), "移交后新设的事项");
        await ReorganiseAsync(stage);
        await ReorganiseAsync(stage);

        var (late, anew) = (await stage.ItemAsync(ExchangeStage.CodeOf(1)), await stage.ItemAsync(ExchangeStage.CodeOf(2)));
        Assert.Equal(((approval, 2), (market, 1)), ((late.OrganisationId, late.CurrentVersion), (anew.OrganisationId, anew.CurrentVersion)));
    }

    private static async Task ReorganiseAsync(ExchangeStage stage)
    {
        var done = await stage.Host.Services.GetRequiredService<RecurringJobs>().RunOnceAsync("catalogue.reorganise", Ct);
        Assert.True(done.Ok, done.Ok ? "" : done.Problems[0].Message);
    }

    [Theory, EachDatabase, Requirement("01.19")]
    public async Task Where_nobody_else_of_the_region_may_answer_the_nearest_above_are_told(Engine engine)
    {
        await using var stage = await ExchangeStage.OpenAsync(engine);
        await EndPostsAsync(stage, (await stage.ActAsync("manager2")).Actor.Id);
        using var manager = await stage.Host.BrowserAsync("manager1");
        await AskedAsync(stage, manager);

        var told = await stage.Host.InDatabaseAsync(db => db.Set<Message>().Where(m => m.Title == "批量变更待批准").Select(m => m.PartyId).ToListAsync(Ct));
        Assert.Equal(new[] { (await stage.ActAsync("city1")).Actor.Id, (await stage.ActAsync("city2")).Actor.Id }.Order(), told.Order());
    }

    [Theory, EachDatabase, Requirement("01.13")]
    public async Task They_are_paged_by_key_with_what_waits_before_what_is_done(Engine engine)
    {
        await using var stage = await ExchangeStage.OpenAsync(engine);
        var act = await stage.ActAsync("manager1", "依据");
        await stage.Host.InDatabaseAsync(db =>
        {
            for (var i = 0; i < 110; i++)
            {
                var at = act.At.AddMinutes(i);
                var change = MassChange.Ask(MassChangeKind.Sheet, Guid.CreateVersion7(), $"表{i:D3}.xlsx", "x", (1, 0, 0), null, act with { At = at });
                if (i % 2 == 0)
                {
                    change.Withdraw(at);
                }

                db.Add(change);
            }

            return db.SaveChangesAsync(Ct);
        });
        using var browser = await stage.Host.BrowserAsync("manager2");
        List<string> names = [];
        var pages = 0;
        for (string? address = "/office/mass-changes"; address is not null; pages++)
        {
            var page = await browser.PageAsync(address);
            names.AddRange(page.QuerySelectorAll("#changes a").Select(a => a.TextContent));
            address = page.QuerySelector(".zt-pager a")?.GetAttribute("href");
        }

        static IEnumerable<string> Named(int rest) => Enumerable.Range(0, 110).Where(i => i % 2 == rest).Reverse().Select(i => $"表{i:D3}.xlsx");
        Assert.Equal(Named(1).Concat(Named(0)), names);
        Assert.Equal(3, pages);
        Assert.Single(await stage.Sql.DuringAsync(() => browser.PageAsync("/office/mass-changes"), "catalogue_mass_change"));
    }

    private static Task<int> EndPostsAsync(ExchangeStage stage, Guid staff) => stage.Host.InDatabaseAsync(db =>
        db.Set<Zhengtong.Identity.Model.StaffPost>().Where(p => p.StaffId == staff).ExecuteUpdateAsync(s => s.SetProperty(p => p.Until, new DateOnly(2026, 1, 1)), Ct));

    /// <returns>The page of the checked sheet.</returns>
    private static async Task<string> AskedAsync(ExchangeStage stage, HttpClient browser, int n = 1)
    {
        List<List<string>> rows =
        [
            ["实施编码", "事项版本", "行政区划代码", "实施主体", "事项名称", "事项类型", "申请材料", "办理时限"],
            [ExchangeStage.CodeOf(n), "", "511602", DemoPeople.MarketOffice, $"批量事项{n}", "行政许可", "申请书｜原件｜1｜必要｜申请人自备", "法定｜20个工作日\n承诺｜5个工作日"],
        ];
        var run = await CheckAsync(stage, browser, Excel.Of(rows));
        Assert.Equal((1, 0), (run.Added, run.Failed));
        var address = "/office/items/import/" + run.Id;
        await AskAsync(browser, address, new() { ["Reason"] = "川府发〔2026〕1号" });
        return address;
    }

    private static Task<MassChange> ChangeAsync(ExchangeStage stage) => stage.Host.InDatabaseAsync(db => db.Set<MassChange>().AsNoTracking().SingleAsync(Ct));
}
