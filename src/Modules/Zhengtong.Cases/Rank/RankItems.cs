using Microsoft.EntityFrameworkCore;
using Zhengtong.Cases.Model;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Platform.Jobs;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Cases.Rank;

/// <summary>Counts the applications of the last ninety days for each item, so that the portal and its lists show first what people really do (热门事项, 12.08).</summary>
internal sealed class RankItems(Database db, IItemRanking ranking, TimeProvider clock) : IRecurringJob
{
    private const int Days = 90;

    public string Name => "cases.rank-items";

    public TimeSpan Period => TimeSpan.FromHours(6);

    public async Task RunAsync(CancellationToken ct)
    {
        var since = clock.GetUtcNow().UtcDateTime.AddDays(-Days);
        var counts = await db.Set<Case>().AsNoTracking().Where(x => x.ReceivedAt >= since)
            .GroupBy(x => x.ItemId).Select(g => new { ItemId = g.Key, Applications = g.Count() })
            .ToDictionaryAsync(x => x.ItemId, x => x.Applications, ct);
        await ranking.SetAsync(counts, ct);
    }
}
