using Microsoft.EntityFrameworkCore;
using Zhengtong.Identity.Agents;
using Zhengtong.Identity.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Identity.Space;

/// <summary>Whose space it is. Who acts under a mandate has none: his session does not come here, and the queries find him nothing.</summary>
internal static class SpaceOwner
{
    public static readonly Problem NotRepresentative = Problem.Forbidden("identity.space-representative", "这一步由单位的法定代表人办理。请法定代表人登录后，切换到单位身份再办。");

    /// <summary>The person or company, to leave a trace on.</summary>
    public static async Task<ITraced> OwnerAsync(this Database db, Party party, CancellationToken ct) => party.Kind == PartyKind.Company
        ? await db.Set<Company>().SingleAsync(c => c.Id == party.Id, ct)
        : await db.Set<Person>().SingleAsync(p => p.Id == party.Id, ct);

    /// <summary>The person himself, or the legal representative of the company.</summary>
    public static async Task<bool> DisposesAsync(this Database db, Act act, CancellationToken ct)
    {
        var (party, person, today) = (act.Party, act.Actor.Id, LegalDay.Of(act.At));
        return act.Actor.Kind == ActorKind.Applicant && party.Mandate is null && (party.Kind == PartyKind.Person
            ? party.Id == person
            : await db.AgenciesOn(today).AnyAsync(g => g.Representative && g.PersonId == person && g.CompanyId == party.Id, ct));
    }
}
