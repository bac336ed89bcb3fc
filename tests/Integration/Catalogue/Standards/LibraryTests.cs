using System.Net;
using AngleSharp.Html.Dom;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Zhengtong.Catalogue.Import;
using Zhengtong.Catalogue.Model;
using Zhengtong.Catalogue.Standards;
using Zhengtong.Identity.Contracts;
using Zhengtong.Platform.Messaging;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;
using Zhengtong.TestKit;

namespace Zhengtong.Tests.Integration.Catalogue.Standards;

/// <summary>The library: maintained, published in one place, organised in domains, linked to items and functions.</summary>
public sealed class LibraryTests
{
    private static readonly string Code = ExchangeStage.CodeOf(1);
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    [Theory, EachDatabase]
    [Requirement("17.05", "17.06")]
    public async Task The_public_finds_standards_by_words_domain_level_status_and_region_page_by_page(Engine engine)
    {
        await using var stage = await StandardsStage.OpenAsync(engine);
        var committee = await stage.CommitteeAsync("expert1");
        await stage.PublishedAsync("政务服务中心窗口管理规范", "DB51/T 1-2026", committee);
        await stage.PublishedAsync("热线工单处理规范", "DB51/T 2-2026", committee, new(2026, 5, 1), StandardDomain.Hotline);
        await stage.Host.InDatabaseAsync(async db =>
        {
            var act = stage.Host.Act();
            for (var i = 0; i < 40; i++)
            {
                var facts = new StandardFacts($"GB/T {10000 + i}-2020", $"国家标准之{i}", StandardLevel.National, StandardDomain.Evaluation, "", "", "", 2020, new(2020, 1, 1), new(2020, 6, 1));
                var of = Standard.Propose(facts, "", "", true, null, null, act);
                of.Publish(facts.Number!, facts.IssuedOn!.Value, facts.InForceOn!.Value, act);
                db.Add(of);
            }

            return await db.SaveAsync(Ct);
        });
        await stage.ProposeAsync("province1", StandardsStage.Project("还没有发布的规范"));
        using var anybody = stage.Host.Browser();
        async Task<List<string>> TitlesAsync(string query) => [.. (await anybody.PageAsync("/standards" + query)).QuerySelectorAll("#standards td[data-label=名称]").Select(t => t.TextContent.Trim())];

        // Everything, by number, thirty a page; nothing unpublished, nothing twice.
        var all = await TitlesAsync("");
        var more = ((IHtmlAnchorElement)(await anybody.PageAsync("/standards")).QuerySelector(".zt-pager a")!).GetAttribute("href")!;
        var rest = await TitlesAsync(more["/standards".Length..]);
        Assert.Equal((30, 12), (all.Count, rest.Count));
        Assert.Equal(42, all.Concat(rest).Distinct().Count());
        Assert.DoesNotContain("还没有发布的规范", all.Concat(rest));

        Assert.Equal(["政务服务中心窗口管理规范", "热线工单处理规范"], await TitlesAsync("?q=%E8%A7%84%E8%8C%83"));
        Assert.Equal(["热线工单处理规范"], await TitlesAsync("?q=db51/t%202-2026"));
        Assert.Equal(["热线工单处理规范"], await TitlesAsync("?domain=Hotline"));
        Assert.Equal(["政务服务中心窗口管理规范", "热线工单处理规范"], await TitlesAsync("?level=Province"));
        Assert.Equal(["热线工单处理规范"], await TitlesAsync("?status=Pending"));
        Assert.Equal(["政务服务中心窗口管理规范", "热线工单处理规范"], await TitlesAsync("?region=51"));
        Assert.Empty(await TitlesAsync("?region=5116"));

        // What is not published is not asked for by its status either.
        Assert.DoesNotContain("还没有发布的规范", await TitlesAsync("?status=Proposed"));
        Assert.Equal(6, (await anybody.PageAsync("/standards")).QuerySelectorAll("nav[aria-label=按领域查看] a").Length);
        Assert.Equal(2, (await stage.Sql.DuringAsync(() => anybody.PageAsync("/standards?q=规范"), "catalogue_")).Count);
        var sheet = Excel.Read(await anybody.GetByteArrayAsync(new Uri("/standards/export?domain=Hotline", UriKind.Relative), Ct));
        Assert.Equal(["DB51/T 2-2026", "热线工单处理规范", "省级地方标准", "便民热线运行"], sheet[1].Take(4));
        Assert.Equal(2, sheet.Count);
        Assert.DoesNotContain("标准质量系统编号", sheet[0]);
        Assert.NotNull((await anybody.PageAsync("/")).QuerySelector("a[href='/standards']"));
    }

    [Theory, EachDatabase]
    [Requirement("17.05", "17.06")]
    public async Task The_guide_of_an_item_shows_the_standards_in_force_that_it_follows(Engine engine)
    {
        await using var stage = await StandardsStage.OpenAsync(engine);
        var committee = await stage.CommitteeAsync("expert1");
        await stage.Exchange.PublishAsync(Code, "食品经营许可");
        await stage.Exchange.PublishAsync(ExchangeStage.CodeOf(2), "公共场所卫生许可", organisation: DemoPeople.HealthOffice);
        var id = await stage.PublishedAsync("窗口管理规范", "DB51/T 1-2026", committee);
        var pending = await stage.PublishedAsync("热线规范", "DB51/T 2-2026", committee, new(2026, 5, 1));
        using var anybody = stage.Host.Browser();
        using var editor = await stage.Host.BrowserAsync("editor1");
        var page = $"/office/standards/{id}";
        Assert.Null((await anybody.PageAsync("/items/" + Code)).QuerySelector("#standards"));

        // Only items that one keeps: the other office's is refused, and so is a code that is none.
        using var foreign = await editor.SubmitAsync(page, new() { ["codes"] = $"{Code}\n{ExchangeStage.CodeOf(2)}" }, "Link");
        Assert.Contains(ExchangeStage.CodeOf(2), await foreign.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        Assert.Equal(0, await stage.Host.InDatabaseAsync(db => db.Set<ItemStandard>().CountAsync(Ct)));
        using var linked = await editor.SubmitAsync(page, new() { ["codes"] = Code }, "Link");
        Assert.Equal(page, StandardsStage.Path(linked));
        using var also = await editor.SubmitAsync($"/office/standards/{pending}", new() { ["codes"] = Code }, "Link");
        Assert.Equal($"/office/standards/{pending}", StandardsStage.Path(also));
        await stage.Exchange.DispatchAsync();

        // The kept copy is gone, the one in force is there, the other not yet: one statement more than a guide without standards.
        stage.Host.Clock.Advance(TimeSpan.FromSeconds(1));
        var sent = await stage.Sql.DuringAsync(async () =>
        {
            var guide = await anybody.PageAsync("/items/" + Code);
            Assert.Equal(["DB51/T 1-2026 窗口管理规范"], guide.QuerySelectorAll("#standards li").Select(x => x.TextContent));
            Assert.Equal($"/standards/{id}", guide.QuerySelector("#standards a")!.GetAttribute("href"));
            Assert.NotNull(guide.QuerySelector(".zt-guide__nav a[href='#standards']"));
        });
        Assert.InRange(sent.Count, 1, 4);
        Assert.Single(sent, s => s.Contains("catalogue_standard", StringComparison.Ordinal));
        Assert.Empty(await stage.Sql.DuringAsync(() => anybody.PageAsync("/items/" + Code)));
        Assert.Equal([Code], (await anybody.PageAsync($"/standards/{id}")).QuerySelectorAll("main li a[href^='/items/5']").Select(a => a.GetAttribute("href")!.Split('/')[^1]));
        Assert.Equal(4, (await stage.Sql.DuringAsync(() => anybody.PageAsync($"/standards/{id}"), "catalogue_")).Count);
        var card = await editor.PageAsync("/office/items/" + Code);
        Assert.Equal(["DB51/T 1-2026 窗口管理规范", "DB51/T 2-2026 热线规范"], card.QuerySelectorAll("section[aria-labelledby=standards] li").Select(x => x.TextContent.Trim()));

        using var unlinked = await editor.SubmitAsync(page, new() { ["code"] = Code }, "Unlink");
        await stage.Exchange.DispatchAsync();
        stage.Host.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Null((await anybody.PageAsync("/items/" + Code)).QuerySelector("#standards"));
    }

    [Theory, EachDatabase]
    [Requirement("17.04")]
    public async Task A_revised_standard_replaces_the_old_one_on_the_day_it_comes_into_force(Engine engine)
    {
        await using var stage = await StandardsStage.OpenAsync(engine);
        var committee = await stage.CommitteeAsync("expert1");
        var old = await stage.PublishedAsync("窗口管理规范", "DB51/T 1-2026", committee);
        using var manager = await stage.Host.BrowserAsync("province1");
        var form = await manager.PageAsync($"/office/standards/new?revises={old}");
        Assert.Equal("窗口管理规范", ((IHtmlInputElement)form.QuerySelector("input[name='Input.Title']")!).Value);
        using var proposed = await StandardsStage.UploadAsync(
            manager, $"/office/standards/new?revises={old}", StandardsStage.Pdf,
            ("Revises", $"{old}"), ("Input.Title", "窗口管理规范"), ("Input.Level", "Province"), ("Input.Domain", "ServiceCentre"), ("Input.Year", "2026"), ("Input.Drafters", "省政务办"));
        var id = Guid.Parse(StandardsStage.Path(proposed).Split('/')[^1]);
        await stage.ApproveAsync("province2", id);
        await stage.ReviewAsync(id, committee);
        await stage.SayAsync("expert1", id, Vote.For);
        await stage.DoneAsync<ReviewStandard>("province2", (r, act) => r.CloseAsync(id, act, Ct));
        Assert.True((await stage.PublishAsync("province2", id, "DB51/T 1-2027", new(2026, 5, 1))).Ok);

        Assert.Equal((StandardStatus.InForce, StandardStatus.Pending), (await stage.StatusAsync(old), await stage.StatusAsync(id)));
        stage.Host.Clock.SetUtcNow(new DateTimeOffset(2026, 4, 30, 16, 0, 0, TimeSpan.Zero));
        Assert.Equal((StandardStatus.Replaced, StandardStatus.InForce), (await stage.StatusAsync(old), await stage.StatusAsync(id)));
        using var anybody = stage.Host.Browser();
        var page = (await anybody.PageAsync($"/standards/{old}")).QuerySelector("main")!.TextContent;
        Assert.Contains("已被代替", page, StringComparison.Ordinal);
        Assert.Contains("DB51/T 1-2027", page, StringComparison.Ordinal);

        // A second revision of the same one is refused, and so is one from another level.
        var city = await stage.DoAsync<ProposeStandard, Outcome<Guid>>(
            "city1", (p, act) => p.HandleAsync(StandardsStage.Project("市里的一项", StandardLevel.City), false, id, null, null, act, Ct));
        Assert.Equal("catalogue.standard-replaces", ExchangeStage.Code(city));
        var again = await stage.DoAsync<ProposeStandard, Outcome<Guid>>("province1", (p, act) => p.HandleAsync(StandardsStage.Project("又一项"), false, old, null, null, act, Ct));
        Assert.Equal("catalogue.standard-replaces", ExchangeStage.Code(again));
    }

    [Theory, EachDatabase]
    [Requirement("17.04")]
    public async Task A_city_ends_no_standard_that_holds_for_everybody(Engine engine)
    {
        await using var stage = await StandardsStage.OpenAsync(engine);
        var national = await stage.Host.InDatabaseAsync(async db =>
        {
            var facts = new StandardFacts("GB/T 39735-2020", "国家标准", StandardLevel.National, StandardDomain.Evaluation, "", "", "", 2020, new(2020, 1, 1), new(2020, 6, 1));
            var of = Standard.Propose(facts, "", "", true, null, null, stage.Host.Act());
            of.Publish(facts.Number!, facts.IssuedOn!.Value, facts.InForceOn!.Value, stage.Host.Act());
            db.Add(of);
            await db.SaveChangesAsync(Ct);
            return of.Id;
        });
        var end = new MaintainStandard.Command { Kind = UpkeepKind.Abolish, Text = "不再适用", On = new(2026, 4, 1) };
        Assert.Equal("catalogue.standard-unknown", ExchangeStage.Code(await stage.DoAsync<MaintainStandard, Outcome>("city1", (m, act) => m.ProposeAsync(national, end, act, Ct))));

        // Nor by a successor of its own: it registers one, and the highest region here lets it in.
        var input = new StandardInput { Title = "国家标准（修订）", Domain = StandardDomain.Evaluation, Number = "GB/T 39735-2026", IssuedOn = new(2026, 1, 1), InForceOn = new(2026, 1, 1) };
        var next = (await stage.DoAsync<ProposeStandard, Outcome<Guid>>("city1", (p, act) => p.HandleAsync(input, true, national, null, null, act, Ct))).Value;
        Assert.Equal("catalogue.standard-unknown", ExchangeStage.Code(await stage.PublishAsync("city2", next, "")));
        Assert.Null((await stage.StandardAsync(national)).ReplacedById);
        Assert.True((await stage.PublishAsync("province1", next, "")).Ok);
        Assert.Equal(next, (await stage.StandardAsync(national)).ReplacedById);
        Assert.True((await stage.DoAsync<MaintainStandard, Outcome>("province1", (m, act) => m.ProposeAsync(next, end, act, Ct))).Ok);
    }

    [Theory, EachDatabase]
    [Requirement("17.04")]
    public async Task Standards_are_reviewed_every_five_years_amended_and_abolished_by_two_managers(Engine engine)
    {
        await using var stage = await StandardsStage.OpenAsync(engine);
        using var first = await stage.Host.BrowserAsync("province1");
        using var second = await stage.Host.BrowserAsync("province2");
        using var registered = await StandardsStage.UploadAsync(
            first, "/office/standards/new?existing=true", null,
            ("Existing", "true"), ("Input.Number", "DB51/T 7-2020"), ("Input.Title", "老规范"), ("Input.Domain", "ServiceDelivery"), ("Input.IssuedOn", "2020-12-01"), ("Input.InForceOn", "2021-01-01"));
        var page = StandardsStage.Path(registered);
        var id = Guid.Parse(page.Split('/')[^1]);
        Assert.Equal(StandardStatus.ToPublish, await stage.StatusAsync(id));
        using var published = await second.SubmitAsync(page, [], "Publish");
        Assert.Equal(page, StandardsStage.Path(published));
        Assert.Equal(StandardStatus.InForce, await stage.StatusAsync(id));

        // Due on 2025-12-01, five years after its issue: marked, and found by the filter.
        Assert.Contains("2025年12月1日前", (await first.PageAsync("/office/standards?reviewDue=true")).QuerySelector("#standards")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("已逾期", (await first.PageAsync(page)).QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        using var future = await first.SubmitAsync(page, Upkeep("Continue", "仍适用", "2026-03-03"), "Upkeep");
        Assert.Contains("不晚于今天", await future.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        using var proposed = await first.SubmitAsync(page, Upkeep("Continue", "经复审仍适用", "2026-03-01"), "Upkeep");
        Assert.Equal(page, StandardsStage.Path(proposed));
        var upkeep = await stage.Host.InDatabaseAsync(db => db.Set<StandardUpkeep>().Select(u => u.Id).SingleAsync(Ct));
        using var own = await first.SubmitAsync(page, new() { ["upkeepId"] = $"{upkeep}" }, "Confirm");
        Assert.Contains("提出人以外", await own.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        Assert.Null((await stage.StandardAsync(id)).LastReviewedOn);
        using var confirmed = await second.SubmitAsync(page, new() { ["upkeepId"] = $"{upkeep}" }, "Confirm");
        Assert.Equal(new DateOnly(2026, 3, 1), (await stage.StandardAsync(id)).LastReviewedOn);
        Assert.Null((await first.PageAsync("/office/standards?reviewDue=true")).QuerySelector("#standards"));

        await MaintainAsync(stage, id, new() { Kind = UpkeepKind.Amend, Text = "第1号修改单：第4.2条改为“三个工作日”", On = new(2026, 3, 10) }, true);
        await MaintainAsync(stage, id, new() { Kind = UpkeepKind.Revise, Text = "须修订", On = new(2026, 3, 2) }, false);
        Assert.Null((await stage.StandardAsync(id)).RevisionAskedOn);
        await MaintainAsync(stage, id, new() { Kind = UpkeepKind.Abolish, Text = "由国家标准统一规定", On = new(2026, 3, 10) }, true);
        Assert.Equal(StandardStatus.InForce, await stage.StatusAsync(id));
        stage.Host.Clock.SetUtcNow(new DateTimeOffset(2026, 3, 10, 2, 0, 0, TimeSpan.Zero));
        Assert.Equal(StandardStatus.Abolished, await stage.StatusAsync(id));
        using var anybody = stage.Host.Browser();
        var text = (await anybody.PageAsync($"/standards/{id}")).QuerySelector("main")!.TextContent;
        Assert.All((string[])["已废止", "由国家标准统一规定", "第1号修改单", "经复审仍适用"], t => Assert.Contains(t, text, StringComparison.Ordinal));
        Assert.DoesNotContain("须修订", text, StringComparison.Ordinal);
        Assert.Equal("catalogue.standard-ended", ExchangeStage.Code(await stage.DoAsync<LinkItems, Outcome>("province1", (l, act) => l.AddAsync(id, Code, act, Ct))));
        var late = await stage.DoAsync<MaintainStandard, Outcome>("province1", (m, act) => m.ProposeAsync(id, new() { Kind = UpkeepKind.Amend, Text = "再改", On = new(2026, 3, 10) }, act, Ct));
        Assert.Equal("catalogue.standard-stage", ExchangeStage.Code(late));
    }

    [Theory, EachDatabase]
    [Requirement("17.04", "17.06")]
    public async Task The_library_begins_with_the_standards_of_the_data_folder_and_takes_none_twice(Engine engine)
    {
        await using var stage = await StandardsStage.OpenAsync(engine);
        async Task<Tally> ImportAsync(string? text = null) => await stage.Host.InScopeAsync(async s =>
        {
            var tally = new Tally("standards", "data", "f", false, stage.Host.Act(), null);
            using TextReader reader = text is null ? stage.Host.Data().Open(DataFolder.Standards) : new StringReader(text);
            await s.GetRequiredService<ImportStandards>().StageAsync(reader, "standards.csv", tally, stage.Host.Act(), Ct);
            Assert.True((await s.GetRequiredService<Database>().SaveAsync(Ct)).Ok);
            return tally;
        });

        var first = await ImportAsync();
        Assert.Equal((5, 5, 0), (first.Total, first.Added, first.Failed));
        Assert.Equal(5, (await ImportAsync()).Unchanged);
        var wrong = await ImportAsync("""
            number,title,domain,issued,in_force,functions
            DB51/T 1-2020,甲,Hotline,2020-01-01,2020-01-01,
            GB/T 1-2020,乙,Nowhere,2020-01-01,2020-01-01,
            GB/T 2-2020,丙,Hotline,2020-01-01,2019-01-01,

            """);
        Assert.Equal((0, 3), (wrong.Added, wrong.Failed));

        using var anybody = stage.Host.Browser();
        Assert.Equal(5, (await anybody.PageAsync("/standards")).QuerySelectorAll("#standards tr").Length);
        Assert.Equal(["GB/T 39735-2020"], (await anybody.PageAsync("/standards?domain=Evaluation")).QuerySelectorAll("#standards td[data-label=编号]").Select(x => x.TextContent));
        var hotline = await stage.Host.InDatabaseAsync(db => db.Set<Standard>().Where(x => x.Number == "GB/T 33358-2016").Select(x => x.Id).SingleAsync(Ct));
        var text = (await anybody.PageAsync($"/standards/{hotline}")).QuerySelector("main")!.TextContent;
        Assert.All((string[])["政府热线服务规范", "现行", "2017年7月1日", "咨询和答复", "标准文本没有存放在这里"], t => Assert.Contains(t, text, StringComparison.Ordinal));
    }

    [Theory, EachDatabase]
    [Requirement("17.04")]
    public async Task The_office_sees_what_is_its_own_in_one_statement_and_exports_it(Engine engine)
    {
        await using var stage = await StandardsStage.OpenAsync(engine);
        await stage.ProposeAsync("editor1", StandardsStage.Project("市监局的项目", StandardLevel.City), text: false);
        await stage.ProposeAsync("province1", StandardsStage.Project("省里的项目"), text: false);
        async Task<string> ListAsync(string login)
        {
            using var browser = await stage.Host.BrowserAsync(login);
            return (await browser.PageAsync("/office/standards")).QuerySelector("#standards")?.TextContent ?? "";
        }

        Assert.Contains("市监局的项目", await ListAsync("editor1"), StringComparison.Ordinal);
        Assert.DoesNotContain("省里的项目", await ListAsync("editor1"), StringComparison.Ordinal);
        Assert.Equal("", await ListAsync("editor2"));
        Assert.Equal("", await ListAsync("expert1"));
        Assert.Contains("市监局的项目", await ListAsync("city1"), StringComparison.Ordinal);
        Assert.DoesNotContain("省里的项目", await ListAsync("city1"), StringComparison.Ordinal);
        Assert.Contains("省里的项目", await ListAsync("province2"), StringComparison.Ordinal);
        using var province = await stage.Host.BrowserAsync("province2");
        Assert.Single(await stage.Sql.DuringAsync(() => province.PageAsync("/office/standards?q=项目"), "catalogue_"));
        var sheet = Excel.Read(await province.GetByteArrayAsync(new Uri("/office/standards/export?status=Proposed", UriKind.Relative), Ct));
        Assert.Equal(["市监局的项目", "省里的项目"], sheet.Skip(1).Select(r => r[1]).Order());
        using var clerk = await stage.Host.BrowserAsync("clerk1");
        Assert.NotEqual(HttpStatusCode.OK, (await clerk.GetAsync(new Uri("/office/standards", UriKind.Relative), Ct)).StatusCode);
    }

    private static Dictionary<string, string> Upkeep(string kind, string text, string on) => new() { ["Upkeep.Kind"] = kind, ["Upkeep.Text"] = text, ["Upkeep.On"] = on };

    /// <summary>Issued on 2 March 2026: five years later the review is due; told half a year before and once more when it is late, each time once.</summary>
    [Theory, EachDatabase]
    [Requirement("17.05")]
    public async Task Those_who_decide_on_a_local_standard_are_told_before_its_review_and_when_it_is_late(Engine engine)
    {
        await using var stage = await StandardsStage.OpenAsync(engine);
        var id = await stage.PublishedAsync("窗口管理规范", "DB51/T 1-2026", await stage.CommitteeAsync("expert1"));
        async Task<List<string>> ToldAsync(int year, int month, int day)
        {
            stage.Host.Clock.SetUtcNow(new DateTimeOffset(year, month, day, 2, 0, 0, TimeSpan.Zero));
            await stage.RunAsync(RemindReviews.JobName);
            await stage.RunAsync(RemindReviews.JobName);
            var managers = new[] { (await stage.ActAsync("province1")).Actor.Id, (await stage.ActAsync("province2")).Actor.Id };
            return await stage.Host.InDatabaseAsync(db => db.Set<Message>().AsNoTracking().Where(m => managers.Contains(m.PartyId) && m.Link == $"/office/standards/{id}" && m.Title.Contains("复审"))
                .OrderBy(m => m.Title).Select(m => m.Title).ToListAsync(Ct));
        }

        Assert.Empty(await ToldAsync(2030, 9, 1));
        Assert.Equal(["地方标准即将到复审期限", "地方标准即将到复审期限"], await ToldAsync(2030, 9, 2));
        Assert.Equal(2, (await ToldAsync(2031, 3, 2)).Count);
        Assert.Equal(["地方标准即将到复审期限", "地方标准即将到复审期限", "地方标准超过复审期限", "地方标准超过复审期限"], await ToldAsync(2031, 3, 3));
        Assert.Equal(4, (await ToldAsync(2031, 4, 1)).Count);
    }

    private static async Task MaintainAsync(StandardsStage stage, Guid id, MaintainStandard.Command command, bool confirmed)
    {
        await stage.DoneAsync<MaintainStandard>("province1", (m, act) => m.ProposeAsync(id, command, act, Ct));
        var open = await stage.Host.InDatabaseAsync(db => db.Set<StandardUpkeep>().Where(u => u.ConfirmedAt == null && u.RefusedAt == null).Select(u => u.Id).SingleAsync(Ct));
        await stage.DoneAsync<MaintainStandard>("province2", (m, act) => confirmed ? m.ConfirmAsync(id, open, act, Ct) : m.RefuseAsync(id, open, "暂缓", act, Ct));
    }
}
