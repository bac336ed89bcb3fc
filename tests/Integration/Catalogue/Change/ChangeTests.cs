using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using Zhengtong.Catalogue.Change;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Catalogue.Model;
using Zhengtong.Identity.Contracts;
using Zhengtong.Identity.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Messaging;
using Zhengtong.Platform.Outcomes;
using Zhengtong.TestKit;

namespace Zhengtong.Tests.Integration.Catalogue.Change;

public sealed class ChangeTests
{
    [Theory, EachDatabase, Requirement("01.13", "01.17", "01.19")]
    public async Task A_change_becomes_a_version_by_the_hands_of_three_people_and_is_on_the_guide_at_once(Engine engine)
    {
        await using var stage = await KeepingStage.StartAsync(engine);
        var id = await stage.BeginAsync("editor2", KeepingStage.Item);
        Assert.True((await stage.WriteAsync("editor2", id, c => c with { ConsultPhone = "0826-2345678" })).Ok);
        Assert.True((await stage.SubmitAsync("editor2", id)).Ok);
        Assert.Equal((ChangeStatus.ToCheck, new DateOnly(2026, 3, 9)), ((await stage.ChangeAsync(id)).Status, (await stage.ChangeAsync(id)).DueOn));
        Assert.True((await stage.CheckAsync("manager1", id)).Ok);
        Assert.True((await stage.ApproveAsync("manager2", id)).Ok);

        var change = await stage.ChangeAsync(id);
        var inForce = await stage.Host.Services.GetRequiredService<ICatalogue>().FindAsync(KeepingStage.Item, default);
        Assert.Equal((2, "0826-2345678"), (inForce!.Version, inForce.Content.ConsultPhone));
        Assert.Equal(["卫健事项专员（演示）", "事项管理（演示）", "事项审核（演示）"], [change.RequestedByName, change.CheckedByName, change.ApprovedByName]);
        var guide = await stage.Host.Browser().PageAsync("/items/" + KeepingStage.Item);
        Assert.Contains("0826-2345678", guide.Body!.TextContent, StringComparison.Ordinal);
        var trace = await stage.Host.InDatabaseAsync(db => db.TraceOfAsync(id, default));
        Assert.Equal(["change-drafted", "change-written", "change-submitted", "change-checked", "change-approved"], trace.Select(t => t.What));
        Assert.Null(Trace.Check(change, trace));
    }

    [Theory, EachDatabase, Requirement("01.19")]
    public async Task Nobody_answers_his_own_change_and_nobody_does_both_check_and_approval(Engine engine)
    {
        await using var stage = await KeepingStage.StartAsync(engine);
        var id = await stage.BeginAsync("manager1", KeepingStage.Item);
        await stage.WriteAsync("manager1", id, c => c with { ConsultPhone = "0826-2345678" });
        await stage.SubmitAsync("manager1", id);

        Assert.Equal("catalogue.change-not-yours", (await stage.CheckAsync("manager1", id)).Problems[0].Code);
        Assert.Equal("catalogue.change-not-yours", (await stage.CheckAsync("city1", id)).Problems[0].Code);
        Assert.Equal("catalogue.change-unknown", (await stage.CheckAsync("editor1", id)).Problems[0].Code);
        Assert.True((await stage.CheckAsync("manager2", id)).Ok);
        Assert.Equal("catalogue.change-not-yours", (await stage.ApproveAsync("manager2", id)).Problems[0].Code);
        Assert.Equal(1, (await stage.ItemAsync()).CurrentVersion);
    }

    [Theory, EachDatabase, Requirement("01.19")]
    public async Task An_editor_writes_in_no_change_of_an_entry_that_a_manager_of_his_office_began(Engine engine)
    {
        await using var stage = await KeepingStage.StartAsync(engine);
        var entry = await stage.BeginAsync("city1", KeepingStage.Entry);
        var item = await stage.BeginAsync("editor2", KeepingStage.Item);
        async Task<string> WrittenAsync(Guid id, string colleague, string role)
        {
            var (act, change) = (await stage.ActAsync(colleague), await stage.ChangeAsync(id));
            act = act with { Actor = act.Actor with { Id = Guid.CreateVersion7(), Post = act.Actor.Post! with { Role = role } } };
            var done = await stage.Host.InScopeAsync(s => s.GetRequiredService<DraftChange>()
                .WriteAsync(id, change.Revision, change.Name, ItemContent.FromJson(change.Content) with { ConsultPhone = "0826-7777777" }, null, null, "理由", act, default));
            return done.Ok ? "" : done.Problems[0].Code;
        }

        Assert.Equal("catalogue.change-unknown", await WrittenAsync(entry, "city1", Roles.ItemEditor));
        Assert.Equal("", await WrittenAsync(entry, "city2", Roles.CatalogueManager));
        Assert.Equal("", await WrittenAsync(item, "editor2", Roles.ItemEditor));
    }

    [Theory, EachDatabase, Requirement("01.17")]
    public async Task What_is_no_kind_of_change_begins_none(Engine engine)
    {
        await using var stage = await KeepingStage.StartAsync(engine);
        using var editor = await stage.Host.BrowserAsync("editor2");
        var page = "/office/items/" + KeepingStage.Item;
        using var forged = await editor.PostWithTokenOfAsync(page, page, []);
        Assert.Contains("请选择变更、暂停、恢复、取消或者调整申请", await forged.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(0, await stage.Host.InDatabaseAsync(db => db.Set<ItemChange>().CountAsync()));
    }

    [Theory, EachDatabase, Requirement("01.19")]
    public async Task Who_wrote_in_a_colleagues_change_or_submitted_it_answers_it_neither_way(Engine engine)
    {
        await using var stage = await KeepingStage.StartAsync(engine);
        var id = await stage.BeginAsync("manager1", KeepingStage.Item);
        Assert.True((await stage.WriteAsync("manager2", id, c => c with { ConsultPhone = "0826-2345678" })).Ok);
        Assert.True((await stage.SubmitAsync("manager1", id)).Ok);

        Assert.Equal("catalogue.change-not-yours", (await stage.CheckAsync("manager2", id)).Problems[0].Code);
        foreach (var list in (string[])["check", "approve"])
        {
            Assert.Empty((await (await stage.Host.BrowserAsync("manager2")).PageAsync("/office/changes?show=" + list)).QuerySelectorAll("#changes a"));
        }

        // Drafted by one and only submitted by the other: both are its authors.
        var second = await stage.BeginAsync("editor2", KeepingStage.Item);
        await stage.WriteAsync("editor2", second, c => c with { ConsultPhone = "0826-2345679" });
        await stage.SubmitAsync("editor2", second);
        Assert.True((await stage.CheckAsync("manager1", second)).Ok);
        Assert.Equal("catalogue.change-not-yours", (await stage.ApproveAsync("manager1", second)).Problems[0].Code);
        var change = await stage.ChangeAsync(id);
        Assert.True(change.WasWrittenBy((await stage.ActAsync("manager1")).Actor.Id) && change.WasWrittenBy((await stage.ActAsync("manager2")).Actor.Id));
    }

    [Theory, EachDatabase, Requirement("01.12")]
    public async Task A_mere_guide_is_not_paused_and_so_never_resumed_into_use(Engine engine)
    {
        await using var stage = await KeepingStage.StartAsync(engine);
        await stage.Host.InScopeAsync(s => s.GetRequiredService<Zhengtong.Catalogue.Publish.BecomeItems>().HandleAsync(KeepingStage.Item, ItemStatus.GuideOnly, stage.Host.Act(), default));

        var refused = await stage.DoAsync<DraftChange, Outcome<Guid>>("editor2", (d, act) => d.BeginAsync(KeepingStage.Item, ChangeKind.Suspend, null, act, default));

        Assert.Equal("catalogue.item-guide-only", refused.Problems[0].Code);
        Assert.DoesNotContain("暂停", (await (await stage.Host.BrowserAsync("editor2")).PageAsync("/office/items/" + KeepingStage.Item)).QuerySelector("#acts")!.TextContent, StringComparison.Ordinal);
    }

    [Theory, EachDatabase, Requirement("01.12", "01.19")]
    public async Task A_change_that_waits_while_the_item_is_cancelled_neither_brings_it_back_nor_changes_it(Engine engine)
    {
        await using var stage = await KeepingStage.StartAsync(engine);
        await stage.PassAsync(ChangeKind.Suspend);
        var (resume, change) = (await stage.BeginAsync("editor2", KeepingStage.Item, ChangeKind.Resume), await stage.BeginAsync("editor2", KeepingStage.Item));
        await stage.WriteAsync("editor2", change, c => c with { ConsultPhone = "0826-2345678" });
        foreach (var id in (Guid[])[resume, change])
        {
            Assert.True((await stage.WriteThenSubmitAsync("editor2", id, "依据新规")).Ok);
            Assert.True((await stage.CheckAsync("manager1", id)).Ok);
        }

        await stage.PassAsync(ChangeKind.Retire);

        foreach (var id in (Guid[])[resume, change])
        {
            Assert.Equal("catalogue.item-cancelled", (await stage.ApproveAsync("manager2", id)).Problems[0].Code);
            Assert.Contains("已经取消", (await (await stage.Host.BrowserAsync("editor2")).PageAsync($"/office/items/changes/{id}")).QuerySelector("#faults")!.TextContent, StringComparison.Ordinal);
        }

        Assert.Equal((ItemStatus.Cancelled, 1), ((await stage.ItemAsync()).Status, (await stage.ItemAsync()).CurrentVersion));
    }

    [Theory, EachDatabase, Requirement("01.17")]
    public async Task What_is_returned_says_why_and_may_be_submitted_anew(Engine engine)
    {
        await using var stage = await KeepingStage.StartAsync(engine);
        var id = await stage.BeginAsync("editor2", KeepingStage.Item);
        Assert.Equal("catalogue.change-reason", (await stage.WriteThenSubmitAsync("editor2", id, "")).Problems[0].Code);
        Assert.True((await stage.WriteThenSubmitAsync("editor2", id, "依据新规")).Ok);
        Assert.Equal("catalogue.reason-missing", (await stage.ReturnAsync("manager1", id, " ")).Problems[0].Code);
        Assert.True((await stage.ReturnAsync("manager1", id, "请写明文号")).Ok);

        Assert.Equal((ChangeStatus.Returned, "请写明文号"), ((await stage.ChangeAsync(id)).Status, (await stage.ChangeAsync(id)).ReturnReason));
        Assert.True((await stage.WriteThenSubmitAsync("editor2", id, "川卫规〔2026〕2号")).Ok);
        Assert.Equal(ChangeStatus.ToCheck, (await stage.ChangeAsync(id)).Status);
    }

    [Theory, EachDatabase]
    public async Task A_change_on_a_stale_version_is_refused_and_moves_to_the_newest_with_what_its_author_changed(Engine engine)
    {
        await using var stage = await KeepingStage.StartAsync(engine);
        var id = await stage.BeginAsync("editor2", KeepingStage.Item);
        await stage.WriteAsync("editor2", id, c => c with { ConsultPhone = "0826-2345678" });
        await stage.PublishAsync(KeepingStage.Item, "公共场所卫生许可", ItemKind.Implementation, "511602", DemoPeople.HealthOffice, null, KeepingStage.Content() with { ComplaintPhone = "0826-7654321" });

        Assert.Equal("catalogue.change-stale", (await stage.SubmitAsync("editor2", id)).Problems[0].Code);
        Assert.True((await stage.DoAsync<DraftChange, Outcome>("editor2", (d, act) => d.MoveToNewestAsync(id, act, default))).Ok);

        var moved = ItemContent.FromJson((await stage.ChangeAsync(id)).Content);
        Assert.Equal(("0826-2345678", "0826-7654321"), (moved.ConsultPhone, moved.ComplaintPhone));
        Assert.True((await stage.SubmitAsync("editor2", id)).Ok);
    }

    [Theory, EachDatabase, Requirement("02.04")]
    public async Task A_change_with_a_fault_cannot_be_submitted_and_names_the_place(Engine engine)
    {
        await using var stage = await KeepingStage.StartAsync(engine);
        const string own = "11511301008778490F4510107009000";
        await stage.PublishAsync(own, "不关联上级的事项", ItemKind.Implementation, DemoPeople.Region, DemoPeople.HealthOffice, null);
        Func<ItemContent, ItemContent> edit = c => c with { Materials = [new ItemMaterial { Key = "m1", Name = "其他材料", SourceCode = "10" }] };
        Assert.Equal("catalogue.fixed-above", (await stage.WriteAsync("editor2", await stage.BeginAsync("editor2", KeepingStage.Item), edit)).Problems[0].Code);
        var id = await stage.BeginAsync("editor2", own);
        Assert.True((await stage.WriteAsync("editor2", id, edit)).Ok);

        var refused = await stage.SubmitAsync("editor2", id);

        Assert.Contains(refused.Problems, p => p.Message.Contains("兜底", StringComparison.Ordinal));
        Assert.Equal(ChangeStatus.Draft, (await stage.ChangeAsync(id)).Status);
    }

    [Theory, EachDatabase, Requirement("01.12")]
    public async Task A_suspended_item_takes_no_applications_until_it_is_resumed_and_a_retired_one_never_again(Engine engine)
    {
        await using var stage = await KeepingStage.StartAsync(engine);
        var catalogue = stage.Host.Services.GetRequiredService<ICatalogue>();
        await stage.PassAsync(ChangeKind.Suspend);
        Assert.Null(await catalogue.FindAsync(KeepingStage.Item, default));
        Assert.Equal(ItemStatus.Paused, (await stage.ItemAsync()).Status);
        await stage.PassAsync(ChangeKind.Resume);
        Assert.NotNull(await catalogue.FindAsync(KeepingStage.Item, default));
        await stage.PassAsync(ChangeKind.Retire);
        Assert.Null(await catalogue.FindAsync(KeepingStage.Item, default));
        var again = await stage.DoAsync<DraftChange, Outcome<Guid>>("editor2", (d, act) => d.BeginAsync(KeepingStage.Item, ChangeKind.Resume, null, act, default));
        Assert.Equal("catalogue.item-cancelled", again.Problems[0].Code);
    }

    [Theory, EachDatabase, Requirement("01.17", "01.18")]
    public async Task A_county_asks_the_city_to_change_its_entry_within_a_limit_that_is_counted(Engine engine)
    {
        await using var stage = await KeepingStage.StartAsync(engine);
        var foreign = await stage.DoAsync<DraftChange, Outcome<Guid>>("editor1", (d, act) => d.BeginAsync(KeepingStage.Entry, ChangeKind.Adjustment, KeepingStage.Item, act, default));
        Assert.Equal("catalogue.adjustment-whose", foreign.Problems[0].Code);
        var id = await stage.BeginAsync("editor2", KeepingStage.Entry, ChangeKind.Adjustment, KeepingStage.Item);
        await stage.WriteAsync("editor2", id, c => c with { StatutoryLimit = new TimeLimit(15) });
        await stage.SubmitAsync("editor2", id);
        Assert.False((await stage.CheckAsync("manager1", id)).Ok);
        stage.Host.Clock.Advance(TimeSpan.FromDays(14));
        await stage.CheckAsync("city1", id);
        await stage.ApproveAsync("city2", id);

        Assert.Equal(2, (await stage.ItemAsync(KeepingStage.Entry)).CurrentVersion);
        var browser = await stage.Host.BrowserAsync("city1");
        var page = await browser.PageAsync("/office/changes/timeliness");
        var row = Assert.Single(page.QuerySelectorAll("tbody tr"));
        Assert.Equal(["1", "0", "1", "0", "0.0 %"], row.QuerySelectorAll("td").Select(c => c.TextContent.Trim().Replace("0.0%", "0.0 %", StringComparison.Ordinal)));
    }

    [Theory, EachDatabase, Requirement("01.18")]
    public async Task A_late_answer_stays_late_when_it_is_submitted_anew_and_the_supervisor_sees_it(Engine engine)
    {
        await using var stage = await KeepingStage.StartAsync(engine);
        var id = await stage.BeginAsync("editor2", KeepingStage.Item);
        await stage.WriteThenSubmitAsync("editor2", id, "川卫规〔2026〕2号");
        stage.Host.Clock.Advance(TimeSpan.FromDays(14));
        await stage.ReturnAsync("manager1", id, "请写明文号");
        await stage.SubmitAsync("editor2", id);
        await stage.CheckAsync("manager1", id);
        Assert.True((await stage.ApproveAsync("manager2", id)).Ok);

        var supervisor = await stage.Host.BrowserAsync("supervisor1");
        Assert.Empty((await supervisor.PageAsync("/office/changes/timeliness")).QuerySelectorAll("tbody tr"));
        var row = Assert.Single((await supervisor.PageAsync("/office/changes/timeliness?show=own")).QuerySelectorAll("tbody tr"));
        Assert.Equal(["2", "1", "1", "0"], row.QuerySelectorAll("td").Take(4).Select(c => c.TextContent.Trim()));
    }

    [Theory, EachDatabase, Requirement("01.18")]
    public async Task Overdue_changes_are_reminded_of_once_a_day_found_by_what_is_asked_for_and_kept_when_they_are_answered(Engine engine)
    {
        await using var stage = await KeepingStage.StartAsync(engine);
        var asked = await stage.BeginAsync("editor2", KeepingStage.Entry, ChangeKind.Adjustment, KeepingStage.Item);
        await stage.WriteAsync("editor2", asked, c => c with { StatutoryLimit = new TimeLimit(15) });
        await stage.SubmitAsync("editor2", asked);
        stage.Host.Clock.Advance(TimeSpan.FromDays(14));
        var own = await stage.BeginAsync("city1", KeepingStage.Entry);
        await stage.WriteAsync("city1", own, c => c with { StatutoryLimit = new TimeLimit(16) });
        await stage.SubmitAsync("city1", own);
        await ToldAsync(stage);
        for (var run = 0; run < 2; run++)
        {
            Assert.True((await stage.Host.Services.GetRequiredService<Zhengtong.Platform.Jobs.RecurringJobs>().RunOnceAsync(RemindChanges.JobName, default)).Ok);
        }

        Assert.Equal([("city1", "事项变更超过办理期限"), ("city2", "事项变更超过办理期限")], await ToldAsync(stage));
        var city = await stage.Host.BrowserAsync("city2");
        foreach (var (filter, found) in ((string, Guid[])[])[("", [asked, own]), ("&overdue=true", [asked]), ("&kind=Adjustment", [asked]), ("&kind=Change", [own]), ("&words=" + Uri.EscapeDataString(DemoPeople.HealthOffice), [asked])])
        {
            var links = (await city.PageAsync("/office/changes?show=check" + filter)).QuerySelectorAll("#changes a").Select(a => a.GetAttribute("href")![^36..]);
            Assert.Equal(found.Select(f => f.ToString()).Order(StringComparer.Ordinal), links.Order(StringComparer.Ordinal));
        }

        await stage.ReturnAsync("city2", asked, "不采纳");
        foreach (var show in (string[])["done", "all"])
        {
            Assert.Contains($"/office/items/changes/{asked}", (await city.PageAsync("/office/changes?show=" + show)).QuerySelectorAll("#changes a").Select(a => a.GetAttribute("href")));
        }

        using var sheet = await city.GetAsync(new Uri("/office/changes/export?show=done", UriKind.Relative));
        Assert.True(sheet.IsSuccessStatusCode);
    }

    [Theory, EachDatabase, Requirement("01.17", "01.18")]
    public async Task Who_asked_is_told_of_every_answer_with_its_reason_and_who_is_next_that_it_waits(Engine engine)
    {
        await using var stage = await KeepingStage.StartAsync(engine);
        var id = await stage.BeginAsync("editor2", KeepingStage.Entry, ChangeKind.Adjustment, KeepingStage.Item);
        await stage.WriteAsync("editor2", id, c => c with { StatutoryLimit = new TimeLimit(15) });
        await stage.SubmitAsync("editor2", id);
        Assert.Equal([("city1", "调整申请待审核"), ("city2", "调整申请待审核")], await ToldAsync(stage));
        await stage.ReturnAsync("city1", id, "请附上位法依据");
        Assert.Equal([("editor2", "调整申请被退回")], await ToldAsync(stage));
        Assert.Contains("请附上位法依据", await stage.Host.InDatabaseAsync(db => db.Set<Message>().Where(m => m.Title == "调整申请被退回").Select(m => m.Body).SingleAsync()), StringComparison.Ordinal);

        // Submitted anew it is told anew; the checker is not asked to approve what he checked.
        await stage.SubmitAsync("editor2", id);
        Assert.Equal(2, (await ToldAsync(stage)).Count);
        await stage.CheckAsync("city1", id);
        Assert.Equal([("city2", "调整申请待批准"), ("editor2", "调整申请已通过审核")], await ToldAsync(stage));
        Assert.True((await stage.ApproveAsync("city2", id)).Ok);
        Assert.Equal([("editor2", "调整申请已批准")], await ToldAsync(stage));
        Assert.All(await stage.Host.InDatabaseAsync(db => db.Set<Message>().Select(m => m.Link).ToListAsync()), l => Assert.Equal("/office/items/changes/" + id, l));
    }

    /// <summary>Who was told what since the last look.</summary>
    private static async Task<List<(string Login, string Title)>> ToldAsync(KeepingStage stage)
    {
        var rows = await stage.Host.InDatabaseAsync(async db =>
        {
            var told = await db.Set<Message>().Where(m => m.ReadAt == null).Join(db.Set<Account>(), m => m.PartyId, a => a.StaffId, (m, a) => new { a.Login, m.Title }).OrderBy(x => x.Login).ToListAsync();
            await db.Set<Message>().ExecuteUpdateAsync(s => s.SetProperty(m => m.ReadAt, DateTime.UnixEpoch));
            return told;
        });
        return rows.ConvertAll(r => (r.Login, r.Title));
    }

    [Theory, EachDatabase]
    public async Task No_SQL_changes_or_deletes_a_published_version(Engine engine)
    {
        await using var stage = await KeepingStage.StartAsync(engine);
        var before = await stage.Host.InDatabaseAsync(db => db.Set<ItemVersion>().AsNoTracking().OrderBy(v => v.Id).Select(v => v.Content).ToListAsync());

        await Assert.ThrowsAnyAsync<Exception>(() => stage.Host.InDatabaseAsync(db => db.Set<ItemVersion>().ExecuteUpdateAsync(s => s.SetProperty(v => v.Content, "{}"))));
        await Assert.ThrowsAnyAsync<Exception>(() => stage.Host.InDatabaseAsync(db => db.Set<ItemVersion>().ExecuteDeleteAsync()));
        await Assert.ThrowsAnyAsync<Exception>(() => stage.Host.InDatabaseAsync(db => db.Database.ExecuteSqlAsync($"update catalogue_item_version set name = 'x'")));

        Assert.Equal(before, await stage.Host.InDatabaseAsync(db => db.Set<ItemVersion>().AsNoTracking().OrderBy(v => v.Id).Select(v => v.Content).ToListAsync()));
    }
}

internal static class ChangeSteps
{
    public static async Task<Outcome> WriteThenSubmitAsync(this KeepingStage stage, string login, Guid id, string reason)
    {
        await stage.WriteAsync(login, id, c => c with { ConsultPhone = "0826-2345679" }, reason: reason);
        return await stage.SubmitAsync(login, id);
    }

    /// <summary>Takes a change without content through all hands.</summary>
    public static async Task PassAsync(this KeepingStage stage, ChangeKind kind)
    {
        var id = await stage.BeginAsync("editor2", KeepingStage.Item, kind);
        await stage.WriteAsync("editor2", id, c => c);
        await stage.SubmitAsync("editor2", id);
        await stage.CheckAsync("manager1", id);
        Assert.True((await stage.ApproveAsync("manager2", id)).Ok);
    }
}
