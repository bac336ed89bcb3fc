using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Catalogue.Lists;
using Zhengtong.Catalogue.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Jobs;
using Zhengtong.Platform.Messaging;
using Zhengtong.TestKit;

namespace Zhengtong.Tests.Integration.Catalogue.Lists;

/// <summary>Lists with entries of their own: compiled by managers of a region, published by two, compared with the catalogue.</summary>
public sealed class RegisterListTests
{
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;
    private static readonly (string, string)[] Power = [("basis", "《娱乐场所管理条例》第九条"), ("duties", "受理、审查、决定、监管")];

    [Theory, EachDatabase, Requirement("01.29")]
    public async Task A_list_is_public_only_when_a_second_manager_approved_it_and_each_version_says_what_changed(Engine engine)
    {
        await using var host = await SignInKit.StartDemoAsync(engine);
        using var first = await host.BrowserAsync("manager1");
        using var second = await host.BrowserAsync("manager2");
        using var visitor = host.Browser();
        await host.AddRegionsAsync();
        var entry = await first.AddEntryAsync("power", "Q-001", "娱乐场所设立审批", Power);
        Assert.Contains("还没有公布这个清单", await visitor.TextAsync("/lists/power"), StringComparison.Ordinal);

        using var proposed = await first.SubmitAsync("/office/lists/power/versions", new() { ["Note"] = "首次公布" });
        using var own = await first.PostWithTokenOfAsync("/office/lists/power/versions", "/office/lists/power/versions?handler=Approve", []);
        Assert.Contains("请由本地区的另一位事项管理人员审核", await own.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        using var approved = await second.SubmitAsync("/office/lists/power/versions", [], "Approve");

        Assert.Equal(HttpStatusCode.Redirect, approved.StatusCode);
        Assert.Contains("娱乐场所设立审批", await visitor.TextAsync("/lists/power"), StringComparison.Ordinal);
        await second.ChangeEntryAsync(entry, "Q-001", "娱乐场所设立许可", Power);
        Assert.Contains("娱乐场所设立审批", await visitor.TextAsync("/lists/power"), StringComparison.Ordinal);
        await ListStage.PublishListAsync(second, first, "power");
        Assert.Contains("娱乐场所设立许可", await visitor.TextAsync("/lists/power"), StringComparison.Ordinal);
        Assert.Contains("的名称由“娱乐场所设立审批”改为“娱乐场所设立许可”", await first.TextAsync("/office/lists/power/versions"), StringComparison.Ordinal);
        await host.InDatabaseAsync(async db =>
        {
            var row = await db.Set<RegisterEntry>().SingleAsync(Ct);
            Assert.Null(Trace.Check(row, await db.TraceOfAsync(row.Id, Ct)));
            db.Remove(await db.Set<ListVersion>().FirstAsync(Ct));
            await Assert.ThrowsAsync<InvalidOperationException>(() => db.SaveChangesAsync(Ct));
            return true;
        });
    }

    [Theory, EachDatabase]
    public async Task What_was_changed_after_it_was_proposed_is_not_published_unseen(Engine engine)
    {
        await using var host = await SignInKit.StartDemoAsync(engine);
        using var first = await host.BrowserAsync("manager1");
        using var second = await host.BrowserAsync("manager2");
        var entry = await first.AddEntryAsync("power", "Q-001", "娱乐场所设立审批", Power);
        using var proposed = await first.SubmitAsync("/office/lists/power/versions", new() { ["Note"] = "首次公布" });
        await first.ChangeEntryAsync(entry, "Q-001", "别的名称", Power);

        using var approved = await second.SubmitAsync("/office/lists/power/versions", [], "Approve");

        Assert.Contains("提交之后清单内容又有改动", await approved.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        Assert.Equal(0, await host.InDatabaseAsync(db => db.Set<ListVersion>().CountAsync(Ct)));
        using var refused = await second.SubmitAsync("/office/lists/power/versions", new() { ["Reason"] = "请重新提交" }, "Refuse");
        Assert.Equal(HttpStatusCode.Redirect, refused.StatusCode);
    }

    [Theory, EachDatabase, Requirement("01.29")]
    public async Task A_list_that_was_refused_and_proposed_anew_is_not_decided_on_from_a_page_of_the_proposal_before(Engine engine)
    {
        await using var host = await SignInKit.StartDemoAsync(engine);
        using var first = await host.BrowserAsync("manager1");
        using var second = await host.BrowserAsync("manager2");
        const string page = "/office/lists/power/versions";
        var entry = await first.AddEntryAsync("power", "Q-001", "娱乐场所设立审批", Power);
        using var proposed = await first.SubmitAsync(page, new() { ["Note"] = "首次公布" });
        var (approve, refuse) = (await second.FillInAsync(page, [], "Approve"), await second.FillInAsync(page, new() { ["Reason"] = "请改" }, "Refuse"));
        using var refused = await second.SubmitAsync(page, new() { ["Reason"] = "请改" }, "Refuse");
        await first.ChangeEntryAsync(entry, "Q-001", "没有看过的名称", Power);
        using var again = await first.SubmitAsync(page, new() { ["Note"] = "再次提交" });
        Assert.Equal(HttpStatusCode.Redirect, again.StatusCode);

        Assert.Contains("没有看过的名称", await approve.IsStaleAsync(), StringComparison.Ordinal);
        await refuse.IsStaleAsync();
        Assert.Equal((0, 1), await host.InDatabaseAsync(async db => (await db.Set<ListVersion>().CountAsync(Ct), await db.Set<ListProposal>().CountAsync(p => p.DecidedAt == null, Ct))));
        using var approved = await second.SubmitAsync(page, [], "Approve");
        Assert.Equal(HttpStatusCode.Redirect, approved.StatusCode);
    }

    [Theory, EachDatabase, Requirement("01.25")]
    public async Task A_list_is_imported_whole_or_not_at_all_with_the_row_of_each_fault(Engine engine)
    {
        await using var host = await SignInKit.StartDemoAsync(engine);
        using var manager = await host.BrowserAsync("manager1");
        static Dictionary<string, object> Row(string number, string access) => new() { ["编号"] = number, ["名称"] = "事项" + number, ["单位"] = "", ["准入类别"] = access, ["措施描述"] = "未获得许可，不得从事", ["主管部门"] = "" };

        var refused = await manager.TextAsync(await host.CheckSheetAsync(manager, "market-access", [Row("1", "许可准入类"), Row("2", "随便"), Row("1", "禁止准入类")]));
        Assert.Contains("准入类别请填写：禁止准入类、许可准入类", refused, StringComparison.Ordinal);
        Assert.Contains("编号“1”与第 2 行重复", refused, StringComparison.Ordinal);
        Assert.DoesNotContain("写入清单", refused, StringComparison.Ordinal);
        Assert.Equal(0, await host.InDatabaseAsync(db => db.Set<RegisterEntry>().CountAsync(Ct)));

        var good = await host.CheckSheetAsync(manager, "market-access", [Row("1", "许可准入类"), Row("2", "禁止准入类")]);
        Assert.Contains("新增 2 条", await manager.TextAsync(await host.WriteSheetAsync(manager, good)), StringComparison.Ordinal);
        var changed = await host.CheckSheetAsync(manager, "market-access", [Row("1", "许可准入类"), Row("2", "许可准入类")]);
        Assert.Contains("修改 1 条，不变 1 条", await manager.TextAsync(await host.WriteSheetAsync(manager, changed)), StringComparison.Ordinal);
        Assert.Contains("事项2", await manager.TextAsync("/office/lists/market-access?q=" + Uri.EscapeDataString("事项2")), StringComparison.Ordinal);
        Assert.Contains("没有对应的目录事项", await manager.TextAsync("/office/lists/market-access/checks"), StringComparison.Ordinal);

        // What was checked for one region's list is not written into another's by who has posts in both.
        var run = Guid.Parse((await host.CheckSheetAsync(manager, "market-access", [Row("1", "许可准入类"), Row("3", "禁止准入类")]))[^36..]);
        var check = await host.InDatabaseAsync(db => db.Set<ImportRun>().AsNoTracking().SingleAsync(r => r.Id == run, Ct));
        var elsewhere = new Act(new Actor(check.ById!.Value, check.ByName, ActorKind.Staff, new Post(Guid.CreateVersion7(), Roles.CatalogueManager, Guid.CreateVersion7(), "邻区审批局", "511603")), null, End.Pc, "", host.Act().At);
        var written = await host.Services.GetRequiredService<ListSheets>().WriteAsync(RegisterLists.Find("market-access")!, check, false, elsewhere, Ct);
        Assert.Equal("catalogue.list-import-past", written.Ok ? "" : written.Problems[0].Code);
    }

    [Theory, EachDatabase, Requirement("01.23", "01.26", "01.27")]
    public async Task Entries_that_differ_from_the_catalogue_in_name_or_type_are_reported_to_the_managers_of_the_region(Engine engine)
    {
        await using var host = await SignInKit.StartDemoAsync(engine);
        using var manager = await host.BrowserAsync("manager1");
        await host.PublishAsync(CatalogueStage.Content());
        await host.PublishAsync(CatalogueStage.Request("000117002000@51", "企业投资项目核准") with { Kind = ItemKind.Basic, RegionCode = "51", RegionName = "四川省" });
        foreach (var (list, field) in ((string, (string, string)[])[])[("investment", [("basis", "《企业投资项目核准和备案管理条例》")]), ("construction", [("basis", "《建筑法》"), ("phase", "施工许可")])])
        {
            var entry = await manager.AddEntryAsync(list, "1", "企业投资项目核准（旧称）", field);
            await manager.MapAsync(entry, "000117002000");
            Assert.Contains("省级目录的名称是“企业投资项目核准”", await manager.TextAsync($"/office/lists/{list}/checks"), StringComparison.Ordinal);
        }

        var jobs = () => host.InScopeAsync(s => s.GetServices<IRecurringJob>().OfType<CheckLists>().Single().RunAsync(Ct));
        await jobs();
        await jobs();

        var told = await host.InDatabaseAsync(db => db.Set<Message>().AsNoTracking().Where(m => m.Title.StartsWith("投资") || m.Title.StartsWith("工程")).Select(m => m.Title).ToListAsync(Ct));
        Assert.Equal(4, told.Count);
        Assert.All(told, t => Assert.EndsWith("有 1 处需要核对", t, StringComparison.Ordinal));
        Assert.Contains("1 处需要核对", await manager.TextAsync("/office/lists"), StringComparison.Ordinal);
    }

    [Theory, EachDatabase, Requirement("01.23", "01.29")]
    public async Task Online_items_that_the_power_list_does_not_name_are_shown_until_they_are_mapped(Engine engine)
    {
        await using var host = await SignInKit.StartDemoAsync(engine);
        using var manager = await host.BrowserAsync("manager1");
        await host.PublishAsync(CatalogueStage.Content());
        var entry = await manager.AddEntryAsync("power", "Q-001", "娱乐场所设立审批", Power);
        Assert.Contains("但不在权责清单里", await manager.TextAsync("/office/lists/power/checks"), StringComparison.Ordinal);
        Assert.Contains("不在权责清单里", await manager.TextAsync("/office/lists/online/checks"), StringComparison.Ordinal);
        Assert.Contains(ListStage.Code, await manager.TextAsync(entry), StringComparison.Ordinal);

        await manager.MapAsync(entry, ListStage.Code);

        Assert.Contains("没有需要核对的", await manager.TextAsync("/office/lists/power/checks"), StringComparison.Ordinal);
        Assert.Contains("没有需要核对的", await manager.TextAsync("/office/lists/online/checks"), StringComparison.Ordinal);
        using var wrong = await manager.SubmitAsync(entry, new() { ["Code"] = "999999999999" }, "Map");
        Assert.Contains("没有这个基本编码或事项编码", await wrong.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        using var undone = await manager.SubmitAsync(entry, [], "Unmap");
        Assert.Equal(HttpStatusCode.Redirect, undone.StatusCode);
        Assert.Contains("没有对应的目录事项", await manager.TextAsync("/office/lists/power/checks"), StringComparison.Ordinal);
    }

    [Theory, EachDatabase]
    public async Task An_item_in_the_hall_cannot_be_on_the_negative_list(Engine engine)
    {
        await using var host = await SignInKit.StartDemoAsync(engine);
        using var manager = await host.BrowserAsync("manager1");
        await host.PublishAsync(CatalogueStage.Content() with { EntersHall = true });
        var entry = await manager.AddEntryAsync(RegisterLists.HallNegative, "1", "娱乐场所设立审批", (RegisterLists.Reason, "涉及国家秘密"));
        using var refused = await manager.SubmitAsync(entry, new() { ["Code"] = ListStage.Code }, "Map");
        Assert.Contains("已在进驻事项清单里", await refused.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);

        await host.PublishAsync(CatalogueStage.Content() with { EntersHall = false });
        await manager.MapAsync(entry, ListStage.Code);
        var versions = $"/office/lists/{RegisterLists.HallNegative}/versions";
        using var early = await manager.SubmitAsync(versions, new() { ["Note"] = "首次公布" });
        Assert.Equal(HttpStatusCode.Redirect, early.StatusCode);
        await host.PublishAsync(CatalogueStage.Content() with { EntersHall = true });

        // It entered the hall while the proposal waited.
        using var second = await host.BrowserAsync("manager2");
        using var approved = await second.SubmitAsync(versions, [], "Approve");
        Assert.Contains("负面清单与进驻事项清单矛盾：娱乐场所设立审批", await approved.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        Assert.Equal(0, await host.InDatabaseAsync(db => db.Set<ListVersion>().CountAsync(Ct)));
        using var back = await second.SubmitAsync(versions, new() { ["Reason"] = "请移出" }, "Refuse");
        Assert.Equal(HttpStatusCode.Redirect, back.StatusCode);

        Assert.Contains("清单矛盾", await manager.TextAsync($"/office/lists/{RegisterLists.HallNegative}/checks"), StringComparison.Ordinal);
        using var proposed = await manager.SubmitAsync(versions, new() { ["Note"] = "首次公布" });
        Assert.Contains("负面清单与进驻事项清单矛盾：娱乐场所设立审批", await proposed.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
    }

    [Theory, EachDatabase, Requirement("01.36")]
    public async Task The_published_list_of_a_zone_says_what_it_may_do(Engine engine)
    {
        await using var host = await SignInKit.StartDemoAsync(engine);
        using var first = await host.BrowserAsync("manager1");
        using var second = await host.BrowserAsync("manager2");
        await host.PublishAsync(CatalogueStage.Content());
        var entry = await first.AddEntryAsync(
            RegisterLists.Zones, "1", "娱乐场所设立审批", (RegisterLists.ZoneKind, "经济开发区"), (RegisterLists.ZoneName, "广安经开区"), (RegisterLists.ZoneActs, "受理"), ("grant", "广安府发〔2026〕1号"));
        await first.MapAsync(entry, ListStage.Code);
        Task<IReadOnlyList<ZoneGrant>> Grants() => host.InScopeAsync(s => s.GetRequiredService<IZoneAuthority>().ForItemAsync(ListStage.Code, Ct));
        Assert.Empty(await Grants());

        await ListStage.PublishListAsync(first, second, RegisterLists.Zones);

        Assert.Equal(new ZoneGrant("经济开发区", "广安经开区", true, false, "广安府发〔2026〕1号"), Assert.Single(await Grants()));
    }

    [Theory, EachDatabase]
    public async Task A_list_belongs_to_the_managers_of_its_region_and_an_entry_taken_off_stays_known(Engine engine)
    {
        await using var host = await SignInKit.StartDemoAsync(engine);
        using var manager = await host.BrowserAsync("manager1");
        using var city = await host.BrowserAsync("city1");
        using var editor = await host.BrowserAsync("editor1");
        var entry = await manager.AddEntryAsync("power", "Q-001", "娱乐场所设立审批", Power);

        using var elsewhere = await city.GetAsync(new Uri(entry, UriKind.Relative), Ct);
        using var refused = await editor.GetAsync(new Uri("/office/lists/power", UriKind.Relative), Ct);
        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.Forbidden), (elsewhere.StatusCode, refused.StatusCode));
        Assert.DoesNotContain("娱乐场所设立审批", await city.TextAsync("/office/lists/power"), StringComparison.Ordinal);

        using var without = await manager.SubmitAsync(entry, new() { ["Reason"] = "" }, "Remove");
        Assert.Contains("请写明移出清单的理由", await without.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        using var removed = await manager.SubmitAsync(entry, new() { ["Reason"] = "法律修订后取消" }, "Remove");
        Assert.Equal(HttpStatusCode.Redirect, removed.StatusCode);
        Assert.DoesNotContain("娱乐场所设立审批", await manager.TextAsync("/office/lists/power"), StringComparison.Ordinal);
        Assert.Contains("法律修订后取消", await manager.TextAsync(entry), StringComparison.Ordinal);
    }

    [Theory, EachDatabase]
    public async Task The_proofs_that_regions_published_are_loaded_once_with_the_data(Engine engine)
    {
        await using var host = await TestHost.StartAsync(engine);
        await host.ImportAllAsync(Ct);
        await host.ImportAllAsync(Ct);

        Assert.Contains("道路客运班线经营许可证明（初领）", await host.Browser().TextAsync("/lists/proofs"), StringComparison.Ordinal);
        Assert.Equal(1, await host.InDatabaseAsync(db => db.Set<ListVersion>().Where(v => v.RegionCode == "511602").Select(v => v.Number).SingleAsync(Ct)));
    }
}
