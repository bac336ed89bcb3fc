using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using Zhengtong.Catalogue.Change;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Catalogue.Model;
using Zhengtong.Catalogue.Publish;
using Zhengtong.Identity.Contracts;
using Zhengtong.Platform.Events;
using Zhengtong.Platform.Jobs;
using Zhengtong.Platform.Outcomes;
using Zhengtong.TestKit;
using Zhengtong.Tests.Integration.Catalogue.Change;

namespace Zhengtong.Tests.Integration.Catalogue.Publish;

/// <summary>Versions that are published for a later day: nothing brings them forward or buries them unsaid, and everything people look at changes on the day.</summary>
public sealed class PlannedVersionTests
{
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;
    private static readonly DateOnly Day = new(2026, 6, 1);

    /// <summary>An item that is bound to no entry.</summary>
    private const string Own = "11511301008778490F4510107008000";

    [Theory, EachDatabase, Requirement("01.17")]
    public async Task A_change_begun_while_a_version_waits_carries_its_day_and_says_so(Engine engine)
    {
        await using var stage = await KeepingStage.StartAsync(engine);
        await NextYearAsync(stage);
        var id = await stage.BeginAsync("editor2", KeepingStage.Item);
        Assert.Equal((Day, 2), ((await stage.ChangeAsync(id)).PlanEffective, (await stage.ChangeAsync(id)).BaseVersion));
        Func<ItemContent, ItemContent> edit = c => c with { ComplaintPhone = "12345" };
        using var editor = await stage.Host.BrowserAsync("editor2");
        Assert.Contains("第 2 版等待 2026年6月1日生效", (await editor.PageAsync($"/office/items/changes/{id}")).Body!.TextContent, StringComparison.Ordinal);

        foreach (var (day, code) in ((DateOnly?, string)[])[(null, "catalogue.effective-before-waiting"), (Day.AddDays(-1), "catalogue.effective-before-waiting"), (new DateOnly(2026, 3, 1), "catalogue.effective-past")])
        {
            var refused = await stage.WriteAsync("editor2", id, edit, effective: day);
            Assert.Equal((code, Validity.EffectiveField), (refused.Problems[0].Code, refused.Problems[0].Field));
        }

        Assert.True((await stage.WriteAsync("editor2", id, edit, effective: Day)).Ok);
        Assert.True((await stage.PassAsync("editor2", id)).Ok);
        Assert.Equal((1, ""), await InForceAsync(stage));
        stage.Host.Clock.SetUtcNow(new DateTimeOffset(2026, 6, 1, 2, 0, 0, TimeSpan.Zero));
        Assert.Equal((3, "明年的电话"), await InForceAsync(stage));
    }

    [Theory, EachDatabase, Requirement("01.17")]
    public async Task A_change_that_names_what_waits_goes_on_from_what_is_in_force_and_takes_its_place(Engine engine)
    {
        await using var stage = await KeepingStage.StartAsync(engine);
        using var editor = await stage.Host.BrowserAsync("editor2");
        var none = await stage.DoAsync<DraftChange, Outcome<Guid>>("editor2", (d, act) => d.BeginAsync(KeepingStage.Item, ChangeKind.Change, null, act, Ct, withdraw: true));
        Assert.Equal("catalogue.nothing-waits", none.Problems[0].Code);
        await NextYearAsync(stage);
        Assert.Contains("第 2 版等待 2026年6月1日生效", (await editor.PageAsync("/office/items/" + KeepingStage.Item)).Body!.TextContent, StringComparison.Ordinal);
        using var begun = await editor.PostWithTokenOfAsync("/office/items/" + KeepingStage.Item, "/office/items/" + KeepingStage.Item, new() { ["kind"] = "Change", ["withdraw"] = "true" });
        Assert.Equal(HttpStatusCode.Redirect, begun.StatusCode);
        var id = await stage.Host.InDatabaseAsync(db => db.Set<ItemChange>().Select(c => c.Id).SingleAsync(Ct));
        Assert.Contains("撤销待生效的第 2 版", (await editor.PageAsync($"/office/items/changes/{id}")).Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal("", ItemContent.FromJson((await stage.ChangeAsync(id)).Content).ConsultPhone);

        Assert.True((await stage.WriteAsync("editor2", id, c => c with { ComplaintPhone = "12345" })).Ok);
        Assert.True((await stage.PassAsync("editor2", id)).Ok);

        Assert.Equal((3, ""), await InForceAsync(stage));
        stage.Host.Clock.SetUtcNow(new DateTimeOffset(2026, 6, 1, 2, 0, 0, TimeSpan.Zero));
        Assert.Equal((3, ""), await InForceAsync(stage));
        Assert.Null((await stage.ItemAsync()).NextOn);
    }

    [Theory, EachDatabase, Requirement("01.17")]
    public async Task What_was_to_be_withdrawn_and_took_effect_meanwhile_is_not_undone(Engine engine)
    {
        await using var stage = await KeepingStage.StartAsync(engine);
        await NextYearAsync(stage);
        var id = await stage.BeginAsync("editor2", KeepingStage.Item, withdraw: true);
        await stage.WriteAsync("editor2", id, c => c with { ComplaintPhone = "12345" });
        stage.Host.Clock.SetUtcNow(new DateTimeOffset(2026, 6, 1, 2, 0, 0, TimeSpan.Zero));

        Assert.Equal("catalogue.change-stale", (await stage.SubmitAsync("editor2", id)).Problems[0].Code);
        Assert.True((await stage.DoAsync<DraftChange, Outcome>("editor2", (d, act) => d.MoveToNewestAsync(id, act, Ct))).Ok);
        Assert.True((await stage.PassAsync("editor2", id)).Ok);

        Assert.Equal((3, "明年的电话"), await InForceAsync(stage));
    }

    [Theory, EachDatabase, Requirement("01.17", "01.12")]
    public async Task What_is_withdrawn_never_takes_effect_so_nothing_takes_its_place_later_than_its_own_day(Engine engine)
    {
        await using var stage = await KeepingStage.StartAsync(engine);
        await NextYearAsync(stage);
        var id = await stage.BeginAsync("editor2", KeepingStage.Item, withdraw: true);
        Func<ItemContent, ItemContent> edit = c => c with { ComplaintPhone = "12345" };

        var late = await stage.WriteAsync("editor2", id, edit, effective: Day.AddMonths(1));
        Assert.Equal(("catalogue.effective-after-waiting", Validity.EffectiveField), (late.Problems[0].Code, late.Problems[0].Field));
        Assert.Contains("2026年6月1日", late.Problems[0].Message, StringComparison.Ordinal);
        Assert.True((await stage.WriteAsync("editor2", id, edit, effective: Day.AddDays(-10))).Ok);
        Assert.True((await stage.PassAsync("editor2", id)).Ok);

        // On its own day and on the day of what it took the place of.
        foreach (var (day, version) in ((DateOnly, int)[])[(Day.AddDays(-11), 1), (Day.AddDays(-10), 3), (Day, 3)])
        {
            stage.Host.Clock.SetUtcNow(new DateTimeOffset(day.ToDateTime(new TimeOnly(2, 0)), TimeSpan.Zero));
            Assert.True((await stage.Host.Services.GetRequiredService<RecurringJobs>().RunOnceAsync(PassPlanDates.JobName, Ct)).Ok);
            Assert.Equal((version, ""), await InForceAsync(stage));
        }

        Assert.Null((await stage.ItemAsync()).NextOn);
    }

    [Theory, EachDatabase, Requirement("01.17")]
    public async Task Of_two_that_were_to_be_withdrawn_the_one_that_took_effect_meanwhile_is_not_undone(Engine engine)
    {
        await using var stage = await KeepingStage.StartAsync(engine);
        await NextYearAsync(stage);
        await stage.PublishAsync(
            KeepingStage.Item, "公共场所卫生许可", ItemKind.Implementation, DemoPeople.Region, DemoPeople.HealthOffice, null, KeepingStage.Content() with { ConsultPhone = "七月的电话" }, Day.AddMonths(1));
        var id = await stage.BeginAsync("editor2", KeepingStage.Item, withdraw: true);
        using (var editor = await stage.Host.BrowserAsync("editor2"))
        {
            Assert.Contains("第 2 至 3 版不再生效", (await editor.PageAsync($"/office/items/changes/{id}")).Body!.TextContent, StringComparison.Ordinal);
        }

        Assert.True((await stage.WriteAsync("editor2", id, c => c with { ComplaintPhone = "12345" })).Ok);
        Assert.True((await stage.SubmitAsync("editor2", id)).Ok);
        Assert.True((await stage.CheckAsync("manager1", id)).Ok);

        stage.Host.Clock.SetUtcNow(new DateTimeOffset(2026, 6, 5, 2, 0, 0, TimeSpan.Zero));
        Assert.True((await stage.Host.Services.GetRequiredService<RecurringJobs>().RunOnceAsync(PassPlanDates.JobName, Ct)).Ok);
        var approved = await stage.ApproveAsync("manager2", id);
        Assert.Equal("catalogue.change-stale", approved.Ok ? null : approved.Problems[0].Code);

        Assert.Equal((2, "明年的电话"), await InForceAsync(stage));
    }

    [Theory, EachDatabase, Requirement("01.17", "05.02", "01.40")]
    public async Task Search_lists_and_the_interface_say_what_the_guide_says_and_follow_on_the_day(Engine engine)
    {
        await using var stage = await KeepingStage.StartAsync(engine, b => b.Configuration["ItemsApi:PerMinute"] = "100000");
        const string fresh = "11511301008778490F4510107009000";
        var content = KeepingStage.Content() with { HandleForms = ["1"], Visits = 1 };
        await stage.PublishAsync(Own, "旧名称的事项", ItemKind.Implementation, DemoPeople.Region, DemoPeople.HealthOffice, null, content);
        await stage.PublishAsync(Own, "新名称的事项", ItemKind.Implementation, DemoPeople.Region, DemoPeople.HealthOffice, null, content with { Visits = 0, HandleForms = ["2"], Tags = [ItemTags.ZeroTrip] }, Day);
        await stage.PublishAsync(fresh, "六月才有的事项", ItemKind.Implementation, DemoPeople.Region, DemoPeople.HealthOffice, null, content, Day);
        await SettleAsync(stage);

        Assert.Equal(["旧名称的事项"], await FoundAsync(stage));
        Assert.DoesNotContain(ItemTags.ZeroTrip, await TagsAsync(stage), StringComparison.Ordinal);
        Assert.Equal((false, "旧名称的事项"), (await ListedAsync(stage, ItemTags.ZeroTrip), await NameInInterfaceAsync(stage)));
        using var early = await stage.Host.Browser().GetAsync(new Uri("/items/" + fresh, UriKind.Relative), Ct);
        Assert.Equal(HttpStatusCode.NotFound, early.StatusCode);

        stage.Host.Clock.SetUtcNow(new DateTimeOffset(2026, 6, 1, 2, 0, 0, TimeSpan.Zero));
        Assert.True((await stage.Host.Services.GetRequiredService<RecurringJobs>().RunOnceAsync(PassPlanDates.JobName, Ct)).Ok);
        await SettleAsync(stage);

        Assert.Equal(["六月才有的事项", "新名称的事项"], await FoundAsync(stage));
        Assert.Contains(ItemTags.ZeroTrip, await TagsAsync(stage), StringComparison.Ordinal);
        Assert.Equal((true, "新名称的事项"), (await ListedAsync(stage, ItemTags.ZeroTrip), await NameInInterfaceAsync(stage)));
        Assert.Equal(2, await stage.Host.InDatabaseAsync(db => db.Set<FeedEntry>().CountAsync(c => c.What == ItemEvent.TookEffect, Ct)));

        // Done once.
        Assert.True((await stage.Host.Services.GetRequiredService<RecurringJobs>().RunOnceAsync(PassPlanDates.JobName, Ct)).Ok);
        Assert.Equal(0, await stage.Host.InDatabaseAsync(db => db.Set<OutboxEvent>().CountAsync(e => e.DoneAt == null, Ct)));
    }

    private static Task NextYearAsync(KeepingStage stage) =>
        stage.PublishAsync(KeepingStage.Item, "公共场所卫生许可", ItemKind.Implementation, DemoPeople.Region, DemoPeople.HealthOffice, null, KeepingStage.Content() with { ConsultPhone = "明年的电话" }, Day);

    private static async Task<(int Version, string Phone)> InForceAsync(KeepingStage stage)
    {
        stage.Host.Clock.Advance(TimeSpan.FromSeconds(6));
        var item = await stage.Host.Services.GetRequiredService<ICatalogue>().FindAsync(KeepingStage.Item, Ct);
        return (item!.Version, item.Content.ConsultPhone);
    }

    private static async Task SettleAsync(KeepingStage stage)
    {
        while (await stage.Host.Services.GetRequiredService<OutboxDispatcher>().DispatchDueAsync(Ct) > 0)
        {
        }
    }

    private static async Task<List<string>> FoundAsync(KeepingStage stage) =>
        [.. (await stage.Host.Services.GetRequiredService<ICatalogue>().SearchAsync("事项", DemoPeople.Region, 10, Ct)).Select(i => i.Name).Order(StringComparer.Ordinal)];

    private static Task<string> TagsAsync(KeepingStage stage) => stage.Host.InDatabaseAsync(db => db.Set<ItemIndex>().Where(i => i.Code == Own).Select(i => i.Tags).SingleAsync(Ct));

    private static Task<bool> ListedAsync(KeepingStage stage, string list) => stage.Host.InDatabaseAsync(db => db.Set<ListItem>().AnyAsync(l => l.List == list && l.Code == Own, Ct));

    private static async Task<string?> NameInInterfaceAsync(KeepingStage stage)
    {
        var page = System.Text.Json.JsonDocument.Parse(await stage.Host.Browser().GetStringAsync(new Uri("/api/items?region=511602", UriKind.Relative), Ct)).RootElement;
        return page.GetProperty("items").EnumerateArray().Single(i => i.GetProperty("code").GetString() == Own).GetProperty("name").GetString();
    }
}
