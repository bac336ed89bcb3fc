using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Model;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Catalogue.PermissionAdjustment;

/// <summary>A recall that comes to nothing lets go of its grants, so that another can be started (01.35).</summary>
internal static class RecallHold
{
    public static async Task LetGoAsync(this Database db, Guid recallId, CancellationToken ct)
    {
        foreach (var grant in await db.Set<ItemGrant>().Where(g => g.RecallId == recallId && g.RecalledAt == null).ToListAsync(ct))
        {
            grant.RecallId = null;
            grant.Revision++;
        }
    }
}
