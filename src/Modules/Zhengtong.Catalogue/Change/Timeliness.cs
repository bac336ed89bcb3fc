using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Catalogue.Change;

/// <summary>How promptly the regions answer what is asked of them (01.18): every round of a change, answered in time, answered late, overdue and still open. Counted by the store.</summary>
internal sealed class Timeliness(Database db, TimeProvider clock)
{
    private const int MonthsBack = 12;

    /// <param name="adjustments">Requests of those below (调整申请), or the regions' own changes.</param>
    public async Task<IReadOnlyList<Row>> ReadAsync(Actor actor, bool adjustments, CancellationToken ct)
    {
        var today = LegalDay.Today(clock);
        var (since, below) = (today.AddMonths(-MonthsBack), ChangeKinds.FromBelow);

        // What its author withdrew in time asked for no answer.
        return await db.Set<ChangeRound>().AsNoTracking().VisibleTo(actor)
            .Where(r => r.SubmittedOn >= since && below.Contains(r.Kind) == adjustments && (!r.Withdrawn || r.EndedOn > r.DueOn))
            .GroupBy(r => r.HandlerRegion).OrderBy(g => g.Key)
            .Select(g => new Row(g.Key, g.Count(), g.Count(r => r.EndedOn <= r.DueOn), g.Count(r => r.EndedOn > r.DueOn), g.Count(r => r.EndedOn == null && r.DueOn < today)))
            .ToListAsync(ct);
    }

    internal sealed record Row(string RegionCode, int Asked, int InTime, int Late, int Overdue)
    {
        public double Share => InTime + Late + Overdue == 0 ? 1 : (double)InTime / (InTime + Late + Overdue);
    }
}
