using System.Net;
using Xunit;
using Zhengtong.Identity.Contracts;
using Zhengtong.TestKit;

namespace Zhengtong.Tests.Integration.Web.Security;

/// <summary>What opens something opens it once, for a time, and no longer than it should.</summary>
public sealed class TokensTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, EachDatabase]
    [Requirement("18.07")]
    public async Task The_token_of_before_a_switch_opens_nothing(Engine engine)
    {
        await using var host = await SignInKit.StartDemoAsync(engine);
        var browser = host.Browser();
        var before = Token(await host.SignInAsync(browser, "company1"));
        Assert.True(await OpensAsync(host, before));
        var after = Token(await browser.SubmitAsync("/account/acting-for", new() { ["companyId"] = "" }));

        Assert.False(await OpensAsync(host, before));
        Assert.True(await OpensAsync(host, after));
    }

    [Fact]
    [Requirement("18.07")]
    public async Task Every_frame_that_shows_somebody_signed_in_a_page_lets_him_sign_out()
    {
        await using var host = await SignInKit.StartDemoAsync(Engine.Sqlite);
        var (person, administrator, clerk) = (await host.BrowserAsync("zhangsan"), await host.BrowserAsync("admin1"), await host.BrowserAsync("clerk1"));
        foreach (var (browser, path) in new[]
        {
            (person, "/"), (person, "/my/profile"), (person, "/account/acting-for"), (administrator, "/account/post"), (administrator, "/office/staff"), (clerk, "/desk"),
        })
        {
            Assert.True((await browser.PageAsync(path)).QuerySelector("form[method=post][action='/account/sign-out'] button") is not null, path);
        }
    }

    /// <summary>What one signs in with, and what one is signed in at, is changed by who shows that it is he, not by who sits down at an open session.</summary>
    [Fact]
    [Requirement("18.07")]
    public async Task Every_way_in_is_changed_after_a_fresh_proof_only()
    {
        await using var host = await SignInKit.StartDemoAsync(Engine.Sqlite);
        var browser = await host.BrowserAsync("zhangsan");
        foreach (var page in (string[])["/account/password", "/account/authenticator"])
        {
            using var led = await browser.GetAsync(new Uri(page, UriKind.Relative), Ct);
            Assert.StartsWith("/account/step-up?fresh=true", led.Headers.Location?.OriginalString, StringComparison.Ordinal);
        }

        foreach (var form in (string[])
            ["/account/passkeys?handler=Ask", "/account/passkeys?handler=Add", "/account/passkeys?handler=Remove", "/account/certificates?handler=Bind", "/account/certificates?handler=Remove",
            "/account/authenticator", "/my/profile?handler=Phone", "/my/profile/linked?handler=Link", "/my/profile/linked?handler=Unlink", "/account/sessions?handler=End", "/account/sessions?handler=Others"])
        {
            using var led = await browser.PostWithTokenOfAsync("/my/profile", form, []);
            Assert.True(led.Headers.Location?.OriginalString.StartsWith("/account/step-up?fresh=true", StringComparison.Ordinal), $"{form}: {led.StatusCode}");
        }
    }

    [Theory]
    [InlineData("/account/sign-in", "current-password")]
    [InlineData("/account/register", "new-password")]
    public async Task A_password_is_typed_masked_and_may_come_from_a_manager(string page, string use)
    {
        await using var host = await TestHost.StartAsync(Engine.Sqlite);
        var fields = (await host.Browser().PageAsync(page)).QuerySelectorAll("input[name*=Password]");
        Assert.NotEmpty(fields);
        Assert.All(fields, f => Assert.Equal(("password", use), (f.GetAttribute("type"), f.GetAttribute("autocomplete"))));
    }

    [Fact]
    public async Task A_sign_in_half_done_is_over_after_ten_minutes()
    {
        await using var host = await SignInKit.StartDemoAsync(Engine.Sqlite);
        var browser = host.Browser();
        await browser.SubmitAsync("/account/sign-in?side=staff", new() { ["Input.Login"] = "admin1", ["Input.Password"] = DemoPeople.Password });
        Assert.NotNull((await browser.PageAsync("/account/code")).QuerySelector("[data-demo-code]"));

        host.Clock.Advance(TimeSpan.FromMinutes(10.5));
        using var late = await browser.GetAsync(new Uri("/account/code", UriKind.Relative), Ct);
        Assert.StartsWith("/account/sign-in", late.Headers.Location?.OriginalString, StringComparison.Ordinal);
    }

    /// <summary>A cookie that somebody wrote himself, or took from elsewhere, is as good as none.</summary>
    [Fact]
    public async Task A_step_of_signing_in_that_the_site_did_not_write_is_none()
    {
        await using var host = await SignInKit.StartDemoAsync(Engine.Sqlite);
        foreach (var made in (string[])["{\"Kind\":6,\"AccountId\":\"00000000-0000-0000-0000-000000000000\"}", "CfDJ8AAAA", new string('A', 64)])
        {
            var browser = host.Browser(new Cookie("zt-step", Uri.EscapeDataString(made), "/account", "localhost"));
            using var answer = await browser.GetAsync(new Uri("/account/code", UriKind.Relative), Ct);
            Assert.StartsWith("/account/sign-in", answer.Headers.Location?.OriginalString, StringComparison.Ordinal);
        }
    }

    /// <summary>The time would tell accounts that are there from others: the store is asked the same questions, and the password costs the same (PasswordsTests).</summary>
    [Theory, EachDatabase]
    [Requirement("18.07")]
    public async Task An_account_that_does_not_exist_makes_the_same_statements_as_a_wrong_password(Engine engine)
    {
        var sql = new SqlCounter();
        await using var host = await SignInKit.StartDemoAsync(engine, sql.Attach);
        var browser = host.Browser();
        async Task<IReadOnlyList<string>> TryAsync(string login) =>
            await sql.DuringAsync(() => browser.SubmitAsync("/account/sign-in", new() { ["Input.Login"] = login, ["Input.Password"] = "not-this-1" }));

        // The first attempt of all writes a row that the others find.
        await TryAsync("zhangsan");
        await TryAsync("nobody99");
        Assert.Equal(await TryAsync("zhangsan"), await TryAsync("nobody99"));
    }

    private static string Token(HttpResponseMessage answer) =>
        answer.Headers.GetValues("Set-Cookie").Single(c => c.StartsWith("zt-session=", StringComparison.Ordinal))["zt-session=".Length..].Split(';')[0];

    private static async Task<bool> OpensAsync(TestHost host, string token) =>
        (await host.Browser(new Cookie("zt-session", token, "/", "localhost")).GetAsync(new Uri("/my/profile", UriKind.Relative), Ct)).StatusCode == HttpStatusCode.OK;
}
