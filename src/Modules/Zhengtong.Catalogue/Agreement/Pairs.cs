using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Catalogue.Elements;
using Zhengtong.Catalogue.Model;
using Zhengtong.Catalogue.Read;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Catalogue.Agreement;

/// <summary>An item and the entry above it, each as its version in force says, with the number of that.</summary>
internal sealed record Pair(Item Item, int Version, ItemState Own, Item Parent, int ParentVersion, ItemState Standard);

/// <summary>Reads items together with the entries above them.</summary>
internal sealed class Pairs(Database db, TimeProvider clock)
{
    private const int MostParents = 500;
    private readonly Dictionary<Guid, (Item Item, int Version, ItemState State)> _parents = [];

    /// <returns>null: unbound, or one of the two is not in force yet.</returns>
    public async Task<Pair?> OfAsync(Guid itemId, CancellationToken ct) =>
        await ReadAsync(db.Set<Item>().Where(i => i.Id == itemId), 1, ct) is [var only, ..] ? only : null;

    /// <summary>Bound items of a query, with the entries above; the caller orders and pages.</summary>
    public async Task<IReadOnlyList<Pair>> ReadAsync(IQueryable<Item> items, int take, CancellationToken ct)
    {
        var today = LegalDay.Today(clock);
        var rows = await VersionsInForce.Of(db, items.AsNoTracking().Where(i => i.ParentId != null), today).Take(take)
            .Select(x => new { x.Item, x.Version.Number, x.Version.Name, x.Version.Content }).ToListAsync(ct);
        if (_parents.Count > MostParents)
        {
            _parents.Clear();
        }

        var missing = rows.Select(r => r.Item.ParentId!.Value).Where(id => !_parents.ContainsKey(id)).Distinct().ToList();
        if (missing.Count > 0)
        {
            foreach (var parent in await VersionsInForce.Of(db, db.Set<Item>().AsNoTracking().Where(i => missing.Contains(i.Id)), today).ToListAsync(ct))
            {
                _parents[parent.Item.Id] = (parent.Item, parent.Version.Number, StateOf(parent.Item, parent.Version.Name, parent.Version.Content));
            }
        }

        return
        [
            .. rows.Where(r => _parents.ContainsKey(r.Item.ParentId!.Value)).Select(r => (Own: r, Parent: _parents[r.Item.ParentId!.Value]))
                .Select(x => new Pair(x.Own.Item, x.Own.Number, StateOf(x.Own.Item, x.Own.Name, x.Own.Content), x.Parent.Item, x.Parent.Version, x.Parent.State)),
        ];
    }

    /// <summary>Forgets the entries it has read: they may have been published since.</summary>
    public void Forget() => _parents.Clear();

    public static ItemState StateOf(Item item, string name, string content) => new(item.CatalogueCode, name, ItemContent.FromJson(content));
}
