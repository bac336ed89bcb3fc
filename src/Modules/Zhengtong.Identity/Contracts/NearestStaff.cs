using Zhengtong.Platform.Regions;

namespace Zhengtong.Identity.Contracts;

/// <summary>Whom to tell of something in a region: who holds the role there, and where nobody does, those of the nearest region above.</summary>
public static class NearestStaff
{
    /// <summary>A large department is told through a few: its list shows what waits to all.</summary>
    private const int MostTold = 10;

    /// <param name="but">Who knows already, or may not act.</param>
    /// <param name="function">What they are wanted for, as in <see cref="IOrganisations.InRegionAsync(string, string, CancellationToken, string?)"/>.</param>
    public static async Task<IReadOnlyList<Guid>> NearestAsync(
        this IOrganisations organisations, string role, string region, IReadOnlyCollection<Guid> but, CancellationToken ct, string? function = null)
    {
        foreach (var at in Region.PathOf(region).Reverse())
        {
            var held = (await organisations.InRegionAsync(role, at, ct, function)).Select(c => c.StaffId).Distinct().Except(but).Take(MostTold).ToList();
            if (held.Count > 0)
            {
                return held;
            }
        }

        return [];
    }
}
