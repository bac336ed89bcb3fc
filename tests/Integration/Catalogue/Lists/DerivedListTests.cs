using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Catalogue.Lists;
using Zhengtong.Catalogue.Model;
using Zhengtong.Catalogue.Publish;
using Zhengtong.TestKit;

namespace Zhengtong.Tests.Integration.Catalogue.Lists;

/// <summary>Lists that follow from items: published anew with each version, the same for everybody who looks.</summary>
public sealed class DerivedListTests
{
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;
    private static readonly CommitmentTerms Terms = new("承诺场所符合消防要求", "已取得场所使用权", "虚假承诺的撤销许可", "三个月内核查");

    [Theory, EachDatabase, Requirement("05.02", "05.09")]
    public async Task An_item_that_admits_commitment_is_on_the_list_with_its_terms_and_leaves_it_when_it_no_longer_does(Engine engine)
    {
        await using var host = await TestHost.StartAsync(engine);
        await host.PublishAsync(CatalogueStage.Content() with { Commitment = Terms, Tags = [ItemTags.Commitment] });
        var shown = await host.Browser().TextAsync("/lists/commitment");
        Assert.Contains("娱乐场所设立审批", shown, StringComparison.Ordinal);
        Assert.Contains(Terms.Content, shown, StringComparison.Ordinal);
        Assert.Contains(Terms.Requirements, shown, StringComparison.Ordinal);
        Assert.Contains(Terms.Liability, shown, StringComparison.Ordinal);

        await host.PublishAsync(CatalogueStage.Content());

        Assert.DoesNotContain("娱乐场所设立审批", await host.Browser().TextAsync("/lists/commitment"), StringComparison.Ordinal);
    }

    [Theory, EachDatabase, Requirement("05.07")]
    public async Task An_item_of_an_excluded_risk_cannot_be_published_with_commitment(Engine engine)
    {
        await using var host = await TestHost.StartAsync(engine);
        var request = CatalogueStage.Request(ListStage.Code) with { Content = CatalogueStage.Content() with { Commitment = Terms, RiskClasses = [3] } };

        var outcome = await host.InScopeAsync(s => s.GetRequiredService<PublishItemVersion>().PublishAsync(request, host.Act(), Ct));

        Assert.Equal(["catalogue.commitment-excluded"], outcome.Problems.Select(p => p.Code));
        Assert.Contains("公共安全", outcome.Problems[0].Message, StringComparison.Ordinal);
        Assert.Equal(0, await host.InDatabaseAsync(db => db.Set<Item>().CountAsync(Ct)));
    }

    [Theory, EachDatabase, Requirement("05.03", "05.09")]
    public async Task The_tolerance_list_names_main_materials_and_those_that_may_come_later(Engine engine)
    {
        await using var host = await TestHost.StartAsync(engine);
        await host.PublishAsync(CatalogueStage.Content() with
        {
            ToleranceDays = 5,
            Materials = [new ItemMaterial { Key = "m1", Name = "设立申请书", SourceCode = "10" }, new ItemMaterial { Key = "m2", Name = "场所平面图", SourceCode = "10", Tolerable = true }],
        });

        var cells = (await host.Browser().PageAsync("/lists/tolerance")).QuerySelectorAll("#list-rows td").ToDictionary(td => td.GetAttribute("data-label")!, td => td.TextContent.Trim());

        Assert.Equal(("娱乐场所设立审批", "设立申请书", "场所平面图"), (cells["事项"], cells["主要申请材料"], cells["可容缺受理的材料"]));
    }

    [Theory, EachDatabase, Requirement("03.20", "03.21")]
    public async Task Special_and_uncounted_steps_are_listed_with_limit_and_ground(Engine engine)
    {
        await using var host = await TestHost.StartAsync(engine);
        await host.PublishAsync(CatalogueStage.Content() with
        {
            SpecialSteps = [new SpecialStep("现场勘验", "场所核查", 7, "《娱乐场所管理条例》第九条"), new SpecialStep("听证论证", "听证", 20, "《娱乐场所管理条例》第十条")],
            UncountedSteps = [new UncountedStep("听证", "《行政许可法》第四十五条", 20, "听证所需时间")],
        });

        var special = await host.Browser().TextAsync("/lists/special-steps");
        var uncounted = await host.Browser().TextAsync("/lists/uncounted-steps");

        Assert.All((string[])["现场勘验：场所核查", "7 个工作日", "《娱乐场所管理条例》第九条", "听证论证：听证"], t => Assert.Contains(t, special, StringComparison.Ordinal));
        Assert.All((string[])["听证", "《行政许可法》第四十五条", "听证所需时间"], t => Assert.Contains(t, uncounted, StringComparison.Ordinal));
    }

    [Theory, EachDatabase, Requirement("05.18", "01.30")]
    public async Task Tags_are_badges_and_filters_of_items_and_lists_of_their_own(Engine engine)
    {
        await using var host = await TestHost.StartAsync(engine);
        await host.PublishAsync(CatalogueStage.Content() with { Instant = true, Visits = 0, HandleForms = ["1", "2", "3"], Tags = [ItemTags.Assisted] });
        await host.PublishAsync(CatalogueStage.Content() with { Visits = 2 }, ListStage.Other, "食品经营许可");
        using var browser = host.Browser();

        foreach (var tag in (string[])[ItemTags.Immediate, ItemTags.Mobile, ItemTags.Once, ItemTags.OneTrip, ItemTags.ZeroTrip, ItemTags.Assisted])
        {
            foreach (var address in (string[])["/lists/" + tag, "/items?tag=" + tag])
            {
                var shown = (await browser.PageAsync(address)).QuerySelector("#list-rows, #items")!.TextContent;
                Assert.Contains("娱乐场所设立审批", shown, StringComparison.Ordinal);
                Assert.DoesNotContain("食品经营许可", shown, StringComparison.Ordinal);
            }
        }

        Assert.Equal(2, (await browser.PageAsync("/lists/online")).QuerySelectorAll("#list-rows tr").Length);
        Assert.Contains("帮办代办", (await browser.PageAsync("/items?tag=mobile")).QuerySelector("#items")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("掌上办", (await browser.PageAsync("/items/" + ListStage.Code)).QuerySelector(".zt-guide__tags")!.TextContent, StringComparison.Ordinal);
    }

    [Theory, EachDatabase, Requirement("05.15", "05.16")]
    public async Task Trip_lists_are_the_same_on_every_end_and_items_outside_the_hall_need_a_reason(Engine engine)
    {
        await using var host = await SignInKit.StartDemoAsync(engine);
        await host.PublishAsync(CatalogueStage.Content() with { Visits = 0, EntersHall = true });
        await host.PublishAsync(CatalogueStage.Content() with { Visits = 1, EntersHall = false }, ListStage.Other, "食品经营许可");
        using var manager = await host.BrowserAsync("manager1");
        using var clerk = await host.BrowserAsync("clerk1");

        Assert.Equal(await host.Browser().TextAsync("/lists/one-trip"), await clerk.TextAsync("/lists/one-trip"));
        Assert.Contains("食品经营许可", await host.Browser().TextAsync("/lists/one-trip"), StringComparison.Ordinal);
        Assert.DoesNotContain("食品经营许可", await host.Browser().TextAsync("/lists/zero-trip"), StringComparison.Ordinal);
        var checks = await manager.TextAsync("/office/lists/one-trip/checks");
        Assert.Contains("食品经营许可", checks, StringComparison.Ordinal);
        Assert.DoesNotContain("娱乐场所设立审批", checks, StringComparison.Ordinal);

        var entry = await manager.AddEntryAsync(RegisterLists.HallNegative, "1", "食品经营许可", (RegisterLists.Reason, "受场地限制"));
        await manager.MapAsync(entry, ListStage.Other);

        Assert.DoesNotContain("食品经营许可", await manager.TextAsync("/office/lists/one-trip/checks"), StringComparison.Ordinal);
    }

    [Theory, EachDatabase, Requirement("05.20")]
    public async Task Items_with_many_steps_are_suggested_for_assisted_handling_until_they_are_on_the_list(Engine engine)
    {
        await using var host = await SignInKit.StartDemoAsync(engine);
        using var manager = await host.BrowserAsync("manager1");
        var content = CatalogueStage.Content() with { PromisedLimit = new TimeLimit(16) };
        await host.PublishAsync(content);
        Assert.Contains("耗时长（16 个工作日）", await manager.TextAsync("/office/lists/assisted/checks"), StringComparison.Ordinal);

        await host.PublishAsync(content with { Tags = [ItemTags.Assisted] });

        Assert.Contains("娱乐场所设立审批", await host.Browser().TextAsync("/lists/assisted"), StringComparison.Ordinal);
        var checks = await manager.TextAsync("/office/lists/assisted/checks");
        Assert.DoesNotContain("耗时长（", checks, StringComparison.Ordinal);
        Assert.Contains("不在权责清单里", checks, StringComparison.Ordinal);
    }

    [Theory, EachDatabase, Requirement("05.02", "05.09")]
    public async Task Anybody_reads_what_a_list_said_on_a_day_also_of_items_that_changed_left_paused_or_came_back(Engine engine)
    {
        await using var host = await TestHost.StartAsync(engine);
        async Task<List<string>> OnAsync(string address) =>
            [.. (await host.Browser().PageAsync(address)).QuerySelectorAll("#list-rows tr").Select(r => string.Join(' ', r.QuerySelectorAll("td").Take(2).Select(c => c.TextContent.Trim())))];
        async Task OnDayAsync(int day, Func<Task> work)
        {
            host.Clock.SetUtcNow(new DateTimeOffset(2026, 3, day, 2, 0, 0, TimeSpan.Zero));
            await work();
        }

        async Task BecomeAsync(ItemStatus status)
        {
            Assert.True((await host.InScopeAsync(s => s.GetRequiredService<BecomeItems>().HandleAsync(ListStage.Code, status, host.Act(), Ct))).Ok);
            await host.DispatchAsync();
        }

        var content = CatalogueStage.Content() with { Visits = 1, PromisedLimit = new TimeLimit(9) };
        await OnDayAsync(3, () => host.PublishAsync(content, ListStage.Other, "食品经营许可"));
        await OnDayAsync(4, () => host.PublishAsync(content));
        await OnDayAsync(5, () => host.PublishAsync(content with { PromisedLimit = new TimeLimit(5) }));
        await OnDayAsync(6, () => BecomeAsync(ItemStatus.Paused));
        await OnDayAsync(8, () => BecomeAsync(ItemStatus.InUse));
        await OnDayAsync(9, () => host.PublishAsync(content with { Visits = 3 }));
        host.Clock.SetUtcNow(new DateTimeOffset(2026, 3, 12, 2, 0, 0, TimeSpan.Zero));

        const string Food = "食品经营许可 9 个工作日";
        Assert.Equal([Food], await OnAsync("/lists/one-trip"));
        Assert.Empty(await OnAsync("/lists/one-trip?on=2026-03-02"));
        Assert.Equal([Food], await OnAsync("/lists/one-trip?on=2026-03-03"));
        Assert.Equal(["娱乐场所设立审批 9 个工作日", Food], (await OnAsync("/lists/one-trip?on=2026-03-04")).Order(StringComparer.Ordinal));
        Assert.Contains("娱乐场所设立审批 5 个工作日", await OnAsync("/lists/one-trip?on=2026-03-05"));
        Assert.Equal([Food], await OnAsync("/lists/one-trip?on=2026-03-07"));
        Assert.Contains("娱乐场所设立审批 5 个工作日", await OnAsync("/lists/one-trip?on=2026-03-08"));
        Assert.Equal([Food], await OnAsync("/lists/one-trip?on=2026-03-11"));
        var past = await host.Browser().TextAsync("/lists/one-trip?on=2026-03-05&q=" + Uri.EscapeDataString("娱乐"));
        Assert.Contains("这是 2026年3月5日 的清单", past, StringComparison.Ordinal);
        Assert.DoesNotContain("食品经营许可", past, StringComparison.Ordinal);
        Assert.Equal("娱乐场所设立审批", Assert.Single(await host.Browser().SheetAsync("/lists/one-trip/export?on=2026-03-05&q=" + Uri.EscapeDataString("娱乐")))["事项"]);

        // Written anew every night, it says the same; and nobody alters what it said.
        await host.InScopeAsync(s => s.GetServices<Zhengtong.Platform.Jobs.IRecurringJob>().OfType<RebuildLists>().Single().RunAsync(Ct));
        Assert.Equal(3, await host.InDatabaseAsync(db => db.Set<FormerListItem>().CountAsync(x => x.List == ItemTags.OneTrip, Ct)));
        await Assert.ThrowsAnyAsync<Exception>(() => host.InDatabaseAsync(db => db.Set<FormerListItem>().ExecuteUpdateAsync(u => u.SetProperty(x => x.Name, "另一个名称"), Ct)));
    }

    [Theory, EachDatabase, Requirement("05.09")]
    public async Task The_list_of_a_day_is_paged_by_key_through_what_is_still_said_and_what_is_not(Engine engine)
    {
        await using var host = await TestHost.StartAsync(engine);
        static string Code(int n) => $"511A00052000{n}-511602000000-000-115113016823646795-1-00";
        for (var n = 10; n < 45; n++)
        {
            await host.PublishAsync(CatalogueStage.Content() with { Visits = 1 }, Code(n), $"事项{n}");
        }

        host.Clock.Advance(TimeSpan.FromDays(2));
        for (var n = 11; n < 45; n += 3)
        {
            await host.PublishAsync(CatalogueStage.Content() with { Visits = 3 }, Code(n), $"事项{n}");
        }

        using var browser = host.Browser();
        var first = await browser.PageAsync("/lists/one-trip?on=2026-03-02");
        var next = await browser.PageAsync(first.QuerySelector(".zt-pager a")!.GetAttribute("href")!);
        var names = first.QuerySelectorAll("#list-rows tr").Concat(next.QuerySelectorAll("#list-rows tr")).Select(r => r.QuerySelector("td")!.TextContent.Trim());
        Assert.Equal(Enumerable.Range(10, 35).Select(n => $"事项{n}"), names);
        Assert.Equal(23, (await browser.PageAsync("/lists/one-trip")).QuerySelectorAll("#list-rows tr").Length);
    }

    [Theory, EachDatabase]
    public async Task A_page_of_a_list_costs_one_statement_and_the_sheet_says_what_is_filtered(Engine engine)
    {
        var sql = new SqlCounter();
        await using var host = await TestHost.StartAsync(engine, sql.Attach);
        for (var n = 10; n < 45; n++)
        {
            await host.PublishAsync(CatalogueStage.Content() with { Visits = 1 }, $"511A00052000{n}-511602000000-000-115113016823646795-1-00", $"事项{n}");
        }

        using var browser = host.Browser();
        await browser.PageAsync("/lists/one-trip");
        var sent = await sql.DuringAsync(() => browser.PageAsync("/lists/one-trip"), "catalogue_list");
        Assert.Single(sent);
        var page = await browser.PageAsync("/lists/one-trip");
        Assert.Equal(ReadLists.PageSize, page.QuerySelectorAll("#list-rows tr").Length);
        Assert.Equal(5, (await browser.PageAsync(page.QuerySelector(".zt-pager a")!.GetAttribute("href")!)).QuerySelectorAll("#list-rows tr").Length);
        using var sheet = await browser.GetAsync(new Uri("/lists/one-trip/export?q=" + Uri.EscapeDataString("事项12"), UriKind.Relative), Ct);
        var rows = MiniExcelLibs.MiniExcel.Query(new MemoryStream(await sheet.Content.ReadAsByteArrayAsync(Ct)), true).Cast<IDictionary<string, object>>().ToList();
        Assert.Equal("事项12", Assert.Single(rows)["事项"]);

        await host.InDatabaseAsync(async db =>
        {
            await db.Set<ListItem>().ExecuteDeleteAsync(Ct);
            return true;
        });
        await host.InScopeAsync(s => s.GetServices<Zhengtong.Platform.Jobs.IRecurringJob>().OfType<RebuildLists>().Single().RunAsync(Ct));
        Assert.Equal(ReadLists.PageSize, (await browser.PageAsync("/lists/one-trip")).QuerySelectorAll("#list-rows tr").Length);
    }
}
