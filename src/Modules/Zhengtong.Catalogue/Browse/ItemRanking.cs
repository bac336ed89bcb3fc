using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Catalogue.Model;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Catalogue.Browse;

/// <summary>Writes only the scores that changed, those of one number together.</summary>
internal sealed class ItemRanking(Database db) : IItemRanking
{
    private const int Chunk = 500;

    public async Task SetAsync(IReadOnlyDictionary<Guid, int> applications, CancellationToken ct)
    {
        var ranked = await db.Set<ItemIndex>().AsNoTracking().Where(x => x.HotScore > 0).ToDictionaryAsync(x => x.ItemId, x => x.HotScore, ct);
        var changed = ranked.Keys.Union(applications.Keys)
            .Select(id => (Id: id, Now: applications.GetValueOrDefault(id)))
            .Where(x => ranked.GetValueOrDefault(x.Id) != x.Now);
        foreach (var same in changed.GroupBy(x => x.Now, x => x.Id))
        {
            foreach (var ids in same.Chunk(Chunk))
            {
                await db.UpdateAsync(db.Set<ItemIndex>().Where(x => ids.Contains(x.ItemId)), s => s.SetProperty(x => x.HotScore, same.Key), ct);
            }
        }
    }
}
