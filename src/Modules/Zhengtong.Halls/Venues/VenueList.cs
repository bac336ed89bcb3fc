using Microsoft.EntityFrameworkCore;
using Zhengtong.Halls.Model;
using Zhengtong.Platform.Persistence;
using Zhengtong.Platform.Regions;

namespace Zhengtong.Halls.Venues;

/// <summary>The venues the public sees, with their kinds of window. Two statements, whatever their number.</summary>
internal sealed class VenueList(Database db)
{
    private const int Most = 60;

    internal sealed record Venue(Hall Hall, IReadOnlyList<WindowKind> Windows);

    /// <summary>Of a region and below; for the whole country none is listed.</summary>
    public async Task<IReadOnlyList<Venue>> InRegionAsync(string regionCode, CancellationToken ct) => regionCode.Length == 0
        ? []
        : await WithWindowsAsync(await db.Set<Hall>().AsNoTracking().Where(h => h.Open && h.RegionCode.StartsWith(regionCode))
            .OrderBy(h => h.RegionCode).ThenBy(h => h.Id).Take(Most).ToListAsync(ct), _ => true, ct);

    /// <summary>Where an item is handled: a hall's clerks receive for their region and those below it, so the item's own region and those above it count, the nearest first.</summary>
    public async Task<IReadOnlyList<Venue>> ForItemAsync(string itemRegion, Guid organisationId, CancellationToken ct)
    {
        var codes = Region.PathOf(itemRegion);
        var halls = await db.Set<Hall>().AsNoTracking().Where(h => h.Open && codes.Contains(h.RegionCode)).OrderBy(h => h.Id).Take(Most).ToListAsync(ct);
        var venues = await WithWindowsAsync([.. halls.OrderByDescending(h => h.RegionCode.Length)], w => w.Serves(organisationId), ct);
        return [.. venues.Where(v => v.Windows.Count > 0)];
    }

    private async Task<IReadOnlyList<Venue>> WithWindowsAsync(List<Hall> halls, Func<WindowKind, bool> wanted, CancellationToken ct)
    {
        var ids = halls.ConvertAll(h => h.Id);
        var windows = halls.Count == 0 ? [] : await db.Set<WindowKind>().AsNoTracking().Where(w => w.Open && ids.Contains(w.HallId)).OrderBy(w => w.Name).ToListAsync(ct);
        return [.. halls.Select(h => new Venue(h, [.. windows.Where(w => w.HallId == h.Id && wanted(w))]))];
    }
}
