using System.Net;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Api;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Catalogue.Model;
using Zhengtong.Catalogue.Publish;
using Zhengtong.Identity.Contracts;
using Zhengtong.Platform.Outcomes;
using Zhengtong.TestKit;

namespace Zhengtong.Tests.Integration.Catalogue.Api;

/// <summary>The catalogue as other platforms read it, over HTTP.</summary>
public sealed class ItemsApiTests
{
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    [Theory, EachDatabase]
    [Requirement("01.40", "01.38")]
    public async Task An_item_is_read_with_all_its_elements_and_not_sent_again_while_it_is_the_same(Engine engine)
    {
        await using var stage = await ExchangeStage.OpenAsync(engine);
        var code = ExchangeStage.CodeOf(1);
        var first = await stage.PublishAsync(code, "食品经营许可", c => c with { ConsultPhone = "0826-1", Manual = [new ManualChapter("审查", "内部要点一二三")], Materials = [new ItemMaterial { Key = "m1", Name = "申请书", SourceCode = "10", ReviewPoints = [new ReviewPoint("r", "内部规则四五六")] }] });
        using var platform = stage.Host.Browser();

        using var answer = await GetAsync(platform, $"/api/items/{code}");
        var tag = answer.Headers.ETag!;
        Assert.Contains(first.ToString("N"), tag.Tag, StringComparison.Ordinal);
        var text = await answer.Content.ReadAsStringAsync(Ct);
        Assert.DoesNotContain("内部", System.Text.RegularExpressions.Regex.Unescape(text), StringComparison.Ordinal);
        Assert.Contains("申请书", System.Text.RegularExpressions.Regex.Unescape(text), StringComparison.Ordinal);
        var item = JsonDocument.Parse(text).RootElement;
        Assert.Equal((code, 1, "in-use"), (item.GetProperty("code").GetString(), item.GetProperty("version").GetInt32(), item.GetProperty("status").GetString()));
        var consult = item.GetProperty("elements").EnumerateArray().Single(e => e.GetProperty("national").GetString() == "link_way");
        Assert.Equal(("consult", "咨询方式", "0826-1"), (consult.GetProperty("key").GetString(), consult.GetProperty("name").GetString(), consult.GetProperty("lines")[0].GetString()));

        using var same = await GetAsync(platform, $"/api/items/{code}", tag.Tag);
        Assert.Equal(HttpStatusCode.NotModified, same.StatusCode);
        Assert.Empty(await same.Content.ReadAsByteArrayAsync(Ct));
        await stage.PublishAsync(code, "食品经营许可（新）");
        using var changed = await GetAsync(platform, $"/api/items/{code}", tag.Tag);
        Assert.Equal(HttpStatusCode.OK, changed.StatusCode);
        Assert.NotEqual(tag, changed.Headers.ETag);
        Assert.Equal("食品经营许可", (await JsonAsync(platform, $"/api/items/{code}/versions/1")).GetProperty("name").GetString());
        foreach (var address in (string[])["/api/items/NOT-THERE", $"/api/items/{code}/versions/9"])
        {
            using var missing = await GetAsync(platform, address);
            Assert.Equal(HttpStatusCode.NotFound, missing.StatusCode);
            Assert.Contains("catalogue.item-unknown", await missing.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        }
    }

    [Theory, EachDatabase]
    [Requirement("01.40")]
    public async Task Lists_are_read_page_by_page_without_gap_or_repetition_and_hide_what_is_kept_off_the_platform(Engine engine)
    {
        await using var stage = await ExchangeStage.OpenAsync(engine);
        for (var n = 1; n <= 7; n++)
        {
            await stage.PublishAsync(ExchangeStage.CodeOf(n), $"事项{n}", n == 4 ? c => c with { ExcludedReason = "涉密" } : null, n > 5 ? DemoPeople.HealthOffice : DemoPeople.MarketOffice);
        }

        var basic = new ItemContent { TypeCode = "01", TypeName = "行政许可" };
        Assert.True((await stage.DoAsync<PublishItemVersion, Outcome<Guid>>(p => p.PublishAsync(new PublishRequest("000104002000", "节能审查", Guid.Empty, "国家发展改革委", "", "国家", basic, "test") { Kind = ItemKind.Basic }, stage.Host.Act(), Ct))).Ok);
        using var platform = stage.Host.Browser();

        var seen = new List<string>();
        for (string? after = ""; after is not null;)
        {
            var page = await JsonAsync(platform, $"/api/items?region=5116&take=2&after={Uri.EscapeDataString(after)}");
            seen.AddRange(page.GetProperty("items").EnumerateArray().Select(i => i.GetProperty("code").GetString()!));
            after = page.GetProperty("next").GetString();
        }

        Assert.Equal(((int[])[1, 2, 3, 5, 6, 7]).Select(ExchangeStage.CodeOf), seen);
        var health = await stage.OrganisationAsync(DemoPeople.HealthOffice);
        Assert.Equal(2, (await JsonAsync(platform, $"/api/items?organisation={health}")).GetProperty("items").GetArrayLength());
        Assert.Equal(0, (await JsonAsync(platform, "/api/items?region=5117")).GetProperty("items").GetArrayLength());
        Assert.Equal(0, (await JsonAsync(platform, "/api/items?type=20")).GetProperty("items").GetArrayLength());
        Assert.Equal("节能审查", (await JsonAsync(platform, "/api/items?kind=basic")).GetProperty("items")[0].GetProperty("name").GetString());
        Assert.Equal("basic", (await JsonAsync(platform, "/api/items/000104002000")).GetProperty("kind").GetString());
        foreach (var wrong in (string[])["kind=other", "after=nonsense", "take=x", "organisation=x"])
        {
            using var refused = await GetAsync(platform, "/api/items?" + wrong);
            Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        }

        using var secret = await GetAsync(platform, $"/api/items/{ExchangeStage.CodeOf(4)}");
        Assert.Equal(HttpStatusCode.NotFound, secret.StatusCode);
        var sent = await stage.Sql.DuringAsync(() => JsonAsync(platform, "/api/items?region=5116"), "catalogue_");
        Assert.Single(sent);
    }

    [Theory, EachDatabase]
    [Requirement("01.40")]
    public async Task The_feed_of_changes_misses_nothing_when_a_version_with_an_earlier_time_is_saved_later(Engine engine)
    {
        await using var stage = await ExchangeStage.OpenAsync(engine);
        using var platform = stage.Host.Browser();
        async Task<(List<string> Names, long Cursor)> ReadAsync(long after)
        {
            var page = await JsonAsync(platform, $"/api/item-changes?after={after}");
            return ([.. page.GetProperty("changes").EnumerateArray().Select(c => c.GetProperty("name").GetString()!)], page.GetProperty("cursor").GetInt64());
        }

        // What is not numbered yet is not told: nobody's cursor passes it.
        var early = new FeedEntry { Id = Guid.CreateVersion7(), What = ItemEvent.Published, VersionId = await stage.PublishAsync(ExchangeStage.CodeOf(1), "先发布后提交"), ItemId = (await stage.ItemAsync(ExchangeStage.CodeOf(1))).Id, Code = ExchangeStage.CodeOf(1), At = stage.Host.Act().At };
        await stage.PublishAsync(ExchangeStage.CodeOf(2), "后发布先提交");
        await stage.Host.InDatabaseAsync(async db =>
        {
            var late = await db.Set<ItemVersion>().SingleAsync(v => v.Name == "后发布先提交", Ct);
            db.Add(new FeedEntry { Id = Guid.CreateVersion7(), What = ItemEvent.Published, VersionId = late.Id, ItemId = late.ItemId, Code = ExchangeStage.CodeOf(2), At = stage.Host.Act().At });
            return await db.SaveAsync(Ct);
        });
        Assert.Empty((await ReadAsync(0)).Names);
        await NumberAsync(stage);
        var (names, cursor) = await ReadAsync(0);
        Assert.Equal(["后发布先提交"], names);

        // The other node's long save ends only now.
        await stage.Host.InDatabaseAsync(async db =>
        {
            db.Add(early);
            return await db.SaveAsync(Ct);
        });
        await NumberAsync(stage);
        var next = await ReadAsync(cursor);
        Assert.Equal(["先发布后提交"], next.Names);
        Assert.Equal((0, next.Cursor), ((await ReadAsync(next.Cursor)).Names.Count, (await ReadAsync(next.Cursor)).Cursor));
        using var wrong = await GetAsync(platform, "/api/item-changes?after=-1");
        Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
    }

    [Theory, EachDatabase]
    [Requirement("01.40")]
    public async Task Every_published_version_enters_the_feed_once_also_when_two_nodes_number_at_the_same_time(Engine engine)
    {
        await using var stage = await ExchangeStage.OpenAsync(engine);
        for (var n = 1; n <= 20; n++)
        {
            await stage.PublishAsync(ExchangeStage.CodeOf(n), $"事项{n}");
        }

        await stage.DispatchAsync();
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => NumberAsync(stage)));
        await NumberAsync(stage);
        var numbers = await stage.Host.InDatabaseAsync(db => db.Set<FeedEntry>().OrderBy(c => c.Sequence).Select(c => c.Sequence).ToListAsync(Ct));
        Assert.Equal(Enumerable.Range(1, 20).Select(n => (long?)n), numbers);
        using var platform = stage.Host.Browser();
        var page = await JsonAsync(platform, "/api/item-changes?after=0&take=5");
        Assert.Equal((5, 5L, true), (page.GetProperty("changes").GetArrayLength(), page.GetProperty("cursor").GetInt64(), page.GetProperty("more").GetBoolean()));
    }

    [Fact]
    [Requirement("01.40")]
    public async Task The_description_names_the_calls_and_too_many_of_them_are_refused()
    {
        await using var stage = await ExchangeStage.OpenAsync(Engine.Sqlite, b => b.Configuration["ItemsApi:PerMinute"] = "3");
        using var platform = stage.Host.Browser();
        var paths = (await JsonAsync(platform, "/openapi/v1.json")).GetProperty("paths");
        foreach (var path in (string[])["/api/items", "/api/items/{code}", "/api/items/{code}/versions/{number}", "/api/item-changes", "/api/ends/{id}/items/{code}"])
        {
            Assert.True(paths.TryGetProperty(path, out _), path);
        }

        for (var n = 0; n < 3; n++)
        {
            await JsonAsync(platform, "/api/items");
        }

        using var refused = await GetAsync(platform, "/api/items");
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
    }

    private static Task NumberAsync(ExchangeStage stage) => stage.Host.InScopeAsync(s => new NumberChanges(Of(s)).RunAsync(Ct));

    private static Zhengtong.Platform.Persistence.Database Of(IServiceProvider services) => (Zhengtong.Platform.Persistence.Database)services.GetService(typeof(Zhengtong.Platform.Persistence.Database))!;

    private static async Task<HttpResponseMessage> GetAsync(HttpClient browser, string address, string? tag = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(address, UriKind.Relative));
        if (tag is not null)
        {
            request.Headers.TryAddWithoutValidation("If-None-Match", tag);
        }

        return await browser.SendAsync(request, Ct);
    }

    private static async Task<JsonElement> JsonAsync(HttpClient browser, string address)
    {
        using var answer = await GetAsync(browser, address);
        var text = await answer.Content.ReadAsStringAsync(Ct);
        Assert.True(answer.StatusCode == HttpStatusCode.OK, text);
        return JsonDocument.Parse(text).RootElement;
    }
}
