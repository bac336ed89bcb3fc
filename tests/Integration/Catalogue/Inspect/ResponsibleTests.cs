using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using Zhengtong.Catalogue.Findings;
using Zhengtong.Catalogue.Inspect;
using Zhengtong.Catalogue.Model;
using Zhengtong.Identity.Model;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Messaging;
using Zhengtong.TestKit;
using Zhengtong.Tests.Integration.Catalogue.Change;

namespace Zhengtong.Tests.Integration.Catalogue.Inspect;

/// <summary>Each finding goes to a person: who last changed the item, who takes it, who is given it, until he leaves.</summary>
public sealed class ResponsibleTests
{
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    [Theory, EachDatabase]
    [Requirement("01.20", "02.08", "02.09")]
    public async Task A_finding_is_of_the_editor_who_last_changed_the_item_is_passed_on_and_is_nobodys_when_he_leaves(Engine engine)
    {
        await using var stage = await KeepingStage.StartAsync(engine);
        var change = await stage.BeginAsync("editor2", KeepingStage.Item);
        Assert.True((await stage.WriteAsync("editor2", change, c => c with { ConsultPhone = "0826-2222222" })).Ok);
        Assert.True((await stage.SubmitAsync("editor2", change)).Ok);
        Assert.True((await stage.CheckAsync("manager1", change)).Ok);
        Assert.True((await stage.ApproveAsync("manager2", change)).Ok);
        var editor2 = (await stage.ActAsync("editor2")).Actor;

        await stage.Host.InScopeAsync(s => s.GetRequiredService<InspectAll>().RunAsync(full: true, null, Ct));
        var mine = await FindingsAsync(stage, f => f.ItemCode == KeepingStage.Item);
        Assert.All(mine, f => Assert.Equal((editor2.Id, editor2.Name), (f.ResponsibleId, f.ResponsibleName)));
        Assert.All(await FindingsAsync(stage, f => f.ItemCode == KeepingStage.Entry), f => Assert.Null(f.ResponsibleId));
        Assert.Equal([editor2.Id], await ToldAsync(stage, "全量检测发现新问题", "您负责"));

        using var editor = await stage.Host.BrowserAsync("editor2");
        using var manager = await stage.Host.BrowserAsync("manager1");
        Assert.Contains(mine[0].ItemName, await ListAsync(editor, "mine"), StringComparison.Ordinal);
        Assert.Contains("没有符合条件的问题", await ListAsync(editor, "nobody"), StringComparison.Ordinal);
        Assert.Contains(editor2.Name, await ListAsync(manager, ""), StringComparison.Ordinal);
        Assert.Contains("没有符合条件的问题", await ListAsync(manager, "mine"), StringComparison.Ordinal);
        var sheet = Excel.Read(await editor.GetByteArrayAsync(new Uri("/office/inspection/export?who=mine", UriKind.Relative), Ct));
        Assert.All(sheet.Skip(1), row => Assert.Equal(editor2.Name, row[sheet[0].IndexOf("责任人")]));

        // A manager takes one; the editor cannot take it back by himself, and is given it.
        var page = "/office/inspection/" + mine[0].Id;
        using var taken = await manager.SubmitAsync(page, [], "Take");
        Assert.Equal(HttpStatusCode.Redirect, taken.StatusCode);
        using var grabbed = await editor.PostWithTokenOfAsync(page, page + "?handler=Take", []);
        Assert.Contains("请他转交", await grabbed.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        using var outsider = await manager.SubmitAsync(page, new() { ["Person"] = (await stage.ActAsync("editor1")).Actor.Id.ToString() }, "Entrust");
        Assert.Contains("请选择责任单位的事项专员", await outsider.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        using var given = await manager.SubmitAsync(page, new() { ["Person"] = editor2.Id.ToString() }, "Entrust");
        Assert.Equal(HttpStatusCode.Redirect, given.StatusCode);
        Assert.Equal([editor2.Id], await ToldAsync(stage, "有问题指派给您", ""));

        // Late: he is reminded and nobody else, until he leaves.
        stage.Host.Clock.Advance(TimeSpan.FromDays(60));
        await RemindAsync(stage);
        Assert.Equal([editor2.Id], await ToldAsync(stage, "有问题超过整改期限", $"您负责的 {mine.Count} 个"));
        await stage.Host.InDatabaseAsync(db => db.Set<StaffPost>().Where(p => p.StaffId == editor2.Id).ExecuteUpdateAsync(s => s.SetProperty(p => p.Until, new DateOnly(2026, 1, 1)), Ct));
        await RemindAsync(stage);
        var freed = await FindingsAsync(stage, f => f.ItemCode == KeepingStage.Item);
        Assert.All(freed, f => Assert.Equal((null, ""), (f.ResponsibleId, f.ResponsibleName)));
        Assert.Null(Trace.Check(freed[0], await stage.Host.InDatabaseAsync(db => db.TraceOfAsync(freed[0].Id, Ct))));
        var managers = new[] { (await stage.ActAsync("manager1")).Actor.Id, (await stage.ActAsync("manager2")).Actor.Id }.Order();
        Assert.Equal(managers, await ToldAsync(stage, "有问题等待领取", ""));

        // Sixty days later nobody is signed in any more.
        using var later = await stage.Host.BrowserAsync("manager1");
        Assert.Contains(mine[0].ItemName, await ListAsync(later, "nobody"), StringComparison.Ordinal);
    }

    private static Task<List<Finding>> FindingsAsync(KeepingStage stage, System.Linq.Expressions.Expression<Func<Finding, bool>> which) =>
        stage.Host.InDatabaseAsync(db => db.Set<Finding>().AsNoTracking().Where(which).Where(f => f.ClosedAt == null).OrderBy(f => f.Id).ToListAsync(Ct));

    private static async Task<List<Guid>> ToldAsync(KeepingStage stage, string title, string words)
    {
        var told = await stage.Host.InDatabaseAsync(db => db.Set<Message>().Where(m => m.Title == title).Select(m => new { m.PartyId, m.Body }).ToListAsync(Ct));
        return [.. told.Where(m => m.Body.Contains(words, StringComparison.Ordinal)).Select(m => m.PartyId).Distinct().Order()];
    }

    private static Task RemindAsync(KeepingStage stage) => stage.Host.InScopeAsync(s => ActivatorUtilities.CreateInstance<RemindFindings>(s).RunAsync(Ct));

    private static async Task<string> ListAsync(HttpClient browser, string who) => (await browser.PageAsync("/office/inspection?who=" + who)).Body!.QuerySelector("main")!.TextContent;
}
