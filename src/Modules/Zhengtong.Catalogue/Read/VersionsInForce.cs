using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Model;
using Zhengtong.Catalogue.Publish;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Catalogue.Read;

/// <summary>What people go by today, for many items at once. The newest version as a rule; only where that waits for its day are the older ones asked for.</summary>
internal static class VersionsInForce
{
    /// <returns>By item; an item whose first version waits is missing.</returns>
    public static async Task<Dictionary<Guid, ItemVersion>> OfAsync(Database db, IReadOnlyCollection<Item> items, DateOnly today, CancellationToken ct)
    {
        var newest = items.Where(i => !i.Waits(today)).Select(i => i.CurrentVersionId).ToList();
        var found = newest.Count == 0 ? [] : await db.Set<ItemVersion>().AsNoTracking().Where(v => newest.Contains(v.Id)).ToDictionaryAsync(v => v.ItemId, ct);
        foreach (var (item, version) in await WaitingAsync(db, items, today, ct))
        {
            found[item] = version;
        }

        return found;
    }

    /// <summary>Of those items only whose newest version waits: what is in force until its day.</summary>
    public static async Task<Dictionary<Guid, ItemVersion>> WaitingAsync(Database db, IEnumerable<Item> items, DateOnly today, CancellationToken ct)
    {
        var begun = Validity.HasBegun(today);
        var waiting = items.Where(i => i.Waits(today)).Select(i => i.Id).ToList();
        return waiting.Count == 0
            ? []
            : await db.Set<ItemVersion>().AsNoTracking().Where(v => waiting.Contains(v.ItemId)).Where(begun)
                .Where(v => !db.Set<ItemVersion>().Where(begun).Any(w => w.ItemId == v.ItemId && w.Number > v.Number))
                .ToDictionaryAsync(v => v.ItemId, ct);
    }
}
