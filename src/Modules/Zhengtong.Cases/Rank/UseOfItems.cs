using Microsoft.EntityFrameworkCore;
using Zhengtong.Cases.Model;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Cases.Rank;

/// <summary>Counts cases by item and month for those who judge how an item works (01.34, 01.43).</summary>
internal sealed class UseOfItems(Database db) : IItemUse
{
    public async Task<IReadOnlyList<ItemUse>> OfAsync(IReadOnlyCollection<Guid> itemIds, DateTime from, DateTime to, CancellationToken ct)
    {
        if (itemIds.Count == 0)
        {
            return [];
        }

        // A case without a day to be decided by is on time whenever it is decided.
        var rows = await db.Set<Case>().AsNoTracking()
            .Where(c => itemIds.Contains(c.ItemId) && c.ReceivedAt >= from && c.ReceivedAt < to)
            .Select(c => new { c.ItemId, At = c.ReceivedAt.AddHours(LegalDay.HoursAhead), c.DecidedAt, c.DueOn, c.Mode })
            .GroupBy(c => new { c.ItemId, c.At.Year, c.At.Month })
            .Select(g => new
            {
                g.Key.ItemId,
                g.Key.Year,
                g.Key.Month,
                Cases = g.Count(),
                Decided = g.Count(c => c.DecidedAt != null),
                OnTime = g.Count(c => c.DecidedAt != null && (c.DueOn == null || DateOnly.FromDateTime(c.DecidedAt.Value.AddHours(LegalDay.HoursAhead)) <= c.DueOn)),
                Commitments = g.Count(c => c.Mode == Mode.Commitment),
            })
            .ToListAsync(ct);
        return [.. rows.Select(r => new ItemUse(r.ItemId, new DateOnly(r.Year, r.Month, 1), r.Cases, r.Decided, r.OnTime, r.Commitments)).OrderBy(u => u.Month)];
    }
}
