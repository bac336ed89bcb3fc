using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Catalogue.Model;
using Zhengtong.Catalogue.Read;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Catalogue.Publish;

/// <summary>Pauses, resumes or cancels items, by whatever way that comes: cases go on, new applications are only taken while an item is in use.</summary>
internal sealed class BecomeItems(Database db, PublishedItems published)
{
    public async Task<Outcome> HandleAsync(string code, ItemStatus status, Act act, CancellationToken ct)
    {
        await StageAsync(await db.Set<Item>().Where(x => x.Code == code).ToListAsync(ct), status, act, ct);
        var saved = await db.SaveAsync(ct);
        published.Forget(code);
        return saved;
    }

    /// <summary>Adds item, index, trace and event to the unit of work; who saves it lets the catalogue in memory forget the codes.</summary>
    /// <param name="items">As the unit of work tracks them.</param>
    public async Task StageAsync(IReadOnlyList<Item> items, ItemStatus status, Act act, CancellationToken ct, string by = "")
    {
        if (items.Count == 0)
        {
            return;
        }

        var ids = items.Select(i => i.Id).ToList();
        var indexes = await db.Set<ItemIndex>().Where(x => ids.Contains(x.ItemId)).ToDictionaryAsync(x => x.ItemId, ct);
        foreach (var item in items)
        {
            item.Become(status);
            if (indexes.TryGetValue(item.Id, out var index))
            {
                index.Applicable = status == ItemStatus.InUse && !item.Excluded;
            }

            db.Record(item, act, "became", new { status = status.ToString(), by });
            db.Publish(new ItemPublished(item.Id, item.CurrentVersionId, item.Code), act.At);
        }
    }
}
