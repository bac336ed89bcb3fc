using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Model;
using Zhengtong.Identity.Contracts;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Catalogue.Import;

/// <summary>Organisations as the item lists name them, where no module keeps a register: the id follows from region and name, so every import gives the same.</summary>
internal sealed class LocalOrganisations(Database db) : IOrganisations
{
    public async Task<OrganisationInfo?> FindAsync(Guid id, CancellationToken ct) =>
        (await Known(db.Set<Item>().Where(i => i.OrganisationId == id)).Take(1).ToListAsync(ct)).FirstOrDefault();

    public async Task<IReadOnlyList<OrganisationInfo>> InRegionAsync(string regionPrefix, CancellationToken ct) =>
        await Known(db.Set<Item>().Where(i => i.RegionCode.StartsWith(regionPrefix) && i.OrganisationId != Guid.Empty)).ToListAsync(ct);

    public Task<OrganisationInfo> EnsureAsync(Database db, string name, string creditCode, string regionCode, DateTime now, CancellationToken ct) => Task.FromResult(
        new OrganisationInfo(new Guid(SHA256.HashData(Encoding.UTF8.GetBytes($"{regionCode}|{name}")).AsSpan(0, 16)), name, creditCode, regionCode));

    public Task<IReadOnlyList<Colleague>> ColleaguesAsync(Guid organisationId, IReadOnlyList<string> roles, CancellationToken ct) => Task.FromResult<IReadOnlyList<Colleague>>([]);

    private static IQueryable<OrganisationInfo> Known(IQueryable<Item> items) =>
        items.AsNoTracking().Select(i => new { i.OrganisationId, i.OrganisationName, i.RegionCode }).Distinct().Select(i => new OrganisationInfo(i.OrganisationId, i.OrganisationName, "", i.RegionCode));
}
