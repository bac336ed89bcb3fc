using System.Net;
using Microsoft.EntityFrameworkCore;
using Xunit;
using Zhengtong.Identity.Model;
using Zhengtong.Identity.Sessions;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Messaging;
using Zhengtong.Platform.Persistence;
using Zhengtong.TestKit;

namespace Zhengtong.Tests.Integration.Identity;

public sealed class PasskeyTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, EachDatabase]
    [Requirement("08.01", "08.02")]
    public async Task A_passkey_is_registered_named_used_without_an_account_and_taken_back(Engine engine)
    {
        await using var host = await SignInKit.StartDemoAsync(engine);
        var own = await host.BrowserAsync("zhangsan", strong: true);
        using var device = new SoftAuthenticator();
        Assert.Equal("/account/passkeys?added=true", (await RegisterAsync(own, device, "我的手机")).Headers.Location!.OriginalString);
        Assert.Contains("我的手机", (await own.PageAsync("/account/passkeys")).Body!.TextContent, StringComparison.Ordinal);
        Assert.Single(await host.InDatabaseAsync(db => db.Set<Message>().Where(m => m.Title.Contains("通行密钥")).ToListAsync(Ct)));

        var anywhere = host.Browser();
        var entered = await EnterAsync(anywhere, device);
        Assert.Equal("/my", entered.Headers.Location!.OriginalString);
        Assert.Contains("张三（演示）", (await anywhere.PageAsync("/my/profile")).Body!.TextContent, StringComparison.Ordinal);
        var session = await host.InDatabaseAsync(db => db.Set<Session>().AsNoTracking().SingleAsync(x => x.Method == MethodStrength.Passkey, Ct));
        Assert.Equal(AssuranceLevel.Checked, session.Carries);
        Assert.NotNull(session.StrongAt);

        var id = await host.InDatabaseAsync(db => db.Set<Passkey>().Select(x => x.Id).SingleAsync(Ct));
        var foreign = await host.BrowserAsync("lisi", strong: true);
        // Registered once, it is no other's, and nobody's twice.
        Assert.Equal(HttpStatusCode.OK, (await RegisterAsync(foreign, device, "别人的")).StatusCode);
        foreach (var handler in (string[])["Remove", "Rename"])
        {
            await foreign.PostWithTokenOfAsync("/account/sign-in", "/account/passkeys?handler=" + handler, new() { ["id"] = $"{id}", ["name"] = "偷" });
        }

        await own.PostWithTokenOfAsync("/account/sign-in", "/account/passkeys?handler=Rename", new() { ["id"] = $"{id}", ["name"] = "旧手机" });
        Assert.Equal("旧手机", await host.InDatabaseAsync(db => db.Set<Passkey>().Where(x => x.RevokedAt == null).Select(x => x.Name).SingleAsync(Ct)));
        await own.PostWithTokenOfAsync("/account/sign-in", "/account/passkeys?handler=Remove", new() { ["id"] = $"{id}" });
        Assert.Equal(HttpStatusCode.OK, (await EnterAsync(host.Browser(), device)).StatusCode);
    }

    [Theory, EachDatabase]
    [Requirement("08.02", "18.07")]
    public async Task An_answer_that_is_wrong_in_one_point_opens_nothing(Engine engine)
    {
        await using var host = await SignInKit.StartDemoAsync(engine);
        using var device = new SoftAuthenticator();
        await RegisterAsync(await host.BrowserAsync("zhangsan", strong: true), device, "手机");

        await RefusedAsync(host, device, d => d.Origin = "http://localhost.evil.example", d => d.Origin = "http://localhost");
        await RefusedAsync(host, device, d => d.Domain = "evil.example", d => d.Domain = "localhost");
        await RefusedAsync(host, device, d => d.Verified = false, d => d.Verified = true);
        await RefusedAsync(host, device, d => d.Framed = true, d => d.Framed = false);
        await RefusedAsync(host, device, d => d.Forges = true, d => d.Forges = false);

        // An answer is taken once, by the browser that was asked, within five minutes.
        var browser = host.Browser();
        var answer = device.Show(await AskAsync(browser));
        Assert.Equal(HttpStatusCode.OK, (await AnswerAsync(host.Browser(), answer)).StatusCode);
        var late = host.Browser();
        var lateAnswer = device.Show(await AskAsync(late));
        host.Clock.Advance(TimeSpan.FromMinutes(6));
        Assert.Equal(HttpStatusCode.OK, (await AnswerAsync(late, lateAnswer)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await AnswerAsync(browser, answer)).StatusCode);

        // What counts backwards was copied; and so is what repeats an answer with the cookie of before.
        var asked = host.Browser();
        var cookies = await CookiesAsync(asked);
        var good = device.Show(cookies.Options);
        Assert.Equal("/my", (await AnswerAsync(asked, good)).Headers.Location!.OriginalString);
        Assert.Equal(HttpStatusCode.OK, (await AnswerAsync(host.Browser(cookies.Kept), good)).StatusCode);
        var count = device.Count;
        await RefusedAsync(host, device, d => d.Count = count - 2, d => d.Count = count + 1);
        Assert.Equal("/my", (await EnterAsync(host.Browser(), device)).Headers.Location!.OriginalString);
    }

    [Theory, EachDatabase]
    [Requirement("08.02", "08.17")]
    public async Task Staff_sign_in_with_one_and_keep_the_last(Engine engine)
    {
        await using var host = await SignInKit.StartDemoAsync(engine);
        await host.InDatabaseAsync(db => db.Set<Account>().Where(x => x.Login == "clerk1").ExecuteUpdateAsync(s => s.SetProperty(x => x.TotpSecretHidden, ""), Ct));
        var own = await host.BrowserAsync("clerk1", strong: true);
        using var device = new SoftAuthenticator();
        await RegisterAsync(own, device, "窗口电脑");
        Assert.Equal("/desk", (await EnterAsync(host.Browser(), device)).Headers.Location!.OriginalString);

        var id = await host.InDatabaseAsync(db => db.Set<Passkey>().Select(x => x.Id).SingleAsync(Ct));
        var kept = await own.PostWithTokenOfAsync("/account/sign-in", "/account/passkeys?handler=Remove", new() { ["id"] = $"{id}" });
        Assert.Contains("唯一的登录方式", await kept.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        Assert.Equal("/desk", (await EnterAsync(host.Browser(), device)).Headers.Location!.OriginalString);
    }

    [Theory, EachDatabase]
    [Requirement("08.02")]
    public async Task It_strengthens_ones_own_session_only_and_is_registered_after_a_fresh_proof_only(Engine engine)
    {
        await using var host = await SignInKit.StartDemoAsync(engine);
        using var mine = new SoftAuthenticator();
        using var his = new SoftAuthenticator();
        await RegisterAsync(await host.BrowserAsync("zhangsan", strong: true), mine, "甲");
        await RegisterAsync(await host.BrowserAsync("lisi", strong: true), his, "乙");

        var weak = await host.BrowserAsync("zhangsan");
        using var form = await FormAsync(weak, new());
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("/account/passkeys?handler=Ask", UriKind.Relative)) { Content = form, Headers = { { "X-Requested-With", "passkey" } } };
        Assert.Equal(HttpStatusCode.Unauthorized, (await weak.SendAsync(request, Ct)).StatusCode);
        Assert.StartsWith("/account/step-up?fresh=true", (await RegisterAsync(weak, null, "丙")).Headers.Location!.OriginalString, StringComparison.Ordinal);

        var stepUp = new Dictionary<string, string> { ["StepUp"] = "true", ["ReturnUrl"] = "/account/password" };
        var foreign = await AnswerAsync(weak, his.Show(await AskAsync(weak, stepUp)), stepUp);
        Assert.Equal(HttpStatusCode.OK, foreign.StatusCode);
        Assert.StartsWith("/account/step-up", (await weak.GetAsync(new Uri("/account/password", UriKind.Relative), Ct)).Headers.Location!.OriginalString, StringComparison.Ordinal);
        var answered = await AnswerAsync(weak, mine.Show(await AskAsync(weak, stepUp)), stepUp);
        Assert.Equal("/account/password", answered.Headers.Location!.OriginalString);
        Assert.Equal(HttpStatusCode.OK, (await weak.GetAsync(answered.Headers.Location, Ct)).StatusCode);
    }

    internal static async Task<HttpResponseMessage> RegisterAsync(HttpClient browser, SoftAuthenticator? device, string name)
    {
        var options = device is null ? "" : await (await browser.PostWithTokenOfAsync("/account/sign-in", "/account/passkeys?handler=Ask", [])).Content.ReadAsStringAsync(Ct);
        return await browser.PostWithTokenOfAsync("/account/sign-in", "/account/passkeys?handler=Add", new() { ["credential"] = device?.Make(options) ?? "{}", ["name"] = name });
    }

    private static async Task<string> AskAsync(HttpClient browser, Dictionary<string, string>? more = null) =>
        await (await browser.PostWithTokenOfAsync("/account/passkey", "/account/passkey?handler=Ask", new(more ?? []))).Content.ReadAsStringAsync(Ct);

    private static Task<HttpResponseMessage> AnswerAsync(HttpClient browser, string credential, Dictionary<string, string>? more = null) =>
        browser.PostWithTokenOfAsync("/account/passkey", "/account/passkey", new(more ?? []) { ["credential"] = credential });

    internal static async Task<HttpResponseMessage> EnterAsync(HttpClient browser, SoftAuthenticator device) => await AnswerAsync(browser, device.Show(await AskAsync(browser)));

    private static async Task RefusedAsync(TestHost host, SoftAuthenticator device, Action<SoftAuthenticator> spoil, Action<SoftAuthenticator> mend)
    {
        var browser = host.Browser();
        spoil(device);
        var answer = await EnterAsync(browser, device);
        mend(device);
        Assert.Contains("没有验证成功", await answer.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, (await browser.GetAsync(new Uri("/my", UriKind.Relative), Ct)).StatusCode);
    }

    private static async Task<(string Options, Cookie Kept)> CookiesAsync(HttpClient browser)
    {
        var asked = await browser.PostWithTokenOfAsync("/account/passkey", "/account/passkey?handler=Ask", []);
        var kept = asked.Headers.GetValues("Set-Cookie").Single(c => c.StartsWith("zt-ask-passkey=", StringComparison.Ordinal))["zt-ask-passkey=".Length..].Split(';')[0];
        return (await asked.Content.ReadAsStringAsync(Ct), new Cookie("zt-ask-passkey", kept, "/account", "localhost"));
    }

    private static async Task<FormUrlEncodedContent> FormAsync(HttpClient browser, Dictionary<string, string> fields)
    {
        var page = await browser.PageAsync("/account/passkey");
        return new FormUrlEncodedContent(new Dictionary<string, string>(fields) { ["__RequestVerificationToken"] = page.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")! });
    }
}
