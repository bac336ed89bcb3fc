using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using Zhengtong.Cases.Accept;
using Zhengtong.Cases.Apply;
using Zhengtong.Cases.Decide;
using Zhengtong.Cases.Model;
using Zhengtong.Cases.Notices;
using Zhengtong.Cases.Rules;
using Zhengtong.Cases.Supervise;
using Zhengtong.Platform.Jobs;
using Zhengtong.Platform.Outcomes;
using Zhengtong.TestKit;
using Zhengtong.TestKit.Cases;
using Zhengtong.Tests.Integration.Cases.Review;

namespace Zhengtong.Tests.Integration.Cases.Supervise;

/// <summary>Warnings and cards as the days go by, and what is returned when nothing comes in.</summary>
public sealed partial class RaiseWarningsTests
{
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    [Theory, EachDatabase]
    [Requirement("03.16")]
    public async Task Cards_come_with_the_days_once_each_and_stay_provable(Engine engine)
    {
        await using var host = await TestHost.StartAsync(engine);
        var world = new CaseWorld(host);
        var caseId = await ReviewTests.AcceptedAsync(world);
        (DateOnly Day, WarningLevel Level, string[] Rules)[] days =
        [
            (new(2026, 3, 9), WarningLevel.None, []),
            (new(2026, 3, 10), WarningLevel.Yellow, ["step-over:review"]),
            (new(2026, 3, 12), WarningLevel.Yellow, ["step-over:review"]),
            (new(2026, 3, 13), WarningLevel.Yellow, ["promised-near", "step-over:review"]),
            (new(2026, 3, 17), WarningLevel.Yellow, ["promised-near", "promised-over", "step-over:review"]),
            (new(2026, 3, 31), WarningLevel.Red, ["promised-near", "promised-over", "statutory-over", "step-over:review"]),
        ];
        foreach (var (day, level, rules) in days)
        {
            await RunOnAsync(host, day, "cases.raise-warnings");
            await RunOnAsync(host, day, "cases.raise-warnings");
            Assert.Equal(level, ((Case)await world.CaseAsync(caseId)).Warning);
            Assert.Equal(rules, (await WarningsAsync(host, caseId)).Select(w => w.Rule).Order(StringComparer.Ordinal));
        }

        await ReviewTests.ReviewAsync(world, caseId, "review", CaseWorld.Reviewer);
        var decide = await world.StepAsync(caseId, "decide");
        Assert.True((await world.DoAsync<DecideCase, Outcome<Guid>>(d => d.HandleAsync(new DecideCase.Command(decide, true, ""), world.By(CaseWorld.Approver), Ct))).Ok);
        // Ten working days to deliver, over Qingming: 15 April.
        await RunOnAsync(host, new DateOnly(2026, 4, 15), "cases.raise-warnings");
        Assert.Equal(4, (await WarningsAsync(host, caseId)).Count);
        await RunOnAsync(host, new DateOnly(2026, 4, 16), "cases.raise-warnings");
        var all = await WarningsAsync(host, caseId);
        Assert.Equal(new DateOnly(2026, 3, 17), all.Single(w => w.Rule == "promised-over").On);
        Assert.Equal(WarningLevel.Red, all.Single(w => w.Rule == "delivery-over").Level);
        Assert.Equal(0, (await world.DoAsync<VerifyTrace, VerifyTrace.Report>(v => v.CheckAsync(Ct))).Fault is null ? 0 : 1);
    }

    [Theory, EachDatabase]
    [Requirement("03.16")]
    public async Task An_unanswered_application_is_warned_of_the_day_before_it_counts_as_accepted(Engine engine)
    {
        await using var host = await TestHost.StartAsync(engine);
        var world = new CaseWorld(host);
        await world.LoadCalendarAsync();
        var caseId = await world.ReceivedAsync(await world.PublishAsync("511602-WARN-1", CaseWorld.Content()));
        await RunOnAsync(host, new DateOnly(2026, 3, 5), "cases.raise-warnings");
        Assert.Empty(await WarningsAsync(host, caseId));
        await RunOnAsync(host, new DateOnly(2026, 3, 6), "cases.raise-warnings");
        Assert.Equal("acceptance-near", Assert.Single(await WarningsAsync(host, caseId)).Rule);
    }

    [Theory, EachDatabase]
    [Requirement("03.13")]
    public async Task What_is_not_mended_by_the_day_of_the_notice_is_returned_the_day_after(Engine engine)
    {
        await using var host = await TestHost.StartAsync(engine);
        var world = new CaseWorld(host);
        await world.LoadCalendarAsync();
        var caseId = await world.ReceivedAsync(await world.PublishAsync("511602-LAPSE-1", CaseWorld.Content()));
        var intake = await world.StepAsync(caseId, "intake");
        Assert.True((await world.DoAsync<AskCorrection, Outcome<Guid>>(a => a.HandleAsync(intake, [new AskCorrection.Deficiency("site-plan", "缺少面积")], world.By(CaseWorld.Clerk), Ct))).Ok);

        await RunOnAsync(host, new DateOnly(2026, 5, 1), "cases.lapse-corrections");
        Assert.True(((Case)await world.CaseAsync(caseId)).Open);
        await RunOnAsync(host, new DateOnly(2026, 5, 2), "cases.lapse-corrections");
        var returned = (Case)await world.CaseAsync(caseId);
        Assert.Equal(Ending.CorrectionLapsed, returned.Ending);
        Assert.Equal(CaseStatus.Lapsed, returned.Status);
        Assert.Equal(1, await host.InDatabaseAsync(db => db.Set<Notice>().CountAsync(n => n.CaseId == caseId && n.Kind == NoticeKinds.Returned.Key, Ct)));
    }

    [Theory, EachDatabase]
    [Requirement("05.04")]
    public async Task Tolerated_materials_that_do_not_come_return_the_case(Engine engine)
    {
        await using var host = await TestHost.StartAsync(engine);
        var world = new CaseWorld(host);
        await world.LoadCalendarAsync();
        var item = await world.PublishAsync("511602-LAPSE-2", CaseWorld.Content());
        var caseId = await world.ReceivedAsync(item, d =>
        {
            var draft = (Draft)d;
            draft.Mode = Mode.Tolerance;
            draft.Materials = """[{"Key":"id-card","FileId":null,"FileName":"","Size":0,"Paper":true}]""";
            Undertaking.Of(item, draft, [new("id-card", null, "", 0, true)])!.Sign(draft, world.ByZhang());
        });
        var intake = await world.StepAsync(caseId, "intake");
        Assert.True((await world.DoAsync<AcceptCase, Outcome<AcceptCase.Accepted>>(a => a.HandleAsync(intake, "", world.By(CaseWorld.Clerk), Ct))).Ok);

        await RunOnAsync(host, new DateOnly(2026, 3, 16), "cases.lapse-corrections");
        Assert.True(((Case)await world.CaseAsync(caseId)).Open);
        await RunOnAsync(host, new DateOnly(2026, 3, 17), "cases.lapse-corrections");
        Assert.Equal(Ending.ToleranceLapsed, ((Case)await world.CaseAsync(caseId)).Ending);
    }

    [Fact]
    [Requirement("03.16")]
    public async Task The_walks_over_what_is_due_use_their_indexes()
    {
        await using var host = await TestHost.StartAsync(Engine.Sqlite);
        await host.InDatabaseAsync(async db =>
        {
            var until = new DateOnly(2026, 3, 17);
            Assert.Contains("ix_cases_case_due", await PlanAsync(db, DueWork.Cases(db, (until, Guid.NewGuid()), until).Take(500).ToQueryString()), StringComparison.Ordinal);
            Assert.Contains("ix_cases_step_due", await PlanAsync(db, DueWork.Steps(db, (until, Guid.NewGuid()), until).Take(500).ToQueryString()), StringComparison.Ordinal);
            return 0;
        });
    }

    private static async Task<string> PlanAsync(Zhengtong.Platform.Persistence.Database db, string query)
    {
        await db.Database.OpenConnectionAsync(Ct);
        await using var command = db.Database.GetDbConnection().CreateCommand();
        var sql = string.Join('\n', query.Split('\n').Where(l => !l.StartsWith(".param", StringComparison.Ordinal)));
        foreach (var name in Parameter().Matches(sql).Select(m => m.Value).Distinct())
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (name, "2026-03-17");
            command.Parameters.Add(parameter);
        }

#pragma warning disable CA2100 // The text is the provider's own.
        command.CommandText = "explain query plan " + sql;
#pragma warning restore CA2100
        await using var reader = await command.ExecuteReaderAsync(Ct);
        var plan = new List<string>();
        while (await reader.ReadAsync(Ct))
        {
            plan.Add(reader.GetString(3));
        }

        return string.Join('\n', plan);
    }

    [GeneratedRegex("@[A-Za-z_0-9]+")]
    private static partial Regex Parameter();

    private static async Task RunOnAsync(TestHost host, DateOnly day, string job)
    {
        var noon = new DateTimeOffset(day.ToDateTime(new TimeOnly(4, 0)), TimeSpan.Zero);
        host.Clock.Advance(noon - host.Clock.GetUtcNow());
        var ran = await host.Services.GetRequiredService<RecurringJobs>().RunOnceAsync(job, Ct);
        Assert.True(ran.Ok, ran.Ok ? "" : ran.Problems[0].Message);
    }

    private static Task<List<CaseWarning>> WarningsAsync(TestHost host, Guid caseId) =>
        host.InDatabaseAsync(db => db.Set<CaseWarning>().AsNoTracking().Where(w => w.CaseId == caseId).ToListAsync(Ct));
}
