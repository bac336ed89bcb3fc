using Zhengtong.Identity.Contracts;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Regions;

namespace Zhengtong.Catalogue.Tell;

/// <summary>Whom to tell that something waits: the managers of its region who may act, and where there is none, those of the nearest region above who may.</summary>
internal sealed class NearestManagers(IOrganisations organisations)
{
    /// <summary>A large department is told through a few: its work list shows what waits to all.</summary>
    private const int MostTold = 10;

    /// <param name="Region">Whose managers they are; that which was asked for when there are none.</param>
    internal sealed record Nearest(string Region, IReadOnlyList<Colleague> Managers);

    /// <param name="but">Who has had a hand in it and may not act.</param>
    public async Task<IReadOnlyList<Guid>> OfAsync(string region, IReadOnlyCollection<Guid> but, CancellationToken ct) => [.. (await FindAsync(region, but, ct)).Managers.Select(c => c.StaffId)];

    /// <summary>As <see cref="OfAsync"/>, with their names and the region they are of.</summary>
    public async Task<Nearest> FindAsync(string region, IReadOnlyCollection<Guid> but, CancellationToken ct)
    {
        foreach (var at in Region.PathOf(region).Reverse())
        {
            var managers = await organisations.InRegionAsync(Roles.CatalogueManager, at, ct);
            if (managers.DistinctBy(c => c.StaffId).Where(c => !but.Contains(c.StaffId)).Take(MostTold).ToList() is { Count: > 0 } found)
            {
                return new Nearest(at, found);
            }
        }

        return new Nearest(region, []);
    }

    /// <summary>Those who keep the items of an organisation; where it has none, the managers nearest to it.</summary>
    public async Task<IReadOnlyList<Guid>> KeepersAsync(Guid organisationId, string region, CancellationToken ct) =>
        (await organisations.ColleaguesAsync(organisationId, [Roles.ItemEditor], ct)).Select(c => c.StaffId).Distinct().Take(MostTold).ToList() is { Count: > 0 } editors
            ? editors
            : await OfAsync(region, [], ct);
}
