using System.Net;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Zhengtong.Catalogue.Api;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Catalogue.Model;
using Zhengtong.Catalogue.Publish;
using Zhengtong.Platform.Events;
using Zhengtong.Platform.Outcomes;
using Zhengtong.TestKit;

namespace Zhengtong.Tests.Integration.Catalogue.Api;

/// <summary>What platforms that follow the feed learn of an item that is paused, cancelled, or kept off the platform.</summary>
public sealed class ChangeFeedTests
{
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;
    private static readonly string Code = ExchangeStage.CodeOf(1);

    [Theory, EachDatabase]
    [Requirement("01.40", "01.38")]
    public async Task A_pause_a_resumption_and_a_cancelling_reach_the_feed_and_leave_no_event_open(Engine engine)
    {
        await using var stage = await ExchangeStage.OpenAsync(engine);
        using var platform = stage.Host.Browser();
        await stage.PublishAsync(Code, "食品经营许可");
        await SettleAsync(stage);
        var cursor = 0L;
        foreach (var (become, status) in ((ItemStatus, string)[])[(ItemStatus.InUse, "in-use"), (ItemStatus.Paused, "paused"), (ItemStatus.InUse, "in-use"), (ItemStatus.Cancelled, "cancelled")])
        {
            if (cursor > 0)
            {
                Assert.True((await stage.DoAsync<BecomeItems, Outcome>(b => b.HandleAsync(Code, become, stage.Host.Act(), Ct))).Ok);
                await SettleAsync(stage);
            }

            var (lines, next) = await ReadAsync(platform, cursor);
            var line = Assert.Single(lines);
            Assert.Equal((Code, cursor == 0 ? "published" : "status", status), (Text(line, "code"), Text(line, "change"), Text(line, "status")));
            Assert.Equal((1, "食品经营许可"), (line.GetProperty("version").GetInt32(), Text(line, "name")));
            cursor = next;
        }

        Assert.Equal(0, await stage.Host.InDatabaseAsync(db => db.Set<OutboxEvent>().CountAsync(e => e.DoneAt == null, Ct)));
        Assert.All((await ReadAsync(platform, 0)).Lines, l => Assert.Equal("cancelled", Text(l, "status")));
    }

    [Theory, EachDatabase]
    [Requirement("01.40")]
    public async Task An_event_that_is_handled_twice_enters_the_feed_once(Engine engine)
    {
        await using var stage = await ExchangeStage.OpenAsync(engine);
        var version = await stage.PublishAsync(Code, "食品经营许可");
        var happened = new ItemPublished((await stage.ItemAsync(Code)).Id, version, Code) { What = ItemEvent.StatusChanged };
        var (one, other) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        foreach (var id in (Guid[])[one, one, other])
        {
            await stage.Host.InScopeAsync(async s =>
            {
                var db = s.GetRequiredService<Zhengtong.Platform.Persistence.Database>();
                await new EnterChange(db, stage.Host.Clock).HandleAsync(happened, id, Ct);
                Assert.True((await db.SaveAsync(Ct)).Ok);
            });
        }

        var entered = await stage.Host.InDatabaseAsync(db => db.Set<FeedEntry>().Select(c => c.Id).ToListAsync(Ct));
        Assert.Equal(new[] { one, other }.Order(), entered.Order());
    }

    [Theory, EachDatabase]
    [Requirement("01.40", "01.08")]
    public async Task An_item_that_is_taken_off_the_platform_is_withdrawn_by_its_bare_code_and_a_secret_one_is_never_told(Engine engine)
    {
        await using var stage = await ExchangeStage.OpenAsync(engine);
        using var platform = stage.Host.Browser();
        await stage.PublishAsync(Code, "食品经营许可");
        await stage.PublishAsync(ExchangeStage.CodeOf(2), "涉密事项甲", c => c with { ExcludedReason = "涉密" });
        await SettleAsync(stage);
        var cursor = (await ReadAsync(platform, 0)).Cursor;
        await stage.PublishAsync(Code, "食品经营许可", c => c with { ExcludedReason = "由省级系统办理" });
        await SettleAsync(stage);

        var (lines, next) = await ReadAsync(platform, cursor);
        var withdrawn = Assert.Single(lines);
        Assert.Equal((Code, "withdrawn"), (Text(withdrawn, "code"), Text(withdrawn, "status")));
        Assert.All((string[])["version", "versionId", "name", "publishedAt", "effectiveOn"], p => Assert.Equal(JsonValueKind.Null, withdrawn.GetProperty(p).ValueKind));

        // Nor is anything of it told to those who begin anew, or ask for what it was.
        var all = (await ReadAsync(platform, 0)).Lines;
        Assert.All(all, l => Assert.Equal((Code, "withdrawn"), (Text(l, "code"), Text(l, "status"))));
        foreach (var address in (string[])[$"/api/items/{Code}", $"/api/items/{Code}/versions/1"])
        {
            using var hidden = await platform.GetAsync(new Uri(address, UriKind.Relative), Ct);
            Assert.Equal(HttpStatusCode.NotFound, hidden.StatusCode);
        }

        await stage.PublishAsync(Code, "食品经营许可（恢复）");
        await SettleAsync(stage);
        Assert.Equal(("食品经营许可（恢复）", "in-use"), (Text((await ReadAsync(platform, next)).Lines[0], "name"), Text((await ReadAsync(platform, next)).Lines[0], "status")));
    }

    private static async Task SettleAsync(ExchangeStage stage)
    {
        await stage.DispatchAsync();
        await stage.Host.InScopeAsync(s => new NumberChanges(s.GetRequiredService<Zhengtong.Platform.Persistence.Database>()).RunAsync(Ct));
    }

    private static async Task<(List<JsonElement> Lines, long Cursor)> ReadAsync(HttpClient platform, long after)
    {
        var page = JsonDocument.Parse(await platform.GetStringAsync(new Uri($"/api/item-changes?after={after}", UriKind.Relative), Ct)).RootElement;
        return ([.. page.GetProperty("changes").EnumerateArray()], page.GetProperty("cursor").GetInt64());
    }

    private static string? Text(JsonElement line, string property) => line.GetProperty(property).GetString();
}
