using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Catalogue.Elements;
using Zhengtong.Catalogue.Model;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Catalogue.Agreement;

/// <summary>An item and the entry above it, each as its last version says.</summary>
internal sealed record Pair(Item Item, ItemState Own, Item Parent, ItemState Standard);

/// <summary>Reads items together with the entries above them.</summary>
internal sealed class Pairs(Database db)
{
    private const int MostParents = 500;
    private readonly Dictionary<Guid, (Item Item, ItemState State)> _parents = [];

    /// <returns>null: unbound.</returns>
    public async Task<Pair?> OfAsync(Guid itemId, CancellationToken ct) =>
        await ReadAsync(db.Set<Item>().Where(i => i.Id == itemId), 1, ct) is [var only, ..] ? only : null;

    /// <summary>Bound items of a query, with the entries above; the caller orders and pages.</summary>
    public async Task<IReadOnlyList<Pair>> ReadAsync(IQueryable<Item> items, int take, CancellationToken ct)
    {
        var rows = await items.AsNoTracking().Where(i => i.ParentId != null).Take(take)
            .Join(db.Set<ItemVersion>(), i => i.CurrentVersionId, v => v.Id, (i, v) => new { Item = i, v.Content }).ToListAsync(ct);
        if (_parents.Count > MostParents)
        {
            _parents.Clear();
        }

        var missing = rows.Select(r => r.Item.ParentId!.Value).Where(id => !_parents.ContainsKey(id)).Distinct().ToList();
        if (missing.Count > 0)
        {
            foreach (var parent in await db.Set<Item>().AsNoTracking().Where(i => missing.Contains(i.Id))
                .Join(db.Set<ItemVersion>(), i => i.CurrentVersionId, v => v.Id, (i, v) => new { Item = i, v.Content }).ToListAsync(ct))
            {
                _parents[parent.Item.Id] = (parent.Item, StateOf(parent.Item, parent.Content));
            }
        }

        return [.. rows.Where(r => _parents.ContainsKey(r.Item.ParentId!.Value))
            .Select(r => new Pair(r.Item, StateOf(r.Item, r.Content), _parents[r.Item.ParentId!.Value].Item, _parents[r.Item.ParentId!.Value].State))];
    }

    /// <summary>Forgets the entries it has read: they may have been published since.</summary>
    public void Forget() => _parents.Clear();

    public static ItemState StateOf(Item item, string content) => new(item.CatalogueCode, item.Name, ItemContent.FromJson(content));
}
