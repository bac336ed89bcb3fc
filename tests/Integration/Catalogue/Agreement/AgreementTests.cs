using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using Zhengtong.Catalogue.Adoption;
using Zhengtong.Catalogue.Agreement;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Catalogue.Model;
using Zhengtong.Catalogue.Publish;
using Zhengtong.Catalogue.Takeover;
using Zhengtong.Identity.Contracts;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Messaging;
using Zhengtong.Platform.Persistence;
using Zhengtong.TestKit;
using Zhengtong.Tests.Integration.Catalogue.FormPlan;

namespace Zhengtong.Tests.Integration.Catalogue.Agreement;

public sealed class AgreementTests
{
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    private static readonly ItemContent OtherMaterials = AgreementStage.Content() with { Materials = [new ItemMaterial { Key = "m1", Name = "承诺书", SourceCode = "10" }] };

    [Theory, EachDatabase, Requirement("01.28")]
    public async Task A_version_with_other_materials_than_the_province_has_is_refused_unless_the_level_above_allows_it(Engine engine)
    {
        await using var stage = await AgreementStage.OpenAsync(engine);
        await stage.ChainAsync();

        var refused = await stage.PublishAsync("511602", OtherMaterials);
        Assert.Equal(["catalogue.deviates"], refused.Problems.Select(p => p.Code));
        Assert.Equal("Materials", refused.Problems[0].Field);
        Assert.Equal(1, (await stage.ItemAsync(AgreementStage.County)).CurrentVersion);

        var address = $"/office/agreement/items/{AgreementStage.County}";
        var fields = new Dictionary<string, string> { ["Element"] = "materials", ["Reason"] = "本区试点用承诺书代替申请书", ["Until"] = "2026-12-31" };
        using var own = await stage.Host.BrowserAsync("manager1");
        using var notAbove = await own.PostWithTokenOfAsync("/help", address + "?handler=Grant", fields);
        Assert.Equal(HttpStatusCode.NotFound, notAbove.StatusCode);

        Assert.True((await stage.Host.InScopeAsync(s => s.GetRequiredService<GrantException>().GrantAsync(AgreementStage.County, "materials", "试点", new DateOnly(2026, 12, 31), stage.ActOf(Roles.CatalogueManager, "5116"), Ct))).Ok);
        Assert.True((await stage.PublishAsync("511602", OtherMaterials)).Ok);
        var item = await stage.ItemAsync(AgreementStage.County);
        Assert.Equal(2, item.CurrentVersion);
        Assert.Null(Trace.Check(item, await stage.Host.InDatabaseAsync(db => db.TraceOfAsync(item.Id, Ct))));

        stage.Host.Clock.SetUtcNow(new DateTimeOffset(2027, 1, 4, 2, 0, 0, TimeSpan.Zero));
        Assert.Equal("catalogue.deviates", (await stage.PublishAsync("511602", OtherMaterials)).Problems[0].Code);
    }

    [Theory, EachDatabase, Requirement("01.28")]
    public async Task A_version_with_another_flow_is_refused(Engine engine)
    {
        await using var stage = await AgreementStage.OpenAsync(engine);
        await stage.ChainAsync();
        var content = AgreementStage.Content();
        var longer = content with { Steps = [content.Steps[0], content.Steps[1], new ItemStep("again", "再决定", StepKind.Decide, 3, Roles.Approver), content.Steps[2] with { Stage = 4 }] };

        Assert.Equal("Process", Assert.Single((await stage.PublishAsync("511602", longer)).Problems).Field);
    }

    [Theory, EachDatabase, Requirement("01.04", "01.05", "01.20", "01.28")]
    public async Task What_was_taken_over_deviating_is_flagged_on_the_dashboard_and_shown_side_by_side(Engine engine)
    {
        var sql = new SqlCounter();
        await using var stage = await AgreementStage.OpenAsync(engine, sql.Attach);
        await stage.ChainAsync();
        await TakeOverAsync(stage, OtherMaterials with { LegalBasis = ["某地方办法"] });
        await stage.SettleAsync();

        Assert.Equal(
            [("legalBasis", "three-four"), ("legalBasis", "twelve"), ("materials", "twelve")],
            (await stage.DifferencesAsync()).Select(d => (d.ElementKey, d.ProfileKey)).Order());
        using var city = await stage.Host.BrowserAsync("city1");
        var board = (await city.PageAsync("/office/agreement?profile=three-four")).Body!.TextContent;
        Assert.Contains("广安区", board, StringComparison.Ordinal);
        var sent = await sql.DuringAsync(() => city.PageAsync("/office/agreement/items?profile=twelve"), "catalogue_");
        Assert.Equal(3, sent.Count);
        var list = (await city.PageAsync("/office/agreement/items?profile=twelve&element=materials")).Body!.TextContent;
        Assert.Contains("设定依据、申请材料", list, StringComparison.Ordinal);
        Assert.Contains(AgreementStage.Name, list, StringComparison.Ordinal);

        using var editor = await stage.Host.BrowserAsync("editor1");
        var beside = (await editor.PageAsync($"/office/agreement/items/{AgreementStage.County}")).Body!.TextContent;
        Assert.Contains("食品安全法第三十五条", beside, StringComparison.Ordinal);
        Assert.Contains("某地方办法", beside, StringComparison.Ordinal);
        using var stranger = await stage.Host.BrowserAsync("editor2");
        using var hidden = await stranger.GetAsync(new Uri($"/office/agreement/items/{AgreementStage.County}", UriKind.Relative), Ct);
        Assert.Equal(HttpStatusCode.NotFound, hidden.StatusCode);
        using var sheet = await city.GetAsync(new Uri("/office/agreement/export?profile=twelve", UriKind.Relative), Ct);
        Assert.Equal(HttpStatusCode.OK, sheet.StatusCode);
    }

    [Theory, EachDatabase, Requirement("01.20")]
    public async Task A_deviation_is_a_finding_with_a_limit_that_is_pushed_and_ends_with_an_exception_or_when_it_is_gone(Engine engine)
    {
        await using var stage = await AgreementStage.OpenAsync(engine);
        await stage.ChainAsync();
        Assert.Empty(await FindingsAsync(stage));
        await TakeOverAsync(stage, OtherMaterials);
        await stage.SettleAsync();

        var finding = Assert.Single(await FindingsAsync(stage));
        Assert.Equal((FindingOrigin.Agreement, DemoPeople.MarketOffice, new DateOnly(2026, 3, 16), true), (finding.Origin, finding.OrganisationName, finding.DueOn, finding.IsOpen));
        Assert.Contains("申请材料", finding.Message, StringComparison.Ordinal);
        using var editor = await stage.Host.BrowserAsync("editor1");
        Assert.Contains("事项与上级目录不一致", (await editor.PageAsync("/office/messages")).Body!.TextContent, StringComparison.Ordinal);
        var page = $"/office/inspection/{finding.Id}";
        Assert.NotNull((await editor.PageAsync(page)).QuerySelector($"a[href='/office/agreement/items/{AgreementStage.County}']"));
        using var explained = await editor.PostWithTokenOfAsync(page, page + "?handler=Explain", new() { ["Reason"] = "本地情况不同" });
        Assert.Contains("请报请上级事项管理部门批准例外", await explained.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        using var again = await editor.PostWithTokenOfAsync(page, page + "?handler=Recheck", []);
        Assert.Contains("仍不一致", (await editor.PageAsync(again.Headers.Location!.OriginalString)).Body!.TextContent, StringComparison.Ordinal);

        // Allowed, and no longer allowed; then set right.
        Assert.True((await stage.Host.InScopeAsync(s => s.GetRequiredService<GrantException>().GrantAsync(AgreementStage.County, "materials", "试点", new DateOnly(2026, 12, 31), stage.ActOf(Roles.CatalogueManager, "5116"), Ct))).Ok);
        Assert.Equal(FindingEnd.Excepted, Assert.Single(await FindingsAsync(stage)).ClosedAs);
        stage.Host.Clock.SetUtcNow(new DateTimeOffset(2027, 1, 4, 2, 0, 0, TimeSpan.Zero));
        await stage.RunJobAsync(CheckEverything.JobName);
        var second = (await FindingsAsync(stage))[^1];
        Assert.True(second.IsOpen);
        await TakeOverAsync(stage, AgreementStage.Content());
        await stage.SettleAsync();
        var mended = (await FindingsAsync(stage)).Single(f => f.Id == second.Id);
        Assert.Equal((FindingEnd.Mended, 3), (mended.ClosedAs!.Value, mended.MendedVersion));
        Assert.Null(Trace.Check(mended, await stage.Host.InDatabaseAsync(db => db.TraceOfAsync(mended.Id, Ct))));
    }

    [Theory, EachDatabase, Requirement("01.20")]
    public async Task A_finding_tells_what_deviates_now_and_when_that_became_another(Engine engine)
    {
        await using var stage = await AgreementStage.OpenAsync(engine);
        await stage.ChainAsync();
        await TakeOverAsync(stage, OtherMaterials);
        await stage.SettleAsync();
        var first = Assert.Single(await FindingsAsync(stage));
        Assert.Null(first.RenewedAt);

        stage.Host.Clock.Advance(TimeSpan.FromDays(1));
        await TakeOverAsync(stage, OtherMaterials with { LegalBasis = ["某地方办法"] });
        await stage.SettleAsync();
        var second = Assert.Single(await FindingsAsync(stage));
        Assert.Equal((first.Id, first.DueOn, first.FoundAt, "legalBasis", LegalDay.Today(stage.Host.Clock)), (second.Id, second.DueOn, second.FoundAt, second.Element, LegalDay.Of(second.RenewedAt!.Value)));
        Assert.Contains("设定依据、申请材料", second.Message, StringComparison.Ordinal);
        Assert.Null(Trace.Check(second, await stage.Host.InDatabaseAsync(db => db.TraceOfAsync(second.Id, Ct))));
        using var editor = await stage.Host.BrowserAsync("editor1");
        var page = (await editor.PageAsync($"/office/inspection/{second.Id}")).QuerySelector("main")!.TextContent;
        Assert.Contains($"内容于 {LegalDay.Moment(second.RenewedAt.Value)} 更新", page, StringComparison.Ordinal);

        // Nothing has changed since: nothing is renewed.
        await stage.RunJobAsync(CheckEverything.JobName);
        Assert.Equal(second.Revision, Assert.Single(await FindingsAsync(stage)).Revision);
    }

    [Theory, EachDatabase, Requirement("01.17", "01.20", "02.09")]
    public async Task Of_a_paused_item_no_deviation_begins_or_ends_until_it_is_resumed(Engine engine)
    {
        await using var stage = await AgreementStage.OpenAsync(engine);
        await stage.ChainAsync();
        await TakeOverAsync(stage, OtherMaterials);
        await stage.SettleAsync();
        var open = Assert.Single(await FindingsAsync(stage));
        await BecomeAsync(stage, ItemStatus.Paused);
        await TakeOverAsync(stage, AgreementStage.Content());
        await stage.SettleAsync();
        Assert.True(Assert.Single(await FindingsAsync(stage)).Rests);
        using var editor = await stage.Host.BrowserAsync("editor1");
        using var pressed = await editor.SubmitAsync($"/office/inspection/{open.Id}", [], "Recheck");
        Assert.Contains("暂停办理期间不复检", await pressed.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        await BecomeAsync(stage, ItemStatus.InUse);
        Assert.Equal(FindingEnd.Mended, Assert.Single(await FindingsAsync(stage)).ClosedAs);

        await BecomeAsync(stage, ItemStatus.Paused);
        await stage.PublishedAsync("5116", AgreementStage.Content() with { Conditions = ["有固定场所"] });
        await stage.SettleAsync();
        await stage.RunJobAsync(CheckEverything.JobName);
        Assert.Equal(["conditions"], (await stage.DifferencesAsync()).Select(d => d.ElementKey));
        Assert.DoesNotContain(await FindingsAsync(stage), f => f.IsOpen);
        await BecomeAsync(stage, ItemStatus.InUse);
        Assert.Equal("conditions", Assert.Single(await FindingsAsync(stage), f => f.IsOpen).Element);
    }

    [Theory, EachDatabase, Requirement("01.10", "01.17", "01.20")]
    public async Task What_waits_for_its_day_is_compared_on_that_day_with_all_that_is_below_it(Engine engine)
    {
        await using var stage = await AgreementStage.OpenAsync(engine);
        await stage.ChainAsync();
        var day = LegalDay.Today(stage.Host.Clock).AddDays(2);
        await stage.PublishedAsync("5116", AgreementStage.Content() with { Conditions = ["有固定场所"] }, effective: day);
        await stage.SettleAsync();
        await stage.RunJobAsync(CheckEverything.JobName);
        Assert.Empty(await stage.DifferencesAsync());
        Assert.Empty(await FindingsAsync(stage));
        using var editor = await stage.Host.BrowserAsync("editor1");
        Assert.Contains("上级目录：食品经营许可，第 1 版", (await editor.PageAsync($"/office/agreement/items/{AgreementStage.County}")).QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        await stage.RunJobAsync(TellAdoptions.JobName);
        var told = await ToldAsync();

        stage.Host.Clock.Advance(TimeSpan.FromDays(2));
        await stage.RunJobAsync(PassPlanDates.JobName);
        await stage.SettleAsync();
        await stage.RunJobAsync(TellAdoptions.JobName);
        Assert.Equal(("conditions", 1, 2), Assert.Single((await stage.DifferencesAsync()).Select(d => (d.ElementKey, d.ItemVersion, d.ParentVersion))));
        Assert.Contains("第 2 版不一致：", Assert.Single(await FindingsAsync(stage)).Message, StringComparison.Ordinal);
        Assert.Single(await stage.TasksAsync());
        Assert.Equal(told, await ToldAsync());

        Task<int> ToldAsync() => stage.Host.InDatabaseAsync(db => db.Set<Message>().CountAsync(m => m.Title == "有上级变更待承接", Ct));
    }

    [Theory, EachDatabase, Requirement("01.17", "01.20")]
    public async Task What_is_bound_or_unbound_is_compared_at_once(Engine engine)
    {
        await using var stage = await AgreementStage.OpenAsync(engine);
        await stage.ChainAsync();
        await TakeOverAsync(stage, OtherMaterials);
        await stage.SettleAsync();
        var (item, act) = (await stage.ItemAsync(AgreementStage.County), stage.ActOf(Roles.CatalogueManager, "511602"));

        Assert.True((await stage.Host.InScopeAsync(s => s.GetRequiredService<BindItems>().UnbindAsync(item.Id, act, Ct))).Ok);
        Assert.Empty(await stage.DifferencesAsync());
        Assert.Equal(FindingEnd.RuleEnded, Assert.Single(await FindingsAsync(stage)).ClosedAs);
        Assert.Equal(1, await UnboundAsync());

        Assert.True((await stage.Host.InScopeAsync(s => s.GetRequiredService<BindItems>().BindAsync([(item.Id, item.ParentId!.Value)], act, Ct))).Ok);
        Assert.Equal(["materials"], (await stage.DifferencesAsync()).Select(d => d.ElementKey));
        Assert.Single(await FindingsAsync(stage), f => f.IsOpen);
        Assert.Equal(0, await UnboundAsync());

        Task<int> UnboundAsync() => stage.Host.InDatabaseAsync(db => db.Set<AgreementCount>().Where(c => c.RegionCode == "511602" && c.ProfileKey == "twelve").Select(c => c.Unbound).SingleAsync(Ct));
    }

    [Theory, EachDatabase, Requirement("01.03", "01.20")]
    public async Task Every_night_what_no_event_told_is_found_and_counted(Engine engine)
    {
        await using var stage = await AgreementStage.OpenAsync(engine);
        await stage.ChainAsync();
        Assert.Empty(await stage.DifferencesAsync());
        await TakeOverAsync(stage, OtherMaterials);

        await stage.RunJobAsync(CheckEverything.JobName);

        Assert.Equal(["materials"], (await stage.DifferencesAsync()).Select(d => d.ElementKey));
        var counts = await stage.Host.InDatabaseAsync(db => db.Set<AgreementCount>().Where(c => c.RegionCode == "511602").OrderBy(c => c.ProfileKey).ToListAsync(Ct));
        Assert.Equal([("three-four", 1, 1, 0), ("twelve", 1, 0, 0)], counts.Select(c => (c.ProfileKey, c.Bound, c.Agreeing, c.Unbound)));
    }

    [Theory, EachDatabase, Requirement("01.03", "01.20")]
    public async Task A_change_above_shows_at_once_who_below_no_longer_agrees(Engine engine)
    {
        await using var stage = await AgreementStage.OpenAsync(engine);
        await stage.ChainAsync();

        await stage.PublishedAsync("5116", AgreementStage.Content() with { Conditions = ["有固定场所"] });
        await stage.SettleAsync();

        Assert.Equal(["conditions"], (await stage.DifferencesAsync()).Select(d => d.ElementKey));
        using var manager = await stage.Host.BrowserAsync("manager1");
        var board = (await manager.PageAsync("/office/agreement?profile=twelve")).QuerySelector("tbody")!.TextContent;
        Assert.Contains("0%", board, StringComparison.Ordinal);
        Assert.Contains("100%", (await manager.PageAsync("/office/agreement?profile=three-four")).QuerySelector("tbody")!.TextContent, StringComparison.Ordinal);
    }

    [Theory, EachDatabase, Requirement("01.05", "01.16", "01.17")]
    public async Task A_plan_of_a_form_handed_down_makes_a_form_of_ones_own_and_agrees(Engine engine)
    {
        await using var stage = await AgreementStage.OpenAsync(engine);
        await PlanStage.SeedAsync(stage.Host);
        await stage.ChainAsync();
        var plan = new ItemFormPlan { Groups = [new PlanGroup("applicant", [new PlanElement("name", true)])] };
        await stage.PublishedAsync("5116", AgreementStage.Content() with { FormPlan = plan });
        await stage.SettleAsync();
        Assert.Equal(["form"], (await stage.DifferencesAsync()).Select(d => d.ElementKey));

        using var editor = await stage.Host.BrowserAsync("editor1");
        var page = $"/office/adoptions/{Assert.Single(await stage.TasksAsync()).Id}";
        var shown = (await editor.PageAsync(page)).QuerySelector("main")!.TextContent;
        Assert.Contains("要素：name｜必填", shown, StringComparison.Ordinal);
        Assert.DoesNotContain("item-", shown, StringComparison.Ordinal);
        using var adopted = await editor.SubmitAsync(page, []);
        Assert.Equal(HttpStatusCode.Redirect, adopted.StatusCode);
        await stage.SettleAsync();

        Assert.Empty(await stage.DifferencesAsync());
        var content = (await stage.Host.Services.GetRequiredService<ICatalogue>().FindAsync(AgreementStage.County, Ct))!.Content;
        Assert.Equal("name", content.FormPlan!.Groups.Single().Elements.Single().Key);
        Assert.StartsWith("item-" + AgreementStage.County.ToLowerInvariant(), content.PersonForm, StringComparison.Ordinal);
    }

    private static Task<List<Finding>> FindingsAsync(AgreementStage stage) =>
        stage.Host.InDatabaseAsync(db => db.Set<Finding>().AsNoTracking().Where(f => f.RuleKey == AgreementFindings.Rule).OrderBy(f => f.FoundAt).ToListAsync(Ct));

    /// <summary>As an import does: taken-over data is not refused.</summary>
    internal static async Task TakeOverAsync(AgreementStage stage, ItemContent content)
    {
        await stage.Host.InScopeAsync(async s =>
        {
            var db = s.GetRequiredService<Database>();
            var item = await db.Set<Item>().SingleAsync(i => i.Code == AgreementStage.County, Ct);
            var index = await db.Set<ItemIndex>().SingleAsync(i => i.ItemId == item.Id, Ct);
            var request = new PublishRequest(item.Code, item.Name, item.OrganisationId, DemoPeople.MarketOffice, item.RegionCode, item.RegionName, content, "import");
            Assert.True(s.GetRequiredService<PublishItemVersion>().Stage(request, stage.Host.Act(), item, index, []).Ok);
            return await db.SaveAsync(Ct);
        });
    }

    private static async Task BecomeAsync(AgreementStage stage, ItemStatus status)
    {
        Assert.True((await stage.Host.InScopeAsync(s => s.GetRequiredService<BecomeItems>().HandleAsync(AgreementStage.County, status, stage.Host.Act(), Ct))).Ok);
        await stage.SettleAsync();
    }
}
