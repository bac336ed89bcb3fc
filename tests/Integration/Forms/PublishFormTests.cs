using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using Zhengtong.Forms.Contracts;
using Zhengtong.Forms.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.TestKit;

namespace Zhengtong.Tests.Integration.Forms;

public sealed class PublishFormTests
{
    private static readonly Act Act = Act.BySystem("测试", TestHost.Monday.UtcDateTime);

    private static FormDefinition Form(string title, string type = "text") => FormDefinition.Parse(
        $$"""{ "key": "shop", "title": "{{title}}", "sections": [ { "key": "one", "title": "一", "fields": [ { "key": "a", "label": "甲", "type": "{{type}}" } ] } ] }""").Value;

    private static Task<T> With<T>(TestHost host, Func<IFormCatalogue, Task<T>> run) => host.InScopeAsync(s => run(s.GetRequiredService<IFormCatalogue>()));

    [Theory, EachDatabase]
    public async Task Versions_count_up_and_an_old_one_stays_as_it_was(Engine engine)
    {
        var ct = TestContext.Current.CancellationToken;
        await using var host = await TestHost.StartAsync(engine);

        var first = await With(host, f => f.PublishAsync(Form("一"), Act, ct));
        var same = await With(host, f => f.PublishAsync(Form("一"), Act, ct));
        var second = await With(host, f => f.PublishAsync(Form("二"), Act, ct));

        Assert.Equal(["1", "1", "2"], [first.Value.Version, same.Value.Version, second.Value.Version]);
        Assert.Equal("二", (await With(host, f => f.FindAsync("shop", ct)))!.Definition.Title);
        Assert.Equal("一", (await With(host, f => f.FindAsync("shop", "1", ct)))!.Definition.Title);
        Assert.Null(await With(host, f => f.FindAsync("shop", "3", ct)));
        Assert.Contains(await With(host, f => f.ListAsync(ct)), f => f == new FormListing("shop", "二", "2"));
    }

    [Theory, EachDatabase]
    public async Task Publishing_leaves_a_trace(Engine engine)
    {
        var ct = TestContext.Current.CancellationToken;
        await using var host = await TestHost.StartAsync(engine);
        await With(host, f => f.PublishAsync(Form("一"), Act, ct));

        var (version, trace) = await host.InDatabaseAsync(async db =>
        {
            var row = await db.Set<FormVersion>().SingleAsync(ct);
            return (row, await db.TraceOfAsync(row.Id, ct));
        });

        Assert.Equal("forms.published", Assert.Single(trace).What);
        Assert.Null(Trace.Check(version, trace));
    }

    [Theory, EachDatabase]
    public async Task A_form_with_a_problem_is_not_published(Engine engine)
    {
        var ct = TestContext.Current.CancellationToken;
        await using var host = await TestHost.StartAsync(engine);

        var refused = await With(host, f => f.PublishAsync(Form("一", "radio"), Act, ct));

        Assert.Equal("forms.no-options", Assert.Single(refused.Problems).Code);
        Assert.Null(await With(host, f => f.FindAsync("shop", ct)));
    }

    [Theory, EachDatabase]
    public async Task A_published_form_takes_the_place_of_the_standard_one_and_pinned_cases_keep_theirs(Engine engine)
    {
        var ct = TestContext.Current.CancellationToken;
        await using var host = await TestHost.StartAsync(engine);
        var standard = (await With(host, f => f.FindAsync("food-business-licence", ct)))!;

        await With(host, f => f.PublishAsync(standard.Definition with { Title = "本地食品经营许可申请表" }, Act, ct));

        Assert.Equal("s1", standard.Version);
        Assert.Equal("本地食品经营许可申请表", (await With(host, f => f.FindAsync("food-business-licence", ct)))!.Definition.Title);
        Assert.Equal(standard.Definition.Title, (await With(host, f => f.FindAsync("food-business-licence", "s1", ct)))!.Definition.Title);
    }

    [Fact]
    public async Task The_script_of_forms_is_kept_by_browsers_for_as_long_as_it_is_the_same()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var host = await TestHost.StartAsync(Engine.Sqlite);
        var browser = host.Browser();

        using var plain = await browser.GetAsync(new Uri("/forms/form-rules.js", UriKind.Relative), ct);
        var tag = plain.Headers.ETag!;
        using var versioned = await browser.GetAsync(new Uri($"/forms/form-rules.js?v={tag.Tag.Trim('"')}", UriKind.Relative), ct);
        using var again = new HttpRequestMessage(HttpMethod.Get, "/forms/form-rules.js");
        again.Headers.IfNoneMatch.Add(tag);
        using var unchanged = await browser.SendAsync(again, ct);

        Assert.Equal("text/javascript", plain.Content.Headers.ContentType!.MediaType);
        Assert.Contains("export function evaluate", await plain.Content.ReadAsStringAsync(ct), StringComparison.Ordinal);
        Assert.True(plain.Headers.CacheControl!.NoCache);
        Assert.Equal(TimeSpan.FromDays(365), versioned.Headers.CacheControl!.MaxAge);
        Assert.Equal(HttpStatusCode.NotModified, unchanged.StatusCode);
    }
}
