using System.Net;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Ends;
using Zhengtong.Catalogue.Model;
using Zhengtong.TestKit;
using Zhengtong.TestKit.StandIns;
using static Zhengtong.Tests.Integration.Catalogue.Ends.EndStage;

namespace Zhengtong.Tests.Integration.Catalogue.Ends;

/// <summary>Application ends: registered under a key and an address that is allowed, kept by those whose they are.</summary>
public sealed class EndRegisterTests
{
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

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
        foreach (var address in (string[])["http://169.254.169.254/{code}", "file:///etc/passwd?{code}", $"http://user:pw@{standIn.Authority}/{{code}}", $"http://{standIn.Authority}/items", "http://{code}/", "ftp://x/{code}", $"http://{{code}}.{standIn.Authority}/"])
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
}
