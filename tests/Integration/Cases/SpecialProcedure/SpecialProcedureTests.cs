using Microsoft.EntityFrameworkCore;
using Xunit;
using Zhengtong.Cases.Decide;
using Zhengtong.Cases.Model;
using Zhengtong.Cases.Notices;
using Zhengtong.Cases.Rules;
using Zhengtong.Cases.SpecialProcedure;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Outcomes;
using Zhengtong.TestKit;
using Zhengtong.TestKit.Cases;
using Zhengtong.Tests.Integration.Cases.Review;

namespace Zhengtong.Tests.Integration.Cases.SpecialProcedure;

/// <summary>What does not count in the limit: only what the item lists, told in writing, to the day.</summary>
public sealed class SpecialProcedureTests
{
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    [Theory, EachDatabase]
    [Requirement("03.19", "03.20", "03.21")]
    public async Task The_days_of_a_listed_procedure_do_not_count_and_the_applicant_is_told_in_writing(Engine engine)
    {
        await using var host = await TestHost.StartAsync(engine);
        var world = new CaseWorld(host);
        var caseId = await ReviewTests.AcceptedAsync(world);
        var step = await world.StepAsync(caseId, "review");
        Assert.Equal("cases.procedure-not-listed", Code(await StartAsync(world, step, "公示", 5)));
        Assert.Equal("cases.planned-days", Code(await StartAsync(world, step, "听证", 0)));

        host.Clock.Advance(TimeSpan.FromDays(2));
        Assert.Equal("ok", Code(await StartAsync(world, step, "听证", 20)));
        Assert.Equal("cases.already-paused", Code(await StartAsync(world, step, "听证", 20)));
        var run = await host.InDatabaseAsync(db => db.Set<ClockEntry>().Where(l => l.CaseId == caseId && l.Move == ClockMoveKind.Pause).ToListAsync(Ct));
        var notice = await host.InDatabaseAsync(db => db.Set<Notice>().SingleAsync(n => n.CaseId == caseId && n.Kind == NoticeKinds.SpecialProcedure.Key, Ct));
        Assert.Equal([ClockKind.Statutory, ClockKind.Promised], run.Select(l => l.Clock).Order());
        Assert.All(run, l => Assert.Equal(notice.Id, l.NoticeId));
        Assert.Equal(CaseStatus.Paused, ((Case)await world.CaseAsync(caseId)).Status);

        // Over the Qingming holiday: 4 March to 9 April.
        host.Clock.Advance(TimeSpan.FromDays(36));
        Assert.Equal("ok", Code(await world.DoAsync<RunSpecialProcedure, Outcome<Guid>>(r => r.EndAsync(step, "听证后同意", world.By(CaseWorld.Reviewer), Ct))));

        var calendar = await world.DoAsync<WorkingCalendars, WorkingCalendar>(c => c.CurrentAsync(Ct).AsTask());
        var (from, to) = (new DateOnly(2026, 3, 4), new DateOnly(2026, 4, 9));
        var @case = (Case)await world.CaseAsync(caseId);
        Assert.Equal(ByHand(calendar, new DateOnly(2026, 3, 2), 10, from, to), @case.DueOn);
        Assert.Equal(ByHand(calendar, new DateOnly(2026, 3, 2), 20, from, to), @case.StatutoryDueOn);
        var open = await host.InDatabaseAsync(db => db.Set<CaseStep>().SingleAsync(s => s.Id == step, Ct));
        Assert.Equal(ByHand(calendar, new DateOnly(2026, 3, 2), 5, from, to), open.DueOn);
    }

    [Theory, EachDatabase]
    [Requirement("03.19")]
    public async Task Nobody_decides_while_the_clock_stands(Engine engine)
    {
        await using var host = await TestHost.StartAsync(engine);
        var world = new CaseWorld(host);
        var caseId = await ReviewTests.AcceptedAsync(world);
        await ReviewTests.ReviewAsync(world, caseId, "review", CaseWorld.Reviewer);
        var decide = await world.StepAsync(caseId, "decide");
        await world.DoAsync<RunSpecialProcedure, Outcome<Guid>>(r => r.StartAsync(new RunSpecialProcedure.Command(decide, "听证", 20, "申请人要求听证"), world.By(CaseWorld.Approver), Ct));

        var decided = await world.DoAsync<DecideCase, Outcome<Guid>>(d => d.HandleAsync(new DecideCase.Command(decide, true, ""), world.By(CaseWorld.Approver), Ct));
        Assert.Equal("cases.still-paused", Code(decided));
    }

    /// <summary>Day by day: what is worked and not paused counts.</summary>
    private static DateOnly ByHand(WorkingCalendar calendar, DateOnly start, int days, DateOnly pausedFrom, DateOnly pausedTo)
    {
        var day = start;
        while (days > 0)
        {
            day = day.AddDays(1);
            days -= calendar.IsWorkingDay(day) && !(day >= pausedFrom && day < pausedTo) ? 1 : 0;
        }

        return day;
    }

    private static Task<Outcome<Guid>> StartAsync(CaseWorld world, Guid step, string kind, int days) =>
        world.DoAsync<RunSpecialProcedure, Outcome<Guid>>(r => r.StartAsync(new RunSpecialProcedure.Command(step, kind, days, "利害关系人要求听证"), world.By(CaseWorld.Reviewer), Ct));

    private static string Code(Outcome outcome) => outcome.Ok ? "ok" : outcome.Problems[0].Code;
}
