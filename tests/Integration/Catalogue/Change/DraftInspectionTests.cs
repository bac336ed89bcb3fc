using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Catalogue.Findings;
using Zhengtong.Catalogue.Model;
using Zhengtong.Platform.Persistence;
using Zhengtong.TestKit;

namespace Zhengtong.Tests.Integration.Catalogue.Change;

/// <summary>The whole standard meets a change while it is written, and not first when it is published.</summary>
public sealed class DraftInspectionTests
{
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    [Theory, EachDatabase, Requirement("02.07", "02.13")]
    public async Task What_the_standard_says_of_a_saved_draft_stands_on_its_page_for_author_and_approver_and_is_what_is_found_after_publishing(Engine engine)
    {
        var sql = new SqlCounter();
        await using var stage = await KeepingStage.StartAsync(engine, sql.Attach);
        var id = await stage.BeginAsync("editor2", KeepingStage.Item);
        using var author = await stage.Host.BrowserAsync("editor2");
        var page = $"/office/items/changes/{id}";
        Assert.True((await stage.WriteAsync("editor2", id, c => c with { ComplaintPhone = "0826-3333333" })).Ok);

        var hints = await HintsAsync(author, page);
        Assert.Contains(hints, h => h.Rule == "phones" && h.Text.Contains("没有咨询电话", StringComparison.Ordinal) && h.Text.StartsWith("咨询方式：", StringComparison.Ordinal));
        Assert.DoesNotContain(hints, h => h.Text.Contains("没有投诉电话", StringComparison.Ordinal));
        var shown = await author.PageAsync(page);
        Assert.Empty(shown.QuerySelectorAll("#faults"));
        Assert.All(shown.QuerySelectorAll(".zt-longform__nav a"), a => Assert.Equal(a.TextContent, shown.QuerySelector(a.GetAttribute("href")!)?.TextContent));

        // One reading of the rules serves what refuses and what is only told.
        await author.PageAsync(page);
        var asked = await sql.DuringAsync(() => author.PageAsync(page));
        Assert.Single(asked, q => q.Contains("catalogue_inspection_rule_version", StringComparison.Ordinal));
        Assert.InRange(asked.Count(q => q.Contains("catalogue_", StringComparison.Ordinal)), 1, PagesStatements);

        // A hint keeps nobody from submitting; who checks and who approves read the same.
        Assert.True((await stage.SubmitAsync("editor2", id)).Ok);
        Assert.Equal(hints, await HintsAsync(await stage.Host.BrowserAsync("manager1"), page));
        Assert.True((await stage.CheckAsync("manager1", id)).Ok);
        Assert.Equal(hints, await HintsAsync(await stage.Host.BrowserAsync("manager2"), page));
        Assert.True((await stage.ApproveAsync("manager2", id)).Ok);
        var item = await stage.ItemAsync();
        await stage.Host.InScopeAsync(async s =>
        {
            await s.GetRequiredService<RecheckItem>().HandleAsync(new ItemPublished(item.Id, item.CurrentVersionId, item.Code), Guid.NewGuid(), Ct);
            return await s.GetRequiredService<Database>().SaveChangesAsync(Ct);
        });
        var found = await stage.Host.InDatabaseAsync(db => db.Set<Finding>().AsNoTracking().Where(f => f.ItemId == item.Id && f.ClosedAt == null).ToListAsync(Ct));
        Assert.Equal(hints.Select(h => h.Rule).Distinct().Order(StringComparer.Ordinal), found.Select(f => f.RuleKey).Distinct().Order(StringComparer.Ordinal));
    }

    [Theory, EachDatabase, Requirement("02.13", "02.14")]
    public async Task A_change_that_is_not_published_is_checked_by_who_sees_it_and_an_item_is_found_by_its_name(Engine engine)
    {
        await using var stage = await KeepingStage.StartAsync(engine);
        var id = await stage.BeginAsync("editor2", KeepingStage.Item);
        Assert.True((await stage.WriteAsync("editor2", id, c => c with { ConsultPhone = "2345678" })).Ok);
        using var author = await stage.Host.BrowserAsync("editor2");
        using var stranger = await stage.Host.BrowserAsync("editor1");

        var offered = (await author.PageAsync("/office/inspection/try?code=" + KeepingStage.Item)).QuerySelector("a[href*='try?change=']")!.GetAttribute("href")!;
        Assert.Contains("“2345678”没有区号", (await author.PageAsync(offered)).Body!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("“2345678”没有区号", (await author.PageAsync("/office/inspection/try?code=" + KeepingStage.Item)).Body!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("“2345678”没有区号", (await stranger.PageAsync(offered)).Body!.TextContent, StringComparison.Ordinal);
        Assert.Null((await stranger.PageAsync("/office/inspection/try?code=" + KeepingStage.Item)).QuerySelector("a[href*='try?change=']"));
        Assert.NotNull((await stranger.PageAsync("/office/inspection/try?code=" + Uri.EscapeDataString("公共场所 卫生"))).QuerySelector($"a[href='/office/inspection/try?code={KeepingStage.Item}']"));
    }

    private const int PagesStatements = 30;

    private static async Task<List<(string Rule, string Text)>> HintsAsync(HttpClient browser, string page) =>
        [.. (await browser.PageAsync(page)).QuerySelectorAll("#hints li").Select(l => (l.QuerySelector("a")!.GetAttribute("href")!.Split('#')[1], l.TextContent.Trim()))];
}
