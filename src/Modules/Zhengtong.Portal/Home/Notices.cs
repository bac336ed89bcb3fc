using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Caching.Memory;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Persistence;
using Zhengtong.Portal.Model;

namespace Zhengtong.Portal.Home;

/// <summary>The published notices, pinned and new first; the same for everybody, so kept for a minute.</summary>
internal sealed class Notices(Database db, IMemoryCache cache)
{
    public const string Key = "portal-notices";
    private const int Most = 100;
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(1);

    public async Task<IReadOnlyList<NoticeLine>> AllAsync(CancellationToken ct) => (await cache.GetOrCreateAsync<IReadOnlyList<NoticeLine>>(Key, async entry =>
    {
        entry.AbsoluteExpirationRelativeToNow = Kept;
        var rows = await db.Set<Article>().AsNoTracking().Where(x => x.PublishedAt != null)
            .OrderByDescending(x => x.Pinned).ThenByDescending(x => x.PublishedAt).ThenByDescending(x => x.Id).Take(Most)
            .Select(x => new { x.Id, x.Title, x.PublishedAt, x.Pinned }).ToListAsync(ct);
        return [.. rows.Select(r => new NoticeLine(r.Id, r.Title, LegalDay.Of(r.PublishedAt!.Value), r.Pinned))];
    }))!;
}

internal sealed record NoticeLine(Guid Id, string Title, DateOnly Day, bool Pinned);
