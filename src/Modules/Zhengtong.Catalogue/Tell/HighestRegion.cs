using Zhengtong.Identity.Contracts;
using Zhengtong.Platform.Regions;

namespace Zhengtong.Catalogue.Tell;

internal static class HighestRegion
{
    /// <summary>The region whose holders of a role keep what is the nation's or the whole site's: its own, and where the site has none those of the highest region.</summary>
    public static async Task<string> HighestAsync(this IOrganisations organisations, string role, CancellationToken ct) =>
        (await organisations.InRegionAsync(role, Region.Nation, ct)).Count > 0 ? Region.Nation
        : (await organisations.StaffedAsync("", ct)).Where(p => p.Role == role).Select(p => p.RegionCode)
            .OrderBy(code => code.Length).ThenBy(code => code, StringComparer.Ordinal).FirstOrDefault(Region.Nation);
}
