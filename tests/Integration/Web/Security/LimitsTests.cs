using System.Net;
using Xunit;
using Zhengtong.Identity.Contracts;
using Zhengtong.TestKit;

namespace Zhengtong.Tests.Integration.Web.Security;

/// <summary>Whoever is signed in is held by what his account has done, not by who else goes out by the address of his hall.</summary>
[Requirement("18.07")]
public sealed class LimitsTests
{
    private const string Export = "/my/cases/export";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_eleventh_sheet_of_a_minute_waits_and_another_person_behind_the_same_address_does_not()
    {
        await using var host = await SignInKit.StartDemoAsync(Engine.Sqlite, b => b.Configuration["Limits:ExportsPerMinute"] = null);
        var (one, again, other) = (await host.BrowserAsync("zhangsan"), await host.BrowserAsync("zhangsan"), await host.BrowserAsync("lisi"));
        for (var i = 0; i < 10; i++)
        {
            Assert.Equal(HttpStatusCode.OK, await StatusAsync(i % 2 == 0 ? one : again, Export));
        }

        // Another session of the same account is no way round.
        using var refused = await again.GetAsync(new Uri(Export, UriKind.Relative), Ct);
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        var seconds = (int)refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds;
        Assert.InRange(seconds, 1, 60);
        Assert.Contains($"请在 {seconds} 秒后再试", await refused.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(other, Export));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(one, "/my/cases"));
    }

    [Fact]
    public async Task Pages_that_take_files_searches_and_papers_have_limits_of_their_own()
    {
        await using var host = await SignInKit.StartDemoAsync(Engine.Sqlite, b =>
        {
            foreach (var limit in (string[])["Papers", "Uploads", "Searches"])
            {
                b.Configuration[$"Limits:{limit}PerMinute"] = "1";
            }
        });
        var (manager, other) = (await host.BrowserAsync("manager1"), await host.BrowserAsync("admin1"));
        var paper = $"/cases/{Guid.CreateVersion7()}/result.pdf";
        foreach (var page in (string[])["/search?q=执照", paper])
        {
            Assert.NotEqual(HttpStatusCode.TooManyRequests, await StatusAsync(manager, page));
            Assert.Equal(HttpStatusCode.TooManyRequests, await StatusAsync(manager, page));
            Assert.NotEqual(HttpStatusCode.TooManyRequests, await StatusAsync(other, page));
        }

        // To look at the page is free; to send it is what is counted. Who is not signed in is held by no search of others.
        const string Upload = "/office/items/import";
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(HttpStatusCode.OK, await StatusAsync(manager, Upload));
            Assert.Equal(HttpStatusCode.OK, await StatusAsync(host.Browser(), "/search?q=执照"));
        }

        Assert.NotEqual(HttpStatusCode.TooManyRequests, (await manager.PostWithTokenOfAsync(Upload, Upload, [])).StatusCode);
        Assert.Equal(HttpStatusCode.TooManyRequests, (await manager.PostWithTokenOfAsync(Upload, Upload, [])).StatusCode);
    }

    private static async Task<HttpStatusCode> StatusAsync(HttpClient browser, string page)
    {
        using var answer = await browser.GetAsync(new Uri(page, UriKind.Relative), Ct);
        return answer.StatusCode;
    }
}
