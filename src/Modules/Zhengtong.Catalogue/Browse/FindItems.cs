using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Caching.Memory;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Catalogue.Model;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Catalogue.Browse;

/// <summary>
/// Search: items with every word first; when these are few, items that share most parts with what was typed. Of the same quality the chosen
/// region comes first, then those above it, then elsewhere. Requirements 12.08, 13.01.
/// </summary>
internal sealed class FindItems(Database db, IMemoryCache cache)
{
    private const int Few = 5;
    private const int Candidates = 120;

    /// <summary>The number is shown as 约: nobody needs it exact, and counting a whole country takes long.</summary>
    private const int MostCounted = 1000;

    public async Task<FoundItems> FindAsync(string typed, RegionView region, int take, CancellationToken ct)
    {
        var words = WordList.Of(typed);
        if (words.Count == 0)
        {
            return new FoundItems([], [], 0);
        }

        var all = db.Set<ItemIndex>().AsNoTracking().Matching(words);
        var (here, above) = (region.ServingCode, region.Above);
        var exact = await Best(all.Where(x => x.RegionCode.StartsWith(here)), words[0]).Take(take).Select(ItemRow.Of).ToListAsync(ct);
        if (here.Length > 0 && exact.Count < take)
        {
            exact.AddRange(await Best(all.Where(x => above.Contains(x.RegionCode) || x.RegionCode == ""), words[0]).Take(take - exact.Count).Select(ItemRow.Of).ToListAsync(ct));
        }

        if (here.Length > 0 && exact.Count < take)
        {
            // Elsewhere is the whole country: the most used come along an index, and the search ends when there are enough.
            exact.AddRange(await all.Where(x => !x.RegionCode.StartsWith(here) && !above.Contains(x.RegionCode) && x.RegionCode != "")
                .OrderByDescending(x => x.HotScore).ThenBy(x => x.Code).Take(take - exact.Count).Select(ItemRow.Of).ToListAsync(ct));
        }

        var about = exact.Count < take ? exact.Count : Math.Max(exact.Count, await cache.AboutAsync("search\n" + string.Join('\n', words), all, MostCounted));
        var close = exact.Count < Few ? await CloseAsync(words, region, take - exact.Count, [.. exact.Select(x => x.Code)], ct) : [];
        return new FoundItems(exact, close, about);
    }

    /// <summary>Items like what was typed, best first. A name with none of its parts is not offered.</summary>
    public async Task<IReadOnlyList<ItemRow>> CloseAsync(IReadOnlyList<string> words, RegionView region, int take, IReadOnlyList<string> except, CancellationToken ct)
    {
        var pairs = WordList.PairsOf(words);
        if (pairs.Count == 0)
        {
            return [];
        }

        var candidates = await db.Set<ItemIndex>().AsNoTracking().ByMatches(pairs).ThenByHot().Take(Candidates).Select(ItemRow.Of).ToListAsync(ct);
        return
        [
            .. candidates.Where(x => !except.Contains(x.Code))
                .OrderByDescending(x => WordList.Likeness(pairs, x.Name) + Nearness(x, region))
                .ThenByDescending(x => x.HotScore)
                .ThenBy(x => x.Code, StringComparer.Ordinal)
                .Take(take),
        ];
    }

    private static IQueryable<ItemIndex> Best(IQueryable<ItemIndex> items, string word) => items
        .OrderBy(x => x.SearchText.StartsWith(word) ? 0 : 1)
        .ThenByDescending(x => x.HotScore)
        .ThenBy(x => x.Name.Length)
        .ThenBy(x => x.Code);

    /// <summary>A good name elsewhere comes before a bad one here, but here wins between equals.</summary>
    private static double Nearness(ItemRow item, RegionView region) =>
        region.ServingCode.Length > 0 && item.RegionCode.StartsWith(region.ServingCode, StringComparison.Ordinal) ? 0.15
        : region.Above.Contains(item.RegionCode) || item.RegionCode.Length == 0 ? 0.05
        : 0;
}

/// <param name="Exact">Items with every word.</param>
/// <param name="Close">Items like the words, when there are few exact ones.</param>
/// <param name="About">How many have every word.</param>
internal sealed record FoundItems(IReadOnlyList<ItemRow> Exact, IReadOnlyList<ItemRow> Close, int About);

internal static class FoundOrder
{
    public static IQueryable<ItemIndex> ThenByHot(this IQueryable<ItemIndex> items) =>
        ((IOrderedQueryable<ItemIndex>)items).ThenByDescending(x => x.HotScore).ThenBy(x => x.Name.Length).ThenBy(x => x.Code);
}
