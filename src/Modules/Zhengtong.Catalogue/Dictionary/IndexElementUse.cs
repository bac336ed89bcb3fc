using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Catalogue.Model;
using Zhengtong.Platform.Events;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Catalogue.Dictionary;

/// <summary>Keeps where the elements are used: of each item, those of its newest version.</summary>
internal sealed class IndexElementUse(Database db) : ISubscriber<ItemPublished>
{
    public async Task HandleAsync(ItemPublished happened, Guid eventId, CancellationToken ct)
    {
        var content = await db.Set<Item>().Where(i => i.Id == happened.ItemId)
            .Join(db.Set<ItemVersion>(), i => i.CurrentVersionId, v => v.Id, (_, v) => v.Content).SingleOrDefaultAsync(ct);
        var present = await db.Set<ElementUse>().Where(u => u.ItemId == happened.ItemId).ToListAsync(ct);
        if (content is null || (present.Count == 0 && !content.Contains("\"formPlan\"", StringComparison.Ordinal)))
        {
            return;
        }

        var used = ItemContent.FromJson(content).FormPlan?.Groups.SelectMany(g => g.Elements).Select(e => e.Key).Distinct().ToList() ?? [];
        db.RemoveRange(present.Where(u => !used.Contains(u.ElementKey)));
        db.AddRange(used.Except(present.Select(u => u.ElementKey)).Select(key => new ElementUse { ElementKey = key, ItemId = happened.ItemId }));
    }
}
