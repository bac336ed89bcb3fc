using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Model;
using Zhengtong.Catalogue.Publish;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Catalogue.Read;

/// <summary>What people go by today, for many items at once. The newest version as a rule; only where that waits for its day are the older ones asked for.</summary>
internal static class VersionsInForce
{
    /// <summary>The same inside the SQL. An item whose first version waits is missing.</summary>
    public static IQueryable<InForce> Of(Database db, IQueryable<Item> items, DateOnly today) =>
        items.Join(db.Set<ItemVersion>(), IdOf(db, today), v => (Guid?)v.Id, (i, v) => new InForce { Item = i, Version = v });

    /// <summary>For queries that cannot begin with the item.</summary>
    public static Expression<Func<Item, Guid?>> IdOf(Database db, DateOnly today)
    {
        var begun = Validity.HasBegun(today);
        return i => i.EffectiveOn > today
            ? db.Set<ItemVersion>().Where(begun).Where(v => v.ItemId == i.Id).OrderByDescending(v => v.Number).Select(v => (Guid?)v.Id).FirstOrDefault()
            : i.CurrentVersionId;
    }

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

internal sealed class InForce
{
    public required Item Item { get; init; }

    public required ItemVersion Version { get; init; }
}
