using System.Net;
using Microsoft.EntityFrameworkCore;
using Xunit;
using Zhengtong.Identity.Contracts;
using Zhengtong.Identity.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Persistence;
using Zhengtong.TestKit;

namespace Zhengtong.Tests.Integration.Identity;

public sealed class SignInPageTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, EachDatabase]
    [Requirement("08.01", "08.04")]
    public async Task An_applicant_signs_in_with_a_password_and_lands_where_he_wanted_to_go(Engine engine)
    {
        await using var host = await SignInKit.StartDemoAsync(engine);
        var browser = host.Browser();

        var asked = await browser.GetAsync(new Uri("/my/profile", UriKind.Relative), Ct);
        Assert.Equal("/account/sign-in?returnUrl=%2Fmy%2Fprofile", asked.Headers.Location!.OriginalString);
        var answer = await host.SignInAsync(browser, "zhangsan", "/my/profile");

        Assert.Equal("/my/profile", answer.Headers.Location!.OriginalString);
        var cookie = answer.Headers.GetValues("Set-Cookie").Single(c => c.StartsWith("zt-session=", StringComparison.Ordinal));
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=lax", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("张三（演示）", (await browser.PageAsync("/my/profile")).Body!.TextContent, StringComparison.Ordinal);
    }

    [Theory, EachDatabase]
    [Requirement("08.02", "08.17")]
    public async Task Staff_need_the_time_code_besides_and_each_code_works_once(Engine engine)
    {
        await using var host = await SignInKit.StartDemoAsync(engine);
        var browser = host.Browser();
        var first = await browser.SubmitAsync("/account/sign-in?side=staff", new() { ["Input.Login"] = "admin1", ["Input.Password"] = DemoPeople.Password });
        Assert.Equal("/account/code", first.Headers.Location!.OriginalString);
        Assert.Equal(HttpStatusCode.Redirect, (await browser.GetAsync(new Uri("/office/staff", UriKind.Relative), Ct)).StatusCode);
        var wrong = await browser.SubmitAsync("/account/code", new() { ["Code"] = "000000" });
        Assert.Equal(HttpStatusCode.OK, wrong.StatusCode);
        var code = (await browser.PageAsync("/account/code")).QuerySelector("[data-demo-code]")!.TextContent;
        Assert.Equal("/office", (await browser.SubmitAsync("/account/code", new() { ["Code"] = code })).Headers.Location!.OriginalString);

        var again = host.Browser();
        await again.SubmitAsync("/account/sign-in?side=staff", new() { ["Input.Login"] = "admin1", ["Input.Password"] = DemoPeople.Password });
        var replayed = await again.SubmitAsync("/account/code", new() { ["Code"] = code });
        Assert.Equal(HttpStatusCode.OK, replayed.StatusCode);
        host.Clock.Advance(TimeSpan.FromSeconds(60));
        await host.SignInAsync(host.Browser(), "admin1");
    }

    [Theory, EachDatabase]
    public async Task An_unknown_account_gets_the_same_answer_as_a_wrong_password(Engine engine)
    {
        await using var host = await SignInKit.StartDemoAsync(engine);
        var browser = host.Browser();
        var wrong = await browser.SubmitAsync("/account/sign-in", new() { ["Input.Login"] = "zhangsan", ["Input.Password"] = "not-this-1" });
        var unknown = await browser.SubmitAsync("/account/sign-in", new() { ["Input.Login"] = "nobody99", ["Input.Password"] = "not-this-1" });
        var staffHere = await browser.SubmitAsync("/account/sign-in", new() { ["Input.Login"] = "clerk1", ["Input.Password"] = DemoPeople.Password });
        Assert.Contains("账号或密码不正确", await wrong.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        Assert.Contains("账号或密码不正确", await unknown.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        Assert.Contains("账号或密码不正确", await staffHere.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        // The same rows are written for either, or the time would tell.
        Assert.Equal(1 + (3 * 2), await host.InDatabaseAsync(db => db.Set<Attempt>().CountAsync(Ct)));
    }

    [Theory, EachDatabase]
    [Requirement("18.07")]
    public async Task Guessing_makes_only_the_guesser_wait_and_the_owner_needs_a_code_besides(Engine engine)
    {
        await using var host = await SignInKit.StartDemoAsync(engine);
        var guesser = host.Browser();
        for (var i = 0; i < 5; i++)
        {
            await guesser.SubmitAsync("/account/sign-in", new() { ["Input.Login"] = "zhangsan", ["Input.Password"] = "guess-" + i });
        }

        var right = await guesser.SubmitAsync("/account/sign-in", new() { ["Input.Login"] = "zhangsan", ["Input.Password"] = DemoPeople.Password });
        Assert.Contains("尝试次数较多", await right.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        host.Clock.Advance(TimeSpan.FromSeconds(31));
        Assert.Equal("/my", (await host.SignInAsync(host.Browser(), "zhangsan")).Headers.Location!.OriginalString);

        await host.InScopeAsync(async s =>
        {
            var attempts = (Zhengtong.Identity.Entering.Attempts)s.GetService(typeof(Zhengtong.Identity.Entering.Attempts))!;
            for (var i = 0; i < 20; i++)
            {
                await attempts.FailedAsync(ActorKind.Applicant + ":zhangsan", "10.0.0.9", Ct);
            }
        });
        var owner = host.Browser();
        var besides = await owner.SubmitAsync("/account/sign-in", new() { ["Input.Login"] = "zhangsan", ["Input.Password"] = DemoPeople.Password });
        Assert.Equal("/account/code", besides.Headers.Location!.OriginalString);
        var code = (await owner.PageAsync("/account/code")).QuerySelector("[data-demo-code]")!.TextContent;
        Assert.Equal("/my", (await owner.SubmitAsync("/account/code", new() { ["Code"] = code })).Headers.Location!.OriginalString);
    }

    [Theory, EachDatabase]
    [Requirement("08.02")]
    public async Task An_applicant_signs_in_with_a_code_to_the_phone(Engine engine)
    {
        await using var host = await SignInKit.StartDemoAsync(engine);
        var browser = host.Browser();
        Assert.Contains("拿到您手机或补办您手机卡的人，也能收到验证码", (await browser.PageAsync("/account/sign-in")).QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        var sent = await browser.SubmitAsync("/account/sign-in", new() { ["Phone"] = "199 0000 0002" }, "Code");
        Assert.Equal("/account/code", sent.Headers.Location!.OriginalString);
        var code = (await browser.PageAsync("/account/code")).QuerySelector("[data-demo-code]")!.TextContent;
        Assert.Equal(6, code.Length);
        Assert.Equal("/my", (await browser.SubmitAsync("/account/code", new() { ["Code"] = code })).Headers.Location!.OriginalString);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync(new Uri("/my/profile", UriKind.Relative), Ct)).StatusCode);
    }

    [Theory, EachDatabase]
    public async Task A_foreign_return_address_is_not_followed(Engine engine)
    {
        await using var host = await SignInKit.StartDemoAsync(engine);
        Assert.Equal("/my", (await host.SignInAsync(host.Browser(), "zhangsan", "//evil.example/a")).Headers.Location!.OriginalString);
        Assert.Equal("/my", (await host.SignInAsync(host.Browser(), "zhangsan", "https://evil.example/a")).Headers.Location!.OriginalString);
    }

    [Theory, EachDatabase]
    public async Task A_post_without_the_form_token_is_refused(Engine engine)
    {
        await using var host = await SignInKit.StartDemoAsync(engine);
        using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["Input.Login"] = "zhangsan", ["Input.Password"] = DemoPeople.Password });
        Assert.Equal(HttpStatusCode.BadRequest, (await host.Browser().PostAsync(new Uri("/account/sign-in", UriKind.Relative), form, Ct)).StatusCode);
        var signedIn = await host.BrowserAsync("zhangsan");
        using var empty = new FormUrlEncodedContent([]);
        Assert.Equal(HttpStatusCode.BadRequest, (await signedIn.PostAsync(new Uri("/account/sign-out", UriKind.Relative), empty, Ct)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await signedIn.GetAsync(new Uri("/my/profile", UriKind.Relative), Ct)).StatusCode);
    }
}
