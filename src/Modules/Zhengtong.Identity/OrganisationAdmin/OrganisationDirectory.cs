using Microsoft.EntityFrameworkCore;
using Zhengtong.Identity.Contracts;
using Zhengtong.Identity.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Identity.OrganisationAdmin;

/// <inheritdoc cref="IOrganisations"/>
internal sealed class OrganisationDirectory(Database db, TimeProvider clock) : IOrganisations
{
    public Task<OrganisationInfo?> FindAsync(Guid id, CancellationToken ct) =>
        db.Set<Organisation>().AsNoTracking().Where(x => x.Id == id).Select(x => new OrganisationInfo(x.Id, x.Name, x.CreditCode, x.RegionCode)).SingleOrDefaultAsync(ct);

    public async Task<IReadOnlyList<OrganisationInfo>> InRegionAsync(string regionPrefix, CancellationToken ct) =>
        await db.Set<Organisation>().AsNoTracking().Where(x => x.RegionCode.StartsWith(regionPrefix)).OrderBy(x => x.RegionCode).ThenBy(x => x.Name)
            .Select(x => new OrganisationInfo(x.Id, x.Name, x.CreditCode, x.RegionCode)).ToListAsync(ct);

    public async Task<OrganisationInfo> EnsureAsync(Database db, string name, string creditCode, string regionCode, DateTime now, CancellationToken ct)
    {
        var organisation = db.Set<Organisation>().Local.FirstOrDefault(x => x.Name == name && x.RegionCode == regionCode)
            ?? await db.Set<Organisation>().SingleOrDefaultAsync(x => x.Name == name && x.RegionCode == regionCode, ct);
        if (organisation is null)
        {
            organisation = Organisation.Found(name, creditCode, regionCode, null, now);
            db.Add(organisation);
            db.Record(organisation, Act.BySystem("随数据导入", now), "organisation-added");
        }

        return new OrganisationInfo(organisation.Id, organisation.Name, organisation.CreditCode, organisation.RegionCode);
    }

    public async Task<IReadOnlyList<Colleague>> ColleaguesAsync(Guid organisationId, IReadOnlyList<string> roles, CancellationToken ct)
    {
        var today = LegalDay.Today(clock);
        return await (
            from p in db.Set<StaffPost>()
            join m in db.Set<StaffMember>() on p.StaffId equals m.Id
            join o in db.Set<Organisation>() on p.OrganisationId equals o.Id
            where p.OrganisationId == organisationId && roles.Contains(p.Role) && p.From <= today && (p.Until == null || p.Until >= today)
            orderby p.Role, m.Name, m.Id
            select new Colleague(m.Id, m.Name, p.Role, o.Id, o.Name)).ToListAsync(ct);
    }
}
