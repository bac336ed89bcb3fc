using System.Net;
using Xunit;
using Zhengtong.TestKit;

namespace Zhengtong.Tests.Integration.Web.Security;

/// <summary>Where the site is meant for https, plain http leads there or is refused.</summary>
[Requirement("18.07")]
public sealed class HttpsOnlyTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Pages_lead_to_https_and_programs_and_sent_forms_are_refused()
    {
        await using var host = await TestHost.StartAsync(Engine.Sqlite, b => b.Configuration["Site:Address"] = "https://zwfw.example.gov.cn/");
        using var browser = host.Browser();
        foreach (var (path, leads) in new[]
        {
            ("/account/sign-in?returnUrl=%2Fmy", "https://zwfw.example.gov.cn/account/sign-in?returnUrl=%2Fmy"),
            ("//evil.example/a", "https://zwfw.example.gov.cn//evil.example/a"),
        })
        {
            using var led = await browser.GetAsync(new Uri("http://localhost" + path), Ct);
            Assert.Equal((HttpStatusCode.PermanentRedirect, leads), (led.StatusCode, led.Headers.Location?.OriginalString));
        }

        foreach (var path in (string[])["/api/items", "/.well-known/openid-configuration"])
        {
            using var refused = await browser.GetAsync(new Uri(path, UriKind.Relative), Ct);
            Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        }

        using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["Input.Login"] = "a", ["Input.Password"] = "b" });
        using var sent = await browser.PostAsync(new Uri("/account/sign-in", UriKind.Relative), form, Ct);
        Assert.Equal(HttpStatusCode.Forbidden, sent.StatusCode);
        Assert.Equal("ok", await browser.GetStringAsync(new Uri("/health", UriKind.Relative), Ct));
        using var secure = await browser.GetAsync(new Uri("https://localhost/account/sign-in"), Ct);
        Assert.Equal(HttpStatusCode.OK, secure.StatusCode);
    }

    [Fact]
    public async Task A_site_that_says_nothing_of_https_serves_a_developer_as_he_comes()
    {
        await using var host = await TestHost.StartAsync(Engine.Sqlite, b => b.Configuration["Site:Address"] = "http://localhost:5000");
        using var page = await host.Browser().GetAsync(new Uri("/account/sign-in", UriKind.Relative), Ct);
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
    }
}
