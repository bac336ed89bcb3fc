using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using Zhengtong.Cases.Accept;
using Zhengtong.Cases.Model;
using Zhengtong.Cases.SpecialProcedure;
using Zhengtong.Platform.Events;
using Zhengtong.Platform.Jobs;
using Zhengtong.TestKit;
using Zhengtong.Tests.Integration.Cases.CasePage;

namespace Zhengtong.Tests.Integration.Cases.Supervise;

/// <summary>The supervisor's board over HTTP.</summary>
public sealed class SupervisionPageTests
{
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    [Theory, EachDatabase]
    [Requirement("03.06", "03.09", "03.16")]
    public async Task The_board_shows_what_is_late_and_what_stands_to_the_supervisor_only(Engine engine)
    {
        var sql = new SqlCounter();
        await using var stage = await OfficeStage.StartAsync(engine, null, sql.Attach);
        var late = await stage.CaseAsync(await stage.AcceptedAsync());
        var paused = await stage.AcceptedAsync();
        await stage.DoAsync<RunSpecialProcedure, Guid>("reviewer1", async (r, act) =>
            await r.StartAsync(new RunSpecialProcedure.Command(await stage.World.StepAsync(paused, "review"), "听证", 5, "利害关系人要求"), act, Ct));
        stage.Host.Clock.Advance(TimeSpan.FromDays(15));
        Assert.True((await stage.Host.Services.GetRequiredService<RecurringJobs>().RunOnceAsync("cases.raise-warnings", Ct)).Ok);

        var supervisor = await stage.Host.BrowserAsync("supervisor1");
        var board = await supervisor.PageAsync("/office/supervision");
        Assert.Equal([$"/office/trace/{late.Number}"], board.QuerySelectorAll("[data-worklist] tr").Select(r => r.GetAttribute("data-href")));
        var warnings = (await supervisor.PageAsync("/office/supervision?tab=warnings&level=2")).QuerySelectorAll("[data-worklist] tr");
        Assert.All(warnings, r => Assert.Contains("黄牌", r.TextContent, StringComparison.Ordinal));
        Assert.NotEmpty(warnings);
        var standing = Assert.Single((await supervisor.PageAsync("/office/supervision?tab=paused")).QuerySelectorAll("[data-worklist] tr"));
        Assert.Contains("超过预计", standing.TextContent, StringComparison.Ordinal);

        Assert.Equal(2, (await sql.DuringAsync(() => supervisor.PageAsync("/office/supervision"), "cases_")).Count);
        foreach (var handler in (string[])["approver1", "reviewer1", "clerk1"])
        {
            Assert.Equal(HttpStatusCode.Forbidden, (await (await stage.Host.BrowserAsync(handler)).GetAsync(new Uri("/office/supervision", UriKind.Relative), Ct)).StatusCode);
        }
    }

    [Theory, EachDatabase]
    [Requirement("03.13")]
    public async Task A_second_demand_for_corrections_is_shown_to_supervision(Engine engine)
    {
        await using var stage = await OfficeStage.StartAsync(engine);
        var caseId = await stage.ReceivedAsync();
        await AskAsync(stage, caseId, "clerk1");
        await DispatchAsync(stage);
        var supervisor = await stage.Host.BrowserAsync("supervisor1");
        Assert.Empty((await supervisor.PageAsync("/office/supervision?tab=corrections")).QuerySelectorAll("[data-worklist] tr"));

        var applicant = await stage.ActAsync("zhangsan");
        var mended = await stage.World.DoAsync<HandInCorrection, Zhengtong.Platform.Outcomes.Outcome>(h => h.HandleAsync(caseId, [new HandInCorrection.Given("site-plan", null, "")], null, applicant, Ct));
        Assert.True(mended.Ok);
        await stage.Host.InDatabaseAsync(db => db.Set<CaseStep>().Where(s => s.CaseId == caseId && s.CompletedAt == null)
            .ExecuteUpdateAsync(s => s.SetProperty(x => x.Role, Zhengtong.Platform.Access.Roles.AcceptanceLead), Ct));
        await AskAsync(stage, caseId, "lead1");
        await DispatchAsync(stage);
        var row = Assert.Single((await supervisor.PageAsync("/office/supervision?tab=corrections")).QuerySelectorAll("[data-worklist] tr"));
        Assert.Contains((await stage.CaseAsync(caseId)).Number, row.TextContent, StringComparison.Ordinal);
    }

    private static Task<Guid> AskAsync(OfficeStage stage, Guid caseId, string login) => stage.DoAsync<AskCorrection, Guid>(login, async (a, act) =>
    {
        var step = await stage.Host.InDatabaseAsync(db => db.Set<CaseStep>().Where(s => s.CaseId == caseId && s.CompletedAt == null).Select(s => s.Id).SingleAsync(Ct));
        return await a.HandleAsync(step, [new AskCorrection.Deficiency("site-plan", "缺少面积")], act, Ct);
    }, "平面图仍不清楚");

    private static async Task DispatchAsync(OfficeStage stage)
    {
        while (await stage.Host.Services.GetRequiredService<OutboxDispatcher>().DispatchDueAsync(Ct) > 0)
        {
        }
    }
}
