using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using Zhengtong.Catalogue.Adoption;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Catalogue.MassChanges;
using Zhengtong.Catalogue.Model;
using Zhengtong.Catalogue.Publish;
using Zhengtong.Catalogue.Takeover;
using Zhengtong.Identity.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Messaging;
using Zhengtong.Platform.Outcomes;
using Zhengtong.TestKit;
using Zhengtong.Tests.Integration.Catalogue.Agreement;

namespace Zhengtong.Tests.Integration.Catalogue.Adoption;

/// <summary>What becomes of an entry above is handed down; those below are told, reminded, and have nothing to do any more when the item ends or is unbound.</summary>
public sealed class HandDownStatusTests
{
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;
    private static readonly string City = Item.BasicCode(AgreementStage.CatalogueCode, "5116");

    [Theory, EachDatabase, Requirement("01.17")]
    public async Task A_paused_resumed_and_cancelled_entry_makes_a_task_below_that_one_click_follows(Engine engine)
    {
        await using var stage = await AgreementStage.OpenAsync(engine);
        await stage.ChainAsync();
        foreach (var (status, word) in ((ItemStatus, string)[])[(ItemStatus.Paused, "暂停"), (ItemStatus.InUse, "恢复"), (ItemStatus.Cancelled, "取消")])
        {
            stage.Host.Clock.Advance(TimeSpan.FromMinutes(1));
            await BecomeAsync(stage, City, status);
            await stage.SettleAsync();
            var task = Assert.Single(await stage.TasksAsync(), t => t.ClosedAt is null);
            Assert.Equal((status, "511602"), (task.UpperStatus, task.RegionCode));
            using var editor = await stage.Host.BrowserAsync("editor1");
            var row = (await editor.PageAsync("/office/adoptions")).QuerySelector("tbody tr")!;
            Assert.Contains(word, row.TextContent, StringComparison.Ordinal);
            Assert.Null(row.QuerySelector("input[type=checkbox]"));
            Assert.Contains($"随上级{word}本事项", (await editor.PageAsync($"/office/adoptions/{task.Id}")).Body!.TextContent, StringComparison.Ordinal);
            using var followed = await editor.SubmitAsync($"/office/adoptions/{task.Id}", []);
            Assert.Equal(HttpStatusCode.Redirect, followed.StatusCode);

            await stage.SettleAsync();
            Assert.Equal((status, 1), ((await stage.ItemAsync(AgreementStage.County)).Status, (await stage.ItemAsync(AgreementStage.County)).CurrentVersion));
            Assert.Equal(["adopted"], (await stage.Host.InDatabaseAsync(db => db.TraceOfAsync(task.Id, Ct))).Select(t => t.What));
        }

        Assert.Equal(3, (await stage.TasksAsync()).Count(t => t.AdoptedAt is not null));
    }

    [Theory, EachDatabase, Requirement("01.11", "01.17", "01.19")]
    public async Task An_entry_follows_what_became_of_the_one_above_only_when_a_second_person_approves(Engine engine)
    {
        await using var stage = await AgreementStage.OpenAsync(engine);
        await stage.ChainAsync();
        var province = Item.BasicCode(AgreementStage.CatalogueCode, "51");
        using var city = await stage.Host.BrowserAsync("city1");
        using var second = await stage.Host.BrowserAsync("city2");
        async Task<(AdoptionTask Task, string Choice)> AskedAsync(ItemStatus status)
        {
            stage.Host.Clock.Advance(TimeSpan.FromMinutes(1));
            await BecomeAsync(stage, province, status);
            await stage.SettleAsync();
            var task = Assert.Single(await stage.TasksAsync(), t => t.ClosedAt is null && t.RegionCode == "5116");
            using var asked = await city.SubmitAsync($"/office/adoptions/{task.Id}", []);
            return (task, asked.Headers.Location!.OriginalString);
        }

        async Task ApprovedAsync(string choice)
        {
            using var approved = await second.SubmitAsync(choice, [], "Approve");
            await stage.RunJobAsync(RunMassChanges.JobName);
        }

        // One person has only asked for it; the second sees what would happen.
        var (task, choice) = await AskedAsync(ItemStatus.Paused);
        Assert.Equal(ItemStatus.InUse, (await stage.ItemAsync(City)).Status);
        Assert.Null((await stage.TasksAsync()).Single(t => t.Id == task.Id).ClosedAt);
        Assert.Null((await city.PageAsync(choice)).QuerySelector("[formaction*='handler=Approve']"));
        Assert.Contains("随上级暂停", (await second.PageAsync(choice)).QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        await ApprovedAsync(choice);
        Assert.Equal(ItemStatus.Paused, (await stage.ItemAsync(City)).Status);
        Assert.NotEqual("", (await stage.TasksAsync()).Single(t => t.Id == task.Id).AdoptedByName);
        await stage.SettleAsync();
        Assert.Equal("511602", Assert.Single(await stage.TasksAsync(), t => t.ClosedAt is null).RegionCode);

        // What is not so any more when it is approved, is not carried out.
        (_, choice) = await AskedAsync(ItemStatus.Cancelled);
        await BecomeAsync(stage, province, ItemStatus.Paused);
        await ApprovedAsync(choice);
        Assert.Equal(ItemStatus.Paused, (await stage.ItemAsync(City)).Status);
        Assert.Contains("又有变化", (await city.PageAsync(choice)).QuerySelector("main")!.TextContent, StringComparison.Ordinal);
    }

    [Theory, EachDatabase, Requirement("01.13", "01.17")]
    public async Task What_was_cancelled_with_its_entry_comes_back_with_it_and_nobody_cancels_on_account_of_an_entry_that_is_back(Engine engine)
    {
        await using var stage = await AgreementStage.OpenAsync(engine);
        await stage.ChainAsync();
        var office = await stage.PublishOfficeAsync();
        await BecomeAsync(stage, office, ItemStatus.Cancelled);
        await CancelledAsync();
        Assert.Equal(ItemStatus.Cancelled, Assert.Single(await stage.TasksAsync(), t => t.ClosedAt is null).UpperStatus);

        // Back before anybody followed: what is left is the new version.
        await RevivedAsync(AgreementStage.Content());
        var version = Assert.Single(await stage.TasksAsync(), t => t.ClosedAt is null);
        Assert.Equal(((ItemStatus?)null, 2, "511602"), (version.UpperStatus, version.ToVersion, version.RegionCode));
        Assert.Equal(ItemStatus.InUse, (await stage.ItemAsync(AgreementStage.County)).Status);

        using var editor = await stage.Host.BrowserAsync("editor1");
        await CancelledAsync();
        using var cancelled = await editor.SubmitAsync($"/office/adoptions/{Assert.Single(await stage.TasksAsync(), t => t.ClosedAt is null).Id}", []);
        Assert.Equal(ItemStatus.Cancelled, (await stage.ItemAsync(AgreementStage.County)).Status);

        // Of two cancelled items only the one that went with the entry is asked to come back.
        await RevivedAsync(AgreementStage.Content() with { Conditions = ["有固定场所"] });
        var task = Assert.Single(await stage.TasksAsync(), t => t.ClosedAt is null);
        Assert.Equal((ItemStatus.InUse, AgreementStage.County), (task.UpperStatus, task.ItemCode));
        Assert.Contains("有固定场所", (await editor.PageAsync($"/office/adoptions/{task.Id}")).QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        stage.Host.Clock.Advance(TimeSpan.FromMinutes(1));
        using var back = await editor.SubmitAsync($"/office/adoptions/{task.Id}", []);
        Assert.Equal(HttpStatusCode.Redirect, back.StatusCode);

        var county = await stage.ItemAsync(AgreementStage.County);
        Assert.Equal((ItemStatus.InUse, 2, 3), (county.Status, county.CurrentVersion, county.ParentVersion));
        Assert.Equal(["有固定场所"], (await stage.Host.Services.GetRequiredService<ICatalogue>().FindAsync(AgreementStage.County, Ct))!.Content.Conditions);
        await stage.SettleAsync();
        Assert.DoesNotContain(await stage.TasksAsync(), t => t.ClosedAt is null);
        Assert.Equal(ItemStatus.Cancelled, (await stage.ItemAsync(office)).Status);

        async Task CancelledAsync()
        {
            stage.Host.Clock.Advance(TimeSpan.FromMinutes(1));
            await BecomeAsync(stage, City, ItemStatus.Cancelled);
            await stage.SettleAsync();
        }

        async Task RevivedAsync(ItemContent content)
        {
            stage.Host.Clock.Advance(TimeSpan.FromMinutes(1));
            Assert.True((await stage.PublishAsync("5116", content, revives: true)).Ok);
            await stage.SettleAsync();
        }
    }

    [Theory, EachDatabase, Requirement("01.17")]
    public async Task A_resumption_ends_the_pause_that_nobody_followed_and_a_pause_leaves_the_version_to_be_adopted(Engine engine)
    {
        await using var stage = await AgreementStage.OpenAsync(engine);
        await stage.ChainAsync();
        await stage.PublishedAsync("5116", AgreementStage.Content() with { Conditions = ["有固定场所"] });
        await BecomeAsync(stage, City, ItemStatus.Paused);
        await stage.SettleAsync();
        Assert.Equal([null, ItemStatus.Paused], (await stage.TasksAsync()).Where(t => t.ClosedAt is null).Select(t => t.UpperStatus).Order());
        stage.Host.Clock.Advance(TimeSpan.FromMinutes(1));
        await BecomeAsync(stage, City, ItemStatus.InUse);
        await stage.SettleAsync();

        var open = Assert.Single(await stage.TasksAsync(), t => t.ClosedAt is null);
        Assert.Null(open.UpperStatus);
        Assert.Equal(ItemStatus.InUse, (await stage.ItemAsync(AgreementStage.County)).Status);
    }

    [Theory, EachDatabase, Requirement("01.17")]
    public async Task An_item_that_is_cancelled_or_unbound_has_nothing_left_to_take_over(Engine engine)
    {
        await using var stage = await AgreementStage.OpenAsync(engine);
        await stage.ChainAsync();
        await stage.PublishedAsync("5116", AgreementStage.Content() with { Conditions = ["有固定场所"] });
        await stage.SettleAsync();
        var county = await stage.ItemAsync(AgreementStage.County);
        Assert.True((await stage.Host.InScopeAsync(s => s.GetRequiredService<BindItems>().UnbindAsync(county.Id, stage.ActOf(Roles.CatalogueManager, "511602"), Ct))).Ok);
        var unbound = Assert.Single(await stage.TasksAsync());
        Assert.NotNull(unbound.SupersededAt);
        Assert.Equal("catalogue.adoption-closed", (await AdoptAsync(stage, unbound.Id, 1)).Problems[0].Code);

        await stage.PublishedAsync("511602", AgreementStage.Content() with { Conditions = ["有固定场所"] }, await stage.ItemAsync(City));
        await stage.PublishedAsync("5116", AgreementStage.Content() with { Conditions = ["有固定场所", "有从业人员"] });
        await stage.SettleAsync();
        Assert.Single(await stage.TasksAsync(), t => t.ClosedAt is null);
        await BecomeAsync(stage, AgreementStage.County, ItemStatus.Cancelled);

        Assert.DoesNotContain(await stage.TasksAsync(), t => t.ClosedAt is null);
    }

    [Theory, EachDatabase, Requirement("01.17")]
    public async Task What_is_taken_over_waits_for_what_waits_below_and_keeps_the_items_own_earlier_end(Engine engine)
    {
        await using var stage = await AgreementStage.OpenAsync(engine);
        await stage.ChainAsync();
        var (day, end) = (new DateOnly(2026, 5, 1), new DateOnly(2026, 9, 1));
        await stage.PublishedAsync("511602", AgreementStage.Content() with { ConsultPhone = "0826-1111111" }, cancel: end, effective: day);
        await stage.PublishedAsync("5116", AgreementStage.Content() with { Conditions = ["有固定场所"] }, cancel: new DateOnly(2026, 12, 31));
        await stage.SettleAsync();
        var task = Assert.Single(await stage.TasksAsync());
        using var editor = await stage.Host.BrowserAsync("editor1");
        Assert.Contains("等待 2026年5月1日生效", (await editor.PageAsync($"/office/adoptions/{task.Id}")).Body!.TextContent, StringComparison.Ordinal);

        Assert.True((await AdoptAsync(stage, task.Id, 2)).Ok);

        var adopted = await stage.Host.InDatabaseAsync(db => db.Set<ItemVersion>().Where(v => v.Number == 3 && db.Set<Item>().Any(i => i.Id == v.ItemId && i.Code == AgreementStage.County)).SingleAsync(Ct));
        Assert.Equal((day, end), (adopted.PlanEffective, adopted.PlanCancel));
    }

    [Theory, EachDatabase, Requirement("01.17")]
    public async Task Those_who_keep_the_items_are_told_once_and_reminded_daily_when_the_day_comes_near_and_passes(Engine engine)
    {
        await using var stage = await AgreementStage.OpenAsync(engine);
        await stage.ChainAsync();
        await stage.PublishedAsync("5116", AgreementStage.Content() with { Conditions = ["有固定场所"] });
        await stage.SettleAsync();
        await TwiceAsync(stage, TellAdoptions.JobName);
        Assert.Equal([("editor1", "有上级变更待承接")], await ToldAsync(stage));

        // Due on Monday the 16th: two working days before it is time to speak of it.
        foreach (var (day, title) in ((int, string?)[])[(11, null), (12, "上级变更承接即将到期"), (13, "上级变更承接即将到期"), (17, "上级变更承接超期")])
        {
            stage.Host.Clock.SetUtcNow(new DateTimeOffset(2026, 3, day, 2, 0, 0, TimeSpan.Zero));
            await TwiceAsync(stage, RemindAdoptions.JobName);
            Assert.Equal(title is null ? [] : [("editor1", title)], await ToldAsync(stage));
        }
    }

    private static async Task TwiceAsync(AgreementStage stage, string job)
    {
        await stage.RunJobAsync(job);
        await stage.RunJobAsync(job);
    }

    private static async Task BecomeAsync(AgreementStage stage, string code, ItemStatus status) =>
        Assert.True((await stage.Host.InScopeAsync(s => s.GetRequiredService<BecomeItems>().HandleAsync(code, status, stage.Host.Act(), Ct))).Ok);

    private static Task<Outcome<Guid>> AdoptAsync(AgreementStage stage, Guid task, int version) =>
        stage.Host.InScopeAsync(s => s.GetRequiredService<AdoptChange>().AdoptAsync(task, version, [], stage.ActOf(Roles.CatalogueManager, "511602"), Ct));

    /// <summary>Who was told what of taking over since the last look.</summary>
    private static async Task<List<(string Login, string Title)>> ToldAsync(AgreementStage stage)
    {
        var rows = await stage.Host.InDatabaseAsync(async db =>
        {
            var told = await db.Set<Message>().Where(m => m.ReadAt == null && m.Title.Contains("承接")).Join(db.Set<Account>(), m => m.PartyId, a => a.StaffId, (m, a) => new { a.Login, m.Title }).OrderBy(x => x.Login).ToListAsync(Ct);
            await db.Set<Message>().ExecuteUpdateAsync(s => s.SetProperty(m => m.ReadAt, DateTime.UnixEpoch), Ct);
            return told;
        });
        return rows.ConvertAll(r => (r.Login, r.Title));
    }
}
