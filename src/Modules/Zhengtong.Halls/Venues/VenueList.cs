using Microsoft.EntityFrameworkCore;
using Zhengtong.Halls.Model;
using Zhengtong.Platform.Persistence;
using Zhengtong.Platform.Regions;

namespace Zhengtong.Halls.Venues;

/// <summary>The venues the public sees, with their kinds of window and what they have for people who need it. Three statements, whatever their number.</summary>
internal sealed class VenueList(Database db)
{
    private const int Most = 60;

    /// <param name="Facilities">Those that are there, in the order of the kinds.</param>
    internal sealed record Venue(Hall Hall, IReadOnlyList<WindowKind> Windows, IReadOnlyList<Facility> Facilities);

    /// <summary>Of a region and below; for the whole country none is listed.</summary>
    /// <param name="having">Only those where that can be used now; null: all.</param>
    public async Task<IReadOnlyList<Venue>> InRegionAsync(string regionCode, FacilityKind? having, CancellationToken ct)
    {
        if (regionCode.Length == 0)
        {
            return [];
        }

        var halls = Having(db.Set<Hall>().AsNoTracking().Where(h => h.Open && h.RegionCode.StartsWith(regionCode)), having);
        return await WithWindowsAsync(await halls.OrderBy(h => h.RegionCode).ThenBy(h => h.Id).Take(Most).ToListAsync(ct), _ => true, ct);
    }

    /// <summary>Where an item is handled: a hall's clerks receive for their region and those below it, so the item's own region and those above it count, the nearest first.</summary>
    public async Task<IReadOnlyList<Venue>> ForItemAsync(string itemRegion, Guid organisationId, FacilityKind? having, CancellationToken ct)
    {
        var codes = Region.PathOf(itemRegion);
        var halls = await Having(db.Set<Hall>().AsNoTracking().Where(h => h.Open && codes.Contains(h.RegionCode)), having).OrderBy(h => h.Id).Take(Most).ToListAsync(ct);
        var venues = await WithWindowsAsync([.. halls.OrderByDescending(h => h.RegionCode.Length)], w => w.Serves(organisationId), ct);
        return [.. venues.Where(v => v.Windows.Count > 0)];
    }

    private async Task<IReadOnlyList<Venue>> WithWindowsAsync(List<Hall> halls, Func<WindowKind, bool> wanted, CancellationToken ct)
    {
        var ids = halls.ConvertAll(h => h.Id);
        var windows = halls.Count == 0 ? [] : await db.Set<WindowKind>().AsNoTracking().Where(w => w.Open && ids.Contains(w.HallId)).OrderBy(w => w.Name).ToListAsync(ct);
        var facilities = halls.Count == 0 ? [] : await db.Set<Facility>().AsNoTracking().Where(f => f.Number > 0 && ids.Contains(f.HallId)).OrderBy(f => f.Kind).ToListAsync(ct);
        return [.. halls.Select(h => new Venue(h, [.. windows.Where(w => w.HallId == h.Id && wanted(w))], [.. facilities.Where(f => f.HallId == h.Id)]))];
    }

    private IQueryable<Hall> Having(IQueryable<Hall> halls, FacilityKind? kind) =>
        kind is null ? halls : halls.Where(h => db.Set<Facility>().Any(f => f.HallId == h.Id && f.Kind == kind && f.Number > 0 && f.OutSince == null));
}
