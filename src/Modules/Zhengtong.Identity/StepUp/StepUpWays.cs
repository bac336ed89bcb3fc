using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Zhengtong.Identity.Model;
using Zhengtong.Identity.Sessions;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Identity.StepUp;

/// <summary>What somebody lacks, and what he has to bring himself there.</summary>
/// <param name="Wanted">The level asked for, if one is.</param>
/// <param name="PersonLacks">The person himself was not proved well enough: no way of signing in helps before he is.</param>
/// <param name="SessionLacks">The way this session was opened does not carry it, or was shown too long ago.</param>
internal sealed record StepUpWays(AssuranceLevel? Wanted, bool PersonLacks, bool SessionLacks, string Login, bool HasPhone, bool HasTotp, bool HasPasskey, bool HasCertificate)
{
    public bool Needed => PersonLacks || SessionLacks;

    /// <summary>Whether a session opened by the method would do.</summary>
    public bool Reaches(string method) => MethodStrength.Of(method) >= (Wanted ?? AssuranceLevel.Checked);

    public static async Task<StepUpWays> OfAsync(Database db, HttpContext http, AssuranceLevel? wanted, bool fresh, CancellationToken ct)
    {
        var (account, session) = (http.User.AccountId(), http.User.SessionId());
        var now = http.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime;
        var has = await (
            from s in db.Set<Session>().AsNoTracking()
            join a in db.Set<Account>() on s.AccountId equals a.Id
            where s.Id == session && a.Id == account
            select new
            {
                a.Kind, a.Login, a.PhoneLookup, a.TotpSecretHidden, s.Carries,
                Proved = db.Set<IdentityProof>().Where(f => f.PartyId == a.PersonId && f.EndedAt == null).Max(f => (AssuranceLevel?)f.Level),
                Passkey = db.Set<Passkey>().Any(p => p.AccountId == a.Id && p.RevokedAt == null),
                Certificate = db.Set<BoundCertificate>().Any(c => c.AccountId == a.Id && c.RemovedAt == null),
            }).SingleAsync(ct);
        // Staff are proved by their employer; levels are asked of applicants.
        var level = has.Kind == ActorKind.Staff ? null : wanted;
        return new StepUpWays(
            level,
            level is { } l && l > (has.Proved ?? AssuranceLevel.Registered),
            (level is { } m && m > has.Carries) || (fresh && !http.User.StrongSince(now - RequiresFreshProofAttribute.Life)),
            has.Login, has.PhoneLookup is not null, has.TotpSecretHidden.Length > 0, has.Passkey, has.Certificate);
    }
}
