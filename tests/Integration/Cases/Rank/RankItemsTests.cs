using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using Zhengtong.Catalogue.Model;
using Zhengtong.Platform.Jobs;
using Zhengtong.TestKit;
using Zhengtong.TestKit.Cases;

namespace Zhengtong.Tests.Integration.Cases.Rank;

/// <summary>What people apply for most stands first on the portal, and falls back when they no longer do.</summary>
public sealed class RankItemsTests
{
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    [Theory, EachDatabase, Requirement("12.08")]
    public async Task The_home_page_lists_first_what_people_really_do(Engine engine)
    {
        await using var host = await TestHost.StartAsync(engine);
        var world = new CaseWorld(host);
        await world.LoadCalendarAsync();
        await world.PublishAsync("Z-R-1", CaseWorld.Content());
        await world.ReceivedAsync(await world.PublishAsync("Z-R-2", CaseWorld.Content()));

        await RunAsync(host);
        var home = await host.Browser().PageAsync("/");
        Assert.Contains("常办的事", home.QuerySelector("#hot-title")!.TextContent, StringComparison.Ordinal);
        Assert.EndsWith("/Z-R-2", home.QuerySelector("[aria-labelledby=hot-title] a[href*='/items/']")!.GetAttribute("href"), StringComparison.Ordinal);

        host.Clock.Advance(TimeSpan.FromDays(91));
        await RunAsync(host);
        Assert.False(await host.InDatabaseAsync(db => db.Set<ItemIndex>().AnyAsync(x => x.HotScore > 0, Ct)));
    }

    private static async Task RunAsync(TestHost host) => Assert.True((await host.Services.GetRequiredService<RecurringJobs>().RunOnceAsync("cases.rank-items", Ct)).Ok);
}
