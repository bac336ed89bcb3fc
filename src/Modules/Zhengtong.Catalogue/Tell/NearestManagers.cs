using Zhengtong.Identity.Contracts;
using Zhengtong.Platform.Access;

namespace Zhengtong.Catalogue.Tell;

/// <summary>Whom to tell that something waits: the managers of its region who may act, and where there is none, those of the nearest region above who may.</summary>
internal sealed class NearestManagers(IOrganisations organisations)
{
    /// <summary>A large department is told through a few: its work list shows what waits to all.</summary>
    private const int MostTold = 10;

    private static readonly int[] Lengths = [12, 9, 6, 4, 2, 0];

    /// <param name="but">Who has had a hand in it and may not act.</param>
    public async Task<IReadOnlyList<Guid>> OfAsync(string region, IReadOnlyCollection<Guid> but, CancellationToken ct)
    {
        foreach (var length in Lengths.Where(l => l <= region.Length))
        {
            if ((await organisations.InRegionAsync(Roles.CatalogueManager, region[..length], ct)).Select(c => c.StaffId).Distinct().Except(but).Take(MostTold).ToList() is { Count: > 0 } found)
            {
                return found;
            }
        }

        return [];
    }

    /// <summary>Those who keep the items of an organisation; where it has none, the managers nearest to it.</summary>
    public async Task<IReadOnlyList<Guid>> KeepersAsync(Guid organisationId, string region, CancellationToken ct) =>
        (await organisations.ColleaguesAsync(organisationId, [Roles.ItemEditor], ct)).Select(c => c.StaffId).Distinct().Take(MostTold).ToList() is { Count: > 0 } editors
            ? editors
            : await OfAsync(region, [], ct);
}
