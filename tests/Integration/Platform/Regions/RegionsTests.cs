using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using Zhengtong.Platform.Persistence;
using Zhengtong.Platform.Regions;
using Zhengtong.TestKit;

namespace Zhengtong.Tests.Integration.Platform.Regions;

public sealed class RegionsTests
{
    private const string Divisions = "code,name\n11,北京市\n51,四川省\n81,香港特别行政区\n1101,市辖区\n5116,广安市\n110108,海淀区\n511602,广安区\n810001,中西区\n511602001,浓洄街道\n511602001001,第一社区\n";

    [Theory, EachDatabase]
    public async Task A_division_is_found_by_code_by_full_name_and_by_its_place_in_the_tree(Engine engine)
    {
        var ct = TestContext.Current.CancellationToken;
        await using var host = await StartAsync(engine, ct);
        var regions = host.Services.GetRequiredService<Zhengtong.Platform.Regions.Regions>();

        Assert.Equal(["51", "5116", "511602", "511602001", "511602001001"], (await regions.PathAsync("511602001001", ct)).Select(r => r.Code));
        Assert.Equal(["11", "51", "81"], (await regions.ChildrenAsync(Region.Nation, ct)).Select(r => r.Code));
        Assert.Equal(["511602001"], (await regions.ChildrenAsync("511602", ct)).Select(r => r.Code));
        Assert.Equal("110108", (await regions.FindByFullNameAsync("北京市海淀区", ct))!.Code);
        Assert.Equal("511602001", (await regions.FindByFullNameAsync("四川省广安市广安区浓洄街道", ct))!.Code);
        Assert.Equal("81", (await regions.FindAsync("810001", ct))!.ParentCode);
        Assert.Null(await regions.FindByFullNameAsync("广安区", ct));
        Assert.Null(await regions.FindAsync("999999", ct));
    }

    [Theory, EachDatabase]
    public async Task Choosing_a_region_keeps_it_and_leads_only_to_places_of_this_site(Engine engine)
    {
        var ct = TestContext.Current.CancellationToken;
        await using var host = await StartAsync(engine, ct);
        var browser = host.Browser();

        var chosen = await browser.GetAsync(new Uri("/region?code=110108&returnUrl=/items", UriKind.Relative), ct);
        var unknown = await browser.GetAsync(new Uri("/region?code=999999&returnUrl=//evil.example/", UriKind.Relative), ct);
        var elsewhere = await browser.GetAsync(new Uri("/region?code=110108&returnUrl=https://evil.example/", UriKind.Relative), ct);

        Assert.Equal((HttpStatusCode.Redirect, "/items"), (chosen.StatusCode, chosen.Headers.Location!.OriginalString));
        Assert.StartsWith("zt-region=110108;", Assert.Single(chosen.Headers.GetValues("Set-Cookie")), StringComparison.Ordinal);
        Assert.False(unknown.Headers.Contains("Set-Cookie"));
        Assert.Equal("/", unknown.Headers.Location!.OriginalString);
        Assert.Equal("/", elsewhere.Headers.Location!.OriginalString);
    }

    [Theory, EachDatabase]
    public async Task What_another_node_renamed_is_known_here_after_a_minute(Engine engine)
    {
        var ct = TestContext.Current.CancellationToken;
        await using var host = await StartAsync(engine, ct);
        var regions = host.Services.GetRequiredService<Zhengtong.Platform.Regions.Regions>();
        Assert.Equal("海淀区", (await regions.FindAsync("110108", ct))!.Name);
        await host.InDatabaseAsync(db => db.Set<Region>().Where(r => r.Code == "110108").ExecuteUpdateAsync(s => s.SetProperty(r => r.Name, "新区"), ct));

        Assert.Equal("海淀区", (await regions.FindAsync("110108", ct))!.Name);
        host.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal("新区", (await regions.FindAsync("110108", ct))!.Name);
    }

    private static async Task<TestHost> StartAsync(Engine engine, CancellationToken ct)
    {
        var host = await TestHost.StartAsync(engine);
        await host.InDatabaseAsync(async db =>
        {
            await db.BulkInsertAsync(RegionFile.Read(new StringReader(Divisions), []).Regions, ct);
            return true;
        });
        return host;
    }
}
