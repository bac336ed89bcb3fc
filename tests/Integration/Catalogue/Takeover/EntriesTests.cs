using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Zhengtong.Catalogue.Change;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Catalogue.MassChanges;
using Zhengtong.Catalogue.Model;
using Zhengtong.Catalogue.Publish;
using Zhengtong.Catalogue.Takeover;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Jobs;
using Zhengtong.Platform.Outcomes;
using Zhengtong.TestKit;

namespace Zhengtong.Tests.Integration.Catalogue.Takeover;

/// <summary>From the national catalogue into the provincial, from that into a city's; and implementation items bound to entries.</summary>
public sealed class EntriesTests
{
    private const string Food = "000102001000";
    private const string Hygiene = "000103001000";
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    [Theory, EachDatabase]
    [Requirement("01.10", "01.11")]
    public async Task A_province_chooses_from_the_nation_and_a_city_from_the_province_and_a_newer_version_is_taken_again(Engine engine)
    {
        await using var stage = await OpenAsync(engine);
        using var province = await stage.Host.BrowserAsync("province1");
        using var city = await stage.Host.BrowserAsync("city1");
        var first = await city.PageAsync("/office/takeover/entries");
        Assert.Contains("没有符合条件的条目", first.Body!.TextContent, StringComparison.Ordinal);
        Assert.Null(first.QuerySelector("[data-error-summary]"));
        var national = await stage.ItemAsync(Food);

        await TakenAsync(stage, province, "province2", national);
        var provincial = await stage.ItemAsync(Food + "@51");
        Assert.Equal((national.Id, 1, "51", "四川省"), (provincial.ParentId, provincial.ParentVersion, provincial.RegionCode, provincial.RegionName));
        Assert.Null(Trace.Check(provincial, await stage.Host.InDatabaseAsync(db => db.TraceOfAsync(provincial.Id, Ct))));
        Assert.Equal((await stage.ContentAsync(Food)).LegalBasis, (await stage.ContentAsync(Food + "@51")).LegalBasis);

        await TakenAsync(stage, city, "city2", provincial);
        Assert.Equal(provincial.Id, (await stage.ItemAsync(Food + "@5116")).ParentId);

        await PublishBasicAsync(stage, Food, "食品经营许可（新）");
        Assert.Contains("承接的是第 1 版", (await province.PageAsync("/office/takeover/entries?show=renewed")).Body!.TextContent, StringComparison.Ordinal);
        await TakenAsync(stage, province, "province2", national, "renewed");
        provincial = await stage.ItemAsync(Food + "@51");
        Assert.Equal(("食品经营许可（新）", 2, 2), (provincial.Name, provincial.CurrentVersion, provincial.ParentVersion));
        Assert.Contains("已承接的条目都与上级一致", (await province.PageAsync("/office/takeover/entries?show=renewed")).Body!.TextContent, StringComparison.Ordinal);

        // What the province cancelled comes back under its code when it is taken over again.
        Assert.True((await stage.DoAsync<BecomeItems, Outcome>(b => b.HandleAsync(Food + "@51", ItemStatus.Cancelled, stage.Host.Act(), Ct))).Ok);
        Assert.Contains("本级已取消，可恢复", (await province.PageAsync("/office/takeover/entries")).Body!.TextContent, StringComparison.Ordinal);
        await TakenAsync(stage, province, "province2", national);
        provincial = await stage.ItemAsync(Food + "@51");
        Assert.Equal((ItemStatus.InUse, 3, 2), (provincial.Status, provincial.CurrentVersion, provincial.ParentVersion));
    }

    [Theory, EachDatabase]
    [Requirement("01.10", "01.11")]
    public async Task A_newer_version_above_leaves_ones_own_elements_and_the_approver_sees_what_it_changes(Engine engine)
    {
        await using var stage = await OpenAsync(engine);
        using var province = await stage.Host.BrowserAsync("province1");
        using var second = await stage.Host.BrowserAsync("province2");
        var national = await stage.ItemAsync(Food);
        await TakenAsync(stage, province, "province2", national);
        var own = Basic with
        {
            Materials = [new ItemMaterial { Key = "m1", Name = "食品经营许可申请书", SourceCode = "10", ReviewPoints = [new("p1", "有法定代表人签名")] }],
            PromisedLimit = new TimeLimit(5), StatutoryLimit = new TimeLimit(20), Manual = [new("受理", "先核对主体业态")], HandlingItems = [new("01", "新办")], SupervisedBy = "四川省市场监督管理局",
        };
        await PublishBasicAsync(stage, Food, "食品经营许可", own, "51", "四川省市场监督管理局");
        await PublishBasicAsync(stage, Food, "食品经营许可（新）", Basic with { LegalBasis = ["《食品安全法》第三十五条（新）"], Conditions = ["有固定场所"], SupervisedBy = "国家市场监督管理总局" });

        // One's own has a new version between the asking and the approval: nothing is written that nobody saw.
        async Task<string> AskedAsync()
        {
            using var asked = await province.SubmitAsync("/office/takeover/entries?show=renewed", new() { ["Chosen"] = $"{national.Id}", ["Reason"] = "川府办〔2026〕1号" }, "Take");
            return ExchangeStage.Path(asked);
        }

        var stale = await AskedAsync();
        await PublishBasicAsync(stage, Food, "食品经营许可", own with { ConsultPhone = "12345" }, "51", "四川省市场监督管理局");
        Assert.Contains("提交以后又有了新版本", (await second.PageAsync(stale)).Body!.TextContent, StringComparison.Ordinal);
        using var blind = await second.SubmitAsync(stale, [], "Approve");
        await RunAsync(stage);
        Assert.Contains("本级目录里的条目有了新版本", (await second.PageAsync(stale)).Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(1, (await stage.ItemAsync(Food + "@51")).ParentVersion);

        var page = await AskedAsync();
        var shown = (await second.PageAsync(page)).QuerySelector("main")!.TextContent;
        Assert.All(["有固定场所", "食品经营许可（新）", "第三十五条（新）", "监管主管部门"], words => Assert.Contains(words, shown, StringComparison.Ordinal));
        Assert.DoesNotContain("食品经营许可申请书", shown, StringComparison.Ordinal);
        await ApprovedAsync(stage, "province2", page);

        var (item, content) = (await stage.ItemAsync(Food + "@51"), await stage.ContentAsync(Food + "@51"));
        Assert.Equal(("食品经营许可（新）", 2, 4, "四川省市场监督管理局"), (item.Name, item.ParentVersion, item.CurrentVersion, item.OrganisationName));
        Assert.Equal(("《食品安全法》第三十五条（新）", "有固定场所", "四川省市场监督管理局", "12345"), (content.LegalBasis.Single(), content.Conditions.Single(), content.SupervisedBy, content.ConsultPhone));
        Assert.Equal(("有法定代表人签名", "先核对主体业态", "01"), (content.Materials.Single().ReviewPoints.Single().Text, content.Manual.Single().Text, content.HandlingItems.Single().Serial));
        Assert.Equal((5, 20), (content.PromisedLimit!.Days, content.StatutoryLimit!.Days));
    }

    [Theory, EachDatabase]
    [Requirement("01.11")]
    public async Task A_city_takes_nothing_past_its_province_a_county_nothing_at_all_and_what_two_chose_is_taken_once(Engine engine)
    {
        await using var stage = await OpenAsync(engine);
        var national = await stage.ItemAsync(Food);
        async Task<string> AskAsync(string login, string reason = "川府办〔2026〕1号") =>
            ExchangeStage.Code(await stage.DoAsync<AskMassChange, Outcome<Guid>>(async a => await a.EntriesAsync([national.Id], await stage.ActAsync(login, reason), Ct)));

        Assert.Equal("catalogue.takeover-not-above", await AskAsync("city1"));
        Assert.Equal("catalogue.no-basic-catalogue", await AskAsync("manager1"));
        Assert.Equal("catalogue.no-basic-catalogue", await AskAsync("editor1"));
        Assert.Equal("catalogue.mass-reason", await AskAsync("province1", ""));
        Assert.Equal(("", ""), (await AskAsync("province1"), await AskAsync("province2")));
        var waiting = await stage.Host.InDatabaseAsync(db => db.Set<MassChange>().AsNoTracking().ToListAsync(Ct));
        Assert.Equal(2, waiting.Count);
        foreach (var change in waiting)
        {
            var other = change.AskedById == (await stage.ActAsync("province1")).Actor.Id ? "province2" : "province1";
            Assert.Equal("", ExchangeStage.Code(await stage.DoAsync<AnswerMassChange, Outcome>(async a => await a.ApproveAsync(change.Id, await stage.ActAsync(other), Ct))));
        }

        await RunAsync(stage);
        Assert.Equal(1, await stage.Host.InDatabaseAsync(db => db.Set<Item>().CountAsync(i => i.RegionCode == "51", Ct)));
        Assert.Equal("catalogue.takeover-all-taken", await AskAsync("province1"));
    }

    [Theory, EachDatabase]
    [Requirement("01.11", "01.19")]
    public async Task Who_chose_entries_does_not_approve_them_and_nothing_is_taken_that_changed_since(Engine engine)
    {
        await using var stage = await OpenAsync(engine);
        using var province = await stage.Host.BrowserAsync("province1");
        using var second = await stage.Host.BrowserAsync("province2");
        var national = await stage.ItemAsync(Food);
        using var asked = await province.SubmitAsync("/office/takeover/entries", new() { ["Chosen"] = $"{national.Id}", ["Reason"] = "川府办〔2026〕1号" }, "Take");
        var page = ExchangeStage.Path(asked);
        var mine = await province.PageAsync(page);
        Assert.Null(mine.QuerySelector("[formaction*='handler=Approve']"));
        var change = await stage.Host.InDatabaseAsync(db => db.Set<MassChange>().AsNoTracking().SingleAsync(Ct));
        Assert.Equal("catalogue.mass-self", ExchangeStage.Code(await stage.DoAsync<AnswerMassChange, Outcome>(async a => await a.ApproveAsync(change.Id, await stage.ActAsync("province1"), Ct))));

        // Another county's manager does not see it.
        using var county = await stage.Host.BrowserAsync("manager1");
        using var hidden = await county.GetAsync(new Uri(page, UriKind.Relative), Ct);
        Assert.Equal(System.Net.HttpStatusCode.NotFound, hidden.StatusCode);

        await PublishBasicAsync(stage, Food, "食品经营许可（新）");
        using var approved = await second.SubmitAsync(page, new() { ["change"] = $"{change.Id}" }, "Approve");
        await RunAsync(stage);
        Assert.Contains("有了新版本", (await province.PageAsync(page)).Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(0, await stage.Host.InDatabaseAsync(db => db.Set<Item>().CountAsync(i => i.RegionCode == "51", Ct)));
    }

    [Theory, EachDatabase]
    [Requirement("01.11", "01.12")]
    public async Task An_entry_of_ones_own_needs_a_basis_gets_the_next_code_and_stands_under_who_asked_for_it(Engine engine)
    {
        await using var stage = await OpenAsync(engine);
        using var province = await stage.Host.BrowserAsync("province1");
        Assert.Contains("/office/items/new", (await province.PageAsync("/office/takeover/entries")).QuerySelectorAll("main a").Select(a => a.GetAttribute("href")));
        const string New = "/office/items/new";
        var fields = new Dictionary<string, string> { ["Name"] = "小餐饮备案", ["TypeCode"] = "10", ["Supervisor"] = "四川省市场监督管理局", ["Department"] = "99", ["Basis"] = "" };
        Task<HttpResponseMessage> OpenedAsync(HttpClient browser) => browser.PostWithTokenOfAsync(New, New + "?handler=Entry", fields);
        using var refused = await OpenedAsync(province);
        Assert.Contains("请填写设定依据", await refused.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);

        // Approved by whom it may be, it stands under the organisation that keeps the catalogue.
        fields["Basis"] = "《四川省食品小作坊、小经营店及摊贩管理条例》第十二条";
        using var opened = await OpenedAsync(province);
        var author = await stage.ActAsync("province1");
        var change = await stage.Host.InDatabaseAsync(db => db.Set<ItemChange>().AsNoTracking().SingleAsync(c => c.Code == "511099001000@51", Ct));
        Assert.Equal($"/office/items/changes/{change.Id}", ExchangeStage.Path(opened));
        Assert.Equal(("小餐饮备案", author.Actor.Post!.OrganisationId, "四川省市场监督管理局"), (change.Name, change.OrganisationId, ItemContent.FromJson(change.Content).SupervisedBy));
        var content = ItemContent.FromJson(change.Content) with { ServiceObject = "企业法人" };
        Assert.Equal("", ExchangeStage.Code(await stage.DoAsync<DraftChange, Outcome>(d => d.WriteAsync(change.Id, change.Revision, change.Name, content, null, null, "川府办〔2026〕1号", author, Ct))));
        Assert.Equal("", ExchangeStage.Code(await stage.DoAsync<AnswerChange, Outcome>(a => a.SubmitAsync(change.Id, author, Ct))));
        Assert.Equal("", ExchangeStage.Code(await stage.DoAsync<AnswerChange, Outcome>(async a => await a.CheckAsync(change.Id, "同意", await stage.ActAsync("province2"), Ct))));
        var elsewhere = author with { Actor = author.Actor with { Id = Guid.CreateVersion7(), Post = author.Actor.Post with { OrganisationId = Guid.CreateVersion7() } } };
        Assert.Equal("", ExchangeStage.Code(await stage.DoAsync<AnswerChange, Outcome>(a => a.ApproveAsync(change.Id, elsewhere, Ct))));
        var own = await stage.ItemAsync("511099001000@51");
        Assert.Equal(("小餐饮备案", (Guid?)null, ItemKind.Basic, author.Actor.Post.OrganisationId, author.Actor.Post.OrganisationName), (own.Name, own.ParentId, own.Kind, own.OrganisationId, own.OrganisationName));

        fields["Name"] = "小作坊备案";
        using var next = await OpenedAsync(province);
        Assert.True(await stage.Host.InDatabaseAsync(db => db.Set<ItemChange>().AnyAsync(c => c.Code == "511099002000@51" && c.Name == "小作坊备案", Ct)));

        // A county keeps no basic catalogue.
        using var county = await stage.Host.BrowserAsync("manager1");
        Assert.Null((await county.PageAsync(New)).QuerySelector("#entry"));
        using var none = await OpenedAsync(county);
        Assert.Contains("基本目录由省、市两级事项管理人员维护", await none.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
    }

    [Theory, EachDatabase]
    [Requirement("01.10", "01.17")]
    public async Task Items_of_the_same_name_are_suggested_bound_on_confirmation_and_can_be_unbound(Engine engine)
    {
        await using var stage = await OpenAsync(engine);
        await stage.TakeOverAsync(ExchangeStage.CodeOf(1), "食品经营许可（县级权限）");
        await stage.TakeOverAsync(ExchangeStage.CodeOf(2), "公共场所卫生许可", organisation: Identity.HealthOffice);
        await stage.TakeOverAsync(ExchangeStage.CodeOf(3), "完全不同的事项");
        using var editor = await stage.Host.BrowserAsync("editor1");
        using var manager = await stage.Host.BrowserAsync("manager1");

        // The editor sees his own only, the manager the whole county.
        var page = (await editor.PageAsync("/office/takeover/bindings")).QuerySelector("main")!.TextContent;
        Assert.Contains("食品经营许可（县级权限）", page, StringComparison.Ordinal);
        Assert.DoesNotContain("公共场所卫生许可", page, StringComparison.Ordinal);
        var all = await manager.PageAsync("/office/takeover/bindings");
        Assert.Equal(2, all.QuerySelectorAll("input[name=Chosen]").Length);
        Assert.DoesNotContain("完全不同的事项", all.Body!.TextContent, StringComparison.Ordinal);

        var (item, entry) = (await stage.ItemAsync(ExchangeStage.CodeOf(1)), await stage.ItemAsync(Food));
        using var bound = await editor.SubmitAsync("/office/takeover/bindings", new() { ["Chosen"] = $"{item.Id}:{entry.Id}" }, "Bind");
        Assert.Contains("已关联 1 项", (await editor.PageAsync(ExchangeStage.Path(bound))).Body!.TextContent, StringComparison.Ordinal);
        item = await stage.ItemAsync(item.Code);
        Assert.Equal((entry.Id, 1, 1), (item.ParentId, item.ParentVersion, item.CurrentVersion));

        var health = await stage.ItemAsync(ExchangeStage.CodeOf(2));
        Assert.Equal("catalogue.bind-not-kept", ExchangeStage.Code(await stage.DoAsync<BindItems, Outcome<int>>(async b => await b.BindAsync([(health.Id, entry.Id)], await stage.ActAsync("editor1"), Ct))));
        using var loosed = await editor.SubmitAsync("/office/takeover/bindings?bound=true", new() { ["Id"] = $"{item.Id}", ["Reason"] = "关联错了" }, "Unbind");
        Assert.Equal(System.Net.HttpStatusCode.Redirect, loosed.StatusCode);
        item = await stage.ItemAsync(item.Code);
        Assert.Null(item.ParentId);
        var trace = await stage.Host.InDatabaseAsync(db => db.TraceOfAsync(item.Id, Ct));
        Assert.Equal(["published", "bound", "unbound"], trace.Select(t => t.What));
        Assert.Null(Trace.Check(item, trace));
    }

    [Theory, EachDatabase]
    [Requirement("01.17")]
    public async Task An_item_without_a_suggestion_is_bound_from_its_card_to_an_entry_found_by_words(Engine engine)
    {
        await using var stage = await OpenAsync(engine);
        await PublishBasicAsync(stage, Food, "四川食品经营许可", region: "51");
        await PublishBasicAsync(stage, "000104001000", "重庆食品经营许可", region: "50");
        await stage.TakeOverAsync(ExchangeStage.CodeOf(1), "完全不同的事项");
        await stage.TakeOverAsync(ExchangeStage.CodeOf(2), "也不相同的事项");
        var card = "/office/items/" + ExchangeStage.CodeOf(1);
        using var editor = await stage.Host.BrowserAsync("editor1");

        // Nothing is looked for before somebody asks, and a page of suggestions ends where it has looked at enough.
        Assert.Empty((await editor.PageAsync(card)).QuerySelectorAll("button[name=entry]"));
        var actor = (await stage.ActAsync("editor1")).Actor;
        var first = await stage.DoAsync<BindingSuggestions, (List<BindingSuggestions.Suggestion> Rows, string? Next)>(s => s.PageAsync(actor, null, Ct, 1));
        Assert.Equal((0, ExchangeStage.CodeOf(1)), (first.Rows.Count, first.Next));
        Assert.Null((await stage.DoAsync<BindingSuggestions, (List<BindingSuggestions.Suggestion> Rows, string? Next)>(s => s.PageAsync(actor, ExchangeStage.CodeOf(2), Ct, 1))).Next);

        // The nearest catalogue first, and no other province's.
        var found = await editor.PageAsync(card + "?find=" + Uri.EscapeDataString("食品经营"));
        Assert.Equal(["四川食品经营许可", "食品经营许可"], found.QuerySelectorAll("td[data-label=目录条目]").Select(t => t.FirstChild!.TextContent));
        Assert.Single((await editor.PageAsync(card + "?find=000103")).QuerySelectorAll("button[name=entry]"));
        var entry = await stage.ItemAsync(Food + "@51");
        using var bound = await editor.PostWithTokenOfAsync(card, card + "?handler=Bind", new() { ["entry"] = $"{entry.Id}" });
        Assert.Equal(card, ExchangeStage.Path(bound));
        var linked = await stage.ItemAsync(ExchangeStage.CodeOf(1));
        Assert.Equal((entry.Id, 1, 1), (linked.ParentId, linked.ParentVersion, linked.CurrentVersion));
        Assert.Null((await editor.PageAsync(card)).QuerySelector("#bind"));

        // Another province's entry is not his to bind to, and another office's item not his to bind.
        var strange = await stage.ItemAsync("000104001000@50");
        using var refused = await editor.PostWithTokenOfAsync("/office/items", $"/office/items/{ExchangeStage.CodeOf(2)}?handler=Bind", new() { ["entry"] = $"{strange.Id}" });
        Assert.Contains("不在您的管理范围内", await refused.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        using var stranger = await stage.Host.BrowserAsync("editor2");
        using var hidden = await stranger.PostWithTokenOfAsync("/office/items", $"/office/items/{ExchangeStage.CodeOf(2)}?handler=Bind", new() { ["entry"] = $"{entry.Id}" });
        Assert.Equal(System.Net.HttpStatusCode.NotFound, hidden.StatusCode);
    }

    [Fact]
    public async Task The_lists_cost_the_same_few_statements_however_long_they_are()
    {
        await using var stage = await OpenAsync(Engine.Sqlite);
        for (var n = 1; n <= 5; n++)
        {
            await stage.TakeOverAsync(ExchangeStage.CodeOf(n), "食品经营许可");
        }

        using var manager = await stage.Host.BrowserAsync("manager1");
        using var province = await stage.Host.BrowserAsync("province1");
        Assert.Equal(2, (await stage.Sql.DuringAsync(() => manager.PageAsync("/office/takeover/bindings"), "catalogue_")).Count);
        Assert.Single(await stage.Sql.DuringAsync(() => province.PageAsync("/office/takeover/entries"), "catalogue_"));
        Assert.Single(await stage.Sql.DuringAsync(() => province.PageAsync("/office/takeover"), "catalogue_"));
    }

    private static async Task TakenAsync(ExchangeStage stage, HttpClient manager, string second, Item upper, string show = "open")
    {
        using var asked = await manager.SubmitAsync("/office/takeover/entries?show=" + show, new() { ["Chosen"] = $"{upper.Id}", ["Reason"] = "川府办〔2026〕1号" }, "Take");
        await ApprovedAsync(stage, second, ExchangeStage.Path(asked));
    }

    private static async Task ApprovedAsync(ExchangeStage stage, string second, string page)
    {
        using var other = await stage.Host.BrowserAsync(second);
        using var approved = await other.SubmitAsync(page, [], "Approve");
        Assert.Equal(System.Net.HttpStatusCode.Redirect, approved.StatusCode);
        await RunAsync(stage);
        Assert.Contains("已全部写入", (await other.PageAsync(page)).Body!.TextContent, StringComparison.Ordinal);
    }

    private static async Task RunAsync(ExchangeStage stage) =>
        Assert.True((await stage.Host.InScopeAsync(s => s.GetRequiredService<RecurringJobs>().RunOnceAsync(RunMassChanges.JobName, Ct))).Ok);

    private static async Task<ExchangeStage> OpenAsync(Engine engine)
    {
        var stage = await ExchangeStage.OpenAsync(engine);
        await PublishBasicAsync(stage, Food, "食品经营许可");
        await PublishBasicAsync(stage, Hygiene, "公共场所卫生许可");
        return stage;
    }

    private static readonly ItemContent Basic = new() { TypeCode = "01", TypeName = "行政许可", LegalBasis = ["《食品安全法》第三十五条"], SupervisedBy = "市场监管总局" };

    private static async Task PublishBasicAsync(ExchangeStage stage, string code, string name, ItemContent? content = null, string region = "", string organisation = "市场监管总局")
    {
        var request = new PublishRequest(Item.BasicCode(code, region), name, Guid.Empty, organisation, region, region.Length == 0 ? "国家" : "四川省", content ?? Basic, "test") { Kind = ItemKind.Basic };
        Assert.Equal("", ExchangeStage.Code(await stage.DoAsync<PublishItemVersion, Outcome<Guid>>(p => p.PublishAsync(request, stage.Host.Act(), Ct))));
    }

    private static class Identity
    {
        public const string HealthOffice = Zhengtong.Identity.Contracts.DemoPeople.HealthOffice;
    }
}
