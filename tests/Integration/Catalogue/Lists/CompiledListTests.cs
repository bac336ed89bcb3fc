using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Catalogue.Lists;
using Zhengtong.Catalogue.Model;
using Zhengtong.Platform.Jobs;
using Zhengtong.Platform.Messaging;
using Zhengtong.TestKit;
using Zhengtong.Tests.Integration.Catalogue.Agreement;

namespace Zhengtong.Tests.Integration.Catalogue.Lists;

/// <summary>Compiling lists of thousands of entries: by sheet, by name, from what the catalogue has and the list lacks.</summary>
public sealed class CompiledListTests
{
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;
    private static readonly (string, string)[] Power = [("basis", "《食品安全法》第三十五条"), ("duties", "受理、审查、决定、监管")];

    [Theory, EachDatabase, Requirement("01.23", "01.25")]
    public async Task A_sheet_is_checked_first_names_the_entries_it_lacks_and_carries_what_entries_correspond_to(Engine engine)
    {
        await using var host = await SignInKit.StartDemoAsync(engine);
        using var manager = await host.BrowserAsync("manager1");
        using var other = await host.BrowserAsync("manager2");
        await host.PublishAsync(CatalogueStage.Content());
        await host.PublishAsync(CatalogueStage.Content(), ListStage.Other, "食品经营许可");
        static Dictionary<string, object> Row(string number, string name, string codes) => new()
        {
            ["编号"] = number, ["名称"] = name, ["单位"] = "", ["准入类别"] = "许可准入类", ["措施描述"] = "未获得许可，不得从事", ["主管部门"] = "", ["对应编码"] = codes,
        };
        Task<List<string>> Mapped() => host.InDatabaseAsync(db => db.Set<ListMapping>().OrderBy(m => m.TargetCode).Select(m => m.TargetCode).ToListAsync(Ct));
        await manager.AddEntryAsync("market-access", "9", "表格没有的条目", ("access", "许可准入类"), ("measure", "措施"));

        var wrong = await manager.TextAsync(await host.CheckSheetAsync(manager, "market-access", [Row("1", "娱乐场所", "999999999999")]));
        Assert.Contains("对应编码“999999999999”：没有这个基本编码或事项编码", wrong, StringComparison.Ordinal);

        var run = await host.CheckSheetAsync(manager, "market-access", [Row("1", "娱乐场所", $"{ListStage.Code}、{ListStage.Other}")]);
        var page = await manager.TextAsync(run);
        Assert.Contains("新增 1 条", page, StringComparison.Ordinal);
        Assert.Contains("清单里有 1 条在表格里没有", page, StringComparison.Ordinal);
        Assert.Contains("表格没有的条目", page, StringComparison.Ordinal);
        Assert.Equal(1, await host.InDatabaseAsync(db => db.Set<RegisterEntry>().CountAsync(Ct)));
        using (var hidden = await other.GetAsync(new Uri(run, UriKind.Relative), Ct))
        {
            Assert.Equal(System.Net.HttpStatusCode.NotFound, hidden.StatusCode);
        }

        await host.WriteSheetAsync(manager, run);
        Assert.Equal((string[])[ListStage.Other, ListStage.Code], await Mapped());
        Assert.Null(await host.InDatabaseAsync(db => db.Set<RegisterEntry>().Where(e => e.Number == "9").Select(e => e.RemovedAt).SingleAsync(Ct)));
        Assert.Equal($"{ListStage.Other}、{ListStage.Code}", (await manager.SheetAsync("/office/lists/market-access/export"))[0]["对应编码"]);

        // What was checked is not written once the list is another.
        var stale = await host.CheckSheetAsync(manager, "market-access", [Row("1", "娱乐场所", ListStage.Code)]);
        host.Clock.Advance(TimeSpan.FromMinutes(1));
        await manager.AddEntryAsync("market-access", "8", "又加的条目", ("access", "许可准入类"), ("measure", "措施"));
        Assert.Contains("检查之后清单有了改动", await manager.TextAsync(await host.WriteSheetAsync(manager, stale)), StringComparison.Ordinal);

        // Also when only a correspondence was taken away: the sheet would bring it back.
        var unmapped = await host.CheckSheetAsync(manager, "market-access", [Row("1", "娱乐场所", $"{ListStage.Code}、{ListStage.Other}")]);
        host.Clock.Advance(TimeSpan.FromMinutes(1));
        var entry = await host.InDatabaseAsync(db => db.Set<RegisterEntry>().Where(e => e.Number == "1").Select(e => e.Id).SingleAsync(Ct));
        using (var removed = await other.SubmitAsync($"/office/lists/market-access/entries/{entry}", new() { ["Code"] = ListStage.Other }, "Unmap"))
        {
            Assert.Equal(System.Net.HttpStatusCode.Redirect, removed.StatusCode);
        }

        Assert.Contains("检查之后清单有了改动", await manager.TextAsync(await host.WriteSheetAsync(manager, unmapped)), StringComparison.Ordinal);
        Assert.Equal((string[])[ListStage.Code], await Mapped());

        var fresh = await host.CheckSheetAsync(manager, "market-access", [Row("1", "娱乐场所", ListStage.Code)]);
        using (var without = await manager.SubmitAsync(fresh, new() { ["Remove"] = "true" }))
        {
            Assert.Contains("请写明移出清单的理由", await without.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        }

        var done = await manager.TextAsync(await host.WriteSheetAsync(manager, fresh, new() { ["Remove"] = "true", ["Reason"] = "新版清单已取消" }));
        Assert.Contains("移出 2 条", done, StringComparison.Ordinal);
        Assert.Equal([ListStage.Code], await Mapped());
        Assert.Equal(["新版清单已取消", "新版清单已取消"], await host.InDatabaseAsync(db => db.Set<RegisterEntry>().Where(e => e.RemovedAt != null).Select(e => e.RemovedReason).ToListAsync(Ct)));
    }

    [Theory, EachDatabase, Requirement("01.23")]
    public async Task Entries_are_mapped_at_once_to_what_has_their_name_and_a_name_of_several_is_left_to_a_person(Engine engine)
    {
        await using var host = await SignInKit.StartDemoAsync(engine);
        using var manager = await host.BrowserAsync("manager1");
        await host.AddRegionsAsync();
        await host.PublishAsync(CatalogueStage.Content());
        await host.PublishAsync(ListStage.Basic("000131001000", "", "食品经营许可"));
        await host.PublishAsync(ListStage.Basic("000131001000", "51", "食品经营许可"));
        await host.PublishAsync(ListStage.Basic("000131002000", "51", "食品生产许可"));
        await host.PublishAsync(ListStage.Basic("000131003000", "51", "食品生产许可"));
        foreach (var (number, name) in ((string, string)[])[("1", "食品经营许可"), ("2", "食品生产许可"), ("3", "娱乐场所设立审批"), ("4", "目录里没有的名称")])
        {
            await manager.AddEntryAsync("power", number, name, Power);
        }

        using var done = await manager.SubmitAsync("/office/lists/power", [], "Map");

        var said = await done.Content.ReadAsStringAsync(Ct);
        Assert.Contains("已按同名建立对应：2 条", said, StringComparison.Ordinal);
        Assert.Contains("有 1 条的名称对应几个目录事项", said, StringComparison.Ordinal);
        Assert.Contains("有 1 条没有同名的目录事项", said, StringComparison.Ordinal);
        Assert.Equal(
            [("1", "000131001000"), ("3", ListStage.Code)],
            (await host.InDatabaseAsync(db => db.Set<RegisterEntry>().Join(db.Set<ListMapping>(), e => e.Id, m => m.EntryId, (e, m) => new { e.Number, m.TargetCode }).OrderBy(x => x.Number).ToListAsync(Ct)))
            .Select(x => (x.Number, x.TargetCode)));
    }

    [Theory, EachDatabase, Requirement("01.23", "01.26", "01.27")]
    public async Task What_the_catalogue_has_and_a_list_lacks_is_shown_page_by_page_and_put_on_it_from_there(Engine engine)
    {
        await using var host = await SignInKit.StartDemoAsync(engine);
        using var first = await host.BrowserAsync("manager1");
        using var second = await host.BrowserAsync("manager2");
        using var city = await host.BrowserAsync("city1");
        await host.AddRegionsAsync();
        for (var n = 10; n < 62; n++)
        {
            await host.PublishAsync(CatalogueStage.Request($"511A00052000{n}-511602000000-000-115113016823646795-1-00", $"权力{n}"));
        }

        await host.PublishAsync(ListStage.Item("10", "食品经营许可", "511602") with { Content = AgreementStage.Content() });
        await PublishedListTests.PublishAboveAsync(host, "51", "investment", ("T-1", "食品经营许可", [AgreementStage.CatalogueCode]));

        // A list of one's own must name what the one above names; without one of one's own that above holds.
        Assert.DoesNotContain("应列未列", await first.TextAsync("/office/lists/investment/checks"), StringComparison.Ordinal);
        await first.AddEntryAsync("investment", "1", "企业投资项目核准", ("basis", "《条例》"));
        var investment = await first.TextAsync("/office/lists/investment/checks");
        Assert.Contains("在上级的投资审批管理事项清单里，但本地区的清单没有列", investment, StringComparison.Ordinal);

        // A city looks at its own items; those of its counties stand on theirs.
        Assert.Contains("没有需要核对的", await city.TextAsync("/office/lists/power/checks"), StringComparison.Ordinal);
        var page = await first.PageAsync("/office/lists/power/checks");
        var next = page.QuerySelector(".zt-pager a")!.GetAttribute("href")!;
        Assert.Equal((50, 3), (page.QuerySelectorAll("main tbody tr").Length, (await first.PageAsync(next)).QuerySelectorAll("main tbody tr").Length));
        Assert.Equal(53, (await first.SheetAsync("/office/lists/power/checks/export")).Count);

        var link = page.QuerySelectorAll("main tbody a").First(a => a.GetAttribute("href")!.Contains(AgreementStage.County, StringComparison.Ordinal) && a.TextContent.StartsWith("列入", StringComparison.Ordinal)).GetAttribute("href")!;
        var filled = await first.PageAsync(link);
        Assert.Equal(("食品经营许可", "食品安全法第三十五条"), (filled.QuerySelector("[name='Input.Name']")!.GetAttribute("value"), filled.QuerySelector("[name='Input.Fields[basis]']")!.TextContent.Trim()));
        using var saved = await first.SubmitAsync(link, new()
        {
            ["Input.Number"] = "Q-1", ["Input.Name"] = "食品经营许可", ["Input.Type"] = "01", ["Input.Fields[basis]"] = "食品安全法第三十五条", ["Input.Fields[duties]"] = "受理、决定",
        });
        Assert.Equal(52, (await first.SheetAsync("/office/lists/power/checks/export")).Count(r => $"{r["情况"]}" == "应列未列"));

        // The card of the item says on which published lists it is.
        var card = "/office/items/" + AgreementStage.County + "10";
        Assert.DoesNotContain("权责清单 Q-1", await first.TextAsync(card), StringComparison.Ordinal);
        await ListStage.PublishListAsync(first, second, "power");
        var shown = await first.TextAsync(card);
        Assert.Contains("权责清单 Q-1 食品经营许可", shown, StringComparison.Ordinal);
        Assert.Contains("投资审批管理事项清单 T-1", shown, StringComparison.Ordinal);
    }

    [Theory, EachDatabase, Requirement("01.26", "01.29", "05.15")]
    public async Task The_managers_of_a_region_are_told_of_empty_and_derived_lists_too_and_nobody_else(Engine engine)
    {
        await using var host = await SignInKit.StartDemoAsync(engine);
        await host.PublishAsync(CatalogueStage.Content() with { Visits = 1, EntersHall = false });
        await host.InDatabaseAsync(async db =>
        {
            // An import compiled another list: who ran it is not who keeps it.
            db.Add(RegisterEntry.Add("market-access", "511602", new EntryFacts("1", "导入的条目", "", "", new Dictionary<string, string>()), host.Act()));
            return await db.SaveChangesAsync(Ct);
        });
        var run = () => host.InScopeAsync(s => s.GetServices<IRecurringJob>().OfType<CheckLists>().Single().RunAsync(Ct));

        await run();
        await run();

        var told = await host.InDatabaseAsync(db => db.Set<Message>().AsNoTracking().Where(m => m.Title.Contains("需要核对")).Select(m => new { m.PartyId, m.Title }).ToListAsync(Ct));
        var managers = (await host.InScopeAsync(s => s.GetRequiredService<Zhengtong.Identity.Contracts.IOrganisations>().InRegionAsync(Zhengtong.Platform.Access.Roles.CatalogueManager, "511602", Ct))).Select(c => c.StaffId).Distinct().Order().ToList();
        Assert.True(managers.Count >= 2);
        Assert.Equal(
            ["“最多跑一次”事项清单", "市场准入负面清单", "权责清单", "网上办事服务事项清单"],
            told.Select(t => t.Title.Split('有')[0]).Distinct().Order(StringComparer.Ordinal));
        Assert.All(told.GroupBy(t => t.Title), g => Assert.Equal(managers, g.Select(t => t.PartyId).Order()));
    }
}
