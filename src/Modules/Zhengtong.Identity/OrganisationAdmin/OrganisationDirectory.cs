using Microsoft.EntityFrameworkCore;
using Zhengtong.Identity.Contracts;
using Zhengtong.Identity.Model;
using Zhengtong.Identity.Protecting;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Identity.OrganisationAdmin;

/// <inheritdoc cref="IOrganisations"/>
internal sealed class OrganisationDirectory(Database db, PersonalData personal, TimeProvider clock) : IOrganisations
{
    public Task<OrganisationInfo?> FindAsync(Guid id, CancellationToken ct) =>
        db.Set<Organisation>().AsNoTracking().Where(x => x.Id == id).Select(x => new OrganisationInfo(x.Id, x.Name, x.CreditCode, x.RegionCode)).SingleOrDefaultAsync(ct);

    public async Task<IReadOnlyList<OrganisationInfo>> NamedAsync(IReadOnlyCollection<Guid> ids, CancellationToken ct) =>
        ids.Count == 0 ? [] : await Shown(db.Set<Organisation>().Where(x => ids.Contains(x.Id))).ToListAsync(ct);

    public async Task<IReadOnlyList<OrganisationInfo>> SearchAsync(string regionPrefix, IReadOnlyList<string> words, int atMost, CancellationToken ct) =>
        await Shown(words.Aggregate(db.Set<Organisation>().Where(x => x.RegionCode.StartsWith(regionPrefix)), (found, word) => found.Where(x => x.Name.Contains(word)))).Take(atMost).ToListAsync(ct);

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

    public async Task<IReadOnlyList<Colleague>> ColleaguesAsync(Guid organisationId, IReadOnlyList<string> roles, CancellationToken ct, string? function = null)
    {
        var today = LegalDay.Today(clock);
        return await (
            from p in Able(db.Set<StaffPost>(), function)
            join m in db.Set<StaffMember>() on p.StaffId equals m.Id
            join o in db.Set<Organisation>() on p.OrganisationId equals o.Id
            where p.OrganisationId == organisationId && roles.Contains(p.Role) && p.From <= today && (p.Until == null || p.Until >= today)
            orderby p.Role, m.Name, m.Id
            select new Colleague(m.Id, m.Name, p.Role, o.Id, o.Name)).ToListAsync(ct);
    }

    public async Task<IReadOnlyList<Colleague>> InRegionAsync(string role, string regionCode, CancellationToken ct, string? function = null) => await (
        from p in Able(Held(), function)
        join m in db.Set<StaffMember>() on p.StaffId equals m.Id
        join o in db.Set<Organisation>() on p.OrganisationId equals o.Id
        where p.Role == role && p.RegionCode == regionCode
        orderby m.Name, m.Id
        select new Colleague(m.Id, m.Name, p.Role, o.Id, o.Name)).ToListAsync(ct);

    public async Task<IReadOnlyList<StaffedPost>> StaffedAsync(string regionPrefix, CancellationToken ct) =>
        await Held().Where(p => p.RegionCode.StartsWith(regionPrefix)).Select(p => new StaffedPost(p.Role, p.OrganisationId, p.RegionCode)).Distinct().ToListAsync(ct);

    public async Task<string?> PhoneOfStaffAsync(Guid staffId, CancellationToken ct) =>
        await db.Set<Account>().AsNoTracking().Where(a => a.StaffId == staffId && a.LockedAt == null).Select(a => a.PhoneHidden).FirstOrDefaultAsync(ct) is { Length: > 0 } hidden
            ? personal.Open(hidden)
            : null;

    private static IQueryable<OrganisationInfo> Shown(IQueryable<Organisation> of) =>
        of.AsNoTracking().OrderBy(x => x.RegionCode).ThenBy(x => x.Name).ThenBy(x => x.Id).Select(x => new OrganisationInfo(x.Id, x.Name, x.CreditCode, x.RegionCode));

    /// <summary>Without posts in a local role that is not in force, or lacks the function.</summary>
    private IQueryable<StaffPost> Able(IQueryable<StaffPost> posts, string? function)
    {
        var has = function is null ? "" : StaffFunctions.Pack([function]);
        return posts.Where(p => p.RoleId == null || db.Set<LocalRole>().Any(l => l.Id == p.RoleId && l.PublishedAt != null && l.EndedAt == null && l.Functions.Contains(has)));
    }

    /// <summary>Posts held today by somebody who can sign in.</summary>
    private IQueryable<StaffPost> Held()
    {
        var today = LegalDay.Today(clock);
        return db.Set<StaffPost>().AsNoTracking().Where(p => p.From <= today && (p.Until == null || p.Until >= today) && !db.Set<Account>().Any(a => a.StaffId == p.StaffId && a.LockedAt != null));
    }
}
