using Microsoft.EntityFrameworkCore;
using Zhengtong.Identity.Model;
using Zhengtong.Identity.Protecting;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Identity.Agents;

/// <summary>Who may act for which company, and who may appoint. The one place that says when an appointment is live.</summary>
internal static class Agencies
{
    public const string LoginField = "login";

    public static readonly Problem CompanyGone = Problem.NotFound("identity.company-unknown", "没有找到这个单位，或您不是它的法定代表人。请从“单位和经办人”进入。");

    /// <summary>An offer nobody answered in this time counts no longer.</summary>
    public static readonly TimeSpan OfferLasts = TimeSpan.FromDays(30);

    public static IQueryable<CompanyAgent> AgenciesOn(this Database db, DateOnly day) =>
        db.Set<CompanyAgent>().Where(g => g.RevokedAt == null && g.From <= day && (g.Until == null || g.Until >= day));

    /// <summary>The company, for its legal representative alone: to anybody else it is not found.</summary>
    public static async Task<Outcome<Company>> CompanyOfAsync(this Database db, Guid companyId, Act act, CancellationToken ct)
    {
        var (person, today) = (act.Actor.Id, LegalDay.Of(act.At));
        var live = db.AgenciesOn(today).Where(g => g.Representative && g.PersonId == person);
        return act.Actor.Kind == ActorKind.Applicant && await db.Set<Company>().SingleOrDefaultAsync(c => c.Id == companyId && live.Any(g => g.CompanyId == c.Id), ct) is { } company
            ? company
            : CompanyGone;
    }

    public static IQueryable<AgentOffer> OpenOffers(this Database db, DateTime now)
    {
        var since = now - OfferLasts;
        return db.Set<AgentOffer>().Where(o => o.EndedAt == null && o.AskedAt > since);
    }

    /// <summary>The offers to a person: by the name, and the phone or the account of his.</summary>
    public static async Task<IQueryable<AgentOffer>> OffersToAsync(this Database db, PersonalData personal, Guid personId, DateTime now, CancellationToken ct)
    {
        var (name, lookups) = await db.AddressesOfAsync(personal, personId, ct);
        return db.OpenOffers(now).Where(o => o.Name == name && lookups.Contains(o.AddressLookup));
    }

    /// <summary>What somebody may have written who means this person: the name, and the hashes of phone and account.</summary>
    public static async Task<(string Name, List<string> Lookups)> AddressesOfAsync(this Database db, PersonalData personal, Guid personId, CancellationToken ct)
    {
        var account = await db.Set<Account>().AsNoTracking().SingleAsync(a => a.PersonId == personId, ct);
        var name = await db.Set<Person>().Where(p => p.Id == personId).Select(p => p.Name).SingleAsync(ct);
        var lookups = new List<string> { personal.LookupOf(LoginField, account.Login) };
        if (account.PhoneLookup is { } phone)
        {
            lookups.Add(phone);
        }

        return (name, lookups);
    }
}
