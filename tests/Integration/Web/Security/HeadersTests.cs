using System.Net;
using Xunit;
using Zhengtong.Identity.Contracts;
using Zhengtong.Platform.Access;
using Zhengtong.TestKit;

namespace Zhengtong.Tests.Integration.Web.Security;

/// <summary>What every answer tells the browser, whatever it is an answer to.</summary>
public sealed class HeadersTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    [Requirement("18.07")]
    public async Task Pages_exports_refusals_and_errors_carry_the_same_headers()
    {
        await using var host = await SignInKit.StartDemoAsync(Engine.Sqlite);
        var (nobody, person) = (host.Browser(), await host.BrowserAsync("zhangsan"));
        foreach (var (browser, path, status) in new[]
        {
            (nobody, "/account/sign-in", HttpStatusCode.OK),
            (nobody, "/health", HttpStatusCode.OK),
            (nobody, "/no-such-page", HttpStatusCode.NotFound),
            (nobody, "/my", HttpStatusCode.Redirect),
            (nobody, "/api/applications/form-token", HttpStatusCode.Unauthorized),
            (person, "/my/cases/export", HttpStatusCode.OK),
            (person, "/office/staff", HttpStatusCode.Forbidden),
        })
        {
            using var answer = await browser.GetAsync(new Uri(path, UriKind.Relative), Ct);
            Assert.True(answer.StatusCode == status, $"{path}: {answer.StatusCode}");
            CarriesThem(answer);
            if (answer.Content.Headers.ContentType is { } type && type.MediaType!.StartsWith("text/", StringComparison.Ordinal))
            {
                Assert.Equal("utf-8", type.CharSet);
            }
        }
    }

    [Theory]
    [InlineData("/appsettings.json")]
    [InlineData("/Zhengtong.Web.dll")]
    [InlineData("/.git/config")]
    [InlineData("/var/protection.key")]
    [InlineData("/ui/")]
    [InlineData("/ui/css/")]
    public async Task Only_the_files_of_the_pages_are_served_and_no_folder_is_listed(string path)
    {
        await using var host = await TestHost.StartAsync(Engine.Sqlite);
        using var browser = host.Browser();
        using var answer = await browser.GetAsync(new Uri(path, UriKind.Relative), Ct);
        Assert.NotEqual(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public async Task A_request_is_echoed_to_nobody()
    {
        await using var host = await TestHost.StartAsync(Engine.Sqlite);
        using var request = new HttpRequestMessage(HttpMethod.Trace, new Uri("/account/sign-in", UriKind.Relative)) { Headers = { { "X-Told", "geheim" } } };
        using var answer = await host.Browser().SendAsync(request, Ct);
        Assert.NotEqual("message/http", answer.Content.Headers.ContentType?.MediaType);
        Assert.DoesNotContain("geheim", await answer.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_error_tells_nothing_of_the_inside()
    {
        // Two limits of one name are a fault of the program: the page breaks, as any page may some day.
        await using var host = await TestHost.StartAsync(Engine.Sqlite, b => b.Services.AddAddressLimit(new("verify", 1, TimeSpan.FromMinutes(1))));
        using var answer = await host.Browser().GetAsync(new Uri("/verify/ABCD", UriKind.Relative), Ct);
        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
        CarriesThem(answer);

        var page = await answer.Content.ReadAsStringAsync(Ct);
        Assert.DoesNotContain("same key", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", page, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Over_https_a_browser_is_told_to_stay_with_it()
    {
        await using var host = await TestHost.StartAsync(Engine.Sqlite);
        using var browser = host.Browser();
        using var plain = await browser.GetAsync(new Uri("/health", UriKind.Relative), Ct);
        using var secure = await browser.GetAsync(new Uri("https://localhost/health"), Ct);

        Assert.False(plain.Headers.Contains("Strict-Transport-Security"));
        Assert.Equal("max-age=31536000; includeSubDomains", Only(secure, "Strict-Transport-Security"));
    }

    [Fact]
    [Requirement("18.13")]
    public async Task What_somebody_signed_in_is_shown_stays_in_no_cache()
    {
        await using var host = await SignInKit.StartDemoAsync(Engine.Sqlite);
        var (person, staff) = (await host.BrowserAsync("zhangsan"), await host.BrowserAsync("admin1"));
        foreach (var (browser, path) in new[] { (person, "/my"), (person, "/my/cases/export"), (person, "/my/messages/export"), (staff, "/office/staff") })
        {
            using var answer = await browser.GetAsync(new Uri(path, UriKind.Relative), Ct);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.True(answer.Headers.CacheControl?.NoStore, path);
        }

        using var open = await host.Browser().GetAsync(new Uri("/accessibility", UriKind.Relative), Ct);
        Assert.False(open.Headers.CacheControl?.NoStore ?? false);
    }

    [Fact]
    [Requirement("18.07")]
    public async Task Over_https_no_cookie_goes_without_it_and_none_goes_with_the_forms_of_others()
    {
        await using var host = await SignInKit.StartDemoAsync(Engine.Sqlite);
        var browser = host.Browser();
        browser.BaseAddress = new Uri("https://localhost");
        List<string> cookies = [];
        async Task GetAsync(string path)
        {
            using var answer = await browser.GetAsync(new Uri(path, UriKind.Relative), Ct);
            cookies.AddRange(Given(answer));
        }

        await GetAsync("/account/sign-in");
        await GetAsync("/preferences/elder?on=true");
        cookies.AddRange(Given(await browser.SubmitAsync("/account/sign-in?side=staff", new() { ["Input.Login"] = "admin1", ["Input.Password"] = DemoPeople.Password })));
        cookies.AddRange(Given(await host.SignInAsync(browser, "zhangsan")));

        // The name makes the browser hold to this host and to https (RFC 6265bis); __Host- goes with the path of the whole site only.
        Assert.Equal(
            ["__Host-zt-elder", "__Host-zt-form", "__Host-zt-session", "__Secure-zt-device", "__Secure-zt-step"],
            cookies.Select(c => c.Split('=')[0]).Distinct().Order(StringComparer.Ordinal));
        Assert.All(cookies.Where(c => c.StartsWith("__Host-", StringComparison.Ordinal)), c => Assert.Matches("(?i); path=/(;|$)", c));
        Assert.All(cookies, c => Assert.DoesNotContain("domain=", c, StringComparison.OrdinalIgnoreCase));
        Assert.All(cookies, c => Assert.Contains("; secure", c, StringComparison.OrdinalIgnoreCase));
        Assert.All(cookies, c => Assert.Matches("(?i); samesite=(lax|strict)", c));
        Assert.All(cookies.Where(c => !c.StartsWith("__Host-zt-elder", StringComparison.Ordinal)), c => Assert.Contains("; httponly", c, StringComparison.OrdinalIgnoreCase));
    }

    private static void CarriesThem(HttpResponseMessage answer)
    {
        var policy = Only(answer, "Content-Security-Policy");
        Assert.Empty(((string[])["default-src 'self'", "object-src 'none'", "base-uri 'none'", "form-action 'self'", "frame-ancestors 'none'"]).Except(policy.Split("; ")));
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", Only(answer, "X-Content-Type-Options"));
        Assert.Equal("same-origin", Only(answer, "Referrer-Policy"));
        Assert.False(answer.Headers.Contains("Access-Control-Allow-Origin"));
    }

    private static string Only(HttpResponseMessage answer, string header) => Assert.Single(answer.Headers.GetValues(header));

    /// <summary>Without those that are taken away.</summary>
    private static IEnumerable<string> Given(HttpResponseMessage answer) =>
        answer.Headers.TryGetValues("Set-Cookie", out var values) ? values.Where(v => v.Split(';')[0].Split('=')[1].Length > 0) : [];
}
