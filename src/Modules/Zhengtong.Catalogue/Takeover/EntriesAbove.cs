using Zhengtong.Catalogue.Model;
using Zhengtong.Platform.Regions;

namespace Zhengtong.Catalogue.Takeover;

/// <summary>
/// Which entries of the basic catalogues lie above a region, and which of them is the nearest (01.13, 01.17): one rule, whether items are bound, suggested, found or imported. A cancelled entry is
/// none; one that is paused is still the nearest, and nobody falls through to the one above it.
/// </summary>
internal static class EntriesAbove
{
    /// <summary>All that an item of the region could be bound to.</summary>
    public static IQueryable<Item> Above(this IQueryable<Item> items, string region)
    {
        var path = Region.PathOf(region);
        return items.Standing().Where(i => path.Contains(i.RegionCode));
    }

    /// <summary>Entries that were not cancelled, of all catalogues.</summary>
    public static IQueryable<Item> Standing(this IQueryable<Item> items) => items.Where(i => i.Kind == ItemKind.Basic && i.Status != ItemStatus.Cancelled);

    /// <summary>The one of the catalogue of the longest region that holds the region; where that catalogue has two of them, none: a person decides.</summary>
    public static T? Nearest<T>(IEnumerable<T> entries, string region, Func<T, string> regionOf)
        where T : class =>
        entries.Where(e => region.StartsWith(regionOf(e), StringComparison.Ordinal)).GroupBy(e => regionOf(e).Length).OrderByDescending(g => g.Key)
            .Select(g => g.Take(2).ToList()).FirstOrDefault() is [var only] ? only : null;
}
