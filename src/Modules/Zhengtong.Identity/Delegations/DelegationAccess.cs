using Microsoft.EntityFrameworkCore;
using Zhengtong.Identity.Agents;
using Zhengtong.Identity.Model;
using Zhengtong.Identity.Protecting;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Identity.Delegations;

/// <summary>Whose delegations one sees, inside the SQL.</summary>
internal static class DelegationAccess
{
    public static readonly Problem Gone = Problem.NotFound("identity.delegation-unknown", "没有找到这项委托，它可能已被撤回或过期。请从“授权与代办”进入。");

    /// <summary>Those that somebody may act by on a day.</summary>
    public static IQueryable<Delegation> MandatesOn(this Database db, DateOnly day) => db.Set<Delegation>().Where(DelegationRule.AliveOn(day));

    /// <summary>Those that a person has given: his own, and those of the companies whose legal representative he is. To find one of them; a list asks by <see cref="GivenByAsync"/>.</summary>
    public static IQueryable<Delegation> GivenBy(this Database db, Guid person, DateOnly today)
    {
        var companies = db.RepresentedBy(person, today);
        return db.Set<Delegation>().Where(d => d.PrincipalId == person || companies.Contains(d.PrincipalId));
    }

    /// <summary>The same for a list: whose they are is asked first, so that PostgreSQL finds them by the index instead of reading everybody's.</summary>
    public static async Task<IQueryable<Delegation>> GivenByAsync(this Database db, Guid person, DateOnly today, CancellationToken ct)
    {
        List<Guid> principals = [person, .. await db.RepresentedBy(person, today).ToListAsync(ct)];
        return db.Set<Delegation>().Where(d => principals.Contains(d.PrincipalId));
    }

    /// <summary>Those that a person has accepted, now or once.</summary>
    public static IQueryable<Delegation> TakenBy(this Database db, Guid person) => db.Set<Delegation>().Where(d => d.DelegateId == person);

    /// <summary>Those by which a helper of the staff may act on a day, the newest first.</summary>
    public static IQueryable<Delegation> HelpedBy(this Database db, Guid helper, DateOnly day) => db.MandatesOn(day).Where(d => d.HelperId == helper).OrderByDescending(d => d.Id);

    /// <summary>Those that wait for a person: by the name, and the phone or the account of his.</summary>
    public static async Task<IQueryable<Delegation>> OfferedToAsync(this Database db, PersonalData personal, Guid personId, DateTime now, CancellationToken ct)
    {
        var (name, lookups) = await db.AddressesOfAsync(personal, personId, ct);
        return db.Set<Delegation>().Where(DelegationRule.OfferedAt(now)).Where(d => d.DelegateName == name && lookups.Contains(d.AddressLookup));
    }

    private static IQueryable<Guid> RepresentedBy(this Database db, Guid person, DateOnly today) => db.AgenciesOn(today).Where(g => g.Representative && g.PersonId == person).Select(g => g.CompanyId);

    /// <summary>One that the person has given, accepted or is asked to accept; to anybody else it is not there.</summary>
    public static async Task<Delegation?> DelegationAsync(this Database db, PersonalData personal, Guid id, Guid person, DateTime now, CancellationToken ct)
    {
        var (given, offered) = (db.GivenBy(person, LegalDay.Of(now)), await db.OfferedToAsync(personal, person, now, ct));
        return await db.Set<Delegation>().SingleOrDefaultAsync(
            d => d.Id == id && (d.DelegateId == person || given.Any(g => g.Id == d.Id) || offered.Any(o => o.Id == d.Id)), ct);
    }
}
