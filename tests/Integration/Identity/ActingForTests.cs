using System.Net;
using Microsoft.EntityFrameworkCore;
using Xunit;
using Zhengtong.Identity.Model;
using Zhengtong.Platform.Persistence;
using Zhengtong.TestKit;

namespace Zhengtong.Tests.Integration.Identity;

public sealed class ActingForTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, EachDatabase]
    [Requirement("08.04")]
    public async Task An_agent_acts_for_his_own_company_and_the_banner_says_so(Engine engine)
    {
        await using var host = await SignInKit.StartDemoAsync(engine);
        var browser = await host.BrowserAsync("company1");
        var page = await browser.PageAsync("/account/acting-for");
        var company = page.QuerySelectorAll("input[name=companyId]").Select(i => i.GetAttribute("value")).Single(v => !string.IsNullOrEmpty(v))!;
        Assert.DoesNotContain("广安演示建设工程", page.Body!.TextContent, StringComparison.Ordinal);

        Assert.Equal("/my", (await browser.SubmitAsync("/account/acting-for", new() { ["companyId"] = company })).Headers.Location!.OriginalString);
        Assert.Contains("为 广安演示餐饮有限公司 办事", (await browser.PageAsync("/my/profile")).Body!.TextContent, StringComparison.Ordinal);

        await browser.SubmitAsync("/account/acting-for", new() { ["companyId"] = "" });
        Assert.DoesNotContain("广安演示餐饮", (await browser.PageAsync("/my/profile")).Body!.TextContent, StringComparison.Ordinal);
    }

    [Theory, EachDatabase]
    [Requirement("18.07")]
    public async Task Another_company_is_refused_and_an_ended_agency_falls_away(Engine engine)
    {
        await using var host = await SignInKit.StartDemoAsync(engine);
        var foreign = await CompanyAsync(host, "广安演示建设工程有限公司");
        var own = await CompanyAsync(host, "广安演示餐饮有限公司");
        var browser = await host.BrowserAsync("company1");
        Assert.Equal(HttpStatusCode.Forbidden, (await browser.SubmitAsync("/account/acting-for", new() { ["companyId"] = foreign.ToString() })).StatusCode);

        await browser.SubmitAsync("/account/acting-for", new() { ["companyId"] = own.ToString() });
        var yesterday = new DateOnly(2026, 3, 1);
        await host.InDatabaseAsync(db => db.Set<CompanyAgent>().ExecuteUpdateAsync(s => s.SetProperty(x => x.Until, yesterday), Ct));
        host.Clock.Advance(TimeSpan.FromSeconds(31));
        Assert.DoesNotContain("广安演示餐饮", (await browser.PageAsync("/my/profile")).Body!.TextContent, StringComparison.Ordinal);
    }

    private static Task<Guid> CompanyAsync(TestHost host, string name) => host.InDatabaseAsync(db => db.Set<Company>().Where(x => x.Name == name).Select(x => x.Id).SingleAsync(Ct));
}
