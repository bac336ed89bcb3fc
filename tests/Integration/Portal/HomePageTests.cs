using Xunit;
using Zhengtong.Platform.Access;
using Zhengtong.Portal.Articles;
using Zhengtong.TestKit;
using Zhengtong.Tests.Integration.Catalogue.Browse;
using Microsoft.Extensions.DependencyInjection;
using Zhengtong.Catalogue.Model;

namespace Zhengtong.Tests.Integration.Portal;

public sealed class HomePageTests
{
    [Theory, EachDatabase, Requirement("12.03", "12.04", "12.08", "12.09")]
    public async Task Home_offers_search_entries_themes_departments_hot_items_and_notices(Engine engine)
    {
        var theme = Guid.NewGuid();
        var statements = new StatementCount();
        await using var host = await TestHost.StartAsync(engine, statements.Listen);
        await SomeItems.AddRegionsAsync(host);
        await host.InDatabaseAsync(async db =>
        {
            db.Add(new Theme { Id = theme, Audience = ThemeAudience.Person, Kind = "全生命周期阶段", Name = "出生" });
            return await db.SaveChangesAsync();
        });
        await SomeItems.PublishAsync(host, "Z-S-1", "出生登记", organisation: SomeItems.Police, themes: theme);
        Assert.Equal(0, await FirstArticles.RunAsync(host.Services, [], CancellationToken.None));
        var browser = host.Browser();

        var page = await browser.PageAsync("/");

        Assert.NotNull(page.QuerySelector("form[action='/search'] input[name=q]"));
        Assert.Equal(["/track", "/my/cases", "/book", "/verify", "/feedback", "/help"], page.QuerySelectorAll(".zt-quick a").Select(a => a.GetAttribute("href")));
        Assert.NotNull(page.QuerySelector($".zt-picks a[href='/items?for=person&theme={theme}']"));
        Assert.Contains("区公安分局", page.QuerySelector(".zt-directory")!.TextContent, StringComparison.Ordinal);
        Assert.NotNull(page.QuerySelector(".zt-ranks a[href='/items/Z-S-1']"));
        Assert.Equal(2, page.QuerySelectorAll(".zt-news a").Length);
        Assert.Contains("四川省广安市广安区", page.QuerySelector(".zt-home__where")!.TextContent, StringComparison.Ordinal);
        Assert.InRange(await statements.DuringAsync(() => browser.PageAsync("/")), 0, 3);
        Assert.Empty((await browser.PageAsync("/?for=company")).QuerySelectorAll(".zt-picks--large a"));
    }

    [Theory, EachDatabase, Requirement("12.03")]
    public async Task The_region_is_chosen_down_to_the_town_and_the_county_serves_it(Engine engine)
    {
        await using var host = await TestHost.StartAsync(engine);
        await SomeItems.AddRegionsAsync(host);
        await SomeItems.PublishAsync(host, "Z-T-1", "食品经营许可");
        await SomeItems.PublishAsync(host, "Z-T-2", "山东的事项", region: "37");
        var browser = host.Browser();

        Assert.NotNull((await browser.PageAsync("/regions")).QuerySelector(".zt-regions a[href='/regions?under=51']"));
        Assert.NotNull((await browser.PageAsync("/regions?under=511602")).QuerySelector(".zt-regions a[href='/regions?under=511602001']"));
        await browser.GetAsync(new Uri("/region?code=511602001", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal(["食品经营许可"], (await browser.PageAsync("/items")).Names());
        await browser.GetAsync(new Uri("/region?code=37", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal(["山东的事项"], (await browser.PageAsync("/items")).Names());
        Assert.Equal("/regions", (await browser.GetAsync(new Uri("/region", UriKind.Relative), TestContext.Current.CancellationToken)).Headers.Location!.ToString());
    }

    [Theory, EachDatabase, Requirement("12.04")]
    public async Task A_notice_is_seen_once_published_and_gone_once_withdrawn_and_holds_no_script(Engine engine)
    {
        await using var host = await TestHost.StartAsync(engine);
        var act = Act.BySystem("test", host.Clock.GetUtcNow().UtcDateTime);
        Task<Guid> SaveAsync(Guid? id, bool published) => host.InScopeAsync(async s =>
            (await s.GetRequiredService<SaveArticle>().RunAsync(id, new() { Title = "停机通知", Body = "**周六**停机 <script>x</script> [坏](javascript:alert(1))", Published = published }, act, CancellationToken.None)).Value);
        var browser = host.Browser();

        var id = await SaveAsync(null, false);
        Assert.Equal(System.Net.HttpStatusCode.NotFound, (await browser.GetAsync(new Uri($"/articles/{id}", UriKind.Relative), TestContext.Current.CancellationToken)).StatusCode);
        await SaveAsync(id, true);
        var page = await browser.PageAsync($"/articles/{id}");
        Assert.Equal("周六", page.QuerySelector("article strong")!.TextContent);
        Assert.Empty(page.QuerySelectorAll("article script, article a[href^='javascript']"));
        Assert.Single((await browser.PageAsync("/articles")).QuerySelectorAll(".zt-news a"));
        await SaveAsync(id, false);
        Assert.Empty((await browser.PageAsync("/articles")).QuerySelectorAll(".zt-news a"));
    }

    [Theory, EachDatabase, Requirement("12.04")]
    public async Task An_administrator_writes_a_notice_that_others_cannot(Engine engine)
    {
        await using var host = await SignInKit.StartDemoAsync(engine);
        var address = new Uri("/office/articles", UriKind.Relative);
        Assert.NotEqual(System.Net.HttpStatusCode.OK, (await host.Browser().GetAsync(address, TestContext.Current.CancellationToken)).StatusCode);
        Assert.NotEqual(System.Net.HttpStatusCode.OK, (await (await host.BrowserAsync("reviewer1")).GetAsync(address, TestContext.Current.CancellationToken)).StatusCode);
        var administrator = await host.BrowserAsync("admin1");

        var wrong = await administrator.SubmitAsync("/office/articles/edit", new() { ["Input.Title"] = "", ["Input.Body"] = "正文", ["Input.Published"] = "true" });
        Assert.Contains("请填写标题", await wrong.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        await administrator.SubmitAsync("/office/articles/edit", new() { ["Input.Title"] = "大厅周六开放", ["Input.Body"] = "上午九点起。", ["Input.Published"] = "true" });

        Assert.Contains("大厅周六开放", (await host.Browser().PageAsync("/articles")).QuerySelector(".zt-news")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("已发布", (await administrator.PageAsync("/office/articles")).QuerySelector("tbody")!.TextContent, StringComparison.Ordinal);
    }
}
