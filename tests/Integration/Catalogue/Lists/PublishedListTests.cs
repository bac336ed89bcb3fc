using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Catalogue.Lists;
using Zhengtong.Catalogue.Model;
using Zhengtong.Platform.Messaging;
using Zhengtong.Platform.Regions;
using Zhengtong.TestKit;
using Zhengtong.Tests.Integration.Catalogue.Agreement;

namespace Zhengtong.Tests.Integration.Catalogue.Lists;

/// <summary>What the public reads of compiled lists: as two persons published it, in every version, with the guides of the reader's region.</summary>
public sealed class PublishedListTests
{
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;
    private static readonly (string, string)[] Power = [("basis", "《食品安全法》第三十五条"), ("duties", "受理、审查、决定、监管")];

    [Theory, EachDatabase, Requirement("01.23", "01.29", "01.36")]
    public async Task What_an_entry_corresponds_to_is_public_only_with_a_version_that_a_second_manager_approved(Engine engine)
    {
        await using var host = await SignInKit.StartDemoAsync(engine);
        using var first = await host.BrowserAsync("manager1");
        using var second = await host.BrowserAsync("manager2");
        using var visitor = host.Browser();
        await host.AddRegionsAsync();
        await host.PublishAsync(CatalogueStage.Content());
        await host.PublishAsync(CatalogueStage.Content(), ListStage.Other, "食品经营许可");
        var zone = await first.AddEntryAsync(
            RegisterLists.Zones, "1", "授权经开区办理的事项", (RegisterLists.ZoneKind, "经济开发区"), (RegisterLists.ZoneName, "广安经开区"), (RegisterLists.ZoneActs, "受理"), ("grant", "广安府发〔2026〕1号"));
        await first.MapAsync(zone, ListStage.Code);
        await ListStage.PublishListAsync(first, second, RegisterLists.Zones);
        Task<IReadOnlyList<ZoneGrant>> Grants(string code) => host.InScopeAsync(s => s.GetRequiredService<IZoneAuthority>().ForItemAsync(code, Ct));
        Task<IReadOnlyList<PublishedEntry>> Published(string code) => host.InScopeAsync(s =>
            s.GetRequiredService<PublishedMappings>().OfCodesAsync(RegisterLists.Zones, [code], Region.PathOf("511602"), Ct));

        // One manager alone binds the published entry to another item.
        await first.MapAsync(zone, ListStage.Other);
        using var undone = await first.SubmitAsync(zone, new() { ["Code"] = ListStage.Code }, "Unmap");
        Assert.Equal(HttpStatusCode.Redirect, undone.StatusCode);

        Assert.Empty(await Grants(ListStage.Other));
        Assert.Equal("广安经开区", Assert.Single(await Grants(ListStage.Code)).Zone);
        Assert.Contains("娱乐场所设立审批", await visitor.TextAsync("/lists/zones"), StringComparison.Ordinal);
        Assert.DoesNotContain("食品经营许可", await visitor.TextAsync("/lists/zones"), StringComparison.Ordinal);

        using var proposed = await first.SubmitAsync("/office/lists/zones/versions", new() { ["Note"] = "改授权的事项" });
        Assert.Contains($"对应的目录事项由“{ListStage.Code}”改为“{ListStage.Other}”", await second.TextAsync("/office/lists/zones/versions"), StringComparison.Ordinal);
        using var meanwhile = await first.SubmitAsync(zone, new() { ["Code"] = ListStage.Code }, "Map");
        using var changed = await second.SubmitAsync("/office/lists/zones/versions", [], "Approve");
        Assert.Contains("提交之后清单内容又有改动", await changed.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        using var again = await first.SubmitAsync(zone, new() { ["Code"] = ListStage.Code }, "Unmap");
        using var approved = await second.SubmitAsync("/office/lists/zones/versions", [], "Approve");
        Assert.Equal(HttpStatusCode.Redirect, approved.StatusCode);

        Assert.Empty(await Grants(ListStage.Code));
        Assert.Single(await Grants(ListStage.Other));
        Assert.Empty(await Published(ListStage.Code));
        var entry = Assert.Single(await Published(ListStage.Other));
        Assert.Equal(("511602", 2, "1", "受理"), (entry.Version.RegionCode, entry.Version.Number, entry.Entry.Number, entry.Fields[RegisterLists.ZoneActs]));

        // The old version still says what it said.
        Assert.Contains("娱乐场所设立审批", await visitor.TextAsync("/lists/zones?version=511602-1"), StringComparison.Ordinal);
        await host.InDatabaseAsync(async db =>
        {
            db.Remove(await db.Set<ListVersionTarget>().FirstAsync(Ct));
            await Assert.ThrowsAsync<InvalidOperationException>(() => db.SaveChangesAsync(Ct));
            return true;
        });
    }

    [Theory, EachDatabase, Requirement("01.26", "01.29", "14.10")]
    public async Task Every_version_can_be_opened_and_exported_and_the_enforcement_list_follows_the_power_list(Engine engine)
    {
        await using var host = await SignInKit.StartDemoAsync(engine);
        using var first = await host.BrowserAsync("manager1");
        using var second = await host.BrowserAsync("manager2");
        using var visitor = host.Browser();
        await host.AddRegionsAsync();
        var entry = await first.AddEntryAsync("power", "Q-001", "食品经营许可", Power);
        using var fine = await first.SubmitAsync("/office/lists/power/entries", new()
        {
            ["Input.Number"] = "Q-002", ["Input.Name"] = "对未经许可经营食品的处罚", ["Input.Type"] = "02", ["Input.Fields[basis]"] = "《食品安全法》第一百二十二条", ["Input.Fields[duties]"] = "立案、调查、决定",
        });
        await ListStage.PublishListAsync(first, second, "power");
        await second.ChangeEntryAsync(entry, "Q-001", "食品经营许可（新名称）", Power);
        await ListStage.PublishListAsync(second, first, "power");

        var links = (await first.PageAsync("/office/lists/power/versions")).QuerySelectorAll("#versions a").Select(a => a.GetAttribute("href")!).ToList();
        Assert.Equal(4, links.Count);
        var old = await visitor.TextAsync(links.First(l => l.Contains("511602-1", StringComparison.Ordinal) && !l.Contains("export", StringComparison.Ordinal)));
        Assert.Contains("这是以前的版本", old, StringComparison.Ordinal);
        Assert.DoesNotContain("新名称", old, StringComparison.Ordinal);
        Assert.Equal(["食品经营许可", "对未经许可经营食品的处罚"], (await visitor.SheetAsync(links.First(l => l.Contains("511602-1", StringComparison.Ordinal) && l.Contains("export", StringComparison.Ordinal)))).Select(r => r["名称"]));
        Assert.Equal(["食品经营许可（新名称）", "对未经许可经营食品的处罚"], (await visitor.SheetAsync("/lists/power/export")).Select(r => r["名称"]));
        using var none = await visitor.GetAsync(new Uri("/lists/power?version=511602-9", UriKind.Relative), Ct);
        Assert.Equal(HttpStatusCode.NotFound, none.StatusCode);

        var enforcement = await visitor.TextAsync("/lists/enforcement");
        Assert.Contains("对未经许可经营食品的处罚", enforcement, StringComparison.Ordinal);
        Assert.DoesNotContain("食品经营许可", enforcement, StringComparison.Ordinal);
        Assert.Equal("对未经许可经营食品的处罚", Assert.Single(await visitor.SheetAsync("/lists/enforcement/export"))["名称"]);
    }

    [Theory, EachDatabase, Requirement("01.23")]
    public async Task A_reader_of_a_list_from_above_finds_the_guides_of_his_own_region_some_of_every_entry(Engine engine)
    {
        await using var host = await TestHost.StartAsync(engine);
        await host.AddRegionsAsync();
        await host.InDatabaseAsync(async db =>
        {
            db.Add(new Zhengtong.Platform.Regions.Region { Code = "511603", ParentCode = "5116", Name = "前锋区", FullName = "四川省广安市前锋区", Level = 3 });
            return await db.SaveChangesAsync(Ct);
        });
        for (var n = 10; n < 10 + ReadLists.MostGuides + 2; n++)
        {
            await host.PublishAsync(ListStage.Item($"{n}", $"食品经营许可第{n}项"));
        }

        await host.PublishAsync(ListStage.Item("90", "邻县的食品经营许可", "511603"));
        await host.PublishAsync(CatalogueStage.Content());
        var neighbour = ListStage.Code.Replace("511602000000", "511603000000", StringComparison.Ordinal);
        await host.PublishAsync(CatalogueStage.Request(neighbour, "邻县的娱乐场所设立审批") with { RegionCode = "511603" });
        await PublishAboveAsync(host, "51", ("P-1", "食品经营许可", [AgreementStage.CatalogueCode]), ("P-2", "娱乐场所设立审批", [ListStage.Code, neighbour]));

        var rows = (await host.Browser().PageAsync("/lists/power")).QuerySelectorAll("#list-rows tr").Select(r => r.QuerySelectorAll("td:last-child a").Select(a => a.TextContent).ToList()).ToList();

        Assert.Equal(ReadLists.MostGuides + 1, rows[0].Count);
        Assert.Equal("查找“食品经营许可”的办事指南", rows[0][^1]);
        Assert.Equal(["娱乐场所设立审批"], rows[1]);
        var sheet = await host.Browser().SheetAsync("/lists/power/export");
        Assert.Equal("娱乐场所设立审批", sheet[1]["对应的办事指南"]);
        Assert.Contains("邻县的食品经营许可", await host.Browser(new Cookie("zt-region", "511603", "/", "localhost")).TextAsync("/lists/power"), StringComparison.Ordinal);
    }

    [Theory, EachDatabase, Requirement("01.24")]
    public async Task The_sheet_of_the_licensing_list_is_the_same_for_every_region(Engine engine)
    {
        await using var host = await TestHost.StartAsync(engine);
        await host.AddRegionsAsync();
        await host.PublishAsync(ListStage.Basic(AgreementStage.CatalogueCode, "", AgreementStage.Name));

        Assert.Contains(AgreementStage.Name, await host.Browser().TextAsync("/lists/licensing"), StringComparison.Ordinal);
        Assert.Equal(AgreementStage.Name, Assert.Single(await host.Browser().SheetAsync("/lists/licensing/export"))["事项"]);
    }

    [Theory, EachDatabase, Requirement("01.29")]
    public async Task Who_proposed_a_list_learns_why_it_was_sent_back_and_two_who_change_one_entry_do_not_overwrite_each_other(Engine engine)
    {
        await using var host = await SignInKit.StartDemoAsync(engine);
        using var first = await host.BrowserAsync("manager1");
        using var second = await host.BrowserAsync("manager2");
        var entry = await first.AddEntryAsync("power", "Q-001", "食品经营许可", Power);
        var stale = await first.FillInAsync(entry, new()
        {
            ["Input.Number"] = "Q-001", ["Input.Name"] = "后保存的名称", ["Input.Type"] = "01", ["Input.Fields[basis]"] = "依据", ["Input.Fields[duties]"] = "责任",
        });
        await second.ChangeEntryAsync(entry, "Q-001", "先保存的名称", Power);
        using (var late = await stale())
        {
            Assert.Contains("您打开这一条之后", await late.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        }

        Assert.Equal("先保存的名称", await host.InDatabaseAsync(db => db.Set<RegisterEntry>().Select(e => e.Name).SingleAsync(Ct)));

        using var proposed = await first.SubmitAsync("/office/lists/power/versions", new() { ["Note"] = "首次公布" });
        using var refused = await second.SubmitAsync("/office/lists/power/versions", new() { ["Reason"] = "追责情形没有写全" }, "Refuse");
        Assert.Equal(HttpStatusCode.Redirect, refused.StatusCode);

        Assert.Contains("追责情形没有写全", await first.TextAsync("/office/lists/power/versions"), StringComparison.Ordinal);
        var told = (await host.InDatabaseAsync(db => db.Set<Message>().AsNoTracking().ToListAsync(Ct))).ConvertAll(m => m.Title + "：" + m.Body);
        Assert.Single(told, t => t.StartsWith("权责清单待审核公布", StringComparison.Ordinal));
        Assert.Single(told, t => t.StartsWith("权责清单被退回", StringComparison.Ordinal) && t.Contains("追责情形没有写全", StringComparison.Ordinal));
    }

    /// <summary>A list of a region above, as two persons of it published it.</summary>
    internal static Task PublishAboveAsync(TestHost host, string region, params (string Number, string Name, string[] Codes)[] entries) => PublishAboveAsync(host, region, RegisterLists.Power, entries);

    internal static Task PublishAboveAsync(TestHost host, string region, string list, params (string Number, string Name, string[] Codes)[] entries) => host.InDatabaseAsync(async db =>
    {
        var act = host.Act();
        var version = new ListVersion
        {
            Id = Guid.CreateVersion7(act.At), List = list, RegionCode = region, Number = 1, Entries = entries.Length, Difference = "", Note = "测试", ProposedById = Guid.Empty, ProposedByName = "甲",
            ApprovedById = Guid.Empty, ApprovedByName = "乙", PublishedAt = act.At,
        };
        db.Add(version);
        foreach (var (number, name, codes) in entries)
        {
            var entry = RegisterEntry.Add(list, region, new EntryFacts(number, name, "01", "", new Dictionary<string, string>()), act);
            db.Add(entry);
            db.Add(ListVersionEntry.Of(version.Id, entry));
            db.AddRange(codes.Select(code => new ListVersionTarget { VersionId = version.Id, EntryId = entry.Id, TargetCode = code }));
            db.AddRange(codes.Select(code => ListMapping.Of(entry, code, act)));
        }

        return await db.SaveChangesAsync(Ct);
    });
}
