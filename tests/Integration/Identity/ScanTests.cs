using System.Net;
using AngleSharp.Html.Dom;
using Microsoft.EntityFrameworkCore;
using Xunit;
using Zhengtong.Identity.Model;
using Zhengtong.Identity.Sessions;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Persistence;
using Zhengtong.TestKit;

namespace Zhengtong.Tests.Integration.Identity;

public sealed class ScanTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, EachDatabase]
    [Requirement("08.01", "08.02")]
    public async Task A_phone_lets_a_screen_in_that_carries_no_more_than_the_phone(Engine engine)
    {
        await using var host = await SignInKit.StartDemoAsync(engine);
        var (screen, phone) = (host.Browser(), await host.BrowserAsync("zhangsan"));
        var (code, number) = await ShowAsync(screen, "&returnUrl=%2Fmy%2Fprofile");
        Assert.Equal(HttpStatusCode.NoContent, (await PollAsync(screen)).StatusCode);
        var asks = await phone.PageAsync("/account/scan/" + code);
        Assert.Contains("网络地址", asks.Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(3, asks.QuerySelectorAll("input[name=number]").Length);

        Assert.EndsWith("did=confirmed", (await ConfirmAsync(phone, code, number)).Headers.Location!.OriginalString, StringComparison.Ordinal);
        var entered = await PollAsync(screen);
        Assert.Equal("/my/profile", entered.Headers.GetValues("HX-Redirect").Single());
        Assert.Equal(HttpStatusCode.OK, (await screen.GetAsync(new Uri("/my/profile", UriKind.Relative), Ct)).StatusCode);
        // The phone had shown one factor, and so has the screen.
        var session = await host.InDatabaseAsync(db => db.Set<Session>().AsNoTracking().SingleAsync(x => x.Method == MethodStrength.Scan, Ct));
        Assert.Equal((AssuranceLevel.RealName, (DateTime?)null), (session.Carries, session.StrongAt));

        // Of a strong phone the session is strong, without script too.
        var (plain, strong) = (host.Browser(), await host.BrowserAsync("clerk1", strong: true));
        var (second, shown) = await ShowAsync(plain);
        await ConfirmAsync(strong, second, shown);
        Assert.Equal("/desk", (await plain.SubmitAsync("/account/scan", [], "State")).Headers.Location!.OriginalString);
        Assert.Equal(HttpStatusCode.OK, (await plain.GetAsync(new Uri("/account/password", UriKind.Relative), Ct)).StatusCode);
    }

    [Theory, EachDatabase]
    [Requirement("08.02", "18.07")]
    public async Task A_code_is_worth_nothing_to_another_browser_a_second_time_or_too_late(Engine engine)
    {
        await using var host = await SignInKit.StartDemoAsync(engine);
        var (screen, phone) = (host.Browser(), await host.BrowserAsync("zhangsan", strong: true));

        // Somebody who photographed the code has neither the cookie nor a code of his own that was confirmed.
        var thief = host.Browser();
        await ShowAsync(thief);
        var (code, number) = await ShowAsync(screen);
        await ConfirmAsync(phone, code, number);
        Assert.Equal(HttpStatusCode.NoContent, (await PollAsync(thief)).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await thief.GetAsync(new Uri("/my", UriKind.Relative), Ct)).StatusCode);

        // Two polls at once: one session.
        var press = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => PollAsync(screen)));
        Assert.Single(press, p => p.Headers.TryGetValues("HX-Redirect", out var to) && to.Single() == "/my");
        Assert.Equal(1, await host.InDatabaseAsync(db => db.Set<Session>().CountAsync(x => x.Method == MethodStrength.Scan, Ct)));
        Assert.Contains("已经失效", (await phone.PageAsync("/account/scan/" + code)).Body!.TextContent, StringComparison.Ordinal);

        // A wrong number refuses for good.
        var victim = host.Browser();
        var (sent, right) = await ShowAsync(victim);
        var wrong = (await phone.PageAsync("/account/scan/" + sent)).QuerySelectorAll("input[name=number]").OfType<IHtmlInputElement>().First(i => i.Value != right).Value;
        Assert.Contains("已经拒绝", await (await ConfirmAsync(phone, sent, wrong)).Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        Assert.Contains("已经失效", await (await phone.PostWithTokenOfAsync("/account/sign-in", "/account/scan/" + sent, new() { ["number"] = right })).Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        Assert.Contains("拒绝", (await victim.PageAsync("/account/scan")).QuerySelector(".zt-notice")!.TextContent, StringComparison.Ordinal);

        // Too late for the phone, and too late for the screen.
        var slow = host.Browser();
        var (old, late) = await ShowAsync(slow);
        host.Clock.Advance(TimeSpan.FromSeconds(121));
        Assert.Contains("已经失效", (await phone.PageAsync("/account/scan/" + old)).Body!.TextContent, StringComparison.Ordinal);
        var (next, last) = await ShowAsync(slow);
        Assert.NotEqual(old, next);
        await ConfirmAsync(phone, next, last);
        host.Clock.Advance(TimeSpan.FromSeconds(121));
        Assert.Equal("/account/scan", (await PollAsync(slow)).Headers.GetValues("HX-Redirect").Single().Split('?')[0]);
        Assert.Equal(HttpStatusCode.Redirect, (await slow.GetAsync(new Uri("/my", UriKind.Relative), Ct)).StatusCode);
    }

    [Theory, EachDatabase]
    [Requirement("08.02")]
    public async Task It_strengthens_a_session_by_a_phone_of_the_same_account_only(Engine engine)
    {
        await using var host = await SignInKit.StartDemoAsync(engine);
        var screen = await host.BrowserAsync("zhangsan");
        const string StepUp = "&stepUp=true&returnUrl=%2Faccount%2Fpassword";
        var (code, number) = await ShowAsync(screen, StepUp);
        await ConfirmAsync(await host.BrowserAsync("lisi", strong: true), code, number);
        Assert.StartsWith("/account/step-up", (await PollAsync(screen)).Headers.GetValues("HX-Redirect").Single(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, (await screen.GetAsync(new Uri("/account/password", UriKind.Relative), Ct)).StatusCode);

        (code, number) = await ShowAsync(screen, StepUp);
        await ConfirmAsync(await host.BrowserAsync("zhangsan", strong: true), code, number);
        Assert.Equal("/account/password", (await PollAsync(screen)).Headers.GetValues("HX-Redirect").Single());
        Assert.Equal(HttpStatusCode.OK, (await screen.GetAsync(new Uri("/account/password", UriKind.Relative), Ct)).StatusCode);
    }

    private static async Task<(string Code, string Number)> ShowAsync(HttpClient screen, string query = "")
    {
        var shown = await screen.PostWithTokenOfAsync("/account/sign-in", "/account/scan?a=1" + query, []);
        Assert.Equal(HttpStatusCode.Redirect, shown.StatusCode);
        var page = await screen.PageAsync("/account/scan");
        Assert.NotNull(page.QuerySelector("[data-scan] svg"));
        return (page.QuerySelector("[data-scan]")!.GetAttribute("data-scan")!.Split('/')[^1], page.QuerySelector(".zt-scan__number")!.TextContent);
    }

    private static async Task<HttpResponseMessage> PollAsync(HttpClient screen)
    {
        var page = await screen.PageAsync("/account/scan");
        using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["__RequestVerificationToken"] = page.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")! });
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("/account/scan?handler=State", UriKind.Relative)) { Content = form, Headers = { { "HX-Request", "true" } } };
        return await screen.SendAsync(request, Ct);
    }

    private static Task<HttpResponseMessage> ConfirmAsync(HttpClient phone, string code, string number) =>
        phone.SubmitAsync("/account/scan/" + code, new() { ["number"] = number });
}
