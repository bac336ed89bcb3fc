using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Xunit;
using Zhengtong.TestKit;

namespace Zhengtong.Tests.Integration.Web.Security;

/// <summary>What somebody typed, into an address or a form, is shown as the text it is and never read as part of the page.</summary>
public sealed class TypedTextTests
{
    private const string Typed = "\"'><script>alert(1)</script><img src=x onerror=alert(2)>";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/search?q=")]
    [InlineData("/items?q=")]
    [InlineData("/track?number=")]
    [InlineData("/verify/")]
    [InlineData("/account/sign-in?returnUrl=")]
    [InlineData("/account/register?returnUrl=")]
    public async Task Of_an_address(string page)
    {
        await using var host = await TestHost.StartAsync(Engine.Sqlite);
        using var answer = await host.Browser().GetAsync(new Uri(page + Uri.EscapeDataString(Typed), UriKind.Relative), Ct);
        await IsTextAsync(answer);
    }

    [Fact]
    [Requirement("18.07")]
    public async Task Of_a_form()
    {
        await using var host = await SignInKit.StartDemoAsync(Engine.Sqlite);
        var browser = await host.BrowserAsync("zhangsan");
        await browser.PostWithTokenOfAsync("/my/profile", "/my/profile", new() { ["Input.Email"] = "", ["Input.Address"] = Typed });
        using var whole = await browser.SubmitAsync("/my/profile", new() { ["Purpose"] = Typed }, "Reveal");

        var page = await IsTextAsync(whole);
        Assert.Contains(page.QuerySelectorAll("td"), c => c.TextContent == Typed);
        Assert.Equal(Typed, page.QuerySelector("input[name='Input.Address']")!.GetAttribute("value"));
    }

    /// <summary>Quotes, signs of comments and patterns are looked for as the text they are, by both databases.</summary>
    [Theory, EachDatabase]
    [Requirement("18.07")]
    public async Task Of_a_search_is_no_part_of_a_statement(Engine engine)
    {
        await using var host = await SignInKit.StartDemoAsync(engine);
        var admin = await host.BrowserAsync("admin1");
        foreach (var typed in (string[])["' or '1'='1", "'; drop table identity_account; --", "%", "_", "\\", "\"", "admin1' --"])
        {
            var found = (await admin.SubmitAsync("/office/staff", new() { ["Filter.Name"] = typed })).Headers.Location!.OriginalString;
            Assert.Empty((await admin.PageAsync(found)).QuerySelectorAll("#staff tr"));
            foreach (var page in (string[])["/search?q=", "/items?q=", "/standards?q="])
            {
                using var answer = await admin.GetAsync(new Uri(page + Uri.EscapeDataString(typed), UriKind.Relative), Ct);
                Assert.Equal(System.Net.HttpStatusCode.OK, answer.StatusCode);
            }
        }

        Assert.NotEmpty((await admin.PageAsync("/office/staff")).QuerySelectorAll("#staff tr"));
    }

    private static async Task<IDocument> IsTextAsync(HttpResponseMessage answer)
    {
        var html = await answer.Content.ReadAsStringAsync(Ct);
        var page = new HtmlParser().ParseDocument(html);
        Assert.DoesNotContain("<img src=x", html, StringComparison.Ordinal);
        Assert.Empty(page.QuerySelectorAll("script:not([src]), img[src=x], [onerror]"));
        return page;
    }
}
