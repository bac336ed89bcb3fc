using Xunit;
using Zhengtong.TestKit;

namespace Zhengtong.Tests.Integration.Catalogue.Browse;

public sealed class SearchPageTests
{
    [Theory, EachDatabase, Requirement("12.08", "13.01")]
    public async Task Items_with_every_word_come_first_and_nearer_ones_before_farther(Engine engine)
    {
        await using var host = await TestHost.StartAsync(engine);
        await SomeItems.AddRegionsAsync(host);
        await SomeItems.PublishAsync(host, "Z-E-1", "食品经营许可（山东）", region: "37");
        await SomeItems.PublishAsync(host, "Z-E-2", "食品经营许可（省级）", region: "51");
        await SomeItems.PublishAsync(host, "Z-E-3", "食品经营许可（本区）");
        await SomeItems.PublishAsync(host, "Z-E-4", "药品经营许可");
        var browser = host.Browser();

        Assert.Equal(["食品经营许可（本区）", "食品经营许可（省级）", "食品经营许可（山东）"], (await browser.PageAsync("/search?q=食品 经营")).Names().Take(3));
        Assert.Equal(["食品经营许可（本区）"], (await browser.PageAsync("/search?q=ｅ-3")).Names().Take(1));
        Assert.Equal(4, (await browser.PageAsync("/search?q=市场监管局 许可")).Names().Count());
    }

    [Theory, EachDatabase, Requirement("13.01")]
    public async Task An_aside_in_brackets_does_not_hide_an_item(Engine engine)
    {
        await using var host = await TestHost.StartAsync(engine);
        await SomeItems.AddRegionsAsync(host);
        await SomeItems.PublishAsync(host, "Z-A-1", "食品(含保健食品)经营许可（新办）");
        await SomeItems.PublishAsync(host, "Z-A-2", "食品经营许可（山东）", region: "37");

        Assert.Equal(["食品(含保健食品)经营许可（新办）", "食品经营许可（山东）"], (await host.Browser().PageAsync("/search?q=食品经营许可")).Names().Take(2));
    }

    [Theory, EachDatabase, Requirement("12.08", "12.09", "13.01")]
    public async Task Words_that_no_name_has_still_find_close_items(Engine engine)
    {
        await using var host = await TestHost.StartAsync(engine);
        await SomeItems.AddRegionsAsync(host);
        await SomeItems.PublishAsync(host, "Z-F-1", "食品经营许可");
        await SomeItems.PublishAsync(host, "Z-F-2", "食品生产许可");
        await SomeItems.PublishAsync(host, "Z-F-3", "居民身份证申领");
        var browser = host.Browser();

        var asked = await browser.PageAsync("/search?q=食品经营证怎么办理");
        Assert.Equal("食品经营许可", asked.Names("[data-close-items]").First());
        Assert.DoesNotContain("居民身份证申领", asked.Names("[data-close-items]"));

        var nothing = await browser.PageAsync("/search?q=zzqq");
        Assert.NotNull(nothing.QuerySelector(".zt-ways a[href='/themes']"));
    }

    [Theory, EachDatabase, Requirement("12.08")]
    public async Task Signs_with_a_meaning_in_patterns_are_looked_for_as_they_are(Engine engine)
    {
        await using var host = await TestHost.StartAsync(engine);
        await SomeItems.AddRegionsAsync(host);
        await SomeItems.PublishAsync(host, "Z-G-1", "食品经营许可");

        Assert.Empty((await host.Browser().PageAsync("/search?q=%25_%25")).Names());
    }

    [Theory, EachDatabase, Requirement("12.08")]
    public async Task Suggestions_are_a_fragment_of_links(Engine engine)
    {
        await using var host = await TestHost.StartAsync(engine);
        await SomeItems.AddRegionsAsync(host);
        await SomeItems.PublishAsync(host, "Z-H-1", "食品经营许可");

        var fragment = await host.Browser().PageAsync("/search/suggest?q=食品");

        Assert.Equal("/items/Z-H-1", fragment.QuerySelector("a")!.GetAttribute("href"));
        Assert.Empty(fragment.QuerySelectorAll("header, footer, main"));
    }
}
