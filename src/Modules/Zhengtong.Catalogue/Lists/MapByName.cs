using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;
using Zhengtong.Platform.Regions;

namespace Zhengtong.Catalogue.Lists;

/// <summary>
/// Maps every entry that corresponds to nothing yet to what has exactly its name (01.23): the basic catalogue of the nearest region, else an item of the region. Where several
/// things have the name, a person decides.
/// </summary>
internal sealed class MapByName(Database db, MapEntry map)
{
    private const int Page = 200;

    /// <param name="Mapped">Entries that now correspond to something.</param>
    /// <param name="Several">Entries whose name is that of several things.</param>
    /// <param name="Unknown">Entries whose name nothing of the catalogue has.</param>
    internal sealed record Done(int Mapped, int Several, int Unknown);

    public async Task<Outcome<Done>> HandleAsync(RegisterList list, Act act, CancellationToken ct)
    {
        var unmapped = await db.EntriesOf(list, act.Actor).Where(e => e.RemovedAt == null && !db.Set<ListMapping>().Any(m => m.EntryId == e.Id)).OrderBy(e => e.Number).ToListAsync(ct);
        var (mapped, several) = (0, 0);
        var chosen = new List<(RegisterEntry Entry, string Code)>();
        foreach (var page in unmapped.Chunk(Page))
        {
            var found = await NamedAsync(list, act.Actor.Post!.RegionCode, [.. page.Select(e => e.Name).Distinct()], ct);
            foreach (var entry in page)
            {
                var codes = Choose(list, entry, found[entry.Name]);
                several += codes.Count > 1 ? 1 : 0;
                if (codes is [var only])
                {
                    chosen.Add((entry, only));
                }
            }
        }

        var refused = await map.RefusalsAsync(list, [.. chosen.Select(c => c.Code)], ct);
        foreach (var (entry, code) in chosen.Where(c => !refused.ContainsKey(c.Code)))
        {
            map.Stage(entry, code, act);
            mapped++;
        }

        var saved = await db.SaveAsync(ct);
        return saved.Ok ? new Done(mapped, several, unmapped.Count - mapped - several) : Outcome<Done>.Because(saved.Problems);
    }

    private async Task<ILookup<string, Named>> NamedAsync(RegisterList list, string region, string[] names, CancellationToken ct)
    {
        var above = Region.PathOf(region);
        var items = db.Set<Item>().AsNoTracking().Where(i => i.Status == ItemStatus.InUse && names.Contains(i.Name));
        var basic = await items.Where(i => i.Kind == ItemKind.Basic && above.Contains(i.RegionCode))
            .Select(i => new Named(i.Name, i.CatalogueCode, i.TypeCode, i.RegionCode.Length, true)).ToListAsync(ct);
        var one = list.Key == RegisterLists.HallNegative;
        var own = (await items.Where(i => i.Kind == ItemKind.Implementation && i.RegionCode.StartsWith(region))
            .Select(i => new { i.Name, Code = one || i.CatalogueCode == "" ? i.Code : i.CatalogueCode, i.TypeCode }).Distinct().ToListAsync(ct))
            .Select(i => new Named(i.Name, i.Code, i.TypeCode, 0, false));

        // What does not enter the hall is one item in one place, never all that follow an entry.
        return (one ? own : basic.Concat(own)).ToLookup(n => n.Name, StringComparer.Ordinal);
    }

    private static List<string> Choose(RegisterList list, RegisterEntry entry, IEnumerable<Named> named)
    {
        var fitting = named.Where(n => !list.Typed || n.TypeCode == entry.TypeCode).ToList();
        var basic = fitting.Where(n => n.Basic).ToList();
        var nearest = basic.Count > 0 ? basic.Where(n => n.Depth == basic.Max(b => b.Depth)) : fitting;
        return [.. nearest.Select(n => n.Code).Distinct(StringComparer.Ordinal)];
    }

    /// <param name="Depth">Length of the region's code: the longest is the nearest.</param>
    private sealed record Named(string Name, string Code, string TypeCode, int Depth, bool Basic);
}
