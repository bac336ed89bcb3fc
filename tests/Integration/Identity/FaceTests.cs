using System.Net;
using Microsoft.EntityFrameworkCore;
using Xunit;
using Zhengtong.Identity.Model;
using Zhengtong.Identity.Proving;
using Zhengtong.Platform.Access;
using Zhengtong.TestKit;
using Zhengtong.TestKit.StandIns;

namespace Zhengtong.Tests.Integration.Identity;

/// <summary>人脸核验: the outside page sees the face, the platform asks what it saw (08.13).</summary>
public sealed class FaceTests
{
    private const string Page = FacePageModel.Path;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, EachDatabase]
    [Requirement("08.13")]
    public async Task A_face_counts_when_the_system_says_so_once_and_for_the_person_who_began(Engine engine)
    {
        await using var system = await RealNameStandIn.StartAsync();
        await using var host = await SignInKit.StartDemoAsync(engine, system.Attach);
        await host.UnproveAsync("zhangsan");
        var (me, browser, other) = (await host.PersonAsync("zhangsan"), await host.BrowserAsync("zhangsan"), await host.BrowserAsync("lisi"));

        // The browser comes back before the face was shown; then it was another's.
        var ticket = await BeginAsync(browser);
        Assert.Equal($"http://localhost{Page}?returnUrl=%2Fmy%2Fprofile&ticket={ticket}", system.ReturnUrl);
        Assert.Contains("还没有完成人脸核验", await SayAsync(browser, ticket), StringComparison.Ordinal);
        system.Show(ticket, same: false);
        Assert.Contains("人脸核验没有通过", await SayAsync(browser, ticket), StringComparison.Ordinal);
        system.Show(ticket, same: true);
        Assert.Contains("人脸核验没有通过", await SayAsync(browser, ticket), StringComparison.Ordinal);
        Assert.Empty(await host.ProofsAsync(me));

        ticket = await BeginAsync(browser);
        system.Show(ticket, same: true);
        Assert.Contains("没有找到这次人脸核验", await SayAsync(other, ticket), StringComparison.Ordinal);
        Assert.Contains("没有找到这次人脸核验", await SayAsync(browser, new string('0', 32)), StringComparison.Ordinal);
        system.Mood = RealNameMood.Forged;
        Assert.Contains("应答无法识别", await SayAsync(browser, ticket), StringComparison.Ordinal);
        system.Mood = RealNameMood.Well;
        var passed = await browser.GetAsync(new Uri($"{Page}?returnUrl=%2Fmy%2Fprofile&ticket={ticket}", UriKind.Relative), Ct);
        Assert.Equal("/my/profile", passed.Headers.Location?.OriginalString);
        var asked = system.Asked;
        await browser.GetAsync(new Uri($"{Page}?ticket={ticket}", UriKind.Relative), Ct);
        Assert.Equal(asked, system.Asked);
        var proof = Assert.Single(await host.ProofsAsync(me));
        Assert.Equal((ProofKind.Face, AssuranceLevel.Checked), (proof.Kind, proof.Level));
        Assert.Contains("已核验本人", (await browser.PageAsync("/my/profile")).Body!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    [Requirement("08.13")]
    public async Task Nobody_is_sent_to_a_page_of_others_and_a_check_is_not_left_open()
    {
        await using var system = await RealNameStandIn.StartAsync();
        await using var host = await SignInKit.StartDemoAsync(Engine.Sqlite, system.Attach);
        var browser = await host.BrowserAsync("zhangsan");
        system.Mood = RealNameMood.Luring;
        var lured = await browser.SubmitAsync(Page, [], "Begin");
        Assert.Contains("应答无法识别", await lured.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        Assert.False(await host.InDatabaseAsync(db => db.Set<FaceCheck>().AnyAsync(Ct)));

        system.Mood = RealNameMood.Well;
        var ticket = await BeginAsync(browser);
        system.Show(ticket, same: true);
        host.Clock.Advance(FaceCheck.Lasts + TimeSpan.FromSeconds(1));
        browser = await host.BrowserAsync("zhangsan");
        Assert.Contains("没有找到这次人脸核验", await SayAsync(browser, ticket), StringComparison.Ordinal);
        for (var i = 1; i < RealNameRule.FacesADay; i++)
        {
            await BeginAsync(browser);
        }

        Assert.Equal(1, await host.InDatabaseAsync(db => db.Set<FaceCheck>().CountAsync(f => f.EndedAt == null, Ct)));
        Assert.Contains("今天的核验次数已经用完", await (await browser.SubmitAsync(Page, [], "Begin")).Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
    }

    /// <summary>In the demo the process plays the system, with a page of its own.</summary>
    [Fact]
    [Requirement("08.13")]
    public async Task The_demo_shows_a_face_on_a_page_of_its_own()
    {
        await using var host = await SignInKit.StartDemoAsync(Engine.Sqlite);
        await host.UnproveAsync("zhangsan");
        var browser = await host.BrowserAsync("zhangsan");
        var ticket = await BeginAsync(browser);
        var page = $"{DemoRealNameSystem.FacePath}?ticket={ticket}";
        Assert.Contains("没有等待核验的人", (await (await host.BrowserAsync("lisi")).PageAsync(page)).Body!.TextContent, StringComparison.Ordinal);
        var back = (await browser.SubmitAsync(page, new() { ["Same"] = "true" })).Headers.Location!.OriginalString;
        Assert.Equal("/my/profile", (await browser.GetAsync(new Uri(back, UriKind.Relative), Ct)).Headers.Location?.OriginalString);
        Assert.Equal(ProofKind.Face, Assert.Single(await host.ProofsAsync(await host.PersonAsync("zhangsan"))).Kind);
    }

    private static async Task<string> BeginAsync(HttpClient browser)
    {
        var address = Page + "?returnUrl=%2Fmy%2Fprofile";
        Assert.Equal(address, (await browser.SubmitAsync(address, [], "Begin")).Headers.Location?.OriginalString);
        return (await browser.PageAsync(address)).QuerySelector("input[name=Ticket]")!.GetAttribute("value")!;
    }

    private static async Task<string> SayAsync(HttpClient browser, string ticket)
    {
        var answer = await browser.GetAsync(new Uri($"{Page}?returnUrl=%2Fmy%2Fprofile&ticket={ticket}", UriKind.Relative), Ct);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.Content.ReadAsStringAsync(Ct);
    }
}
