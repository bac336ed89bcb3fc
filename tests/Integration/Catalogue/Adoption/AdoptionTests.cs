using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using Zhengtong.Catalogue.Adoption;
using Zhengtong.Catalogue.Agreement;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Catalogue.Findings;
using Zhengtong.Catalogue.Inspect;
using Zhengtong.Catalogue.MassChanges;
using Zhengtong.Catalogue.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Outcomes;
using Zhengtong.TestKit;
using Zhengtong.Tests.Integration.Catalogue.Agreement;

namespace Zhengtong.Tests.Integration.Catalogue.Adoption;

public sealed class AdoptionTests
{
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;
    private static readonly ItemContent Changed = AgreementStage.Content("新食品安全法第一条");

    [Theory, EachDatabase, Requirement("01.17", "01.03", "01.19")]
    public async Task A_change_of_the_national_entry_goes_down_level_by_level_until_the_county_has_it(Engine engine)
    {
        await using var stage = await AgreementStage.OpenAsync(engine);
        await stage.ChainAsync();

        await stage.PublishedAsync("", Changed);
        foreach (var (login, second, region) in ((string, string?, string)[])[("province1", "province2", "51"), ("city1", "city2", "5116"), ("editor1", null, "511602")])
        {
            await stage.SettleAsync();
            var task = Assert.Single(await stage.TasksAsync(), t => t.ClosedAt is null);
            Assert.Equal((region, 1, 2, new DateOnly(2026, 3, 16)), (task.RegionCode, task.FromVersion, task.ToVersion, task.DueOn));
            using var browser = await stage.Host.BrowserAsync(login);
            Assert.Contains(AgreementStage.Name, (await browser.PageAsync("/office/adoptions")).Body!.TextContent, StringComparison.Ordinal);
            var shown = (await browser.PageAsync($"/office/adoptions/{task.Id}")).Body!.TextContent;
            Assert.Contains("食品安全法第三十五条", shown, StringComparison.Ordinal);
            Assert.Contains("新食品安全法第一条", shown, StringComparison.Ordinal);
            using var adopted = await browser.SubmitAsync($"/office/adoptions/{task.Id}", []);
            Assert.Equal(HttpStatusCode.Redirect, adopted.StatusCode);
            if (second is null)
            {
                continue;
            }

            // An entry of a basic catalogue is changed by two people, by whatever way.
            var entry = Item.BasicCode(AgreementStage.CatalogueCode, region);
            Assert.Equal((1, 1), ((await stage.ItemAsync(entry)).CurrentVersion, (await stage.ItemAsync(entry)).ParentVersion));
            using var other = await stage.Host.BrowserAsync(second);
            var choice = adopted.Headers.Location!.OriginalString;
            Assert.Contains("新食品安全法第一条", (await other.PageAsync(choice)).QuerySelector("main")!.TextContent, StringComparison.Ordinal);
            using var approved = await other.SubmitAsync(choice, [], "Approve");
            await stage.RunJobAsync(RunMassChanges.JobName);
            Assert.Equal((2, 2), ((await stage.ItemAsync(entry)).CurrentVersion, (await stage.ItemAsync(entry)).ParentVersion));
        }

        await stage.SettleAsync();
        Assert.All(await stage.TasksAsync(), t => Assert.NotNull(t.AdoptedAt));
        var guide = await stage.Host.Services.GetRequiredService<ICatalogue>().FindAsync(AgreementStage.County, Ct);
        Assert.Equal((2, "新食品安全法第一条"), (guide!.Version, guide.Content.LegalBasis[0]));
        var county = await stage.ItemAsync(AgreementStage.County);
        Assert.Equal(2, county.ParentVersion);
        Assert.Empty(await stage.DifferencesAsync());
        var task1 = (await stage.TasksAsync())[0];
        Assert.Equal(["adopted"], (await stage.Host.InDatabaseAsync(db => db.TraceOfAsync(task1.Id, Ct))).Select(t => t.What));
        Assert.NotNull(task1.OpenedAt);
    }

    [Theory, EachDatabase, Requirement("01.17")]
    public async Task What_the_profiles_do_not_fix_stays_unless_it_is_chosen(Engine engine)
    {
        await using var stage = await AgreementStage.OpenAsync(engine);
        await stage.ChainAsync();
        await stage.PublishedAsync("511602", AgreementStage.Content() with { ConsultPhone = "0826-1111111", Visits = 1 });
        await stage.PublishedAsync("5116", AgreementStage.Content() with { ConsultPhone = "0826-9999999", Visits = 0 });
        await stage.SettleAsync();
        var task = Assert.Single(await stage.TasksAsync());

        using var editor = await stage.Host.BrowserAsync("editor1");
        using var done = await editor.SubmitAsync($"/office/adoptions/{task.Id}", new() { ["extra"] = "visits" });

        Assert.Equal(HttpStatusCode.Redirect, done.StatusCode);
        var content = (await stage.Host.Services.GetRequiredService<ICatalogue>().FindAsync(AgreementStage.County, Ct))!.Content;
        Assert.Equal(("0826-1111111", 0), (content.ConsultPhone, content.Visits));
    }

    [Theory, EachDatabase, Requirement("01.11", "01.17")]
    public async Task An_element_chosen_with_an_entry_is_taken_as_above_what_is_not_chosen_stays_and_only_its_own_managers_choose(Engine engine)
    {
        await using var stage = await AgreementStage.OpenAsync(engine);
        await stage.ChainAsync();
        await stage.PublishedAsync("5116", AgreementStage.Content() with { ConsultPhone = "0826-1111111", Visits = 1 });
        await stage.PublishedAsync("51", AgreementStage.Content() with { ConsultPhone = "028-9999999", Visits = 0, ComplaintPhone = "12345" });
        await stage.SettleAsync();
        var task = Assert.Single(await stage.TasksAsync(), t => t.RegionCode == "5116");
        using var province = await stage.Host.BrowserAsync("province1");
        using var foreign = await province.SubmitAsync($"/office/adoptions/{task.Id}", []);
        Assert.Contains("目录条目由本级的事项管理人员承接", await foreign.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);

        using var city = await stage.Host.BrowserAsync("city1");
        using var asked = await city.PostWithTokenOfAsync("/office/adoptions", "/office/adoptions", new() { ["task"] = $"{task.Id}:2" });
        Assert.Equal("/office/adoptions?done=0&asked=1", asked.Headers.Location!.OriginalString);
        using var done = await city.SubmitAsync($"/office/adoptions/{task.Id}", new() { ["extra"] = "visits" });
        using var second = await stage.Host.BrowserAsync("city2");
        using var approved = await second.SubmitAsync(done.Headers.Location!.OriginalString, [], "Approve");
        await stage.RunJobAsync(RunMassChanges.JobName);

        var content = await stage.Host.InDatabaseAsync(async db => ItemContent.FromJson(await db.Set<ItemVersion>()
            .Where(v => db.Set<Item>().Any(i => i.CurrentVersionId == v.Id && i.Code == AgreementStage.CatalogueCode + "@5116")).Select(v => v.Content).SingleAsync(Ct)));
        Assert.Equal(("0826-1111111", 0, "12345"), (content.ConsultPhone, content.Visits, content.ComplaintPhone));
    }

    [Theory, EachDatabase, Requirement("01.17")]
    public async Task Several_are_adopted_at_once_and_what_changed_meanwhile_is_told_and_left(Engine engine)
    {
        await using var stage = await AgreementStage.OpenAsync(engine);
        await stage.ChainAsync();
        await stage.PublishedAsync("5116", AgreementStage.Content() with { Conditions = ["有固定场所"] });
        await stage.SettleAsync();
        var task = Assert.Single(await stage.TasksAsync());
        using var editor = await stage.Host.BrowserAsync("editor1");

        await stage.PublishedAsync("511602", AgreementStage.Content() with { ConsultPhone = "12345" });
        using var stale = await editor.PostWithTokenOfAsync("/office/adoptions", "/office/adoptions", new() { ["task"] = $"{task.Id}:1" });
        Assert.Contains("本事项在您打开页面后有了新版本", await stale.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        Assert.Null((await stage.TasksAsync())[0].ClosedAt);
        Assert.Equal(2, (await stage.ItemAsync(AgreementStage.County)).CurrentVersion);

        using var done = await editor.PostWithTokenOfAsync("/office/adoptions", "/office/adoptions", new() { ["task"] = $"{task.Id}:2" });
        Assert.Equal("/office/adoptions?done=1", done.Headers.Location!.OriginalString);
        Assert.Equal(3, (await stage.TasksAsync())[0].AdoptedVersion);
        using var again = await editor.PostWithTokenOfAsync("/office/adoptions", "/office/adoptions", new() { ["task"] = $"{task.Id}:3" });
        Assert.Contains("已经办结", await again.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
    }

    [Theory, EachDatabase, Requirement("01.17")]
    public async Task An_objection_with_its_reason_is_seen_by_the_level_above_and_the_task_stays(Engine engine)
    {
        await using var stage = await AgreementStage.OpenAsync(engine);
        await stage.ChainAsync();
        await stage.PublishedAsync("5116", AgreementStage.Content() with { Conditions = ["有固定场所"] });
        await stage.SettleAsync();
        var task = Assert.Single(await stage.TasksAsync());
        using var editor = await stage.Host.BrowserAsync("editor1");

        using var without = await editor.SubmitAsync($"/office/adoptions/{task.Id}", new() { ["Reason"] = " " }, "Contest");
        Assert.Contains("请写明不能采用的理由", await without.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        using var said = await editor.SubmitAsync($"/office/adoptions/{task.Id}", new() { ["Reason"] = "流动摊贩没有固定场所" }, "Contest");
        Assert.Equal(HttpStatusCode.Redirect, said.StatusCode);

        using var city = await stage.Host.BrowserAsync("city1");
        Assert.Contains("有异议", (await city.PageAsync("/office/adoptions?show=contested")).Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("流动摊贩没有固定场所", (await city.PageAsync($"/office/adoptions/{task.Id}")).Body!.TextContent, StringComparison.Ordinal);
        Assert.Null((await stage.TasksAsync())[0].ClosedAt);
        using var stranger = await stage.Host.BrowserAsync("editor2");
        using var hidden = await stranger.GetAsync(new Uri($"/office/adoptions/{task.Id}", UriKind.Relative), Ct);
        Assert.Equal(HttpStatusCode.NotFound, hidden.StatusCode);
        Assert.DoesNotContain(AgreementStage.Name, (await stranger.PageAsync("/office/adoptions")).Body!.TextContent, StringComparison.Ordinal);
    }

    [Theory, EachDatabase, Requirement("01.17", "01.28")]
    public async Task An_objection_that_is_not_upheld_comes_back_with_its_reason_and_a_new_day_and_the_change_is_adopted(Engine engine)
    {
        await using var stage = await AgreementStage.OpenAsync(engine);
        var task = await ContestedAsync(stage);
        Assert.Equal(new DateOnly(2026, 3, 9), task.AnswerDueOn);
        using var editor = await stage.Host.BrowserAsync("editor1");
        using var city = await stage.Host.BrowserAsync("city1");
        Assert.Contains("有下级对目录变更提出异议", (await city.PageAsync("/office/messages")).Body!.TextContent, StringComparison.Ordinal);
        using var twice = await editor.PostWithTokenOfAsync("/office/adoptions", $"/office/adoptions/{task.Id}?handler=Contest", new() { ["Reason"] = "再说一次" });
        Assert.Contains("请等待上级答复", await twice.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);

        // Neither who contested nor the county's own managers answer.
        foreach (var login in (string[])["editor1", "manager1"])
        {
            using var own = await stage.Host.BrowserAsync(login);
            using var refused = await own.PostWithTokenOfAsync("/office/adoptions", $"/office/adoptions/{task.Id}?handler=Insist", new() { ["Answer"] = "我说了算" });
            Assert.Equal(HttpStatusCode.NotFound, refused.StatusCode);
        }

        stage.Host.Clock.SetUtcNow(new DateTimeOffset(2026, 3, 10, 2, 0, 0, TimeSpan.Zero));
        await stage.RunJobAsync(RemindObjections.JobName);
        await stage.RunJobAsync(RemindObjections.JobName);
        using var late = await stage.Host.BrowserAsync("city1");
        Assert.Contains("异议超过答复期限", (await late.PageAsync("/office/messages")).Body!.TextContent, StringComparison.Ordinal);
        using var silent = await late.SubmitAsync($"/office/adoptions/{task.Id}", new() { ["Answer"] = "" }, "Insist");
        Assert.Contains("请写明答复的理由", await silent.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        using var said = await late.SubmitAsync($"/office/adoptions/{task.Id}", new() { ["Answer"] = "流动摊贩另有规定，本条不适用" }, "Insist");
        Assert.Equal(HttpStatusCode.Redirect, said.StatusCode);
        using var again = await late.PostWithTokenOfAsync("/office/adoptions", $"/office/adoptions/{task.Id}?handler=Insist", new() { ["Answer"] = "又答" });
        Assert.Contains("没有等待答复的异议", await again.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);

        var answered = Assert.Single(await stage.TasksAsync());
        Assert.Equal((AdoptionState.Answered, new DateOnly(2026, 3, 24)), (answered.StateOn(new DateOnly(2026, 3, 10)), answered.DueOn));
        Assert.Equal(AdoptionState.Overdue, answered.StateOn(new DateOnly(2026, 3, 25)));
        using var back = await stage.Host.BrowserAsync("editor1");
        Assert.Contains("上级答复了承接异议", (await back.PageAsync("/office/messages")).Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("流动摊贩另有规定", (await back.PageAsync($"/office/adoptions/{task.Id}")).Body!.TextContent, StringComparison.Ordinal);
        using var adopted = await back.SubmitAsync($"/office/adoptions/{task.Id}", []);
        Assert.Equal(HttpStatusCode.Redirect, adopted.StatusCode);
        Assert.Equal(["contested", "objection-refused", "adopted"], (await stage.Host.InDatabaseAsync(db => db.TraceOfAsync(task.Id, Ct))).Select(t => t.What));
    }

    [Theory, EachDatabase, Requirement("01.17", "01.28")]
    public async Task An_objection_that_is_upheld_is_an_exception_of_the_agreement_and_ends_the_task(Engine engine)
    {
        await using var stage = await AgreementStage.OpenAsync(engine);
        var task = await ContestedAsync(stage);
        using var city = await stage.Host.BrowserAsync("city1");
        var page = $"/office/adoptions/{task.Id}";
        using var nothing = await city.PostWithTokenOfAsync(page, page + "?handler=Except", new() { ["Answer"] = "可以", ["Until"] = "2026-12-31" });
        Assert.Contains("请勾选允许不一致的要素", await nothing.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        using var endless = await city.PostWithTokenOfAsync(page, page + "?handler=Except", new() { ["Answer"] = "可以", ["elements"] = "conditions", ["Until"] = "" });
        Assert.Contains("请选择例外的截止日期", await endless.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        Assert.Equal(0, await stage.Host.InDatabaseAsync(db => db.Set<ProfileException>().CountAsync(Ct)));

        using var upheld = await city.PostWithTokenOfAsync(page, page + "?handler=Except", new() { ["Answer"] = "流动摊贩暂不要求固定场所", ["elements"] = "conditions", ["Until"] = "2026-12-31" });
        Assert.Equal(HttpStatusCode.Redirect, upheld.StatusCode);

        var excepted = Assert.Single(await stage.TasksAsync());
        Assert.Equal((AdoptionState.Excepted, new DateOnly(2026, 12, 31)), (excepted.StateOn(new DateOnly(2026, 3, 3)), excepted.ExceptedUntil));
        var allowed = await stage.Host.InDatabaseAsync(db => db.Set<ProfileException>().AsNoTracking().SingleAsync(Ct));
        Assert.Equal((task.ItemId, "conditions", new DateOnly(2026, 12, 31)), (allowed.ItemId, allowed.ElementKey, allowed.Until));
        Assert.Empty(await stage.DifferencesAsync());
        Assert.Equal(1, (await stage.ItemAsync(AgreementStage.County)).CurrentVersion);
        Assert.Contains("deviation-allowed", (await stage.Host.InDatabaseAsync(db => db.TraceOfAsync(task.ItemId, Ct))).Select(t => t.What));
        using var editor = await stage.Host.BrowserAsync("editor1");
        Assert.Contains("可以不一致", (await editor.PageAsync("/office/messages")).Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("已批准例外", (await editor.PageAsync("/office/adoptions?show=closed")).Body!.TextContent, StringComparison.Ordinal);
    }

    [Theory, EachDatabase, Requirement("01.17")]
    public async Task What_was_not_excepted_is_still_adopted(Engine engine)
    {
        await using var stage = await AgreementStage.OpenAsync(engine);
        var task = await ContestedAsync(stage, AgreementStage.Content() with { AuthorityScope = "县级办理", Conditions = ["有固定场所"] });
        using var city = await stage.Host.BrowserAsync("city1");
        var page = $"/office/adoptions/{task.Id}";
        using var upheld = await city.PostWithTokenOfAsync(page, page + "?handler=Except", new() { ["Answer"] = "只免条件", ["elements"] = "conditions", ["Until"] = "2026-12-31" });
        Assert.Equal(HttpStatusCode.Redirect, upheld.StatusCode);
        Assert.Null((await stage.TasksAsync())[0].ClosedAt);

        using var editor = await stage.Host.BrowserAsync("editor1");
        using var adopted = await editor.SubmitAsync(page, []);
        Assert.Equal(HttpStatusCode.Redirect, adopted.StatusCode);

        var content = (await stage.Host.Services.GetRequiredService<ICatalogue>().FindAsync(AgreementStage.County, Ct))!.Content;
        Assert.Equal("县级办理", content.AuthorityScope);
        Assert.DoesNotContain("有固定场所", content.Conditions);
    }

    [Theory, EachDatabase, Requirement("01.14", "01.17", "01.20")]
    public async Task A_split_above_is_no_element_to_adopt_but_a_finding_of_what_was_claimed_whole(Engine engine)
    {
        await using var stage = await AgreementStage.OpenAsync(engine);
        await stage.ChainAsync();
        Assert.Equal("catalogue.split-serial", (await stage.PublishAsync("5116", AgreementStage.Content() with { HandlingItems = [new("1", "新办")] })).Problems[0].Code);
        Assert.Equal("catalogue.split-serial-twice", (await stage.PublishAsync("5116", AgreementStage.Content() with { HandlingItems = [new("01", "新办"), new("01", "变更")] })).Problems[0].Code);
        await stage.PublishedAsync("5116", AgreementStage.Content() with { HandlingItems = [new("01", "新办"), new("02", "变更")] });
        await stage.SettleAsync();

        using var editor = await stage.Host.BrowserAsync("editor1");
        var shown = (await editor.PageAsync($"/office/adoptions/{Assert.Single(await stage.TasksAsync()).Id}")).QuerySelector("main")!.TextContent;
        Assert.DoesNotContain("拆分标准", shown, StringComparison.Ordinal);
        Assert.Empty(await stage.DifferencesAsync());
        await stage.Host.Services.GetRequiredService<InspectAll>().RunAsync(true, null, Ct);
        var item = await stage.ItemAsync(AgreementStage.County);
        await stage.Host.InScopeAsync(s => s.GetRequiredService<RecheckItem>().RunAsync(item.Id, stage.ActOf(Roles.CatalogueManager, "511602"), Ct));
        var finding = await stage.Host.InDatabaseAsync(db => db.Set<Finding>().AsNoTracking().SingleAsync(f => f.RuleKey == "split", Ct));
        Assert.Equal((item.Id, true), (finding.ItemId, finding.IsOpen));
        Assert.Contains("已拆分为 2 个业务办理项", finding.Message, StringComparison.Ordinal);
    }

    [Theory, EachDatabase, Requirement("01.17", "01.28")]
    public async Task Who_keeps_the_entry_answers_for_his_own_offices_too_but_not_himself_and_nobody_below_the_entry(Engine engine)
    {
        await using var stage = await AgreementStage.OpenAsync(engine);
        await stage.ChainAsync();
        var office = await stage.PublishOfficeAsync();
        await stage.PublishedAsync("5116", AgreementStage.Content() with { Conditions = ["有固定场所"] });
        await stage.SettleAsync();
        var task = Assert.Single(await stage.TasksAsync(), t => t.ItemCode == office);
        var page = $"/office/adoptions/{task.Id}";
        using var city = await stage.Host.BrowserAsync("city1");
        using var said = await city.SubmitAsync(page, new() { ["Reason"] = "本级窗口在大厅办理" }, "Contest");
        Assert.Equal(HttpStatusCode.Redirect, said.StatusCode);

        using var other = await stage.Host.BrowserAsync("city2");
        Assert.Contains("有下级对目录变更提出异议", (await other.PageAsync("/office/messages")).Body!.TextContent, StringComparison.Ordinal);
        Assert.Null((await city.PageAsync(page)).QuerySelector("[name=Answer]"));
        using var himself = await city.PostWithTokenOfAsync("/office/adoptions", page + "?handler=Insist", new() { ["Answer"] = "我说了算" });
        Assert.Equal(HttpStatusCode.NotFound, himself.StatusCode);
        Assert.NotNull((await other.PageAsync(page)).QuerySelector("[name=Answer]"));
        using var answered = await other.SubmitAsync(page, new() { ["Answer"] = "大厅也要有固定场所" }, "Insist");
        Assert.Equal(HttpStatusCode.Redirect, answered.StatusCode);

        // From the province's entry only the province exempts: the city under it, and its own entry's keepers, do not.
        var entry = Item.BasicCode(AgreementStage.CatalogueCode, "5116");
        Assert.Equal("catalogue.exception-item", Code(await GrantAsync("5116")));
        Assert.Equal("catalogue.exception-until", Code(await GrantAsync("51")));

        Task<Outcome> GrantAsync(string region) =>
            stage.Host.InScopeAsync(s => s.GetRequiredService<GrantException>().GrantAsync(entry, "legalBasis", "试点", null, stage.ActOf(Roles.CatalogueManager, region), Ct));

        static string Code(Outcome outcome) => outcome.Ok ? "" : outcome.Problems[0].Code;
    }

    /// <summary>The city changed its entry, and the county's editor objected.</summary>
    private static async Task<AdoptionTask> ContestedAsync(AgreementStage stage, ItemContent? changed = null)
    {
        await stage.ChainAsync();
        await stage.PublishedAsync("5116", changed ?? AgreementStage.Content() with { Conditions = ["有固定场所"] });
        await stage.SettleAsync();
        var task = Assert.Single(await stage.TasksAsync());
        using var editor = await stage.Host.BrowserAsync("editor1");
        using var said = await editor.SubmitAsync($"/office/adoptions/{task.Id}", new() { ["Reason"] = "流动摊贩没有固定场所" }, "Contest");
        Assert.Equal(HttpStatusCode.Redirect, said.StatusCode);
        return Assert.Single(await stage.TasksAsync());
    }

    [Theory, EachDatabase, Requirement("01.17")]
    public async Task A_newer_version_above_supersedes_the_open_task_and_a_cancelled_entry_makes_one_too(Engine engine)
    {
        await using var stage = await AgreementStage.OpenAsync(engine);
        await stage.ChainAsync();
        await stage.PublishedAsync("5116", AgreementStage.Content() with { Conditions = ["一"] });
        await stage.SettleAsync();
        await stage.PublishedAsync("5116", AgreementStage.Content() with { Conditions = ["二"] }, cancel: new DateOnly(2026, 6, 1));
        await stage.SettleAsync();

        var tasks = await stage.TasksAsync();
        Assert.Equal([(2, true), (3, false)], tasks.Select(t => (t.ToVersion, t.SupersededAt is not null)));
        Assert.Equal(new DateOnly(2026, 6, 1), tasks[1].RetiredOn);
        Assert.Equal("catalogue.adoption-closed", (await AdoptAsync(stage, tasks[0].Id)).Problems[0].Code);
        stage.Host.Clock.SetUtcNow(new DateTimeOffset(2026, 3, 17, 2, 0, 0, TimeSpan.Zero));
        using var editor = await stage.Host.BrowserAsync("editor1");
        Assert.Contains("已超期", (await editor.PageAsync("/office/adoptions?show=overdue")).QuerySelector("tbody")!.TextContent, StringComparison.Ordinal);

        Assert.True((await AdoptAsync(stage, tasks[1].Id)).Ok);
        stage.Host.Clock.SetUtcNow(new DateTimeOffset(2026, 6, 1, 2, 0, 0, TimeSpan.Zero));
        var cancelled = await stage.Host.InDatabaseAsync(db => db.Set<ItemVersion>().OrderByDescending(v => v.Number).FirstAsync(v => db.Set<Item>().Any(i => i.Id == v.ItemId && i.Code == AgreementStage.County), Ct));
        Assert.Equal(new DateOnly(2026, 6, 1), cancelled.PlanCancel);
    }

    [Theory, EachDatabase]
    public async Task A_page_of_the_work_list_is_one_statement(Engine engine)
    {
        var sql = new SqlCounter();
        await using var stage = await AgreementStage.OpenAsync(engine, sql.Attach);
        await stage.ChainAsync();
        await stage.PublishedAsync("5116", AgreementStage.Content() with { Conditions = ["一"] });
        await stage.SettleAsync();
        using var editor = await stage.Host.BrowserAsync("editor1");
        await editor.PageAsync("/office/adoptions");

        var sent = await sql.DuringAsync(() => editor.PageAsync("/office/adoptions"), "catalogue_");

        Assert.Single(sent);
        using var sheet = await editor.GetAsync(new Uri("/office/adoptions/export", UriKind.Relative), Ct);
        Assert.Equal(HttpStatusCode.OK, sheet.StatusCode);
    }

    private static Task<Outcome<Guid>> AdoptAsync(AgreementStage stage, Guid task) =>
        stage.Host.InScopeAsync(s => s.GetRequiredService<AdoptChange>().AdoptAsync(task, 1, [], stage.ActOf(Roles.CatalogueManager, "511602"), Ct));
}
