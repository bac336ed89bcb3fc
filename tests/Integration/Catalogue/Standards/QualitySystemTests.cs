using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Model;
using Zhengtong.Catalogue.Standards;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;
using Zhengtong.TestKit;
using Zhengtong.TestKit.StandIns;

namespace Zhengtong.Tests.Integration.Catalogue.Standards;

/// <summary>The exchange with the outside standard-quality system over a real socket (17.02): right, wrong, slow and not at all.</summary>
public sealed class QualitySystemTests
{
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    [Theory, EachDatabase]
    [Requirement("17.02")]
    public async Task Projects_are_told_to_the_system_at_every_move_and_its_decisions_come_back(Engine engine)
    {
        await using var system = await QualityStandIn.StartAsync();
        await using var stage = await StandardsStage.OpenAsync(engine, system.Attach);
        var id = await stage.ProposeAsync("province1", StandardsStage.Project("窗口管理规范", year: 2022));
        await stage.RunAsync(ExchangeStandards.JobName);
        var told = system.Projects[id];
        Assert.Equal(("窗口管理规范", "立项中", "省级地方标准", "51", 2022), (Text(told, "title"), Text(told, "state"), Text(told, "level"), Text(told, "region"), told.GetProperty("year").GetInt32()));
        Assert.Equal(QualityStandIn.NumberOf(id), (await stage.StandardAsync(id)).OutsideNumber);

        // Nothing moved: nothing is sent again, only decisions are asked for.
        var asked = system.Asked;
        await stage.RunAsync(ExchangeStandards.JobName);
        Assert.Equal(asked + 1, system.Asked);
        await stage.ApproveAsync("province2", id);
        await stage.RunAsync(ExchangeStandards.JobName);
        Assert.Equal(("起草中", "川标立〔2026〕1号"), (Text(system.Projects[id], "state"), Text(system.Projects[id], "document")));

        // Its decisions: taken once, shown, traced; one on a project that is not ours is left.
        system.Decide(id, "已立项", "同意立项", new DateTime(2026, 3, 1, 1, 0, 0, DateTimeKind.Utc));
        system.Decide(Guid.CreateVersion7(), "已立项", "", new DateTime(2026, 3, 1, 1, 0, 0, DateTimeKind.Utc));
        await stage.RunAsync(ExchangeStandards.JobName);
        await stage.RunAsync(ExchangeStandards.JobName);
        var of = await stage.StandardAsync(id);
        Assert.Equal("已立项", of.OutsideState);
        Assert.Equal(1, await stage.Host.InDatabaseAsync(db => db.Set<OutsideDecision>().CountAsync(Ct)));
        var trace = await stage.Host.InDatabaseAsync(db => db.TraceOfAsync(id, Ct));
        Assert.Single(trace, t => t.What == "outside-decided");
        Assert.Null(Trace.Check(of, trace));
        using var manager = await stage.Host.BrowserAsync("province2");
        var page = (await manager.PageAsync($"/office/standards/{id}")).QuerySelector("main")!.TextContent;
        Assert.All((string[])["四川省标准质量工作管理系统（演示）", QualityStandIn.NumberOf(id), "已立项", "同意立项", "报送最新内容"], t => Assert.Contains(t, page, StringComparison.Ordinal));

        // A decision of theirs sets up no project here.
        Assert.Equal(StandardStatus.Drafting, await stage.StatusAsync(id));
        Assert.Equal("catalogue.quality-connected", ExchangeStage.Code(await stage.DoAsync<RecordOutside, Outcome>("province2", (r, act) => r.HandleAsync(id, "手工", "已立项", act, Ct))));
    }

    [Theory]
    [InlineData(QualityMood.Down, "没有在规定时间内应答或无法连接")]
    [InlineData(QualityMood.Silent, "没有在规定时间内应答或无法连接")]
    [InlineData(QualityMood.Breaking, "没有在规定时间内应答或无法连接")]
    [InlineData(QualityMood.Garbage, "无法核实或无法识别")]
    [InlineData(QualityMood.Malformed, "无法核实或无法识别")]
    [InlineData(QualityMood.Forged, "无法核实或无法识别")]
    [InlineData(QualityMood.Endless, "无法核实或无法识别")]
    [Requirement("17.02")]
    public async Task When_it_is_away_slow_or_wrong_nothing_is_taken_the_page_says_so_and_it_is_tried_again_later(QualityMood mood, string said)
    {
        await using var system = await QualityStandIn.StartAsync();
        await using var stage = await StandardsStage.OpenAsync(Engine.Sqlite, system.Attach);
        system.Mood = mood;
        var id = await stage.ProposeAsync("province1", StandardsStage.Project("甲规范"));
        var other = await stage.ProposeAsync("province1", StandardsStage.Project("乙规范"));
        system.Decide(id, "已立项", "", new DateTime(2026, 3, 1, 1, 0, 0, DateTimeKind.Utc));
        await stage.RunAsync(ExchangeStandards.JobName);

        // One was tried, the other spared; the decisions were not taken.
        Assert.Equal(2, system.Asked);
        Assert.Equal("", (await stage.StandardAsync(id)).OutsideNumber + (await stage.StandardAsync(id)).OutsideState);
        var row = await PushAsync(stage, id);
        Assert.Equal((1, (DateTime?)null), (row.Attempts, row.DoneAt));
        Assert.Contains(said, row.LastError, StringComparison.Ordinal);
        Assert.Contains(said, (await stage.Host.InDatabaseAsync(db => db.Set<StandardExchange>().AsNoTracking().SingleAsync(Ct))).LastError, StringComparison.Ordinal);
        using var manager = await stage.Host.BrowserAsync("province2");
        Assert.Contains(said, (await manager.PageAsync($"/office/standards/{id}")).QuerySelector("main")!.TextContent, StringComparison.Ordinal);

        // Not due yet; when it is and the system is well again, both go and the decision comes.
        await stage.RunAsync(ExchangeStandards.JobName);
        Assert.Equal(3, system.Asked);
        system.Mood = QualityMood.Well;
        stage.Host.Clock.Advance(TimeSpan.FromMinutes(2));
        await stage.RunAsync(ExchangeStandards.JobName);
        Assert.Equal(("已立项", true, true), ((await stage.StandardAsync(id)).OutsideState, (await PushAsync(stage, id)).DoneAt is not null, (await PushAsync(stage, other)).DoneAt is not null));
    }

    [Theory, EachDatabase]
    [Requirement("17.02")]
    public async Task What_it_declines_is_not_sent_again_until_the_standard_changes_and_a_wish_made_meanwhile_is_not_lost(Engine engine)
    {
        await using var system = await QualityStandIn.StartAsync();
        await using var stage = await StandardsStage.OpenAsync(engine, system.Attach);
        system.Mood = QualityMood.Declining;
        var id = await stage.ProposeAsync("province1", StandardsStage.Project("甲规范"));
        await stage.RunAsync(ExchangeStandards.JobName);
        Assert.True(await PushAsync(stage, id) is { Refused: true, DoneAt: not null });
        var asked = system.Asked;
        stage.Host.Clock.Advance(TimeSpan.FromDays(1));
        await stage.RunAsync(ExchangeStandards.JobName);
        Assert.Equal(asked + 1, system.Asked);
        system.Mood = QualityMood.Well;
        await stage.ApproveAsync("province2", id);
        await stage.RunAsync(ExchangeStandards.JobName);
        Assert.Equal("起草中", system.Projects[id].GetProperty("state").GetString());

        // Claimed by a node that died, then moved: the lease is no obstacle, the last state goes.
        await stage.DoneAsync<DecideProject>("province2", (d, act) => d.ReturnAsync(id, "补充", act, Ct));
        await stage.Host.InDatabaseAsync(db => db.ClaimDueAsync<StandardPush>(10, stage.Host.Clock.GetUtcNow().UtcDateTime, TimeSpan.FromMinutes(15), Ct));
        await stage.DoneAsync<DecideProject>("province1", (d, act) => d.HandInAgainAsync(id, act, Ct));
        await stage.RunAsync(ExchangeStandards.JobName);
        Assert.Equal("起草中", system.Projects[id].GetProperty("state").GetString());
        Assert.NotNull((await PushAsync(stage, id)).DoneAt);
    }

    [Theory, EachDatabase]
    [Requirement("17.02")]
    public async Task Where_it_is_not_connected_the_page_says_so_and_a_manager_writes_down_the_outside_number(Engine engine)
    {
        await using var stage = await StandardsStage.OpenAsync(engine);
        var id = await stage.ProposeAsync("province1", StandardsStage.Project("甲规范"));
        await stage.RunAsync(ExchangeStandards.JobName);
        var page = $"/office/standards/{id}";
        using var manager = await stage.Host.BrowserAsync("province2");
        Assert.Contains("没有与这个系统联通", (await manager.PageAsync(page)).QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        using var empty = await manager.SubmitAsync(page, [], "Outside");
        Assert.Contains("请填写项目在标准质量系统里的编号", await empty.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        using var written = await manager.SubmitAsync(page, new() { ["outsideNumber"] = "FJBZ-2026-008", ["outsideState"] = "已立项" }, "Outside");
        Assert.Equal(page, StandardsStage.Path(written));
        Assert.Equal(("FJBZ-2026-008", "已立项"), ((await stage.StandardAsync(id)).OutsideNumber, (await stage.StandardAsync(id)).OutsideState));
        using var editor = await stage.Host.BrowserAsync("editor1");
        using var forbidden = await editor.PostWithTokenOfAsync("/help", page + "?handler=Outside", new() { ["outsideNumber"] = "x", ["outsideState"] = "y" });
        Assert.Equal(System.Net.HttpStatusCode.NotFound, forbidden.StatusCode);
    }

    private static Task<StandardPush> PushAsync(StandardsStage stage, Guid id) => stage.Host.InDatabaseAsync(db => db.Set<StandardPush>().AsNoTracking().SingleAsync(p => p.Id == id, Ct));

    private static string? Text(System.Text.Json.JsonElement of, string name) => of.GetProperty(name).GetString();
}
