using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http;
using Zhengtong.Catalogue.Ends;
using Zhengtong.Catalogue.Model;
using Zhengtong.Identity.Contracts;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Messaging;
using Zhengtong.TestKit;
using Zhengtong.TestKit.StandIns;
using static Zhengtong.Tests.Integration.Catalogue.Ends.EndStage;

namespace Zhengtong.Tests.Integration.Catalogue.Ends;

/// <summary>Application ends: compared with the master, live only when equal, looked at every night.</summary>
public sealed class EndsTests
{
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    [Theory, EachDatabase]
    [Requirement("01.02", "01.38", "01.39", "02.16")]
    public async Task An_item_goes_live_on_an_end_only_when_every_element_equals_the_master(Engine engine)
    {
        await using var stage = await ExchangeStage.OpenAsync(engine);
        await stage.PublishAsync(Code, "食品经营许可", c => c with { ConsultPhone = "0826-1" });
        using var editor = await stage.Host.BrowserAsync("editor1");
        using var manager = await stage.Host.BrowserAsync("manager1");
        var (id, key) = await RegisterAsync(editor, "市监掌上办");
        Assert.DoesNotContain(key, (await editor.PageAsync($"/office/ends/{id}")).Body!.InnerHtml, StringComparison.Ordinal);

        // It shows another phone: told to the end, on the page, and not live.
        using var platform = stage.Host.Browser();
        var wrong = await PostAsync(platform, id, key, await ShownAsync(stage, ("consult", "0826-9")));
        Assert.False(wrong.GetProperty("equal").GetBoolean());
        Assert.Equal("咨询方式", wrong.GetProperty("differences")[0].GetProperty("name").GetString());
        var row = await stage.Host.InDatabaseAsync(db => db.Set<EndItem>().AsNoTracking().SingleAsync(Ct));
        var page = $"/office/ends/{id}/items/{row.Id}";
        var shown = (await manager.PageAsync(page)).QuerySelector("main")!.TextContent;
        Assert.Contains("0826-1", shown, StringComparison.Ordinal);
        Assert.Contains("0826-9", shown, StringComparison.Ordinal);
        using var refused = await manager.PostWithTokenOfAsync(page, page + "?handler=Live", []);
        Assert.Contains("不能上线", await refused.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);

        Assert.True((await PostAsync(platform, id, key, await ShownAsync(stage))).GetProperty("equal").GetBoolean());
        using var byEditor = await editor.PostWithTokenOfAsync($"/office/ends/{id}", page + "?handler=Live", []);
        Assert.Contains("上线由事项管理人员确认", await byEditor.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);

        // A newer version in between: what was equal is no longer.
        await stage.PublishAsync(Code, "食品经营许可", c => c with { ConsultPhone = "0826-2" });
        using var stale = await manager.SubmitAsync(page, [], "Live");
        Assert.Contains("不能上线", await stale.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        await PostAsync(platform, id, key, await ShownAsync(stage));
        using var live = await manager.SubmitAsync(page, [], "Live");
        Assert.Equal(page, ExchangeStage.Path(live));
        Assert.Contains("已上线", (await manager.PageAsync(page)).Body!.TextContent, StringComparison.Ordinal);

        using var withdrawn = await manager.SubmitAsync(page, new() { ["Reason"] = "端改版" }, "Withdraw");
        Assert.Equal(HttpStatusCode.Redirect, withdrawn.StatusCode);
        var end = await stage.Host.InDatabaseAsync(db => db.Set<ApplicationEnd>().AsNoTracking().SingleAsync(Ct));
        var trace = await stage.Host.InDatabaseAsync(db => db.TraceOfAsync(end.Id, Ct));
        Assert.Equal(["end-registered", "end-item-live", "end-item-withdrawn"], trace.Select(t => t.What));
        Assert.Null(Trace.Check(end, trace));
    }

    [Theory, EachDatabase]
    [Requirement("01.38", "02.16")]
    public async Task At_night_every_live_item_is_fetched_and_a_deviation_is_listed_and_told_to_the_editors_once(Engine engine)
    {
        await using var standIn = await EndStandIn.StartAsync();
        await using var stage = await ExchangeStage.OpenAsync(engine, b => Allow(b, standIn));
        await stage.PublishAsync(Code, "食品经营许可");
        using var editor = await stage.Host.BrowserAsync("editor1");
        using var manager = await stage.Host.BrowserAsync("manager1");
        var (id, _) = await RegisterAsync(editor, "市监网站", standIn.Root + "/items/{code}");
        standIn.Shows = await ShownAsync(stage);

        // What is no code of an item is put into no address, whatever it would lead to.
        foreach (var forged in (string[])["..", "../admin", ""])
        {
            using var astray = await editor.SubmitAsync($"/office/ends/{id}", new() { ["Code"] = forged }, "Look");
            Assert.Contains("没有这个编码的事项", await astray.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        }

        Assert.Equal(0, standIn.Asked);
        using var looked = await editor.SubmitAsync($"/office/ends/{id}", new() { ["Code"] = Code }, "Look");
        using var live = await manager.SubmitAsync(ExchangeStage.Path(looked), [], "Live");
        Assert.Equal(HttpStatusCode.Redirect, live.StatusCode);
        await CheckAsync(stage);
        Assert.Contains("没有发现不一致", (await editor.PageAsync("/office/ends/deviations")).Body!.TextContent, StringComparison.Ordinal);

        standIn.Shows = await ShownAsync(stage, ("name", "食品经营许可（旧）"));
        await CheckAsync(stage);
        await CheckAsync(stage);
        await stage.DispatchAsync();
        Assert.Contains("事项名称", (await editor.PageAsync("/office/ends/deviations")).QuerySelector("tbody")!.TextContent, StringComparison.Ordinal);
        var told = await stage.Host.InDatabaseAsync(db => db.Set<Message>().AsNoTracking().Where(m => m.Title.StartsWith("应用端内容")).ToListAsync(Ct));
        Assert.Contains("“市监网站”上的“食品经营许可”有 1 个要素与事项库不一致：事项名称", Assert.Single(told).Body, StringComparison.Ordinal);
        var finding = Assert.Single(await FindingsAsync(stage));
        Assert.Equal((FindingOrigin.SameSource, "name", true, $"/office/inspection/{finding.Id}"), (finding.Origin, finding.Element, finding.IsOpen, told[0].Link));
        Assert.Contains("同源核对", (await editor.PageAsync($"/office/inspection/{finding.Id}")).Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("食品经营许可", (await manager.PageAsync("/office/inspection?origin=4")).QuerySelector("tbody")!.TextContent, StringComparison.Ordinal);
        using var again = await editor.SubmitAsync($"/office/inspection/{finding.Id}", [], "Recheck");
        Assert.Equal(HttpStatusCode.Redirect, again.StatusCode);
        Assert.True((await FindingsAsync(stage))[0].IsOpen);
        using var sheet = await editor.GetAsync(new Uri("/office/ends/deviations/export", UriKind.Relative), Ct);
        Assert.Contains("食品经营许可", Excel.Read(await sheet.Content.ReadAsByteArrayAsync(Ct))[1][0], StringComparison.Ordinal);
        using var health = await stage.Host.BrowserAsync("editor2");
        Assert.Contains("没有发现不一致", (await health.PageAsync("/office/ends/deviations")).Body!.TextContent, StringComparison.Ordinal);

        standIn.Shows = await ShownAsync(stage);
        using var mended = await editor.SubmitAsync($"/office/inspection/{finding.Id}", [], "Recheck");
        Assert.Equal(HttpStatusCode.Redirect, mended.StatusCode);
        Assert.Contains("没有发现不一致", (await editor.PageAsync("/office/ends/deviations")).Body!.TextContent, StringComparison.Ordinal);
        var ended = Assert.Single(await FindingsAsync(stage));
        Assert.Equal((FindingEnd.Mended, 1), (ended.ClosedAs, ended.MendedVersion));
        Assert.Equal(["finding-registered", "finding-mended"], (await stage.Host.InDatabaseAsync(db => db.TraceOfAsync(ended.Id, Ct))).Select(t => t.What));
    }

    [Theory, EachDatabase]
    [Requirement("02.16", "02.09")]
    public async Task What_deviates_on_an_end_that_is_retired_or_takes_the_item_down_is_no_finding_any_more(Engine engine)
    {
        await using var stage = await ExchangeStage.OpenAsync(engine);
        await stage.PublishAsync(Code, "食品经营许可");
        using var editor = await stage.Host.BrowserAsync("editor1");
        using var manager = await stage.Host.BrowserAsync("manager1");
        using var platform = stage.Host.Browser();
        var ends = new List<(Guid Id, string Key, string Page)>();
        foreach (var name in (string[])["掌上办", "自助机"])
        {
            var (id, key) = await RegisterAsync(editor, name);
            await PostAsync(platform, id, key, await ShownAsync(stage));
            var row = await stage.Host.InDatabaseAsync(db => db.Set<EndItem>().Where(x => x.EndId == id).Select(x => x.Id).SingleAsync(Ct));
            using var live = await manager.SubmitAsync($"/office/ends/{id}/items/{row}", [], "Live");
            Assert.Equal(HttpStatusCode.Redirect, live.StatusCode);
            await PostAsync(platform, id, key, await ShownAsync(stage, ("name", "旧名称")));
            ends.Add((id, key, $"/office/ends/{id}/items/{row}"));
        }

        Assert.Equal([true, true], (await FindingsAsync(stage)).Select(f => f.IsOpen));
        var page = $"/office/inspection/{(await FindingsAsync(stage)).Single(f => f.Place == "掌上办").Id}";
        using var unreachable = await editor.SubmitAsync(page, [], "Recheck");
        Assert.Contains("没有登记抓取地址", await unreachable.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        using var word = await editor.PostWithTokenOfAsync(page, page + "?handler=Answer", new() { ["Reply"] = "已改" });
        Assert.Equal(HttpStatusCode.NotFound, word.StatusCode);

        using var withdrawn = await manager.SubmitAsync(ends[0].Page, new() { ["Reason"] = "改版" }, "Withdraw");
        using var retired = await editor.SubmitAsync($"/office/ends/{ends[1].Id}", new() { ["Reason"] = "下线" }, "Retire");
        Assert.Equal((HttpStatusCode.Redirect, HttpStatusCode.Redirect), (withdrawn.StatusCode, retired.StatusCode));
        Assert.Equal([FindingEnd.ItemEnded, FindingEnd.ItemEnded], (await FindingsAsync(stage)).Select(f => f.ClosedAs!.Value));
    }

    [Theory]
    [InlineData(EndMood.Down, "503")]
    [InlineData(EndMood.Wrong, "JSON")]
    [InlineData(EndMood.Breaking, "连接")]
    [InlineData(EndMood.Silent, "没有在规定时间内应答")]
    [InlineData(EndMood.Redirecting, "302")]
    [InlineData(EndMood.Endless, "太长")]
    [Requirement("01.38", "02.16")]
    public async Task An_end_that_is_down_slow_or_wrong_is_recorded_as_not_reached_and_what_was_found_before_stays(EndMood mood, string said)
    {
        await using var standIn = await EndStandIn.StartAsync();
        await using var stage = await ExchangeStage.OpenAsync(Engine.Sqlite, b =>
        {
            Allow(b, standIn);
            b.Services.PostConfigure<HttpClientFactoryOptions>(PullEnd.Client, o => o.HttpClientActions.Add(c => c.Timeout = TimeSpan.FromSeconds(1)));
        });
        await stage.PublishAsync(Code, "食品经营许可");
        using var manager = await stage.Host.BrowserAsync("manager1");
        var (id, _) = await RegisterAsync(manager, "网站", standIn.Root + "/items/{code}", await stage.OrganisationAsync(DemoPeople.MarketOffice));
        standIn.Shows = await ShownAsync(stage);
        using var looked = await manager.SubmitAsync($"/office/ends/{id}", new() { ["Code"] = Code }, "Look");
        using var live = await manager.SubmitAsync(ExchangeStage.Path(looked), [], "Live");

        standIn.Mood = mood;
        await CheckAsync(stage);

        var row = await stage.Host.InDatabaseAsync(db => db.Set<EndItem>().AsNoTracking().SingleAsync(Ct));
        Assert.Equal((1, true, ""), (row.Unreached, row.IsLive, row.Differences));
        Assert.Contains(said, row.UnreachedBecause, StringComparison.Ordinal);
        Assert.False(standIn.Trapped);
        standIn.Mood = EndMood.Well;
        await CheckAsync(stage);
        Assert.Equal(0, await stage.Host.InDatabaseAsync(db => db.Set<EndItem>().Select(x => x.Unreached).SingleAsync(Ct)));
    }
}
