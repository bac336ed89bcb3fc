using Zhengtong.Identity.Contracts;
using Zhengtong.Platform.Access;

namespace Zhengtong.Catalogue.Tell;

/// <summary>Whom to tell that something waits: the managers of its region who may act, and where there is none, those of the nearest region above who may.</summary>
internal sealed class NearestManagers(IOrganisations organisations)
{
    /// <summary>A large department is told through a few: its work list shows what waits to all.</summary>
    private const int MostTold = 10;

    /// <param name="but">Who has had a hand in it and may not act.</param>
    public Task<IReadOnlyList<Guid>> OfAsync(string region, IReadOnlyCollection<Guid> but, CancellationToken ct) => organisations.NearestAsync(Roles.CatalogueManager, region, but, ct);

    /// <summary>As <see cref="OfAsync"/>, with their names and the region they are of.</summary>
    public Task<NearestStaff.Holders> FindAsync(string region, IReadOnlyCollection<Guid> but, CancellationToken ct) => organisations.NearestHoldersAsync(Roles.CatalogueManager, region, but, ct);

    /// <summary>Those who keep the items of an organisation; where it has none, the managers nearest to it.</summary>
    public async Task<IReadOnlyList<Guid>> KeepersAsync(Guid organisationId, string region, CancellationToken ct) =>
        (await organisations.ColleaguesAsync(organisationId, [Roles.ItemEditor], ct)).Select(c => c.StaffId).Distinct().Take(MostTold).ToList() is { Count: > 0 } editors
            ? editors
            : await OfAsync(region, [], ct);
}
