using Zhengtong.Catalogue.Tell;
using Zhengtong.Identity.Contracts;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Regions;

namespace Zhengtong.Catalogue.Import;

/// <summary>How far an administrator's imports reach: his region and those below. The administrators of the site's highest region keep the whole site.</summary>
internal sealed class ImportReach(IOrganisations organisations)
{
    /// <returns>The beginning of the regions in reach; empty for the whole site.</returns>
    public async Task<string> OfAsync(Post post, CancellationToken ct) =>
        post.RegionCode == await organisations.HighestAsync(Roles.Administrator, ct) ? Region.Nation : post.RegionCode;
}
