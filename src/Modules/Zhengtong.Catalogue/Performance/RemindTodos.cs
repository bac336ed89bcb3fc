using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Jobs;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Catalogue.Performance;

/// <summary>Tells once of what was not mended within its limit after an evaluation (01.43): those who are to mend it and who rated.</summary>
internal sealed class RemindTodos(Database db, TellEvaluation tell, TimeProvider clock) : IRecurringJob
{
    private const int Page = 200;

    public string Name => "catalogue.remind-evaluations";

    public TimeSpan Period => TimeSpan.FromHours(6);

    public async Task RunAsync(CancellationToken ct)
    {
        var today = LegalDay.Today(clock);
        var after = Guid.Empty;
        while (await LateAsync(today, after, ct) is { Count: > 0 } late)
        {
            foreach (var evaluation in late)
            {
                evaluation.Late(Act.Micro(clock.GetUtcNow().UtcDateTime));
                await tell.LateAsync(evaluation, ct);
            }

            // What met another writer is told of by the next run.
            await db.SaveAsync(ct);
            db.ChangeTracker.Clear();
            after = late[^1].Id;
        }
    }

    private Task<List<ItemEvaluation>> LateAsync(DateOnly today, Guid after, CancellationToken ct) =>
        db.Set<ItemEvaluation>().Where(e => e.DoneAt == null && e.DueOn < today && e.LateToldAt == null && e.Id > after).OrderBy(e => e.Id).Take(Page).ToListAsync(ct);
}
