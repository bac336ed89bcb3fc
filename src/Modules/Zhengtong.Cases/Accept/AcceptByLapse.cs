using Microsoft.EntityFrameworkCore;
using Zhengtong.Cases.Decide;
using Zhengtong.Cases.Model;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Jobs;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Cases.Accept;

/// <summary>
/// A case that nobody answered within five working days counts as accepted from the day of receipt (逾期不告知的，自收到申请材料之日起即为受理).
/// 行政许可法 art. 32(4). Each case in a save of its own: one that a clerk answers in the same moment wins or loses whole.
/// </summary>
internal sealed class AcceptByLapse(Database db, CaseFiles files, TimeProvider clock) : IRecurringJob
{
    private const int Batch = 200;

    public string Name => "cases.accept-by-lapse";

    public TimeSpan Period => TimeSpan.FromMinutes(5);

    public async Task RunAsync(CancellationToken ct)
    {
        var today = LegalDay.Today(clock);
        var (day, after) = (DateOnly.MinValue, Guid.Empty);
        while (true)
        {
            var late = await db.Set<CaseStep>().AsNoTracking()
                .Where(x => x.CompletedAt == null && x.Kind == StepKind.Intake && x.DueOn < today && (x.DueOn > day || (x.DueOn == day && x.Id > after)))
                .OrderBy(x => x.DueOn).ThenBy(x => x.Id).Take(Batch).Select(x => new { x.Id, x.CaseId, x.DueOn }).ToListAsync(ct);
            foreach (var one in late)
            {
                await AcceptAsync(one.CaseId, one.Id, ct);
            }

            if (late.Count < Batch)
            {
                return;
            }

            (day, after) = (late[^1].DueOn, late[^1].Id);
        }
    }

    private async Task AcceptAsync(Guid caseId, Guid stepId, CancellationToken ct)
    {
        db.ChangeTracker.Clear();
        var file = await files.OpenAsync(await db.Set<Case>().SingleAsync(x => x.Id == caseId, ct), ct);
        if (file.OpenSteps.FirstOrDefault(x => x.Id == stepId) is not { } step)
        {
            return;
        }

        var act = Act.BySystem("五个工作日内未告知补正或不予受理", clock.GetUtcNow().UtcDateTime);
        AcceptCase.Accept(file, step, AcceptCase.ReceivedOn(file.Case), byLapse: true, "逾期未答复，依法视为受理", act);
        await RecordFiling.AtAcceptanceAsync(db, file, act, ct);
        await db.SaveAsync(ct);
    }
}
