using System.Collections.Concurrent;
using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Zhengtong.Identity.Agents;
using Zhengtong.Identity.Delegations;
using Zhengtong.Identity.Model;
using Zhengtong.Identity.Protecting;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Identity.Sessions;

/// <summary>
/// Finds who holds a session token. Kept in memory for 30 seconds, so that a page costs no query for it: sign-out and revocation work at once on the
/// node that did them and within 30 seconds on the others. Idle time is kept to the minute.
/// </summary>
internal sealed class SessionStore(IServiceScopeFactory scopes, TimeProvider clock)
{
    public static readonly TimeSpan Remembered = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan SeenPrecision = TimeSpan.FromMinutes(1);
    private const int RoomFor = 50_000;
    private readonly ConcurrentDictionary<string, Entry> _known = new(StringComparer.Ordinal);

    /// <summary>Null when the token opens nothing (any more).</summary>
    public async Task<ClaimsPrincipal?> FindAsync(string token, CancellationToken ct)
    {
        var hash = RandomToken.HashOf(token);
        var now = clock.GetUtcNow().UtcDateTime;
        if (_known.TryGetValue(hash, out var entry) && now - entry.ReadAt < Remembered && now < entry.Ends)
        {
            return entry.User;
        }

        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<Database>();
        var row = await ReadAsync(db, hash, now, ct);
        if (row is null || now - row.LastSeenAt > IdleTime.Of(row.Kind))
        {
            _known.TryRemove(hash, out _);
            return null;
        }

        if (now - row.LastSeenAt >= SeenPrecision)
        {
            await db.UpdateAsync(db.Set<Session>().Where(x => x.Id == row.Id && x.LastSeenAt < now), s => s.SetProperty(x => x.LastSeenAt, now), ct);
        }

        var user = SessionClaims.Of(row, LegalDay.Of(now));
        if (_known.Count >= RoomFor)
        {
            DropStale(now);
        }

        _known[hash] = new Entry(user, row.AccountId, now, row.ExpiresAt);
        return user;
    }

    public void Forget(string hash) => _known.TryRemove(hash, out _);

    public void ForgetAccount(Guid accountId)
    {
        foreach (var (hash, entry) in _known)
        {
            if (entry.AccountId == accountId)
            {
                _known.TryRemove(hash, out _);
            }
        }
    }

    /// <summary>The sessions of members of staff whose rights have changed.</summary>
    public async Task ForgetStaffAsync(Database db, IReadOnlyCollection<Guid> staff, CancellationToken ct)
    {
        foreach (var account in await db.Set<Account>().Where(a => a.StaffId != null && staff.Contains(a.StaffId.Value)).Select(a => a.Id).ToListAsync(ct))
        {
            ForgetAccount(account);
        }
    }

    /// <summary>What a person may do, for himself or in others' names, has changed: his sessions are read anew.</summary>
    public async Task ForgetPersonAsync(Database db, Guid personId, CancellationToken ct)
    {
        if (await db.Set<Account>().Where(a => a.PersonId == personId).Select(a => (Guid?)a.Id).SingleOrDefaultAsync(ct) is { } account)
        {
            ForgetAccount(account);
        }
    }

    private static Task<SessionRow?> ReadAsync(Database db, string hash, DateTime now, CancellationToken ct)
    {
        var today = LegalDay.Of(now);
        return (
            from s in db.Set<Session>().AsNoTracking()
            join a in db.Set<Account>() on s.AccountId equals a.Id
            where s.TokenHash == hash && s.EndedAt == null && s.ExpiresAt > now && a.LockedAt == null && a.SecurityStamp == s.SecurityStamp
            join p in db.Set<Person>() on a.PersonId equals p.Id into persons
            from p in persons.DefaultIfEmpty()
            join m in db.Set<StaffMember>() on a.StaffId equals m.Id into staff
            from m in staff.DefaultIfEmpty()
            join c in db.Set<Company>() on s.ActingForId equals c.Id into companies
            from c in companies.DefaultIfEmpty()
            join d in db.MandatesOn(today) on s.MandateId equals (Guid?)d.Id into mandates
            from d in mandates.DefaultIfEmpty()
            join t in db.Set<StaffPost>() on s.PostId equals t.Id into posts
            from t in posts.DefaultIfEmpty()
            join o in db.Set<Organisation>() on (Guid?)t.OrganisationId equals o.Id into organisations
            from o in organisations.DefaultIfEmpty()
            join l in db.Set<LocalRole>().Where(x => x.PublishedAt != null && x.EndedAt == null) on t.RoleId equals (Guid?)l.Id into localRoles
            from l in localRoles.DefaultIfEmpty()
            select new SessionRow
            {
                Id = s.Id,
                AccountId = a.Id,
                Kind = a.Kind,
                PartyId = a.PersonId,
                StaffId = a.StaffId,
                PersonName = p.Name,
                StaffName = m.Name,
                Proved = db.Set<IdentityProof>().Where(f => f.PartyId == a.PersonId && f.EndedAt == null).Max(f => (AssuranceLevel?)f.Level),
                Carries = s.Carries,
                StrongAt = s.StrongAt,
                NoticeDue = s.NoticeDue,
                LastSeenAt = s.LastSeenAt,
                ExpiresAt = s.ExpiresAt,
                ActingForId = s.ActingForId,
                UnderMandate = s.MandateId != null,
                CompanyName = c.Name,
                PartyProved = s.PartyCarries == null ? null : db.Set<IdentityProof>().Where(f => f.PartyId == s.ActingForId && f.EndedAt == null).Max(f => (AssuranceLevel?)f.Level),
                PartyCarries = s.PartyCarries,
                IsAgent = db.AgenciesOn(today).Any(g => g.CompanyId == s.ActingForId && g.PersonId == a.PersonId),
                MandateId = d.Id,
                MandateKind = (DelegationKind?)d.Kind,
                DelegateId = d.DelegateId,
                HelperId = d.HelperId,
                PrincipalId = d.PrincipalId,
                PrincipalKind = (PartyKind?)d.PrincipalKind,
                PrincipalName = d.PrincipalName,
                Acts = (MandateActs?)d.Acts,
                Scope = d.Scope,
                MandateUntil = d.Until,
                MostUses = d.MostUses,
                Uses = (int?)d.Uses,
                PostId = t.Id,
                PostStaffId = t.StaffId,
                PostFrom = t.From,
                PostUntil = t.Until,
                Role = t.Role,
                LocalRoleId = t.RoleId,
                LocalRoleName = l.Name,
                Functions = l.Functions,
                RegionCode = t.RegionCode,
                OrganisationId = o.Id,
                OrganisationName = o.Name,
            }).SingleOrDefaultAsync(ct);
    }

    private void DropStale(DateTime now)
    {
        foreach (var (hash, entry) in _known)
        {
            if (now - entry.ReadAt >= Remembered)
            {
                _known.TryRemove(hash, out _);
            }
        }
    }

    private sealed record Entry(ClaimsPrincipal User, Guid AccountId, DateTime ReadAt, DateTime Ends);
}
