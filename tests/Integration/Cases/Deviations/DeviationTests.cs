using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MiniExcelLibs;
using Xunit;
using Zhengtong.Cases.Accept;
using Zhengtong.Cases.Apply;
using Zhengtong.Cases.Deviations;
using Zhengtong.Cases.Model;
using Zhengtong.Cases.Rules;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Events;
using Zhengtong.Platform.Jobs;
using Zhengtong.TestKit;
using Zhengtong.Tests.Integration.Cases.Accept;
using Zhengtong.Tests.Integration.Cases.CasePage;

namespace Zhengtong.Tests.Integration.Cases.Deviations;

/// <summary>A case demands what its item lists and nothing else; what deviates is reported (未按标准审批).</summary>
public sealed class DeviationTests
{
    private const string List = "/office/deviations/cases";
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    [Theory, EachDatabase]
    [Requirement("02.15")]
    public async Task A_window_cannot_demand_a_material_that_the_item_does_not_list_for_the_situation(Engine engine)
    {
        var content = WindowStage.Food with
        {
            Situations = [new("new", "新办"), new("renew", "延续")],
            Materials =
            [
                .. WindowStage.Food.Materials, new ItemMaterial { Key = "m3", Name = "原许可证", SourceCode = "20", Situations = ["renew"] },
                new ItemMaterial { Key = "m4", Name = "连锁总部授权书", SourceCode = "10", When = """{"eq": ["shop.name", "连锁店"]}""" },
            ],
        };
        await using var stage = await WindowStage.StartAsync(engine, content);
        var (draft, by) = await stage.DraftAsync();
        await stage.Host.InDatabaseAsync(db => db.Set<Draft>().Where(d => d.Id == draft).ExecuteUpdateAsync(s => s.SetProperty(d => d.Situation, "new"), Ct));
        var id = (await stage.Host.InScopeAsync(s => s.GetRequiredService<SubmitApplication>().HandleAsync(draft, by, Ct))).Value.CaseId;
        var clerk = await stage.SignInAsync("clerk1");
        var path = $"/desk/cases/{(await stage.StepAsync(id)).Id}";
        Assert.DoesNotContain("原许可证", (await clerk.OpenAsync(path)).Text(), StringComparison.Ordinal);

        foreach (var forged in (string[])["m3", "m4", "ghost"])
        {
            var refused = await clerk.AfterAsync(await clerk.SendAsync(path, "Ask", ($"ask.deficiency-{forged}", "请提供"), ("ask.deficiency-m1", "不清楚")));
            Assert.Contains("不得额外增加", refused.Text(), StringComparison.Ordinal);
            using var ticked = await clerk.SendAsync(path, "Ask", ("lack", forged), ("ask.deficiency-m1", "不清楚"));
            Assert.Equal(HttpStatusCode.OK, ticked.StatusCode);
        }

        Assert.Equal(0, await stage.Host.InDatabaseAsync(db => db.Set<CaseMaterial>().CountAsync(m => m.CaseId == id && m.State == MaterialState.Wanted, Ct)));
        Assert.Null((await stage.CaseAsync(id)).CorrectionAskedAt);
    }

    [Theory, EachDatabase]
    [Requirement("02.15")]
    public async Task An_officer_cannot_add_a_step_that_the_item_does_not_list(Engine engine)
    {
        await using var stage = await OfficeStage.StartAsync(engine);
        var id = await stage.AcceptedAsync();
        var step = await stage.World.StepAsync(id, "review");
        var reviewer = await stage.Host.BrowserAsync("reviewer1");

        using var answer = await reviewer.PostWithTokenOfAsync($"/office/cases/{step}", $"/office/cases/{step}?handler=Pause", new() { ["pause.kind"] = "专家评审", ["pause.plannedDays"] = "5", ["pause.reason"] = "需要专家" });

        Assert.NotEqual(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Null((await stage.CaseAsync(id)).PausedAt);
        Assert.Equal(["intake", "review"], await stage.Host.InDatabaseAsync(db => db.Set<CaseStep>().Where(s => s.CaseId == id).OrderBy(s => s.Stage).Select(s => s.Key).ToListAsync(Ct)));
    }

    [Theory, EachDatabase]
    [Requirement("02.15", "03.13")]
    public async Task What_deviates_is_kept_once_and_listed_filtered_and_exported(Engine engine)
    {
        var sql = new SqlCounter();
        await using var stage = await OfficeStage.StartAsync(engine, null, sql.Attach);
        var id = await stage.ReceivedAsync();
        await AskAsync(stage, id, "clerk1", "请另行提供无犯罪记录证明");
        await DispatchAsync(stage);
        var supervisor = await stage.Host.BrowserAsync("supervisor1");
        var only = Assert.Single(Rows(await supervisor.PageAsync(List)));
        Assert.Contains("无犯罪记录证明", only, StringComparison.Ordinal);
        Assert.Contains((await stage.CaseAsync(id)).Number, only, StringComparison.Ordinal);

        var applicant = await stage.ActAsync("zhangsan");
        Assert.True((await stage.World.DoAsync<HandInCorrection, Zhengtong.Platform.Outcomes.Outcome>(h => h.HandleAsync(id, [new HandInCorrection.Given("site-plan", null, "")], null, applicant, Ct))).Ok);
        await stage.Host.InDatabaseAsync(db => db.Set<CaseStep>().Where(s => s.CaseId == id && s.CompletedAt == null).ExecuteUpdateAsync(s => s.SetProperty(x => x.Role, Roles.AcceptanceLead), Ct));
        await AskAsync(stage, id, "lead1", "缺少面积");
        await DispatchAsync(stage);

        // A case that was decided too late, and a step that somebody put in behind the program's back.
        var late = await stage.AcceptedAsync();
        stage.Host.Clock.Advance(TimeSpan.FromDays(40));
        Assert.True((await stage.Host.Services.GetRequiredService<RecurringJobs>().RunOnceAsync("cases.raise-warnings", Ct)).Ok);
        await stage.Host.InDatabaseAsync(db => db.Set<CaseStep>().Where(s => s.CaseId == late && s.CompletedAt != null).ExecuteUpdateAsync(s => s.SetProperty(x => x.Key, "countersign").SetProperty(x => x.Name, "股室会签"), Ct));
        await DispatchAsync(stage);

        var kinds = await stage.Host.InDatabaseAsync(db => db.Set<CaseDeviation>().OrderBy(d => d.FoundAt).ThenBy(d => d.Kind).Select(d => d.Kind).ToListAsync(Ct));
        Assert.Equal([DeviationKind.UnlistedDemand, DeviationKind.RepeatedCorrection], kinds.Take(2));
        Assert.Contains(DeviationKind.UnlistedStep, kinds);
        Assert.Contains(DeviationKind.LimitExceeded, kinds);
        await stage.Host.InScopeAsync(async s =>
        {
            // The same event again changes nothing.
            var watch = ActivatorUtilities.CreateInstance<WatchDeviations>(s);
            await watch.HandleAsync(new Zhengtong.Cases.Contracts.CorrectionAsked(id, "", "", Guid.Empty, 1), Guid.NewGuid(), Ct);
            return await s.GetRequiredService<Zhengtong.Platform.Persistence.Database>().SaveChangesAsync(Ct);
        });
        Assert.Equal(kinds.Count, await stage.Host.InDatabaseAsync(db => db.Set<CaseDeviation>().CountAsync(Ct)));

        supervisor = await stage.Host.BrowserAsync("supervisor1");
        Assert.Equal(kinds.Count, Rows(await supervisor.PageAsync(List)).Count);
        Assert.Contains("第 2 次", Assert.Single(Rows(await supervisor.PageAsync(List + "?kind=3"))), StringComparison.Ordinal);
        Assert.Empty(Rows(await supervisor.PageAsync(List + $"?organisation={Guid.NewGuid()}")));
        Assert.Empty(Rows(await supervisor.PageAsync(List + "?region=511603")));
        Assert.Empty(Rows(await supervisor.PageAsync(List + "?to=2026-01-01")));
        Assert.Single(await sql.DuringAsync(() => supervisor.PageAsync(List), "cases_"));
        var sheet = await supervisor.GetStreamAsync(new Uri(List + "/export?kind=3", UriKind.Relative), Ct);
        using var copy = new MemoryStream();
        await sheet.CopyToAsync(copy, Ct);
        Assert.Equal("重复要求补正", (string)Assert.Single(copy.Query(useHeaderRow: true)).情况);

        var manager = await stage.Host.BrowserAsync("manager1");
        var read = await manager.PageAsync(List);
        Assert.Equal(kinds.Count, Rows(read).Count);
        Assert.Empty(read.QuerySelectorAll("a[href^='/office/trace/']"));
        foreach (var other in (string[])["clerk1", "approver1", "editor1"])
        {
            Assert.Equal(HttpStatusCode.Forbidden, (await (await stage.Host.BrowserAsync(other)).GetAsync(new Uri(List, UriKind.Relative), Ct)).StatusCode);
        }
    }

    private static List<string> Rows(AngleSharp.Dom.IDocument page) => [.. page.QuerySelectorAll("[data-worklist] tr").Select(r => r.TextContent)];

    private static Task<Guid> AskAsync(OfficeStage stage, Guid caseId, string login, string what) => stage.DoAsync<AskCorrection, Guid>(login, async (a, act) =>
    {
        var step = await stage.Host.InDatabaseAsync(db => db.Set<CaseStep>().Where(s => s.CaseId == caseId && s.CompletedAt == null).Select(s => s.Id).SingleAsync(Ct));
        return await a.HandleAsync(step, [new AskCorrection.Deficiency("site-plan", what)], act, Ct);
    }, "平面图仍不清楚");

    private static async Task DispatchAsync(OfficeStage stage)
    {
        while (await stage.Host.Services.GetRequiredService<OutboxDispatcher>().DispatchDueAsync(Ct) > 0)
        {
        }
    }
}
