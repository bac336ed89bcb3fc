using Microsoft.EntityFrameworkCore;
using Zhengtong.Identity.Contracts;
using Zhengtong.Identity.Model;
using Zhengtong.Platform.Files;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Identity.Space;

/// <summary>Of a person who closes his account: reusable data and copies go. Who looked at his data before stays recorded.</summary>
internal sealed class HeldInSpace(Database db, IFileStore store) : IHoldsPeople
{
    public Task<IReadOnlyList<ClosingObstacle>> ObstaclesAsync(Guid personId, int atMost, CancellationToken ct) => Task.FromResult<IReadOnlyList<ClosingObstacle>>([]);

    public async Task ForgetAsync(Guid personId, CancellationToken ct)
    {
        await db.DeleteAsync(db.Set<FormerKnownValue>().Where(f => f.PartyId == personId), ct);
        await db.DeleteAsync(db.Set<KnownValue>().Where(k => k.PartyId == personId), ct);
        foreach (var key in await db.Set<SpaceCopy>().Where(c => c.PartyId == personId && c.FileKey != "").Select(c => c.FileKey).ToListAsync(ct))
        {
            await store.DeleteAsync(key, ct);
        }

        await db.DeleteAsync(db.Set<SpaceCopy>().Where(c => c.PartyId == personId), ct);
    }
}
