using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using Zhengtong.Catalogue.Agreement;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Catalogue.Inspect;
using Zhengtong.Catalogue.Model;
using Zhengtong.Catalogue.Publish;
using Zhengtong.Platform.Auditing;
using Zhengtong.TestKit;
using Zhengtong.Tests.Integration.Catalogue.Agreement;

namespace Zhengtong.Tests.Integration.Catalogue.Adoption;

/// <summary>An objection to a pause or a cancellation from above that was upheld: the item stays as it is, both sides see why, and nobody accuses it meanwhile.</summary>
public sealed class KeptItemsTests
{
    private const string Rule = "parent-retired";
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;
    private static readonly string City = Item.BasicCode(AgreementStage.CatalogueCode, "5116");
    private static readonly ItemContent Service = AgreementStage.Content() with { TypeCode = "20", TypeName = "公共服务" };

    [Theory, EachDatabase, Requirement("01.17", "01.20", "01.28")]
    public async Task An_item_stays_though_its_entry_is_paused_and_is_asked_anew_when_that_is_cancelled(Engine engine)
    {
        await using var stage = await AgreementStage.OpenAsync(engine);
        await stage.ChainAsync(Service);
        using var editor = await stage.Host.BrowserAsync("editor1");
        using var city = await stage.Host.BrowserAsync("city1");
        var page = await ContestedAsync(stage, editor, ItemStatus.Paused);
        Assert.Equal([Rule], await AccusedAsync(stage));
        using var silent = await city.SubmitAsync(page, new() { ["Answer"] = " " }, "Keep");
        Assert.Contains("请写明答复的理由", await silent.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        using var own = await stage.Host.BrowserAsync("manager1");
        using var below = await own.PostWithTokenOfAsync(page, page + "?handler=Keep", new() { ["Answer"] = "我说了算" });
        Assert.Equal(HttpStatusCode.NotFound, below.StatusCode);

        using var kept = await city.SubmitAsync(page, new() { ["Answer"] = "广安区已有替代场所" }, "Keep");
        Assert.Equal(HttpStatusCode.Redirect, kept.StatusCode);

        var task = (await stage.TasksAsync()).Single();
        Assert.Equal((AdoptionState.Kept, ItemStatus.InUse), (task.StateOn(task.DueOn), (await stage.ItemAsync(AgreementStage.County)).Status));
        Assert.Empty(await OpenAsync(stage));
        Assert.Empty(await AccusedAsync(stage));
        const string Upheld = "/office/adoptions?show=upheld";
        foreach (var (browser, address) in ((HttpClient, string)[])[(editor, page), (editor, Upheld), (city, Upheld), (editor, $"/office/items/{AgreementStage.County}")])
        {
            Assert.Contains("广安区已有替代场所", (await browser.PageAsync(address)).QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        }

        Assert.Contains("本地群众需要", (await city.PageAsync(Upheld)).QuerySelector("tbody")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("事项保持不变", (await editor.PageAsync("/office/messages")).Body!.TextContent, StringComparison.Ordinal);

        // Cancelled is another matter than paused: it is asked anew, and what was let off does not hold any more.
        await ContestedAsync(stage, editor, ItemStatus.Cancelled);
        Assert.Equal([Rule], await AccusedAsync(stage));
    }

    [Theory, EachDatabase, Requirement("01.17", "01.28")]
    public async Task What_stays_under_a_cancelled_entry_has_nothing_to_agree_with(Engine engine)
    {
        await using var stage = await AgreementStage.OpenAsync(engine);
        await stage.ChainAsync(Service);
        await stage.PublishedAsync("5116", Service with { Conditions = ["有固定场所"] });
        await stage.SettleAsync();
        Assert.NotEmpty(await stage.DifferencesAsync());
        using var editor = await stage.Host.BrowserAsync("editor1");
        using var city = await stage.Host.BrowserAsync("city1");
        var page = await ContestedAsync(stage, editor, ItemStatus.Cancelled);

        using var kept = await city.SubmitAsync(page, new() { ["Answer"] = "本地另有法规依据" }, "Keep");

        Assert.Equal(HttpStatusCode.Redirect, kept.StatusCode);
        Assert.Empty(await stage.DifferencesAsync());
        var finding = await stage.Host.InDatabaseAsync(db => db.Set<Finding>().AsNoTracking().SingleAsync(f => f.RuleKey == AgreementFindings.Rule && f.ItemCode == AgreementStage.County, Ct));
        Assert.Equal(FindingEnd.Excepted, finding.ClosedAs);
    }

    [Theory, EachDatabase, Requirement("01.17")]
    public async Task Let_off_an_announced_cancellation_an_item_has_no_end_and_no_task_when_the_day_comes(Engine engine)
    {
        await using var stage = await AgreementStage.OpenAsync(engine);
        await stage.ChainAsync(Service);
        await stage.PublishedAsync("5116", Service, cancel: new DateOnly(2026, 6, 1));
        await stage.SettleAsync();
        using var editor = await stage.Host.BrowserAsync("editor1");
        using var city = await stage.Host.BrowserAsync("city1");
        var page = await ObjectedAsync(stage, editor);
        using var kept = await city.SubmitAsync(page, new() { ["Answer"] = "本地另有法规依据" }, "Keep");
        Assert.Equal(HttpStatusCode.Redirect, kept.StatusCode);

        stage.Host.Clock.SetUtcNow(new DateTimeOffset(2026, 6, 1, 2, 0, 0, TimeSpan.Zero));
        await stage.RunJobAsync(PassPlanDates.JobName);
        await stage.SettleAsync();

        Assert.Equal(ItemStatus.Cancelled, (await stage.ItemAsync(City)).Status);
        Assert.Equal(ItemStatus.InUse, (await stage.ItemAsync(AgreementStage.County)).Status);
        Assert.Single(await stage.TasksAsync());
        Assert.Empty(await AccusedAsync(stage));
    }

    [Theory, EachDatabase, Requirement("01.17", "01.24")]
    public async Task Nobody_is_let_off_when_a_licence_is_cancelled_above(Engine engine)
    {
        await using var stage = await AgreementStage.OpenAsync(engine);
        await stage.ChainAsync();
        using var editor = await stage.Host.BrowserAsync("editor1");
        using var city = await stage.Host.BrowserAsync("city1");
        var page = await ContestedAsync(stage, editor, ItemStatus.Cancelled);

        using var refused = await city.SubmitAsync(page, new() { ["Answer"] = "本地需要" }, "Keep");

        Assert.Contains("行政许可以许可事项清单为准", await refused.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        Assert.Null((await stage.TasksAsync()).Single(t => t.UpperStatus == ItemStatus.Cancelled).AnsweredAt);
    }

    /// <summary>The city's entry became something, and the county's editor objected.</summary>
    /// <returns>The page of the task.</returns>
    private static async Task<string> ContestedAsync(AgreementStage stage, HttpClient editor, ItemStatus status)
    {
        stage.Host.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.True((await stage.Host.InScopeAsync(s => s.GetRequiredService<BecomeItems>().HandleAsync(City, status, stage.Host.Act(), Ct))).Ok);
        await stage.SettleAsync();
        return await ObjectedAsync(stage, editor);
    }

    private static async Task<string> ObjectedAsync(AgreementStage stage, HttpClient editor)
    {
        var page = $"/office/adoptions/{Assert.Single(await stage.TasksAsync(), t => t.ClosedAt is null).Id}";
        using var said = await editor.SubmitAsync(page, new() { ["Reason"] = "本地群众需要" }, "Contest");
        Assert.Equal(HttpStatusCode.Redirect, said.StatusCode);
        return page;
    }

    /// <summary>What the inspection of everything says of the county's item being as it is.</summary>
    private static async Task<List<string>> AccusedAsync(AgreementStage stage)
    {
        await stage.Host.Services.GetRequiredService<InspectAll>().RunAsync(true, null, Ct);
        return await OpenAsync(stage);
    }

    private static Task<List<string>> OpenAsync(AgreementStage stage) => stage.Host.InDatabaseAsync(db =>
        db.Set<Finding>().Where(f => f.RuleKey == Rule && f.ItemCode == AgreementStage.County && f.ClosedAt == null).Select(f => f.RuleKey).ToListAsync(Ct));
}
