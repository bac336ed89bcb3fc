using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using Zhengtong.Catalogue.Change;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Catalogue.Findings;
using Zhengtong.Catalogue.Lists;
using Zhengtong.Catalogue.Model;
using Zhengtong.Catalogue.PermissionAdjustment;
using Zhengtong.Catalogue.Reorganise;
using Zhengtong.Identity.Contracts;
using Zhengtong.Identity.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Jobs;
using Zhengtong.Platform.Outcomes;
using Zhengtong.TestKit;
using Zhengtong.Tests.Integration.Cases.Accept;
using Zhengtong.Tests.Integration.Catalogue.Change;
using Zhengtong.Tests.Integration.Catalogue.PermissionAdjustment;
using static Zhengtong.Tests.Integration.Catalogue.Reorganise.ReorganiseSteps;
using Finding = Zhengtong.Catalogue.Model.Finding;

namespace Zhengtong.Tests.Integration.Catalogue.Reorganise;

/// <summary>What is open and what was given goes with the functions, once, and comes back when nobody touched it.</summary>
public sealed class RehomeTests
{
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

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

    [Theory, EachDatabase, Requirement("01.41", "01.19")]
    public async Task Opinions_that_are_waited_for_are_the_successors_to_give_and_come_back_and_nobody_is_asked_twice(Engine engine)
    {
        const string Second = "11511301008778490F4510107002000";
        await using var stage = await KeepingStage.StartAsync(engine);
        await stage.PublishAsync("510107002000@5116", "饮用水供水单位卫生许可", ItemKind.Basic, "5116", DemoPeople.CityOffice, null);
        await stage.PublishAsync(Second, "饮用水供水单位卫生许可", ItemKind.Implementation, DemoPeople.Region, DemoPeople.HealthOffice, "510107002000@5116");
        Task<Guid> BodyAsync(string name) => stage.Host.InDatabaseAsync(db => db.Set<Organisation>().Where(o => o.Name == name).Select(o => o.Id).SingleAsync(Ct));
        var (market, approval) = (await BodyAsync(DemoPeople.MarketOffice), await BodyAsync(DemoPeople.ApprovalOffice));
        async Task<Guid> AskedAsync(string code, params Guid[] whom)
        {
            var id = await stage.BeginAsync("editor2", code);
            await stage.WriteAsync("editor2", id, c => c with { ConsultPhone = "0826-2345678" });
            Assert.True((await stage.SubmitAsync("editor2", id)).Ok);
            foreach (var body in whom)
            {
                Assert.True((await stage.DoAsync<JointReview, Outcome>("manager1", (j, act) => j.AskAsync(id, body, "是否重复", act, Ct))).Ok);
            }

            return id;
        }

        var (one, both) = (await AskedAsync(KeepingStage.Item, market), await AskedAsync(Second, market, approval));
        Task RunAsync() => stage.Host.InScopeAsync(s => s.GetServices<IRecurringJob>().OfType<RunReorganisations>().Single().RunAsync(Ct));
        Task<List<Guid>> AskedOfAsync(Guid change) => stage.Host.InDatabaseAsync(db => db.Set<ChangeOpinion>().Where(o => o.ChangeId == change).Select(o => o.OrganisationId).ToListAsync(Ct));
        async Task<Guid> MovedAsync(Task<Outcome<Guid>> proposed)
        {
            var move = (await proposed).Value;
            Assert.True((await stage.DoAsync<DecideReorganisation, Outcome>("manager2", (d, act) => d.ApproveAsync(move, act, Ct))).Ok);
            await RunAsync();
            await RunAsync();
            return move;
        }

        var move = await MovedAsync(stage.DoAsync<ProposeReorganisation, Outcome<Guid>>(
            "manager1", (p, act) => p.HandleAsync(new() { From = [market], To = approval, EffectiveOn = new DateOnly(2026, 3, 2), Reason = "职能划转" }, act, Ct)));
        Assert.Equal([approval], await AskedOfAsync(one));
        Assert.Equal(new[] { market, approval }.Order(), (await AskedOfAsync(both)).Order());
        Assert.Equal((2, 1, 1), await stage.Host.InDatabaseAsync(async db =>
            (await db.Set<ReorganisationTally>().SingleAsync(t => t.ReorganisationId == move && t.Part == "待出具的联合审核意见", Ct)) is var t ? (t.Planned, t.Moved, t.Kept) : default));
        using var manager = await stage.Host.BrowserAsync("manager2");
        var report = (await manager.PageAsync($"/office/reorganisations/{move}")).Body!.TextContent;
        Assert.Contains("待出具的联合审核意见", report, StringComparison.Ordinal);
        Assert.Contains("饮用水供水单位卫生许可（征求广安区市监局意见）", report, StringComparison.Ordinal);
        Assert.Contains("已经被征求意见", report, StringComparison.Ordinal);
        Assert.NotNull((await manager.PageAsync($"/office/items/changes/{one}")).QuerySelector("#own-opinion"));
        using var former = await stage.Host.BrowserAsync("editor1");
        Assert.Null((await former.PageAsync($"/office/items/changes/{one}")).QuerySelector("#own-opinion"));

        // Back, and the one who was asked first gives it.
        await MovedAsync(stage.DoAsync<DecideReorganisation, Outcome<Guid>>("manager1", (d, act) => d.TakeBackAsync(move, "方案调整", act, Ct)));
        Assert.Equal([market], await AskedOfAsync(one));
        Assert.True((await stage.DoAsync<JointReview, Outcome>("editor1", (j, act) => j.GiveAsync(one, true, "不重复", act, Ct))).Ok);
        Assert.True((await stage.CheckAsync("manager1", one)).Ok);
        Assert.True((await stage.ApproveAsync("manager2", one)).Ok);
        var trace = await stage.Host.InDatabaseAsync(db => db.TraceOfAsync(one, Ct));
        Assert.Equal(2, trace.Count(t => t.What == "joint-opinion-rehomed"));
        Assert.Null(Trace.Check(await stage.ChangeAsync(one), trace));
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
}
