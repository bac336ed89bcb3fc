using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http;
using Zhengtong.Catalogue.Ends;
using Zhengtong.Catalogue.Model;
using Zhengtong.Catalogue.Publish;
using Zhengtong.Identity.Contracts;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Messaging;
using Zhengtong.TestKit;
using Zhengtong.TestKit.StandIns;

namespace Zhengtong.Tests.Integration.Catalogue.Ends;

/// <summary>Application ends: registered, compared with the master, live only when equal, looked at every night.</summary>
public sealed class EndsTests
{
    private static readonly string Code = ExchangeStage.CodeOf(1);
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
        var (id, _) = await RegisterAsync(editor, "市监网站", standIn.Root + "items/{code}");
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

    [Theory, EachDatabase]
    [Requirement("01.38", "01.39")]
    public async Task An_end_that_sends_what_it_shows_must_send_a_newer_version_again_and_is_a_finding_after_the_limit(Engine engine)
    {
        await using var stage = await ExchangeStage.OpenAsync(engine);
        using var manager = await stage.Host.BrowserAsync("manager1");
        using var platform = stage.Host.Browser();
        var (id, key, page) = await LiveAsync(stage, manager, platform, "掌上办");
        await stage.PublishAsync(Code, "食品经营许可", c => c with { ConsultPhone = "0826-7" });

        Assert.Contains("须重新报送", (await manager.PageAsync($"/office/ends/{id}")).QuerySelector("tbody")!.TextContent, StringComparison.Ordinal);
        var item = (await manager.PageAsync(page)).QuerySelector("main")!.TextContent;
        Assert.Contains("须重新报送", item, StringComparison.Ordinal);
        Assert.DoesNotContain("全部一致", item, StringComparison.Ordinal);
        Assert.Equal(2, (await stage.Sql.DuringAsync(() => manager.PageAsync($"/office/ends/{id}"), "catalogue_")).Count);

        // Five working days: not before they have passed, then once.
        stage.Host.Clock.Advance(TimeSpan.FromDays(4));
        await CheckAsync(stage);
        Assert.Empty(await FindingsAsync(stage));
        stage.Host.Clock.Advance(TimeSpan.FromDays(10));
        await CheckAsync(stage);
        await CheckAsync(stage);
        var finding = Assert.Single(await FindingsAsync(stage));
        Assert.Equal((true, "掌上办"), (finding.IsOpen, finding.Place));
        Assert.Contains("超过 5 个工作日没有按新版本报送", finding.Message, StringComparison.Ordinal);
        await stage.DispatchAsync();
        Assert.Contains(await stage.Host.InDatabaseAsync(db => db.Set<Message>().AsNoTracking().ToListAsync(Ct)), m => m.Title == "应用端没有按新版本重新报送" && m.Link == $"/office/inspection/{finding.Id}");

        // Sent again as it is now: all is well, and the finding is ended by it.
        Assert.True((await PostAsync(platform, id, key, await ShownAsync(stage))).GetProperty("equal").GetBoolean());
        Assert.Equal(FindingEnd.Mended, Assert.Single(await FindingsAsync(stage)).ClosedAs);
        using var later = await stage.Host.BrowserAsync("manager1");
        Assert.DoesNotContain("须重新报送", (await later.PageAsync(page)).QuerySelector("main")!.TextContent, StringComparison.Ordinal);
    }

    [Theory, EachDatabase]
    [Requirement("01.38", "01.39")]
    public async Task A_master_that_is_paused_or_cancelled_deviates_on_a_live_end_at_once_and_no_longer_when_it_is_resumed(Engine engine)
    {
        await using var stage = await ExchangeStage.OpenAsync(engine);
        using var manager = await stage.Host.BrowserAsync("manager1");
        using var platform = stage.Host.Browser();
        var (id, key, page) = await LiveAsync(stage, manager, platform, "自助机");
        async Task BecomeAsync(ItemStatus status)
        {
            Assert.True((await stage.DoAsync<BecomeItems, Zhengtong.Platform.Outcomes.Outcome>(b => b.HandleAsync(Code, status, stage.Host.Act(), Ct))).Ok);
            await stage.DispatchAsync();
        }

        await BecomeAsync(ItemStatus.Paused);
        Assert.Contains("事项状态", (await manager.PageAsync("/office/ends/deviations")).QuerySelector("tbody")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("已暂停", (await manager.PageAsync(page)).QuerySelector("tbody")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("请通知该端撤下", Assert.Single(await FindingsAsync(stage)).Message, StringComparison.Ordinal);
        await PostAsync(platform, id, key, await ShownAsync(stage, ("consult", "0826-9")));
        var more = Assert.Single(await FindingsAsync(stage));
        Assert.Contains("有 2 个要素与事项库不一致", more.Message, StringComparison.Ordinal);
        Assert.Equal((true, false), (more.RenewedAt is not null, more.Rests));
        Assert.False((await PostAsync(platform, id, key, await ShownAsync(stage))).GetProperty("equal").GetBoolean());

        await BecomeAsync(ItemStatus.InUse);
        Assert.Contains("没有发现不一致", (await manager.PageAsync("/office/ends/deviations")).Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(FindingEnd.Mended, Assert.Single(await FindingsAsync(stage)).ClosedAs);

        // What the rules say of a cancelled item is closed with it; that an end still shows it is not.
        await BecomeAsync(ItemStatus.Cancelled);
        var open = Assert.Single(await FindingsAsync(stage), f => f.IsOpen);
        Assert.Contains("已取消", open.Message, StringComparison.Ordinal);
        using var withdrawn = await manager.SubmitAsync(page, new() { ["Reason"] = "事项取消" }, "Withdraw");
        Assert.Equal(HttpStatusCode.Redirect, withdrawn.StatusCode);
        Assert.DoesNotContain(await FindingsAsync(stage), f => f.IsOpen);
    }

    [Theory, EachDatabase]
    [Requirement("02.16")]
    public async Task What_was_fetched_of_an_end_that_is_retired_meanwhile_is_no_finding(Engine engine)
    {
        await using var stage = await ExchangeStage.OpenAsync(engine);
        using var manager = await stage.Host.BrowserAsync("manager1");
        using var platform = stage.Host.Browser();
        var (id, _, _) = await LiveAsync(stage, manager, platform, "自助机");
        var asTakenUp = await stage.Host.InDatabaseAsync(db => db.Set<ApplicationEnd>().AsNoTracking().SingleAsync(Ct));
        using var retired = await manager.SubmitAsync($"/office/ends/{id}", new() { ["Reason"] = "下线" }, "Retire");
        Assert.Equal(HttpStatusCode.Redirect, retired.StatusCode);

        var shown = ShownElements.Read(Encoding.UTF8.GetBytes(await ShownAsync(stage, ("name", "旧名称"))));
        var compared = await stage.DoAsync<CompareEnd, Zhengtong.Platform.Outcomes.Outcome<CompareEnd.Comparison>>(c => c.HandleAsync(asTakenUp, Code, shown.Value, stage.Host.Act().At, Ct));

        Assert.Equal(CompareEnd.Gone, Assert.Single(compared.Problems));
        Assert.Empty(await FindingsAsync(stage));
    }

    /// <summary>An end that sends what it shows, with the item live on it.</summary>
    private static async Task<(Guid Id, string Key, string Page)> LiveAsync(ExchangeStage stage, HttpClient manager, HttpClient platform, string name)
    {
        await stage.PublishAsync(Code, "食品经营许可");
        using var editor = await stage.Host.BrowserAsync("editor1");
        var (id, key) = await RegisterAsync(editor, name);
        await PostAsync(platform, id, key, await ShownAsync(stage));
        var row = await stage.Host.InDatabaseAsync(db => db.Set<EndItem>().Select(x => x.Id).SingleAsync(Ct));
        var page = $"/office/ends/{id}/items/{row}";
        using var live = await manager.SubmitAsync(page, [], "Live");
        Assert.Equal(HttpStatusCode.Redirect, live.StatusCode);
        return (id, key, page);
    }

    private static Task<List<Finding>> FindingsAsync(ExchangeStage stage) =>
        stage.Host.InDatabaseAsync(db => db.Set<Finding>().AsNoTracking().Where(f => f.Origin == FindingOrigin.SameSource).OrderBy(f => f.Place).ToListAsync(Ct));

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
        var (id, _) = await RegisterAsync(manager, "网站", standIn.Root + "items/{code}", await stage.OrganisationAsync(DemoPeople.MarketOffice));
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

    [Theory, EachDatabase]
    [Requirement("01.38")]
    public async Task An_end_without_its_key_or_with_odd_content_is_refused_and_a_new_key_ends_the_old_one(Engine engine)
    {
        await using var stage = await ExchangeStage.OpenAsync(engine);
        await stage.PublishAsync(Code, "食品经营许可");
        using var editor = await stage.Host.BrowserAsync("editor1");
        var (id, key) = await RegisterAsync(editor, "小程序");
        using var platform = stage.Host.Browser();
        foreach (var (end, with) in ((Guid, string?)[])[(id, null), (id, "wrong"), (Guid.CreateVersion7(), key)])
        {
            using var refused = await SendAsync(platform, end, with, "{\"elements\":{}}");
            Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        }

        foreach (var odd in (string[])["", "[]", "{\"elements\":[]}", "{\"elements\":{\"nothing\":\"x\"}}", "{\"elements\":{\"name\":1}}", "{\"elements\":{\"manual\":\"x\"}}", "{\"elements\":{\"name\":\"a\",\"task_name\":\"b\"}}", new string('[', 1000), "{\"elements\":{\"name\":\"" + new string('x', 600_000) + "\"}}"])
        {
            using var refused = await SendAsync(platform, id, key, odd);
            Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        }

        using var unknown = await SendAsync(platform, id, key, "{\"elements\":{}}", "NOT-THERE");
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
        Assert.Equal(0, await stage.Host.InDatabaseAsync(db => db.Set<EndItem>().CountAsync(Ct)));

        using var renewed = await editor.SubmitAsync($"/office/ends/{id}", [], "Key");
        var html = await renewed.Content.ReadAsStringAsync(Ct);
        Assert.DoesNotContain(key, html, StringComparison.Ordinal);
        using var old = await SendAsync(platform, id, key, "{\"elements\":{}}");
        Assert.Equal(HttpStatusCode.Unauthorized, old.StatusCode);
        var fresh = new AngleSharp.Html.Parser.HtmlParser().ParseDocument(html).QuerySelector("[data-end-key]")!.TextContent;
        using var taken = await SendAsync(platform, id, fresh, "{\"elements\":{}}");
        Assert.Equal(HttpStatusCode.OK, taken.StatusCode);
        using var retired = await editor.SubmitAsync($"/office/ends/{id}", new() { ["Reason"] = "下线" }, "Retire");
        Assert.Equal(HttpStatusCode.Redirect, retired.StatusCode);
        using var gone = await SendAsync(platform, id, fresh, "{\"elements\":{}}");
        Assert.Equal(HttpStatusCode.Unauthorized, gone.StatusCode);
    }

    [Fact]
    [Requirement("01.38", "18.13")]
    public async Task An_address_outside_the_allowed_hosts_is_refused_when_registered_and_not_fetched_when_it_is_taken_off_the_list()
    {
        await using var standIn = await EndStandIn.StartAsync();
        await using var stage = await ExchangeStage.OpenAsync(Engine.Sqlite, b => Allow(b, standIn));
        using var editor = await stage.Host.BrowserAsync("editor1");
        foreach (var address in (string[])["http://169.254.169.254/{code}", "file:///etc/passwd?{code}", $"http://user:pw@{standIn.Root.Authority}/{{code}}", $"http://{standIn.Root.Authority}/items", "http://{code}/", "ftp://x/{code}", $"http://{{code}}.{standIn.Root.Authority}/"])
        {
            using var refused = await editor.SubmitAsync("/office/ends/register", Facts("网站", address));
            Assert.Equal(HttpStatusCode.OK, refused.StatusCode);
        }

        Assert.Equal(0, await stage.Host.InDatabaseAsync(db => db.Set<ApplicationEnd>().CountAsync(Ct)));
        var act = await stage.ActAsync("editor1");
        var end = ApplicationEnd.Register(new EndFacts("旧地址", EndKind.Website, "http://127.0.0.1:1/{code}", "x"), act.Actor.Post!.OrganisationId, "x", "511602", [], act);
        Assert.False((await stage.DoAsync<PullEnd, Zhengtong.Platform.Outcomes.Outcome<IReadOnlyDictionary<string, IReadOnlyList<string>>>>(p => p.HandleAsync(end, Code, Ct))).Ok);
        Assert.Equal(0, standIn.Asked);
    }

    [Fact]
    public async Task An_end_belongs_to_its_organisation_and_the_lists_cost_one_statement()
    {
        await using var stage = await ExchangeStage.OpenAsync(Engine.Sqlite);
        using var editor = await stage.Host.BrowserAsync("editor1");
        using var other = await stage.Host.BrowserAsync("editor2");
        using var manager = await stage.Host.BrowserAsync("manager1");
        var (id, _) = await RegisterAsync(editor, "市监网站");
        Assert.Contains("市监网站", (await manager.PageAsync("/office/ends")).Body!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("市监网站", (await other.PageAsync("/office/ends")).Body!.TextContent, StringComparison.Ordinal);
        using var hidden = await other.GetAsync(new Uri($"/office/ends/{id}", UriKind.Relative), Ct);
        Assert.Equal(HttpStatusCode.NotFound, hidden.StatusCode);
        using var twice = await editor.SubmitAsync("/office/ends/register", Facts("市监网站", ""));
        Assert.Contains("已经登记了同名", await twice.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        Assert.Single(await stage.Sql.DuringAsync(() => manager.PageAsync("/office/ends"), "catalogue_"));
        Assert.Single(await stage.Sql.DuringAsync(() => manager.PageAsync("/office/ends/deviations"), "catalogue_"));
        Assert.Equal(2, (await stage.Sql.DuringAsync(() => manager.PageAsync($"/office/ends/{id}"), "catalogue_")).Count);
    }

    [Fact]
    [Requirement("01.38")]
    public async Task Two_who_change_one_end_do_not_overwrite_each_other()
    {
        await using var stage = await ExchangeStage.OpenAsync(Engine.Sqlite);
        using var editor = await stage.Host.BrowserAsync("editor1");
        using var manager = await stage.Host.BrowserAsync("manager1");
        var (id, _) = await RegisterAsync(editor, "市监网站");
        var stale = await editor.FillInAsync($"/office/ends/{id}", Facts("后保存的名称", ""), "Change");
        using var first = await manager.SubmitAsync($"/office/ends/{id}", Facts("先保存的名称", ""), "Change");
        Assert.Equal(HttpStatusCode.Redirect, first.StatusCode);

        using var late = await stale();

        Assert.Contains("您打开之后有人修改过这个应用端", await late.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        Assert.Equal("先保存的名称", await stage.Host.InDatabaseAsync(db => db.Set<ApplicationEnd>().Select(e => e.Name).SingleAsync(Ct)));
    }

    private static void Allow(WebApplicationBuilder builder, EndStandIn standIn) => builder.Configuration["Catalogue:EndHosts"] = standIn.Root.Authority;

    private static Dictionary<string, string> Facts(string name, string address, Guid? organisation = null) => new()
    {
        ["Input.Name"] = name, ["Input.Kind"] = "Website", ["Input.PullAddress"] = address, ["Input.Contact"] = "王工 0826-1234567", ["Input.OrganisationId"] = organisation?.ToString() ?? "",
    };

    private static async Task<(Guid Id, string Key)> RegisterAsync(HttpClient browser, string name, string address = "", Guid? organisation = null)
    {
        using var answer = await browser.SubmitAsync("/office/ends/register", Facts(name, address, organisation));
        var page = new AngleSharp.Html.Parser.HtmlParser().ParseDocument(await answer.Content.ReadAsStringAsync(Ct));
        return (Guid.Parse(page.QuerySelector("main code")!.TextContent), page.QuerySelector("[data-end-key]")!.TextContent);
    }

    /// <summary>What an end shows that took everything from the API, but for one element.</summary>
    private static async Task<string> ShownAsync(ExchangeStage stage, (string Key, string Text)? but = null)
    {
        using var platform = stage.Host.Browser();
        var item = JsonDocument.Parse(await platform.GetStringAsync(new Uri($"/api/items/{Code}", UriKind.Relative), Ct)).RootElement;
        var elements = item.GetProperty("elements").EnumerateArray().ToDictionary(e => e.GetProperty("key").GetString()!, e => e.GetProperty("lines").EnumerateArray().Select(l => l.GetString()!).ToArray());
        if (but is var (key, text))
        {
            elements[key] = [text];
        }

        return JsonSerializer.Serialize(new { elements });
    }

    private static async Task<JsonElement> PostAsync(HttpClient platform, Guid id, string key, string json)
    {
        using var answer = await SendAsync(platform, id, key, json);
        var text = await answer.Content.ReadAsStringAsync(Ct);
        Assert.True(answer.StatusCode == HttpStatusCode.OK, text);
        return JsonDocument.Parse(text).RootElement;
    }

    private static async Task<HttpResponseMessage> SendAsync(HttpClient platform, Guid id, string? key, string json, string? code = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri($"/api/ends/{id}/items/{code ?? Code}", UriKind.Relative)) { Content = new StringContent(json, Encoding.UTF8, "application/json") };
        if (key is not null)
        {
            request.Headers.Add("X-End-Key", key);
        }

        return await platform.SendAsync(request, Ct);
    }

    private static Task CheckAsync(ExchangeStage stage) => stage.Host.InScopeAsync(s => s.GetRequiredService<CheckEnds>().RunAsync(Ct));
}
