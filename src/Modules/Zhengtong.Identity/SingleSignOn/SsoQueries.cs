using Microsoft.EntityFrameworkCore;
using Zhengtong.Identity.Contracts;
using Zhengtong.Identity.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Identity.SingleSignOn;

/// <summary>The questions of every exchange, translated once a process: to do it anew each time is a tenth of what a refresh costs.</summary>
internal sealed class SsoQueries
{
    public Func<Database, string, CancellationToken, Task<SsoSystem?>> SystemOf { get; } = EF.CompileAsyncQuery(
        (Database db, string clientId, CancellationToken ct) => db.Set<SsoSystem>().AsNoTracking().SingleOrDefault(y => y.ClientId == clientId));

    public Func<Database, Guid, DateTime, CancellationToken, Task<LiveGrants.Standing?>> StandingOf { get; } = EF.CompileAsyncQuery(
        (Database db, Guid token, DateTime now, CancellationToken ct) => (
            from t in db.Set<SsoToken>()
            join g in db.Set<SsoGrant>() on t.Authorization!.Id equals g.Id
            join y in db.Set<SsoSystem>() on g.SystemId equals y.Id
            join s in db.Set<Session>() on g.SessionId equals s.Id
            join a in db.Set<Account>() on g.AccountId equals a.Id
            where t.Id == token
            select new LiveGrants.Standing(
                t,
                g,
                y.State == SystemState.Enabled && s.EndedAt == null && s.ExpiresAt > now && a.LockedAt == null && a.SecurityStamp == s.SecurityStamp,
                a.Kind,
                y.Level,
                s.Carries,
                db.Set<IdentityProof>().Where(f => f.PartyId == g.ActorId && f.EndedAt == null).Max(f => (AssuranceLevel?)f.Level))).SingleOrDefault());
}
