using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Catalogue.Model;
using Zhengtong.Catalogue.Performance;
using Zhengtong.Catalogue.Publish;
using Zhengtong.Identity.Contracts;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Events;
using Zhengtong.Platform.Jobs;
using Zhengtong.Platform.Messaging;
using Zhengtong.TestKit;
using Zhengtong.Tests.Integration.Cases.Accept;

namespace Zhengtong.Tests.Integration.Catalogue.Performance;

/// <summary>What an item saves people, how much it is used, and what follows from it.</summary>
public sealed class PerformanceTests
{
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    [Theory, EachDatabase, Requirement("01.43")]
    public async Task A_measure_is_saved_with_the_receipt_of_its_event_and_not_before(Engine engine)
    {
        await using var stage = await WindowStage.StartAsync(engine);
        var item = await stage.Host.InDatabaseAsync(db => db.Set<Item>().AsNoTracking().SingleAsync(i => i.Code == stage.Item.Code, Ct));
        await stage.Host.InScopeAsync(s => s.GetRequiredService<MeasureItem>().HandleAsync(new ItemPublished(item.Id, item.CurrentVersionId, item.Code), Guid.CreateVersion7(), Ct));

        Assert.Equal(0, await stage.Host.InDatabaseAsync(db => db.Set<ItemMeasure>().CountAsync(Ct)));
        await DispatchAsync(stage);
        Assert.Equal(1, await stage.Host.InDatabaseAsync(db => db.Set<ItemMeasure>().CountAsync(Ct)));
    }

    [Theory, EachDatabase, Requirement("01.43")]
    public async Task Versions_show_what_was_saved_cases_show_the_effect_and_a_poor_rating_goes_back_to_the_list(Engine engine)
    {
        var sql = new SqlCounter();
        await using var stage = await WindowStage.StartAsync(engine, adjust: sql.Attach);
        await stage.ApplyAsync();
        await PublishAsync(stage, WindowStage.Food with { Materials = [WindowStage.Food.Materials[0]], PromisedLimit = new TimeLimit(4) });
        await DispatchAsync(stage);
        using var manager = await stage.Host.BrowserAsync("manager1");
        var self = $"/office/items/{stage.Item.Code}/performance";

        var sent = await sql.DuringAsync(() => manager.GetAsync(new Uri("/office/performance", UriKind.Relative), Ct), "catalogue_item_measure");
        Assert.Single(sent);
        var list = (await manager.PageAsync("/office/performance")).QuerySelector("#measures tr")!;
        Assert.Equal(["2 → 1", "4 → 4", "9 → 4 个工作日", "6"], list.QuerySelectorAll("td").Skip(2).Select(c => c.TextContent.Trim()));
        var page = (await manager.PageAsync(self)).Body!.TextContent;
        Assert.Contains("材料 2 → 1，环节 4 → 4，承诺时限 9 个工作日 → 4 个工作日，合计精简 6。", page, StringComparison.Ordinal);
        Assert.Contains("共 1 件", page, StringComparison.Ordinal);
        using var sheet = await manager.GetAsync(new Uri("/office/performance/export", UriKind.Relative), Ct);
        Assert.Equal(HttpStatusCode.OK, sheet.StatusCode);

        using var empty = await manager.SubmitAsync(self, new() { ["Input.Rating"] = "4", ["Input.Conclusion"] = "办理慢", ["Input.Todo"] = "" }, "Rate");
        Assert.Contains("请写明实施清单要改什么", await empty.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        Dictionary<string, string> poor = new() { ["Input.Rating"] = "4", ["Input.Conclusion"] = "办理慢", ["Input.Todo"] = "再减一份材料" };
        using var undated = await manager.SubmitAsync(self, poor, "Rate");
        Assert.Contains("请填写整改期限", await undated.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        (poor["Input.DueOn.Year"], poor["Input.DueOn.Month"], poor["Input.DueOn.Day"]) = ("2026", "3", "20");
        using var rated = await manager.SubmitAsync(self, poor, "Rate");
        Assert.Equal(HttpStatusCode.Redirect, rated.StatusCode);
        using var other = await stage.Host.BrowserAsync("editor2");
        Assert.Equal(HttpStatusCode.NotFound, await other.StatusAsync(self));
        using var editor = await stage.Host.BrowserAsync("editor1");
        Assert.Contains("再减一份材料", (await editor.PageAsync("/office/performance")).Body!.TextContent, StringComparison.Ordinal);
        using var forbidden = await editor.PostWithTokenOfAsync(self, self + "?handler=Rate", new() { ["Input.Rating"] = "1", ["Input.Conclusion"] = "很好" });
        Assert.Contains("绩效评价由事项管理人员作出", await forbidden.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        using var early = await editor.SubmitAsync(self, new() { ["answer"] = "已合并审查环节" }, "Answer");
        Assert.Contains("评价以后，实施清单还没有修改", await early.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);

        // Published anew, but saying the same.
        await PublishAsync(stage, WindowStage.Food with { Materials = [WindowStage.Food.Materials[0]], PromisedLimit = new TimeLimit(4) });
        using var same = await editor.SubmitAsync(self, new() { ["answer"] = "已合并审查环节" }, "Answer");
        Assert.Contains("评价以后，实施清单还没有修改", await same.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        stage.Host.Clock.SetUtcNow(new DateTimeOffset(2026, 3, 20, 16, 0, 1, TimeSpan.Zero));
        using var late = await stage.Host.BrowserAsync("editor1");
        using var lead = await stage.Host.BrowserAsync("manager1");
        var remind = () => stage.Host.InScopeAsync(s => s.GetServices<IRecurringJob>().OfType<RemindTodos>().Single().RunAsync(Ct));
        await remind();
        await remind();
        var (keeper, rater) = ((await stage.ActAsync("editor1")).Actor.Id, (await stage.ActAsync("manager1")).Actor.Id);
        Assert.Equal(
            ["事项绩效评价要求整改", "绩效评价的整改已超期"],
            (await stage.Host.InDatabaseAsync(db => db.Set<Message>().Where(m => m.PartyId == keeper && m.Title.Contains("绩效")).Select(m => m.Title).ToListAsync(Ct))).Order(StringComparer.Ordinal));
        Assert.Contains("已超期", (await late.PageAsync("/office/performance/todos")).Body!.TextContent, StringComparison.Ordinal);
        await PublishAsync(stage, WindowStage.Food with { Materials = [], PromisedLimit = new TimeLimit(4) });
        using var answered = await late.SubmitAsync(self, new() { ["answer"] = "已合并审查环节" }, "Answer");
        Assert.Equal(HttpStatusCode.Redirect, answered.StatusCode);
        Assert.Equal(
            ["绩效评价的整改已完成", "绩效评价的整改已超期"],
            (await stage.Host.InDatabaseAsync(db => db.Set<Message>().Where(m => m.PartyId == rater && m.Title.Contains("绩效")).Select(m => m.Title).ToListAsync(Ct))).Order(StringComparer.Ordinal));

        Assert.Contains("已合并审查环节（第 4 版", (await lead.PageAsync(self)).Body!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("待整改", (await late.PageAsync("/office/performance")).Body!.TextContent, StringComparison.Ordinal);
        await stage.Host.InDatabaseAsync(async db =>
        {
            var item = await db.Set<Item>().SingleAsync(i => i.Id == stage.Item.ItemId, Ct);
            var trace = await db.TraceOfAsync(item.Id, Ct);
            Assert.Equal(["published", "published", "evaluated", "published", "published", "evaluation-answered"], trace.Select(t => t.What));
            Assert.Null(Trace.Check(item, trace));
            return true;
        });
    }

    [Theory, EachDatabase, Requirement("01.43")]
    public async Task What_is_to_be_mended_is_paged_due_first_and_an_organisation_is_looked_for(Engine engine)
    {
        await using var stage = await WindowStage.StartAsync(engine);
        await stage.Host.InDatabaseAsync(db =>
        {
            for (var i = 0; i < 60; i++)
            {
                db.Add(new ItemEvaluation
                {
                    Id = Guid.CreateVersion7(), ItemId = stage.Item.ItemId, Code = stage.Item.Code, ItemName = stage.Item.Name, RegionCode = DemoPeople.Region, OrganisationId = stage.Item.OrganisationId,
                    OrganisationName = stage.Item.OrganisationName, Rating = EvaluationRating.Poor, Conclusion = "慢", Todo = $"要求{i:D2}。", DueOn = new DateOnly(2026, 4, 1).AddDays(59 - i), RatedVersion = 1,
                    ById = Guid.Empty, ByName = "甲", At = Act.Micro(stage.Host.Clock.GetUtcNow().UtcDateTime),
                });
            }

            return db.SaveChangesAsync(Ct);
        });
        using var manager = await stage.Host.BrowserAsync("manager1");

        var first = await manager.PageAsync("/office/performance/todos");
        var rows = first.QuerySelectorAll("#todos tr").Select(r => r.QuerySelectorAll("td")[3].TextContent).ToList();
        Assert.Equal((50, "要求59。", "要求10。"), (rows.Count, rows[0], rows[^1]));
        var next = first.QuerySelector(".zt-pager a")!.GetAttribute("href")!;
        Assert.Equal(["要求09。", "要求08。"], (await manager.PageAsync(next)).QuerySelectorAll("#todos tr").Select(r => r.QuerySelectorAll("td")[3].TextContent).Take(2));
        Assert.Equal(5, (await manager.PageAsync("/office/performance")).QuerySelector("table")!.QuerySelectorAll("tbody tr").Length);
        using var other = await stage.Host.BrowserAsync("editor2");
        Assert.DoesNotContain("要求59。", (await other.PageAsync("/office/performance/todos")).Body!.TextContent, StringComparison.Ordinal);

        var found = await manager.PageAsync("/office/performance?find=" + Uri.EscapeDataString("市监"));
        Assert.Equal($"/office/performance?organisation={stage.Item.OrganisationId}", found.QuerySelector("a[href*='organisation=']")!.GetAttribute("href"));
    }

    [Theory, EachDatabase, Requirement("01.43")]
    public async Task The_list_is_read_by_its_place_from_one_table_by_key_and_a_cancelled_item_is_not_on_it(Engine engine)
    {
        var sql = new SqlCounter();
        await using var stage = await WindowStage.StartAsync(engine, adjust: sql.Attach);
        await DispatchAsync(stage);
        await stage.Host.InDatabaseAsync(db =>
        {
            db.AddRange(Enumerable.Range(0, 130).Select(i => new ItemMeasure
            {
                ItemId = Guid.CreateVersion7(), Code = $"M-{i:D3}", Name = $"事项{i:D3}", RegionCode = (i % 3) switch { 0 => DemoPeople.Region, 1 => DemoPeople.Region + "101", _ => "511603" },
                OrganisationId = i % 2 == 0 ? stage.Item.OrganisationId : Guid.CreateVersion7(), OrganisationName = "某局", Saved = i / 10,
            }));
            return db.SaveChangesAsync(Ct);
        });
        using var manager = await stage.Host.BrowserAsync("manager1");
        async Task<List<string>> AllAsync(string? address)
        {
            List<string> names = [];
            while (address is not null)
            {
                var page = await manager.PageAsync(address);
                names.AddRange(page.QuerySelectorAll("#measures tr").Select(r => r.QuerySelector("td")!.TextContent));
                address = page.QuerySelector(".zt-pager a")?.GetAttribute("href");
            }

            return names;
        }

        var sent = Assert.Single(await sql.DuringAsync(() => manager.PageAsync("/office/performance"), "catalogue_item_measure"));
        Assert.DoesNotMatch(@"catalogue_item\b", sent);
        var names = await AllAsync("/office/performance");
        Assert.Equal(Enumerable.Range(0, 130).Where(i => i % 3 != 2).Select(i => $"事项{i:D3}").Append("食品经营许可"), names.Order(StringComparer.Ordinal));
        var saved = names.Where(n => n.StartsWith("事项", StringComparison.Ordinal)).Select(n => int.Parse(n[2..], System.Globalization.CultureInfo.InvariantCulture) / 10).ToList();
        Assert.Equal(saved.OrderDescending(), saved);

        async Task BecomeAsync(ItemStatus status)
        {
            await stage.Host.InScopeAsync(s => s.GetRequiredService<BecomeItems>().HandleAsync(stage.Item.Code, status, Act.BySystem("test", stage.Host.Clock.GetUtcNow().UtcDateTime), Ct));
            await DispatchAsync(stage);
        }

        await BecomeAsync(ItemStatus.Cancelled);
        Assert.DoesNotContain("食品经营许可", await AllAsync("/office/performance"));
        await BecomeAsync(ItemStatus.InUse);
        Assert.Contains("食品经营许可", await AllAsync("/office/performance"));
    }

    [Theory, EachDatabase, Requirement("01.43")]
    public async Task The_use_of_an_item_is_counted_by_month_with_what_was_on_time_and_by_commitment(Engine engine)
    {
        await using var stage = await PermissionAdjustment.PowerStage.StartAsync(engine);
        await stage.CasesAsync(stage.Window.Item.ItemId, stage.Window.Item.VersionId, 3);

        var use = await stage.Host.InScopeAsync(s => s.GetRequiredService<IItemUse>().OfAsync([stage.Window.Item.ItemId], new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc), new DateTime(2026, 4, 1, 0, 0, 0, DateTimeKind.Utc), Ct));

        Assert.Equal([new ItemUse(stage.Window.Item.ItemId, new DateOnly(2026, 3, 1), 3, 3, 2, 1)], use);
        using var manager = await stage.Host.BrowserAsync("manager1");
        var page = (await manager.PageAsync($"/office/items/{stage.Window.Item.Code}/performance")).Body!.TextContent;
        Assert.Contains("共 3 件，按时办结率 66.7%，告知承诺（信用审批）占 33.3%。", page, StringComparison.Ordinal);
    }

    private static Task<Guid> PublishAsync(WindowStage stage, ItemContent content) => stage.DoAsync<PublishItemVersion, Guid>(
        (p, act) => p.PublishAsync(new PublishRequest(stage.Item.Code, stage.Item.Name, stage.Item.OrganisationId, stage.Item.OrganisationName, DemoPeople.Region, stage.Item.RegionName, content, "test"), act, Ct), "manager1");

    private static async Task DispatchAsync(WindowStage stage)
    {
        var dispatcher = stage.Host.Services.GetRequiredService<OutboxDispatcher>();
        while (await dispatcher.DispatchDueAsync(Ct) > 0)
        {
        }
    }
}
