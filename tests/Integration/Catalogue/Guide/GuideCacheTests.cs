using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Catalogue.Guide;
using Zhengtong.TestKit;
using Zhengtong.Tests.Integration.Catalogue.Browse;

namespace Zhengtong.Tests.Integration.Catalogue.Guide;

public sealed class GuideCacheTests
{
    private static readonly Uri Page = new("/items/Z-R-1", UriKind.Relative);

    [Theory, EachDatabase, Requirement("02.01", "12.03")]
    public async Task A_cold_guide_takes_three_statements_and_a_warm_one_none(Engine engine)
    {
        var statements = new StatementCount();
        await using var host = await StartAsync(engine, statements);
        await host.Browser().PageAsync("/items");

        Assert.InRange(await statements.DuringAsync(() => host.Browser().PageAsync("/items/Z-R-1")), 1, 3);
        Assert.Equal(0, await statements.DuringAsync(() => host.Browser().PageAsync("/items/Z-R-1")));
    }

    [Theory, EachDatabase, Requirement("02.01")]
    public async Task Every_encoding_carries_the_same_page_and_an_unchanged_one_is_not_sent_again(Engine engine)
    {
        await using var host = await StartAsync(engine);
        var plain = await SendAsync(host, null);
        var brotli = await SendAsync(host, "gzip, br");
        var gzip = await SendAsync(host, "gzip, br;q=0");

        Assert.Equal(["br"], brotli.Content.Headers.ContentEncoding);
        Assert.Equal(["gzip"], gzip.Content.Headers.ContentEncoding);
        var text = await plain.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Equal(text, await ReadAsync(new BrotliStream(await brotli.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken), CompressionMode.Decompress)));
        Assert.Equal(text, await ReadAsync(new GZipStream(await gzip.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken), CompressionMode.Decompress)));
        Assert.False(plain.Headers.Contains("Set-Cookie"));
        Assert.Contains("default-src 'self'", string.Join(' ', brotli.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);

        Assert.Equal(HttpStatusCode.NotModified, (await SendAsync(host, "br", brotli.Headers.ETag)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await SendAsync(host, "gzip", brotli.Headers.ETag)).StatusCode);
    }

    [Theory, EachDatabase, Requirement("02.01", "12.38")]
    public async Task A_new_version_is_shown_after_its_event_and_in_any_case_after_a_minute(Engine engine)
    {
        await using var host = await StartAsync(engine);
        var browser = host.Browser();
        await browser.PageAsync("/items/Z-R-1");
        host.Clock.Advance(TimeSpan.FromSeconds(1));
        await SomeItems.PublishAsync(host, "Z-R-1", "第二版的名称");
        Assert.Equal("食品经营许可", (await browser.PageAsync("/items/Z-R-1")).QuerySelector("h1")!.TextContent);

        await host.InScopeAsync(s => s.GetRequiredService<EvictGuide>().HandleAsync(new ItemPublished(Guid.Empty, Guid.Empty, "Z-R-1"), Guid.NewGuid(), CancellationToken.None));
        host.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("第二版的名称", (await browser.PageAsync("/items/Z-R-1")).QuerySelector("h1")!.TextContent);

        await SomeItems.PublishAsync(host, "Z-R-1", "第三版的名称");
        host.Clock.Advance(GuideCache.Freshness);
        Assert.Equal("第三版的名称", (await browser.PageAsync("/items/Z-R-1")).QuerySelector("h1")!.TextContent);
    }

    [Theory, EachDatabase, Requirement("02.01")]
    public async Task Region_and_elder_mode_have_pages_of_their_own_and_other_cookies_are_never_shared(Engine engine)
    {
        var statements = new StatementCount();
        await using var host = await StartAsync(engine, statements);
        await SendAsync(host, null);

        Assert.Contains(" data-elder>", await (await SendAsync(host, null, cookie: "zt-elder=1")).Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.DoesNotContain(" data-elder>", await (await SendAsync(host, null)).Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Contains("山东省", await (await SendAsync(host, null, cookie: "zt-region=37")).Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.NotEqual(0, await statements.DuringAsync(() => SendAsync(host, null, cookie: "zt-session=secret")));
        Assert.NotEqual(0, await statements.DuringAsync(() => SendAsync(host, null, cookie: "zt-session=secret")));
    }

    [Theory, EachDatabase, Requirement("02.01")]
    public async Task The_code_of_a_guide_leads_where_its_own_reader_came_from_never_where_another_said(Engine engine)
    {
        await using var host = await StartAsync(engine);
        async Task<string> CodeAsync(string at)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri("/items/Z-R-1/qr.svg", UriKind.Relative));
            request.Headers.Host = at;
            using var answer = await host.Browser().SendAsync(request, TestContext.Current.CancellationToken);
            return await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        }

        var evil = await CodeAsync("evil.example");
        var own = await CodeAsync("zw.example.gov.cn");

        Assert.StartsWith("<svg", own, StringComparison.Ordinal);
        Assert.NotEqual(evil, own);
        Assert.Equal(own, await CodeAsync("zw.example.gov.cn"));
    }

    private static async Task<TestHost> StartAsync(Engine engine, StatementCount? statements = null)
    {
        var host = await TestHost.StartAsync(engine, b => statements?.Listen(b));
        await SomeItems.AddRegionsAsync(host);
        await SomeItems.PublishAsync(host, "Z-R-1", "食品经营许可");
        return host;
    }

    private static async Task<HttpResponseMessage> SendAsync(TestHost host, string? encoding, EntityTagHeaderValue? known = null, string? cookie = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, Page);
        if (encoding is not null)
        {
            request.Headers.Add("Accept-Encoding", encoding);
        }

        if (known is not null)
        {
            request.Headers.IfNoneMatch.Add(known);
        }

        if (cookie is not null)
        {
            request.Headers.Add("Cookie", cookie);
        }

        return await host.Browser().SendAsync(request);
    }

    private static async Task<string> ReadAsync(Stream stream)
    {
        using var reader = new StreamReader(stream);
        return await reader.ReadToEndAsync();
    }
}
