using System.Net;
using Microsoft.EntityFrameworkCore;
using Xunit;
using Zhengtong.Identity.Contracts;
using Zhengtong.Identity.Model;
using Zhengtong.Identity.Sessions;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Persistence;
using Zhengtong.TestKit;

namespace Zhengtong.Tests.Integration.Identity;

public sealed class StepUpTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, EachDatabase]
    [Requirement("08.01", "08.02", "18.07")]
    public async Task What_cannot_be_undone_asks_for_two_factors_and_goes_on_under_a_new_token(Engine engine)
    {
        await using var host = await SignInKit.StartDemoAsync(engine);
        var browser = host.Browser();
        var before = Token(await host.SignInAsync(browser, "zhangsan"));
        var led = await browser.GetAsync(new Uri("/account/password", UriKind.Relative), Ct);
        Assert.Equal("/account/step-up?fresh=true&returnUrl=%2Faccount%2Fpassword", led.Headers.Location!.OriginalString);

        var wrong = await browser.SubmitAsync(led.Headers.Location.OriginalString, new() { ["Password"] = "not-this-1" });
        Assert.Contains("密码不正确", await wrong.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, (await browser.GetAsync(new Uri("/account/password", UriKind.Relative), Ct)).StatusCode);

        Assert.Equal("/account/code", (await browser.SubmitAsync(led.Headers.Location.OriginalString, new() { ["Password"] = DemoPeople.Password })).Headers.Location!.OriginalString);
        var refused = await browser.SubmitAsync("/account/code", new() { ["Code"] = "000000" });
        Assert.Equal(HttpStatusCode.OK, refused.StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await browser.GetAsync(new Uri("/account/password", UriKind.Relative), Ct)).StatusCode);
        var code = (await browser.PageAsync("/account/code")).QuerySelector("[data-demo-code]")!.TextContent;
        var answer = await browser.SubmitAsync("/account/code", new() { ["Code"] = code });

        Assert.Equal("/account/password", answer.Headers.Location!.OriginalString);
        Assert.NotEqual(before, Token(answer));
        Assert.Equal(HttpStatusCode.Redirect, (await host.Browser(new Cookie("zt-session", before, "/", "localhost")).GetAsync(new Uri("/my/profile", UriKind.Relative), Ct)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync(new Uri("/account/password", UriKind.Relative), Ct)).StatusCode);

        // The proof grows old; the level of the session stays.
        host.Clock.Advance(TimeSpan.FromMinutes(16));
        Assert.Equal(HttpStatusCode.Redirect, (await browser.GetAsync(new Uri("/account/password", UriKind.Relative), Ct)).StatusCode);
        var session = await host.InDatabaseAsync(db => db.Set<Session>().AsNoTracking().SingleAsync(Ct));
        Assert.Equal((AssuranceLevel.Checked, MethodStrength.PasswordAndSms), (session.Carries, session.Method));
    }

    [Theory, EachDatabase]
    [Requirement("08.13")]
    public async Task It_says_whether_the_person_or_the_session_lacks_the_level(Engine engine)
    {
        await using var host = await SignInKit.StartDemoAsync(engine);
        var browser = await host.BrowserAsync("lisi");
        // Checked at a counter, but signed in with one factor.
        var session = await browser.PageAsync("/account/step-up?level=3&returnUrl=%2Fmy");
        Assert.NotNull(session.QuerySelector("input[name=Password]"));
        Assert.NotNull(session.QuerySelector("a[href^='/account/scan?stepUp=true']"));
        // No certificate has shown who he is: no way of signing in helps.
        var person = await browser.PageAsync("/account/step-up?level=4&returnUrl=%2Fmy");
        Assert.Null(person.QuerySelector("input[name=Password]"));
        Assert.NotNull(person.QuerySelector("main a[href='/account/certificates']"));
        await host.InDatabaseAsync(db => db.Set<IdentityProof>().ExecuteDeleteAsync(Ct));
        Assert.NotNull((await browser.PageAsync("/account/step-up?level=2&returnUrl=%2Fmy")).QuerySelector("a[href='/account/real-name?returnUrl=%2Fmy']"));
        // Who has the level is not held up, and never led to another site.
        var strong = await host.BrowserAsync("zhangsan", strong: true);
        Assert.Equal("/", (await strong.GetAsync(new Uri("/account/step-up?level=1&returnUrl=%2F%2Fevil.example", UriKind.Relative), Ct)).Headers.Location!.OriginalString);
    }

    [Theory, EachDatabase]
    [Requirement("08.02")]
    public async Task An_applicant_sets_up_dynamic_codes_and_still_proves_himself_by_phone_when_they_are_lost(Engine engine)
    {
        await using var host = await SignInKit.StartDemoAsync(engine);
        var browser = await host.BrowserAsync("lisi", strong: true);
        var page = await browser.PageAsync("/account/authenticator");
        var totp = new OtpNet.Totp(OtpNet.Base32Encoding.ToBytes(page.QuerySelector("main code")!.TextContent));
        var set = await browser.PostWithTokenOfAsync("/account/authenticator", "/account/authenticator", new()
        {
            ["Offer"] = page.QuerySelector("input[name=Offer]")!.GetAttribute("value")!, ["Code"] = totp.ComputeTotp(host.Clock.GetUtcNow().UtcDateTime),
        });
        Assert.Equal("/my", set.Headers.Location!.OriginalString);

        host.Clock.Advance(TimeSpan.FromMinutes(20));
        var lead = "/account/step-up?fresh=true&returnUrl=%2Faccount%2Fauthenticator";
        await browser.SubmitAsync(lead, new() { ["Password"] = DemoPeople.Password });
        Assert.Contains("动态口令", (await browser.PageAsync("/account/code")).QuerySelector("h1")!.TextContent, StringComparison.Ordinal);
        await browser.SubmitAsync(lead, new() { ["Password"] = DemoPeople.Password, ["sms"] = "true" });
        var code = await browser.PageAsync("/account/code");
        Assert.Contains("短信", code.QuerySelector("h1")!.TextContent, StringComparison.Ordinal);
        var answer = await browser.SubmitAsync("/account/code", new() { ["Code"] = code.QuerySelector("[data-demo-code]")!.TextContent });
        Assert.Equal("/account/authenticator", answer.Headers.Location!.OriginalString);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync(answer.Headers.Location, Ct)).StatusCode);
    }

    [Theory, EachDatabase]
    [Requirement("08.02", "08.17")]
    public async Task Staff_use_a_text_message_only_until_they_have_something_better(Engine engine)
    {
        await using var host = await SignInKit.StartDemoAsync(engine, b => b.Configuration["Staff:SmsUntilEnrolled"] = "true");
        await ForgetTotpAsync(host, "clerk1");
        var browser = host.Browser();
        var answer = await host.SignInAsync(browser, "clerk1");
        Assert.Equal("/account/enrol?returnUrl=%2Fdesk", answer.Headers.Location!.OriginalString);
        var enrol = await browser.PageAsync(answer.Headers.Location.OriginalString);
        Assert.NotNull(enrol.QuerySelector("a[href='/account/authenticator']"));
        Assert.NotNull(enrol.QuerySelector("a[href='/account/passkeys']"));

        // With a passkey a text message is no longer taken, though the password is right.
        await host.InDatabaseAsync(async db =>
        {
            var account = await db.Set<Account>().SingleAsync(x => x.Login == "clerk1", Ct);
            db.Add(Passkey.Of(Guid.CreateVersion7(), account.Id, [1], [2], "", false, "甲", Act.Micro(host.Clock.GetUtcNow().UtcDateTime)));
            return await db.SaveAsync(Ct);
        });
        var refused = await host.Browser().SubmitAsync("/account/sign-in?side=staff", new() { ["Input.Login"] = "clerk1", ["Input.Password"] = DemoPeople.Password });
        Assert.Contains("已登记通行密钥", await refused.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
    }

    [Theory, EachDatabase]
    [Requirement("08.02")]
    public async Task Where_text_messages_are_not_taken_of_staff_none_is_sent(Engine engine)
    {
        await using var host = await SignInKit.StartDemoAsync(engine, b => b.Configuration["Staff:SmsUntilEnrolled"] = "false");
        await ForgetTotpAsync(host, "clerk1");
        var refused = await host.Browser().SubmitAsync("/account/sign-in?side=staff", new() { ["Input.Login"] = "clerk1", ["Input.Password"] = DemoPeople.Password });
        Assert.Contains("该账号还没有登记", await refused.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        Assert.Equal(0, await host.InDatabaseAsync(db => db.Set<Zhengtong.Platform.Messaging.MessageDispatch>().CountAsync(Ct)));
    }

    private static Task<int> ForgetTotpAsync(TestHost host, string login) =>
        host.InDatabaseAsync(db => db.Set<Account>().Where(x => x.Login == login).ExecuteUpdateAsync(s => s.SetProperty(x => x.TotpSecretHidden, ""), Ct));

    private static string Token(HttpResponseMessage answer) =>
        answer.Headers.GetValues("Set-Cookie").Single(c => c.StartsWith("zt-session=", StringComparison.Ordinal))["zt-session=".Length..].Split(';')[0];
}
