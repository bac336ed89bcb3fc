using System.Net;
using Microsoft.EntityFrameworkCore;
using Xunit;
using Zhengtong.Catalogue.Dictionary;
using Zhengtong.Catalogue.Model;
using Zhengtong.Forms.Contracts;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Outcomes;
using Zhengtong.TestKit;
using Zhengtong.Tests.Integration.Catalogue.FormPlan;

namespace Zhengtong.Tests.Integration.Catalogue.Dictionary;

/// <summary>The data-element dictionary as its managers keep it.</summary>
public sealed class DictionaryTests
{
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    [Theory, EachDatabase, Requirement("01.15")]
    public async Task Elements_groups_and_relations_are_defined_on_pages_and_every_state_stays(Engine engine)
    {
        await using var host = await SignInKit.StartDemoAsync(engine);
        Assert.True(await PlanStage.SeedAsync(host) > 100);
        Assert.Equal(0, await PlanStage.SeedAsync(host));
        using var manager = await host.BrowserAsync("province1");

        await Saved(manager, "/office/elements/group", new() { ["Input.Key"] = "pets", ["Input.Title"] = "宠物", ["Input.ItemTitle"] = "宠物", ["Input.Max"] = "5", ["Input.Order"] = "300" });
        await Saved(manager, "/office/elements/element", new() { ["Input.Key"] = "petKind", ["Input.Name"] = "宠物种类", ["Input.Type"] = "Radio", ["Input.Group"] = "pets", ["Input.Options"] = "dog 犬\ncat 猫" });
        await Saved(manager, "/office/elements/element", new() { ["Input.Key"] = "vaccine", ["Input.Name"] = "免疫证明号", ["Input.Type"] = "Text", ["Input.Group"] = "pets", ["Input.MaxLength"] = "20" });
        await Saved(manager, "/office/elements/relation", new() { ["Input.Key"] = "dogVaccine", ["Input.When"] = "petKind = dog", ["Input.Target"] = "vaccine", ["Input.Kind"] = "Required", ["Input.Message"] = "犬只须免疫" });
        await Saved(manager, "/office/elements/element/vaccine", new() { ["Input.Key"] = "vaccine", ["Input.Name"] = "狂犬病免疫证明号", ["Input.Type"] = "Text", ["Input.Group"] = "pets", ["Reason"] = "名称统一" });

        var list = (await manager.PageAsync("/office/elements?q=免疫")).Body!.TextContent;
        Assert.Contains("狂犬病免疫证明号", list, StringComparison.Ordinal);
        Assert.DoesNotContain("门店名称", list, StringComparison.Ordinal);
        var one = (await manager.PageAsync("/office/elements/element/vaccine")).Body!.TextContent;
        Assert.Contains("第 2 次", one, StringComparison.Ordinal);
        Assert.Contains("名称统一", one, StringComparison.Ordinal);
        Assert.Contains("petKind = dog 时，狂犬病免疫证明号必填", (await manager.PageAsync("/office/elements")).Body!.TextContent, StringComparison.Ordinal);

        var states = await host.InDatabaseAsync(db => db.Set<DictionaryEntry>().AsNoTracking().Where(e => e.Key == "vaccine").OrderBy(e => e.Number).ToListAsync(Ct));
        Assert.Equal(["免疫证明号", "狂犬病免疫证明号"], states.Select(s => s.Name));
        Assert.Null(Trace.Check(states[1], await host.InDatabaseAsync(db => db.TraceOfAsync(states[1].Id, Ct))));
        await Assert.ThrowsAnyAsync<Exception>(() => host.InDatabaseAsync(async db =>
        {
            db.Remove(await db.Set<DictionaryEntry>().FirstAsync(e => e.Key == "vaccine"));
            return await db.SaveChangesAsync(Ct);
        }));
    }

    [Theory, EachDatabase, Requirement("01.15")]
    public async Task What_does_not_hold_together_is_refused_and_changes_nothing(Engine engine)
    {
        await using var host = await SignInKit.StartDemoAsync(engine);
        await PlanStage.SeedAsync(host);
        using var manager = await host.BrowserAsync("province1");
        var before = await host.InDatabaseAsync(db => db.Set<DictionaryEntry>().CountAsync(Ct));
        async Task<string> Told(string address, Dictionary<string, string> fields, string? handler = null)
        {
            using var answer = await manager.SubmitAsync(address, fields, handler);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            return (await PlanStage.ReadAsync(answer)).QuerySelector(".zt-errors")!.TextContent;
        }

        Assert.Contains("已经用过", await Told("/office/elements/element", new() { ["Input.Key"] = "shopName", ["Input.Name"] = "店名", ["Input.Type"] = "Text", ["Input.Group"] = "premises" }), StringComparison.Ordinal);
        Assert.Contains("请选择要素所属的组别", await Told("/office/elements/element", new() { ["Input.Key"] = "newOne", ["Input.Name"] = "店名", ["Input.Type"] = "Text", ["Input.Group"] = "none" }), StringComparison.Ordinal);
        Assert.Contains("选项", await Told("/office/elements/element", new() { ["Input.Key"] = "newOne", ["Input.Name"] = "店名", ["Input.Type"] = "Radio", ["Input.Group"] = "premises" }), StringComparison.Ordinal);
        Assert.Contains("不是字典里的要素", await Told("/office/elements/relation", new() { ["Input.Key"] = "r1", ["Input.When"] = "nobody 已填", ["Input.Target"] = "area", ["Input.Kind"] = "Required" }), StringComparison.Ordinal);
        Assert.Contains("看不懂条件", await Told("/office/elements/relation", new() { ["Input.Key"] = "r1", ["Input.When"] = "有仓库时", ["Input.Target"] = "area", ["Input.Kind"] = "Required" }), StringComparison.Ordinal);
        // The address of a warehouse shows only where there is one: it cannot be needed where there is none.
        Assert.Contains("互相矛盾", await Told("/office/elements/relation", new() { ["Input.Key"] = "r1", ["Input.When"] = "hasWarehouse = no", ["Input.Target"] = "warehouseAddress", ["Input.Kind"] = "Required" }), StringComparison.Ordinal);
        Assert.Contains("请先把它们移到其他组别", await Told("/office/elements/group/premises", new() { ["Reason"] = "不用了" }, "Retire"), StringComparison.Ordinal);
        Assert.Contains("请写明停用的理由", await Told("/office/elements/element/shopName", new() { ["Reason"] = "" }, "Retire"), StringComparison.Ordinal);

        using var raced = await manager.SubmitAsync("/office/elements/element/shopName", new() { ["Input.Key"] = "shopName", ["Input.Name"] = "店名", ["Input.Type"] = "Text", ["Input.Group"] = "premises", ["BasedOn"] = "7" });
        Assert.Contains("刚刚由其他人改过", await raced.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        Assert.Equal(before, await host.InDatabaseAsync(db => db.Set<DictionaryEntry>().CountAsync(Ct)));
    }

    [Theory, EachDatabase, Requirement("01.15")]
    public async Task A_retired_element_is_no_longer_offered_and_the_list_costs_one_statement(Engine engine)
    {
        var sql = new SqlCounter();
        await using var host = await SignInKit.StartDemoAsync(engine, sql.Attach);
        await PlanStage.SeedAsync(host);
        using var manager = await host.BrowserAsync("province1");
        using var retired = await manager.SubmitAsync("/office/elements/element/shopName", new() { ["Reason"] = "并入名称" }, "Retire");
        Assert.Equal(HttpStatusCode.Redirect, retired.StatusCode);
        Assert.DoesNotContain("shopName", (await manager.PageAsync("/office/elements")).Body!.TextContent, StringComparison.Ordinal);
        Assert.Single(await sql.DuringAsync(() => manager.PageAsync("/office/elements"), "catalogue_"));
        using var sheet = await manager.GetAsync(new Uri("/office/elements/export?group=premises", UriKind.Relative), Ct);
        Assert.Equal("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", sheet.Content.Headers.ContentType!.MediaType);
    }

    /// <summary>One dictionary for all: who composes forms of it reads it, and only the nation or a province changes it.</summary>
    [Theory, EachDatabase, Requirement("01.15")]
    public async Task Counties_and_offices_read_the_dictionary_and_change_nothing_in_it(Engine engine)
    {
        await using var host = await SignInKit.StartDemoAsync(engine);
        await PlanStage.SeedAsync(host);
        var before = await host.InDatabaseAsync(db => db.Set<DictionaryEntry>().CountAsync(Ct));
        Dictionary<string, string> fields = new() { ["Input.Key"] = "shopName", ["Input.Name"] = "店名", ["Input.Type"] = "Text", ["Input.Group"] = "premises", ["BasedOn"] = "1", ["Reason"] = "不用了" };
        foreach (var login in (string[])["manager1", "city1", "editor1"])
        {
            using var reader = await host.BrowserAsync(login);
            var list = await reader.PageAsync("/office/elements");
            Assert.Contains("shopName", list.Body!.TextContent, StringComparison.Ordinal);
            Assert.Null(list.QuerySelector("a[href='/office/elements/element']"));
            Assert.Empty((await reader.PageAsync("/office/elements/element/shopName")).QuerySelectorAll("main form button"));
            foreach (var handler in (string[])["", "?handler=Retire"])
            {
                using var refused = await reader.PostWithTokenOfAsync("/office/elements/element/shopName", "/office/elements/element/shopName" + handler, fields);
                Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
            }
        }

        Assert.Equal(before, await host.InDatabaseAsync(db => db.Set<DictionaryEntry>().CountAsync(Ct)));
    }

    [Theory, EachDatabase, Requirement("01.15")]
    public async Task What_another_keeper_changes_at_the_same_moment_keeps_an_element_from_a_group_that_is_gone(Engine engine)
    {
        var (meanwhile, sql) = (new Meanwhile(), new SqlCounter());
        var host = await SignInKit.StartDemoAsync(engine, b =>
        {
            meanwhile.Attach(b);
            sql.Attach(b);
        });
        await using var stage = new ExchangeStage(host, sql);
        var act = await stage.ActAsync("province1", "不用了");
        Assert.True((await stage.DoAsync<SaveEntry, Outcome>(s => s.GroupAsync(new ElementGroup("pets", "宠物", 1), 0, act, Ct))).Ok);
        var element = new DataElement { Key = "petKind", Name = "宠物种类", Type = FieldType.Text, Group = "pets" };
        var retired = Outcome.Done();
        meanwhile.After("FROM \"?catalogue_dictionary_entry", async () => retired = await stage.DoAsync<SaveEntry, Outcome>(s => s.RetireAsync(EntryKind.Group, "pets", 1, act, Ct)));

        var added = await stage.DoAsync<SaveEntry, Outcome>(s => s.ElementAsync(element, 0, act, Ct));

        Assert.Equal(("", "catalogue.dictionary-changed"), (ExchangeStage.Code(retired), ExchangeStage.Code(added)));
        Assert.Equal("catalogue.element-group", ExchangeStage.Code(await stage.DoAsync<SaveEntry, Outcome>(s => s.ElementAsync(element, 0, act, Ct))));
        Assert.Equal([1, 2], await host.InDatabaseAsync(db => db.Set<DictionaryEntry>().OrderBy(e => e.Edition).Select(e => e.Edition).ToListAsync(Ct)));
    }

    private static async Task Saved(HttpClient manager, string address, Dictionary<string, string> fields)
    {
        using var answer = await manager.SubmitAsync(address, fields);
        Assert.True(answer.StatusCode == HttpStatusCode.Redirect, string.Join("; ", (await PlanStage.ReadAsync(answer)).QuerySelectorAll(".zt-errors li").Select(l => l.TextContent)));
    }
}
