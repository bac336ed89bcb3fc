using System.Net;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Ends;
using Zhengtong.Catalogue.Model;
using Zhengtong.Catalogue.Publish;
using Zhengtong.Platform.Messaging;
using Zhengtong.TestKit;
using static Zhengtong.Tests.Integration.Catalogue.Ends.EndStage;

namespace Zhengtong.Tests.Integration.Catalogue.Ends;

/// <summary>Application ends when the master moves on: a newer version, a pause, a cancellation.</summary>
public sealed class LaggingEndsTests
{
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    [Theory, EachDatabase]
    [Requirement("01.38", "01.39")]
    public async Task An_end_that_sends_what_it_shows_must_send_a_newer_version_again_and_is_a_finding_after_the_limit(Engine engine)
    {
        await using var stage = await ExchangeStage.OpenAsync(engine);
        using var manager = await stage.Host.BrowserAsync("manager1");
        using var platform = stage.Host.Browser();
        var (id, key, page) = await LiveAsync(stage, manager, platform, "掌上办");
        await stage.PublishAsync(Code, "食品经营许可", c => c with { ConsultPhone = "0826-7" });

        Assert.Contains("须重新报送", (await manager.PageAsync($"/office/ends/{id}")).QuerySelector("tbody")!.TextContent, StringComparison.Ordinal);
        var item = (await manager.PageAsync(page)).QuerySelector("main")!.TextContent;
        Assert.Contains("须重新报送", item, StringComparison.Ordinal);
        Assert.DoesNotContain("全部一致", item, StringComparison.Ordinal);
        Assert.Equal(2, (await stage.Sql.DuringAsync(() => manager.PageAsync($"/office/ends/{id}"), "catalogue_")).Count);

        // Five working days: not before they have passed, then once.
        stage.Host.Clock.Advance(TimeSpan.FromDays(4));
        await CheckAsync(stage);
        Assert.Empty(await FindingsAsync(stage));
        stage.Host.Clock.Advance(TimeSpan.FromDays(10));
        await CheckAsync(stage);
        await CheckAsync(stage);
        var finding = Assert.Single(await FindingsAsync(stage));
        Assert.Equal((true, "掌上办"), (finding.IsOpen, finding.Place));
        Assert.Contains("超过 5 个工作日没有按新版本报送", finding.Message, StringComparison.Ordinal);
        await stage.DispatchAsync();
        Assert.Contains(await stage.Host.InDatabaseAsync(db => db.Set<Message>().AsNoTracking().ToListAsync(Ct)), m => m.Title == "应用端没有按新版本重新报送" && m.Link == $"/office/inspection/{finding.Id}");

        // Sent again as it is now: all is well, and the finding is ended by it.
        Assert.True((await PostAsync(platform, id, key, await ShownAsync(stage))).GetProperty("equal").GetBoolean());
        Assert.Equal(FindingEnd.Mended, Assert.Single(await FindingsAsync(stage)).ClosedAs);
        using var later = await stage.Host.BrowserAsync("manager1");
        Assert.DoesNotContain("须重新报送", (await later.PageAsync(page)).QuerySelector("main")!.TextContent, StringComparison.Ordinal);
    }

    [Theory, EachDatabase]
    [Requirement("01.38", "01.39")]
    public async Task A_master_that_is_paused_or_cancelled_deviates_on_a_live_end_at_once_and_no_longer_when_it_is_resumed(Engine engine)
    {
        await using var stage = await ExchangeStage.OpenAsync(engine);
        using var manager = await stage.Host.BrowserAsync("manager1");
        using var platform = stage.Host.Browser();
        var (id, key, page) = await LiveAsync(stage, manager, platform, "自助机");
        async Task BecomeAsync(ItemStatus status)
        {
            Assert.True((await stage.DoAsync<BecomeItems, Zhengtong.Platform.Outcomes.Outcome>(b => b.HandleAsync(Code, status, stage.Host.Act(), Ct))).Ok);
            await stage.DispatchAsync();
        }

        await BecomeAsync(ItemStatus.Paused);
        Assert.Contains("事项状态", (await manager.PageAsync("/office/ends/deviations")).QuerySelector("tbody")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("已暂停", (await manager.PageAsync(page)).QuerySelector("tbody")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("请通知该端撤下", Assert.Single(await FindingsAsync(stage)).Message, StringComparison.Ordinal);
        await PostAsync(platform, id, key, await ShownAsync(stage, ("consult", "0826-9")));
        var more = Assert.Single(await FindingsAsync(stage));
        Assert.Contains("有 2 个要素与事项库不一致", more.Message, StringComparison.Ordinal);
        Assert.Equal((true, false), (more.RenewedAt is not null, more.Rests));
        Assert.False((await PostAsync(platform, id, key, await ShownAsync(stage))).GetProperty("equal").GetBoolean());

        await BecomeAsync(ItemStatus.InUse);
        Assert.Contains("没有发现不一致", (await manager.PageAsync("/office/ends/deviations")).Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(FindingEnd.Mended, Assert.Single(await FindingsAsync(stage)).ClosedAs);

        // What the rules say of a cancelled item is closed with it; that an end still shows it is not.
        await BecomeAsync(ItemStatus.Cancelled);
        var open = Assert.Single(await FindingsAsync(stage), f => f.IsOpen);
        Assert.Contains("已取消", open.Message, StringComparison.Ordinal);
        using var withdrawn = await manager.SubmitAsync(page, new() { ["Reason"] = "事项取消" }, "Withdraw");
        Assert.Equal(HttpStatusCode.Redirect, withdrawn.StatusCode);
        Assert.DoesNotContain(await FindingsAsync(stage), f => f.IsOpen);
    }

    [Theory, EachDatabase]
    [Requirement("02.16")]
    public async Task What_was_fetched_of_an_end_that_is_retired_meanwhile_is_no_finding(Engine engine)
    {
        await using var stage = await ExchangeStage.OpenAsync(engine);
        using var manager = await stage.Host.BrowserAsync("manager1");
        using var platform = stage.Host.Browser();
        var (id, _, _) = await LiveAsync(stage, manager, platform, "自助机");
        var asTakenUp = await stage.Host.InDatabaseAsync(db => db.Set<ApplicationEnd>().AsNoTracking().SingleAsync(Ct));
        using var retired = await manager.SubmitAsync($"/office/ends/{id}", new() { ["Reason"] = "下线" }, "Retire");
        Assert.Equal(HttpStatusCode.Redirect, retired.StatusCode);

        var shown = ShownElements.Read(Encoding.UTF8.GetBytes(await ShownAsync(stage, ("name", "旧名称"))));
        var compared = await stage.DoAsync<CompareEnd, Zhengtong.Platform.Outcomes.Outcome<CompareEnd.Comparison>>(c => c.HandleAsync(asTakenUp, Code, shown.Value, stage.Host.Act().At, Ct));

        Assert.Equal(CompareEnd.Gone, Assert.Single(compared.Problems));
        Assert.Empty(await FindingsAsync(stage));
    }
}
