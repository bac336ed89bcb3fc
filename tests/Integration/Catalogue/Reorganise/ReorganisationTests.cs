using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using Zhengtong.Cases.Accept;
using Zhengtong.Cases.Model;
using Zhengtong.Cases.Review;
using Zhengtong.Catalogue.Change;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Catalogue.Findings;
using Zhengtong.Catalogue.Lists;
using Zhengtong.Catalogue.Model;
using Zhengtong.Catalogue.PermissionAdjustment;
using Zhengtong.Catalogue.Publish;
using Zhengtong.Catalogue.Reorganise;
using Zhengtong.Halls.Model;
using Zhengtong.Halls.Venues;
using Zhengtong.Identity.Contracts;
using Zhengtong.Identity.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Jobs;
using Zhengtong.Platform.Messaging;
using Zhengtong.Platform.Outcomes;
using Zhengtong.TestKit;
using Zhengtong.Tests.Integration.Cases.Accept;
using Zhengtong.Tests.Integration.Catalogue.PermissionAdjustment;
using Finding = Zhengtong.Catalogue.Model.Finding;

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
    public async Task Open_changes_findings_tasks_and_posts_go_too_and_a_run_that_breaks_off_or_runs_twice_moves_each_once(Engine engine)
    {
        await using var stage = await WindowStage.StartAsync(engine);
        var (market, approval) = (await OrganisationAsync(stage, DemoPeople.MarketOffice), await OrganisationAsync(stage, DemoPeople.ApprovalOffice));
        var draft = (await stage.Host.InScopeAsync(async s => await s.GetRequiredService<DraftChange>().BeginAsync(stage.Item.Code, ChangeKind.Change, null, await stage.ActAsync("editor1"), Ct))).Value;
        var (mended, worked) = (await FindingAsync(stage, "one"), await FindingAsync(stage, "two"));
        var task = await TaskAsync(stage);
        var (check, end, standard) = await KeptByAsync(stage, "editor1");
        var posts = await PostsAsync(stage, market);
        Assert.NotEmpty(posts);

        var id = await stage.DoAsync<ProposeReorganisation, Guid>((p, act) => p.HandleAsync(new() { From = [market], To = approval, Posts = true, EffectiveOn = new DateOnly(2026, 3, 2), Reason = "职能划转" }, act, Ct), "manager1");
        await stage.DoAsync<DecideReorganisation, bool>(async (d, act) => await d.ApproveAsync(id, act, Ct) is { Ok: false } o ? Outcome<bool>.Because(o.Problems) : true, "manager2");
        await RunAsync(stage);

        // As if the node had died after the last page of each part was saved and before it was noted as done.
        await stage.Host.InDatabaseAsync(db => db.Set<ReorganisationTally>().ExecuteUpdateAsync(s => s.SetProperty(t => t.DoneAt, (DateTime?)null).SetProperty(t => t.After, Guid.Empty), Ct));
        await stage.Host.InDatabaseAsync(db => db.Set<Reorganisation>().ExecuteUpdateAsync(s => s.SetProperty(r => r.FinishedAt, (DateTime?)null), Ct));
        await RunAsync(stage);
        await RunAsync(stage);

        var change = await stage.Host.InDatabaseAsync(db => db.Set<ItemChange>().AsNoTracking().SingleAsync(c => c.Id == draft, Ct));
        Assert.Equal((approval, approval, 2, ChangeStatus.Draft), (change.OrganisationId, change.RequesterOrganisationId, change.BaseVersion, change.Status));
        Assert.Null(Trace.Check(change, await stage.Host.InDatabaseAsync(db => db.TraceOfAsync(draft, Ct))));
        Assert.Equal([approval, approval], await stage.Host.InDatabaseAsync(db => db.Set<Finding>().Select(f => f.OrganisationId).ToListAsync(Ct)));
        Assert.Equal((approval, DemoPeople.ApprovalOffice), await stage.Host.InDatabaseAsync(async db => (await db.Set<AdoptionTask>().SingleAsync(t => t.Id == task, Ct)) is var t ? (t.OrganisationId, t.OrganisationName) : default));
        Assert.Equal([approval, approval, approval], await KeepersAsync(stage, check, end, standard));
        Assert.Empty(await PostsAsync(stage, market));
        var given = await PostsAsync(stage, approval);
        Assert.Equal(posts, given.Where(posts.Contains));
        var tallies = await stage.Host.InDatabaseAsync(db => db.Set<ReorganisationTally>().AsNoTracking().ToDictionaryAsync(t => t.Part, t => (t.Planned, t.Moved), Ct));
        Assert.Equal(((1, 1), (2, 2), (1, 1), (posts.Count, posts.Count)), (tallies["办理中的事项变更"], tallies["待整改的问题"], tallies["上级变更承接任务"], tallies["岗位"]));
        Assert.Equal(((1, 1), (1, 1), (1, 1)), (tallies["待完成的人工校验"], tallies["应用端"], tallies["政务服务标准"]));
        using var reader = await stage.Host.BrowserAsync("manager1");
        Assert.Contains("政务服务标准", (await reader.PageAsync($"/office/reorganisations/{id}")).Body!.TextContent, StringComparison.Ordinal);

        // The successor explains one finding: that one stays with him.
        var explained = await stage.Host.InScopeAsync(async s => await s.GetRequiredService<WorkOnFinding>().ExplainAsync(worked, "不是问题", await stage.ActAsync("manager1"), Ct));
        Assert.True(explained.Ok);
        var back = await stage.DoAsync<DecideReorganisation, Guid>((d, act) => d.TakeBackAsync(id, "方案调整", act, Ct), "manager1");
        await stage.DoAsync<DecideReorganisation, bool>(async (d, act) => await d.ApproveAsync(back, act, Ct) is { Ok: false } o ? Outcome<bool>.Because(o.Problems) : true, "manager2");
        await RunAsync(stage);
        await RunAsync(stage);

        change = await stage.Host.InDatabaseAsync(db => db.Set<ItemChange>().AsNoTracking().SingleAsync(c => c.Id == draft, Ct));
        Assert.Equal((market, market, 3), (change.OrganisationId, change.RequesterOrganisationId, change.BaseVersion));
        var of = await stage.Host.InDatabaseAsync(db => db.Set<Finding>().AsNoTracking().ToDictionaryAsync(f => f.Id, f => f.OrganisationId, Ct));
        Assert.Equal((market, approval), (of[mended], of[worked]));
        Assert.Equal(posts, await PostsAsync(stage, market));
        Assert.Equal(market, await stage.Host.InDatabaseAsync(db => db.Set<AdoptionTask>().Select(t => t.OrganisationId).SingleAsync(Ct)));
        Assert.Equal([market, market, market], await KeepersAsync(stage, check, end, standard));
        var kept = await stage.Host.InDatabaseAsync(db => db.Set<ReorganisationTally>().AsNoTracking().Where(t => t.ReorganisationId == back).ToDictionaryAsync(t => t.Part, t => (t.Moved, t.Kept), Ct));
        Assert.Equal(((1, 1), (1, 0), (posts.Count, 0)), (kept["待整改的问题"], kept["办理中的事项变更"], kept["岗位"]));
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

    [Theory, EachDatabase, Requirement("01.41")]
    public async Task What_was_delegated_what_is_being_adjusted_and_the_lists_go_to_the_successor_who_can_recall(Engine engine)
    {
        await using var power = await PowerStage.StartAsync(engine);
        var stage = power.Window;
        var (market, approval) = (stage.Item.OrganisationId, await OrganisationAsync(stage, DemoPeople.ApprovalOffice));
        await power.PutInEffectAsync(await power.ApplyAsync());
        var grant = await power.GrantAsync();
        Assert.Equal(ItemStatus.Cancelled, (await ItemAsync(stage)).Status);
        await PublishAsync(stage, market, "511602-GIVEN-2", "公共场所卫生许可", "01");
        var open = await stage.DoAsync<ApplyAdjustment, Guid>(
            (a, act) => a.HandleAsync(power.Batch, new() { Kind = AdjustmentKind.Entrust, Codes = "511602-GIVEN-2", Receivers = [power.Receiver.Id], Power = "受理", Reason = "便民" }, act, Ct), "editor1");
        var entry = await stage.DoAsync<SaveEntry, Guid>(
            (s, act) => s.HandleAsync(RegisterLists.Find(RegisterLists.Power)!, null, new EntryInput { Number = "Q-7", Name = "食品经营许可", Type = "01", Organisation = DemoPeople.MarketOffice, Fields = new() { ["basis"] = "某法", ["duties"] = "监管" } }, act, Ct), "manager1");

        var id = await ReorganiseAsync(stage, market, approval);
        var successor = (await stage.ActAsync("editor1")).Actor with { Post = new Post(Guid.CreateVersion7(), Roles.ItemEditor, approval, DemoPeople.ApprovalOffice, DemoPeople.Region) };
        grant = await power.GrantAsync();
        Assert.Equal((approval, DemoPeople.ApprovalOffice), (grant.GiverId, grant.GiverName));
        Assert.Equal((approval, ItemStatus.Cancelled), ((await ItemAsync(stage)).OrganisationId, (await ItemAsync(stage)).Status));
        Assert.Equal(approval, (await power.AdjustmentAsync(open)).GiverId);
        Assert.Null(Trace.Check(await power.AdjustmentAsync(open), await stage.Host.InDatabaseAsync(db => db.TraceOfAsync(open, Ct))));
        Assert.Equal(DemoPeople.ApprovalOffice, await OrganisationOfAsync(stage, entry));
        var tallies = await TalliesAsync(stage, id);
        Assert.Equal(((1, 1), (1, 1), (1, 1)), (tallies["下放、委托出去的事项"], tallies["办理中的权限调整"], tallies["清单条目"]));
        Assert.Empty(await stage.Host.InDatabaseAsync(db => db.Set<ReorganisationRefusal>().ToListAsync(Ct)));

        // Back, and forth again: what was not touched goes with it.
        var back = await stage.DoAsync<DecideReorganisation, Guid>((d, act) => d.TakeBackAsync(id, "方案调整", act, Ct), "manager1");
        await ApproveAsync(stage, back);
        Assert.Equal((market, market), ((await power.GrantAsync()).GiverId, (await power.AdjustmentAsync(open)).GiverId));
        Assert.Equal(DemoPeople.MarketOffice, await OrganisationOfAsync(stage, entry));
        await ReorganiseAsync(stage, market, approval);

        // The successor recalls what its predecessor gave: the item comes back to him.
        var act = new Act(successor, null, End.Pc, "", Act.Micro(stage.Host.Clock.GetUtcNow().UtcDateTime));
        var recall = await stage.Host.InScopeAsync(s => s.GetRequiredService<ApplyAdjustment>().RecallAsync(power.Batch, [grant.Id], "成效不明显", act, Ct));
        Assert.True(recall.Ok, recall.Ok ? "" : recall.Problems[0].Message);
        await power.PutInEffectAsync(recall.Value);
        Assert.Equal((approval, ItemStatus.InUse), ((await ItemAsync(stage)).OrganisationId, (await ItemAsync(stage)).Status));
        Assert.Equal(DemoPeople.ApprovalOffice, (await stage.Host.Services.GetRequiredService<ICatalogue>().FindAsync(stage.Item.Code, Ct))!.OrganisationName);
    }

    [Theory, EachDatabase, Requirement("01.41")]
    public async Task What_could_not_be_moved_is_named_with_its_reason_and_everybody_concerned_is_told(Engine engine)
    {
        await using var stage = await WindowStage.StartAsync(engine);
        var (market, health) = (stage.Item.OrganisationId, await OrganisationAsync(stage, DemoPeople.HealthOffice));
        await PublishAsync(stage, market, "511602-FAULT-2", "公共场所卫生许可", "01");
        await stage.Host.InDatabaseAsync(async db =>
        {
            // As it was taken over long ago: no version like it could be published today.
            var item = await db.Set<Item>().SingleAsync(i => i.Code == "511602-FAULT-2", Ct);
            var version = ItemVersion.Of(
                item, new PublishRequest(item.Code, item.Name, market, DemoPeople.MarketOffice, item.RegionCode, item.RegionName, WindowStage.Food with { Steps = [] }, "test"), Guid.Empty, "", TestHost.Monday.UtcDateTime);
            db.Add(version);
            item.PutInForce(version, market, DemoPeople.MarketOffice, "01");
            return await db.SaveChangesAsync(Ct);
        });

        var id = await ReorganiseAsync(stage, market, health);

        Assert.Equal((2, 1), (await TalliesAsync(stage, id))["政务服务事项"]);
        using var manager = await stage.Host.BrowserAsync("manager1");
        var refused = (await manager.PageAsync($"/office/reorganisations/{id}")).QuerySelectorAll("section[aria-labelledby=refused] tbody td").Select(c => c.TextContent.Trim()).ToList();
        Assert.Equal(["政务服务事项", "公共场所卫生许可（511602-FAULT-2）", DemoPeople.HealthOffice], refused[..3]);
        Assert.Contains("办理环节", refused[3], StringComparison.Ordinal);
        async Task<List<string>> TitlesAsync(string login)
        {
            var staff = (await stage.ActAsync(login)).Actor.Id;
            return [.. (await stage.Host.InDatabaseAsync(db => db.Set<Message>().Where(m => m.PartyId == staff).Select(m => m.Title).ToListAsync(Ct))).Order(StringComparer.Ordinal)];
        }

        Assert.Equal(["职能移交已同意", "职能移交已执行，部分没有移交"], (await TitlesAsync("manager1")).Order(StringComparer.Ordinal));
        Assert.Equal(["职能移交已执行，部分没有移交", "职能移交待审定"], (await TitlesAsync("manager2")).Order(StringComparer.Ordinal));
        Assert.Equal(["承接了移交的职能"], await TitlesAsync("editor2"));
    }

    [Theory, EachDatabase, Requirement("01.41")]
    public async Task One_that_fails_does_not_keep_the_others_from_being_carried_out_and_a_long_name_does_not_fail(Engine engine)
    {
        var part = new Stubborn();
        await using var stage = await WindowStage.StartAsync(engine, adjust: b => b.Services.AddSingleton<IRehomes>(part));
        var (market, approval, health) = (stage.Item.OrganisationId, await OrganisationAsync(stage, DemoPeople.ApprovalOffice), await OrganisationAsync(stage, DemoPeople.HealthOffice));
        part.FailsFor = approval;
        var ids = new List<Guid>();
        foreach (var (from, to) in new[] { (market, approval), (approval, health) })
        {
            ids.Add(await stage.DoAsync<ProposeReorganisation, Guid>((p, act) => p.HandleAsync(new() { From = [from], To = to, EffectiveOn = new DateOnly(2026, 3, 2), Reason = "职能划转" }, act, Ct), "manager1"));
            await stage.DoAsync<DecideReorganisation, bool>(async (d, act) => await d.ApproveAsync(ids[^1], act, Ct) is { Ok: false } o ? Outcome<bool>.Because(o.Problems) : true, "manager2");
            stage.Host.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        Task<List<bool>> FinishedAsync() => stage.Host.InDatabaseAsync(async db =>
            (await db.Set<Reorganisation>().AsNoTracking().ToListAsync(Ct)).OrderBy(r => ids.IndexOf(r.Id)).Select(r => r.FinishedAt is not null).ToList());
        var failed = await Assert.ThrowsAsync<AggregateException>(() => RunAsync(stage));
        Assert.Equal(Stubborn.Why, Assert.Single(failed.InnerExceptions).Message);
        Assert.Equal([false, true], await FinishedAsync());

        part.FailsFor = null;
        await RunAsync(stage);
        Assert.Equal([true, true], await FinishedAsync());
        var subjects = await stage.Host.InDatabaseAsync(db => db.Set<ReorganisationRefusal>().Where(r => r.Part == Stubborn.Called).Select(r => r.Subject).ToListAsync(Ct));
        Assert.Equal([(1100, '…'), (1100, '…')], subjects.Select(s => (s.Length, s[^1])));
    }

    /// <summary>A part that moves nothing: it says so at length, and breaks while it is told to.</summary>
    private sealed class Stubborn : IRehomes
    {
        public const string Called = "名称很长的事项";
        public const string Why = "The store is away.";

        public Guid? FailsFor { get; set; }

        public string Name => Called;

        public bool ComesUpLater => false;

        public IReadOnlyList<RehomeRefusal> Refused { get; } = [new(Guid.CreateVersion7(), new string('长', 2300), "不能移交。")];

        public Task<int> CountAsync(Rehoming move, CancellationToken ct) => Task.FromResult(1);

        public Task<RehomedPage> StageAsync(Rehoming move, Guid after, int atMost, Act act, CancellationToken ct) =>
            move.ToId == FailsFor ? throw new InvalidOperationException(Why) : Task.FromResult(new RehomedPage([], null));

        public Task<IReadOnlyList<Guid>> StageBackAsync(Rehoming move, IReadOnlyList<Rehomed> moved, Act act, CancellationToken ct) => Task.FromResult<IReadOnlyList<Guid>>([]);
    }

    [Theory, EachDatabase, Requirement("01.41")]
    public async Task Organisations_and_items_of_a_reorganisation_are_looked_for_and_chosen(Engine engine)
    {
        await using var stage = await WindowStage.StartAsync(engine);
        var (market, approval) = (stage.Item.OrganisationId, await OrganisationAsync(stage, DemoPeople.ApprovalOffice));
        using var manager = await stage.Host.BrowserAsync("manager1");
        const string Self = "/office/reorganisations/new";
        Assert.Empty((await manager.PageAsync(Self)).QuerySelectorAll("input[name='Input.From'], input[name='Input.To']"));
        using var found = await manager.SubmitAsync(Self, new() { ["FindFrom"] = "市监", ["FindTo"] = "审批", ["Input.From"] = market.ToString(), ["FindItems"] = "食品", ["FindShares[0]"] = "", ["FindShares[1]"] = "卫健" }, "Find");
        var page = new AngleSharp.Html.Parser.HtmlParser().ParseDocument(await found.Content.ReadAsStringAsync(Ct));
        string Only(string name) => page.QuerySelectorAll($"input[name='{name}']").Single(i => i.GetAttribute("value")!.Length > 0).GetAttribute("value")!;
        Assert.Equal((market.ToString(), approval.ToString(), stage.Item.Code), (Only("Input.From"), Only("Input.To"), Only("Input.Items")));
        Assert.Equal((await OrganisationAsync(stage, DemoPeople.HealthOffice)).ToString(), Only("Input.Shares[1].To"));
        Assert.True(page.QuerySelectorAll("details.zt-fold")[1].HasAttribute("open"));

        var fields = Fields(market, approval);
        fields["Input.Items"] = stage.Item.Code;
        using var proposed = await manager.SubmitAsync(Self, fields);
        Assert.Equal(HttpStatusCode.Redirect, proposed.StatusCode);
        Assert.Equal(1, await stage.Host.InDatabaseAsync(db => db.Set<ReorganisationItem>().CountAsync(Ct)));
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

    private static async Task<Guid> ReorganiseAsync(WindowStage stage, Guid from, Guid to)
    {
        var id = await stage.DoAsync<ProposeReorganisation, Guid>((p, act) => p.HandleAsync(new() { From = [from], To = to, EffectiveOn = new DateOnly(2026, 3, 2), Reason = "职能划转" }, act, Ct), "manager1");
        await ApproveAsync(stage, id);
        return id;
    }

    private static async Task ApproveAsync(WindowStage stage, Guid id)
    {
        await stage.DoAsync<DecideReorganisation, bool>(async (d, act) => await d.ApproveAsync(id, act, Ct) is { Ok: false } o ? Outcome<bool>.Because(o.Problems) : true, "manager2");
        await RunAsync(stage);
    }

    private static Task<Dictionary<string, (int, int)>> TalliesAsync(WindowStage stage, Guid id) =>
        stage.Host.InDatabaseAsync(db => db.Set<ReorganisationTally>().AsNoTracking().Where(t => t.ReorganisationId == id).ToDictionaryAsync(t => t.Part, t => (t.Planned, t.Moved), Ct));

    private static Task<string> OrganisationOfAsync(WindowStage stage, Guid entry) =>
        stage.Host.InDatabaseAsync(db => db.Set<RegisterEntry>().Where(e => e.Id == entry).Select(e => e.Organisation).SingleAsync(Ct));

    private static Dictionary<string, string> Fields(Guid from, Guid to) => new()
    {
        ["Input.From"] = from.ToString(), ["Input.To"] = to.ToString(), ["Input.Codes"] = "", ["Input.EffectiveOn"] = "2026-03-02", ["Input.Reason"] = "区委编办〔2026〕1号",
    };

    /// <summary>By name of the item.</summary>
    private static Task<List<Guid>> OwnersAsync(WindowStage stage) =>
        stage.Host.InDatabaseAsync(async db => (await db.Set<Item>().AsNoTracking().ToListAsync(Ct)).OrderBy(i => i.Name.Contains("登记", StringComparison.Ordinal) ? 0 : 1).ThenBy(i => i.Code, StringComparer.Ordinal).Select(i => i.OrganisationId).ToList());

    private static async Task PublishAsync(WindowStage stage, Guid organisation, string code, string name, string type) => await stage.Host.InScopeAsync(async s =>
    {
        var done = await s.GetRequiredService<PublishItemVersion>().PublishAsync(
            new PublishRequest(code, name, organisation, DemoPeople.MarketOffice, DemoPeople.Region, "四川省广安市广安区", WindowStage.Food with { TypeCode = type }, "test"), Act.BySystem("test", stage.Host.Clock.GetUtcNow().UtcDateTime), Ct);
        Assert.True(done.Ok, done.Ok ? "" : done.Problems[0].Message);
    });

    /// <summary>Who holds what in an organisation today: staff and role.</summary>
    private static Task<List<(Guid, string)>> PostsAsync(WindowStage stage, Guid organisation) => stage.Host.InDatabaseAsync(async db =>
    {
        var today = Zhengtong.Platform.Calendar.LegalDay.Of(stage.Host.Clock.GetUtcNow().UtcDateTime);
        return (await db.Set<StaffPost>().AsNoTracking().Where(p => p.OrganisationId == organisation).ToListAsync(Ct))
            .Where(p => p.HeldOn(today) && !Roles.IsRegional(p.Role)).Select(p => (p.StaffId, p.Role)).OrderBy(p => p.StaffId).ThenBy(p => p.Role, StringComparer.Ordinal).ToList();
    });

    private static async Task<Guid> FindingAsync(WindowStage stage, string place)
    {
        var item = await ItemAsync(stage);
        var finding = new Finding
        {
            Id = Guid.CreateVersion7(), ItemId = item.Id, ItemCode = item.Code, ItemName = item.Name, Version = 1, RuleKey = "licence-questions", RuleVersion = 1, Place = place, Element = "questions", Blocks = false,
            Message = "没有常见问题。", Origin = FindingOrigin.Machine, OrganisationId = item.OrganisationId, OrganisationName = item.OrganisationName, RegionCode = item.RegionCode,
            FoundAt = Act.Micro(stage.Host.Clock.GetUtcNow().UtcDateTime), DueOn = new DateOnly(2026, 3, 20),
        };
        await stage.Host.InDatabaseAsync(db =>
        {
            db.Add(finding);
            return db.SaveChangesAsync(Ct);
        });
        return finding.Id;
    }

    /// <summary>A manual check of the item that is not done, and an end and a standard of the organisation.</summary>
    private static async Task<(Guid Check, Guid End, Guid Standard)> KeptByAsync(WindowStage stage, string login)
    {
        var (item, act) = (await ItemAsync(stage), await stage.ActAsync(login));
        var post = act.Actor.Post!;
        var check = new ManualCheck
        {
            Id = Guid.CreateVersion7(), ItemId = item.Id, ItemCode = item.Code, ItemName = item.Name, VersionId = item.CurrentVersionId, Version = 1, OrganisationId = item.OrganisationId,
            OrganisationName = item.OrganisationName, RegionCode = item.RegionCode, ReviewerId = act.Actor.Id, ReviewerName = act.Actor.Name, AssignedById = Guid.CreateVersion7(), AssignedByName = "管理",
            AssignedAt = act.At, DueOn = new DateOnly(2026, 3, 20),
        };
        var end = ApplicationEnd.Register(new EndFacts("市监掌上办", EndKind.App, "", "张三"), post.OrganisationId, post.OrganisationName, post.RegionCode, [1], act);
        var standard = Standard.Propose(
            new StandardFacts(null, "食品经营许可服务规范", StandardLevel.City, default, post.OrganisationName, "范围", "", 2026, null, null), "5116", "广安市", false, null, null, act);
        await stage.Host.InDatabaseAsync(db =>
        {
            db.AddRange(check, end, standard);
            return db.SaveChangesAsync(Ct);
        });
        return (check.Id, end.Id, standard.Id);
    }

    private static Task<Guid[]> KeepersAsync(WindowStage stage, Guid check, Guid end, Guid standard) => stage.Host.InDatabaseAsync(async db => new[]
    {
        await db.Set<ManualCheck>().Where(c => c.Id == check).Select(c => c.OrganisationId).SingleAsync(Ct),
        await db.Set<ApplicationEnd>().Where(e => e.Id == end).Select(e => e.OrganisationId).SingleAsync(Ct),
        await db.Set<Standard>().Where(s => s.Id == standard).Select(s => s.OwnerId).SingleAsync(Ct),
    });

    private static async Task<Guid> TaskAsync(WindowStage stage) => await stage.Host.InDatabaseAsync(async db =>
    {
        var item = await db.Set<Item>().AsNoTracking().SingleAsync(i => i.Code == stage.Item.Code, Ct);
        var version = await db.Set<ItemVersion>().AsNoTracking().SingleAsync(v => v.Id == item.CurrentVersionId, Ct);
        var task = AdoptionTask.Of(item, item, version, new DateOnly(2026, 3, 20), Act.Micro(stage.Host.Clock.GetUtcNow().UtcDateTime));
        db.Add(task);
        await db.SaveChangesAsync(Ct);
        return task.Id;
    });

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
