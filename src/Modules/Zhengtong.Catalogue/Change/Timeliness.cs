using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Catalogue.Change;

/// <summary>How promptly the regions answer what is asked of them (01.18): answered in time, answered late, overdue and still open.</summary>
internal sealed class Timeliness(Database db, TimeProvider clock)
{
    private const int MonthsBack = 12;

    public async Task<IReadOnlyList<Row>> ReadAsync(Actor actor, CancellationToken ct)
    {
        var since = clock.GetUtcNow().UtcDateTime.AddMonths(-MonthsBack);
        var asked = await db.Set<ItemChange>().AsNoTracking().VisibleTo(actor).Where(c => c.SubmittedAt >= since && c.WithdrawnAt == null)
            .Select(c => new { c.HandlerRegion, c.DueOn, c.ApprovedAt, c.ReturnedAt }).ToListAsync(ct);
        var today = LegalDay.Today(clock);
        return
        [
            .. asked.GroupBy(c => c.HandlerRegion).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => new Row(
                g.Key,
                g.Count(),
                g.Count(c => (c.ApprovedAt ?? c.ReturnedAt) is { } at && LegalDay.Of(at) <= c.DueOn),
                g.Count(c => (c.ApprovedAt ?? c.ReturnedAt) is { } at && LegalDay.Of(at) > c.DueOn),
                g.Count(c => c.ApprovedAt == null && c.ReturnedAt == null && c.DueOn < today))),
        ];
    }

    internal sealed record Row(string RegionCode, int Asked, int InTime, int Late, int Overdue)
    {
        public double Share => InTime + Late + Overdue == 0 ? 1 : (double)InTime / (InTime + Late + Overdue);
    }
}
