using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Catalogue.Guide;
using Zhengtong.Catalogue.Model;
using Zhengtong.Platform.Events;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Catalogue.PermissionAdjustment;

/// <summary>Guides of items that ended or came back with an adjustment are rendered anew.</summary>
internal sealed class GuideEviction(Database db, GuideCache cache) : ISubscriber<PermissionAdjusted>
{
    public async Task HandleAsync(PermissionAdjusted happened, Guid eventId, CancellationToken ct)
    {
        var givers = happened.Items.Select(i => i.GiverItemId).Distinct().ToList();
        var codes = await db.Set<Item>().Where(i => givers.Contains(i.Id)).Select(i => i.Code).ToListAsync(ct);
        foreach (var code in codes.Concat(happened.Items.Select(i => i.Code)))
        {
            cache.Evict(code);
        }
    }
}
