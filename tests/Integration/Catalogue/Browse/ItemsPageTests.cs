using AngleSharp.Dom;
using Xunit;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Catalogue.Model;
using Zhengtong.TestKit;

namespace Zhengtong.Tests.Integration.Catalogue.Browse;

public sealed class ItemsPageTests
{
    private static readonly Guid Theme = new("0190a000-0000-7000-8000-0000000000aa");

    [Theory, EachDatabase, Requirement("05.18", "12.03")]
    public async Task Filters_are_links_that_narrow_the_list_of_the_region(Engine engine)
    {
        await using var host = await TestHost.StartAsync(engine);
        await SomeItems.AddRegionsAsync(host);
        await SomeItems.PublishAsync(host, "Z-A-1", "食品经营许可", SomeItems.Plain with { ForPersons = false, Visits = 1 });
        await SomeItems.PublishAsync(host, "Z-A-2", "居民身份证申领", SomeItems.Plain with { ForCompanies = false, Instant = true, Visits = 2 }, organisation: SomeItems.Police);
        await SomeItems.PublishAsync(host, "Z-A-3", "山东的事项", region: "37");
        await host.InDatabaseAsync(async db =>
        {
            db.Add(new Theme { Id = Theme, Audience = ThemeAudience.Person, Kind = "全生命周期阶段", Name = "出生" });
            return await db.SaveChangesAsync();
        });
        await SomeItems.PublishAsync(host, "Z-A-4", "出生登记", organisation: SomeItems.Police, themes: Theme);
        var browser = host.Browser();

        Assert.Equal(["食品经营许可", "居民身份证申领", "出生登记"], (await browser.PageAsync("/items")).Names());
        Assert.Equal(["居民身份证申领", "出生登记"], (await browser.PageAsync("/items?for=person")).Names());
        Assert.Equal(["食品经营许可", "出生登记"], (await browser.PageAsync("/items?for=company")).Names());
        Assert.Equal(["居民身份证申领"], (await browser.PageAsync("/items?instant=true")).Names());
        Assert.Equal(["食品经营许可"], (await browser.PageAsync("/items?once=true")).Names());
        Assert.Equal(["居民身份证申领", "出生登记"], (await browser.PageAsync($"/items?org={SomeItems.Police}")).Names());
        Assert.Equal(["出生登记"], (await browser.PageAsync($"/items?theme={Theme}")).Names());
        Assert.Equal(["山东的事项"], (await browser.PageAsync("/items?region=37")).Names());
        Assert.Equal(4, (await browser.PageAsync("/items?region=all")).Names().Count());
        var page = await browser.PageAsync("/items");
        Assert.Contains(page.QuerySelectorAll(".zt-filters a"), a => a.GetAttribute("href") == "/items?online=true" && a.TextContent.Contains("网上办", StringComparison.Ordinal));
        Assert.Contains(page.QuerySelectorAll(".zt-filters a"), a => a.GetAttribute("href") == $"/items?org={SomeItems.Police}");
    }

    [Theory, EachDatabase, Requirement("12.03")]
    public async Task More_goes_on_where_the_page_ended_and_says_about_how_many(Engine engine)
    {
        await using var host = await TestHost.StartAsync(engine);
        await SomeItems.AddRegionsAsync(host);
        for (var i = 0; i < 23; i++)
        {
            await SomeItems.PublishAsync(host, $"Z-B-{i:00}", $"事项第{i:00}号");
        }

        var browser = host.Browser();
        var first = await browser.PageAsync("/items");
        var more = first.QuerySelector(".zt-pager a")!.GetAttribute("href")!;
        var second = await browser.PageAsync(more);

        Assert.Equal(20, first.Names().Count());
        Assert.Contains("23", first.QuerySelector(".zt-browse__count")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(["事项第20号", "事项第21号", "事项第22号"], second.Names());
        Assert.Null(second.QuerySelector(".zt-pager a"));
    }

    [Theory, EachDatabase, Requirement("12.03")]
    public async Task A_warm_list_takes_at_most_three_statements(Engine engine)
    {
        var statements = new StatementCount();
        await using var host = await TestHost.StartAsync(engine, statements.Listen);
        await SomeItems.AddRegionsAsync(host);
        await SomeItems.PublishAsync(host, "Z-C-1", "食品经营许可");
        var browser = host.Browser();
        await browser.PageAsync("/items");

        Assert.InRange(await statements.DuringAsync(() => browser.PageAsync("/items?for=person")), 1, 3);
        Assert.InRange(await statements.DuringAsync(() => browser.PageAsync("/items?q=没有这个")), 1, 3);
    }

    [Theory, EachDatabase, Requirement("12.09")]
    public async Task An_empty_list_offers_close_items_themes_and_help(Engine engine)
    {
        await using var host = await TestHost.StartAsync(engine);
        await SomeItems.AddRegionsAsync(host);
        await SomeItems.PublishAsync(host, "Z-D-1", "食品经营许可");

        var page = await host.Browser().PageAsync("/items?q=食品许可");

        Assert.Equal(["食品经营许可"], page.Names("[data-close-items]"));
        Assert.NotNull(page.QuerySelector(".zt-ways a[href='/themes']"));
        Assert.NotNull(page.QuerySelector(".zt-ways a[href^='/help']"));
    }
}
