using Zhengtong.Platform.Regions;

namespace Zhengtong.Identity.Contracts;

/// <summary>Whom to tell of something in a region: who holds the role there, and where nobody does, those of the nearest region above.</summary>
public static class NearestStaff
{
    /// <summary>A large department is told through a few: its list shows what waits to all.</summary>
    private const int MostTold = 10;

    /// <param name="Region">Whose they are; that which was asked for when there are none.</param>
    public sealed record Holders(string Region, IReadOnlyList<Colleague> Staff);

    public static async Task<IReadOnlyList<Guid>> NearestAsync(
        this IOrganisations organisations, string role, string region, IReadOnlyCollection<Guid> but, CancellationToken ct, string? function = null) =>
        [.. (await organisations.NearestHoldersAsync(role, region, but, ct, function)).Staff.Select(c => c.StaffId)];

    /// <summary>As <see cref="NearestAsync"/>, with their names and the region they are of.</summary>
    /// <param name="but">Who knows already, or may not act.</param>
    /// <param name="function">What they are wanted for, as in <see cref="IOrganisations.InRegionAsync(string, string, CancellationToken, string?)"/>.</param>
    public static async Task<Holders> NearestHoldersAsync(
        this IOrganisations organisations, string role, string region, IReadOnlyCollection<Guid> but, CancellationToken ct, string? function = null)
    {
        foreach (var at in Region.PathOf(region).Reverse())
        {
            var held = (await organisations.InRegionAsync(role, at, ct, function)).DistinctBy(c => c.StaffId).Where(c => !but.Contains(c.StaffId)).Take(MostTold).ToList();
            if (held.Count > 0)
            {
                return new Holders(at, held);
            }
        }

        return new Holders(region, []);
    }
}
