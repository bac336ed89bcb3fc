using Microsoft.EntityFrameworkCore;
using Zhengtong.Cases.Model;
using Zhengtong.Cases.Notices;
using Zhengtong.Cases.Rules;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Jobs;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Cases.Supervise;

/// <summary>
/// Returns what does not come in (退件): a case whose corrections were not handed in by the day the one-time notice named, and one whose tolerated
/// materials (容缺) are overdue. Each in a save of its own: who hands in at the same moment wins or loses whole.
/// </summary>
internal sealed class LapseCorrections(Database db, CaseFiles files, TimeProvider clock) : IRecurringJob
{
    private const int Batch = 200;

    public string Name => "cases.lapse-corrections";

    public TimeSpan Period => TimeSpan.FromHours(1);

    public async Task RunAsync(CancellationToken ct)
    {
        var today = LegalDay.Today(clock);
        // The notice said "by this day", so that it lapses when the day is over.
        var asked = LegalDay.StartUtc(today.AddDays(-CorrectionTerm.CalendarDays));
        await WalkAsync(after => db.Set<Case>().AsNoTracking()
            .Where(x => x.CorrectedAt == null && x.ClosedAt == null && x.CorrectionAskedAt != null && x.CorrectionAskedAt < asked && x.Id > after)
            .OrderBy(x => x.Id).Select(x => x.Id), Ending.CorrectionLapsed, today, ct);
        await WalkAsync(after => db.Set<Case>().AsNoTracking()
            .Where(x => x.Mode == Mode.Tolerance && x.ClosedAt == null && x.DecidedAt == null && x.Id > after)
            .Where(x => db.Set<Application>().Any(a => a.CaseId == x.Id && a.ToleratedUntil < today))
            .Where(x => db.Set<CaseMaterial>().Any(m => m.CaseId == x.Id && m.State == MaterialState.Tolerated && m.ReplacedAt == null))
            .OrderBy(x => x.Id).Select(x => x.Id), Ending.ToleranceLapsed, today, ct);
    }

    private async Task WalkAsync(Func<Guid, IQueryable<Guid>> late, Ending ending, DateOnly today, CancellationToken ct)
    {
        var after = Guid.Empty;
        while (await late(after).Take(Batch).ToListAsync(ct) is { Count: > 0 } ids)
        {
            foreach (var id in ids)
            {
                await ReturnAsync(id, ending, today, ct);
            }

            after = ids[^1];
        }
    }

    private async Task ReturnAsync(Guid caseId, Ending ending, DateOnly today, CancellationToken ct)
    {
        db.ChangeTracker.Clear();
        var @case = await db.Set<Case>().SingleAsync(x => x.Id == caseId, ct);
        var stillLate = ending == Ending.CorrectionLapsed
            ? @case is { Open: true, CorrectedAt: null, CorrectionAskedAt: { } asked } && CorrectionTerm.LastDay(LegalDay.Of(asked)) < today
            : @case is { Open: true, DecidedAt: null } && await db.Set<CaseMaterial>().AnyAsync(m => m.CaseId == caseId && m.State == MaterialState.Tolerated && m.ReplacedAt == null, ct);
        if (!stillLate)
        {
            return;
        }

        var file = await files.OpenAsync(@case, ct);
        Return(file, ending, Act.BySystem(ending == Ending.CorrectionLapsed ? "补正材料逾期未补" : "容缺材料逾期未补", clock.GetUtcNow().UtcDateTime));
        await db.SaveAsync(ct);
    }

    private static void Return(CaseFile file, Ending ending, Act act)
    {
        var @case = file.Case;
        @case.ClosedAt = act.At;
        @case.PausedAt = null;
        @case.Ending = ending;
        foreach (var clock in file.Unstopped())
        {
            file.Clock(clock, ClockMoveKind.Stop, act.At, act, reason: act.Reason);
        }

        var notice = file.Notify(NoticeKinds.Returned, act, new Dictionary<string, object?>
        {
            ["number"] = @case.Number,
            ["applicant"] = @case.ApplicantName,
            ["item"] = @case.ItemName,
            ["organisation"] = @case.OrganisationName,
            ["reason"] = act.Reason,
            ["date"] = LegalDay.Date(LegalDay.Of(act.At)),
        });
        file.Ended(act);
        file.Record(act, ending == Ending.CorrectionLapsed ? "correction-lapsed" : "tolerance-lapsed", null, new { notice = notice.Number });
    }
}
