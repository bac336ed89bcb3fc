using Microsoft.EntityFrameworkCore;
using Zhengtong.Identity.Model;
using Zhengtong.Platform.Jobs;
using Zhengtong.Platform.Persistence;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Zhengtong.Identity.SingleSignOn;

/// <summary>Ends grants, and notes which systems have to be told of it. Stages rows in the caller's unit of work, does not save.</summary>
internal sealed class EndGrants(Database db)
{
    public async Task<int> StageAsync(IQueryable<SsoGrant> which, DateTime at, int atMost, CancellationToken ct)
    {
        var grants = await which.Where(g => g.EndedAt == null).OrderBy(g => g.Id).Take(atMost).ToListAsync(ct);
        var systems = grants.Select(g => g.SystemId).Distinct().ToList();
        var told = (await db.Set<SsoSystem>().AsNoTracking().Where(s => systems.Contains(s.Id)).ToListAsync(ct)).Where(s => s.Facts.BackChannelUri.Length > 0).Select(s => s.Id).ToHashSet();
        foreach (var grant in grants)
        {
            grant.End(at);
            if (told.Contains(grant.SystemId))
            {
                db.Add(new SsoSignOut { Id = Guid.CreateVersion7(at), GrantId = grant.Id, SystemId = grant.SystemId, Subject = grant.Subject!, NextAttemptAt = at });
            }
        }

        return grants.Count;
    }
}

/// <summary>
/// Signing out here signs out everywhere: grants whose session was ended, has run out, or belongs to an account that was locked or got another password, end within seconds, whatever ended it
/// and on whichever node. No token of theirs opens anything from the moment the session ended; this is for telling the systems.
/// </summary>
internal sealed class EndSsoGrants(Database db, EndGrants ending, TimeProvider clock) : IRecurringJob
{
    public const string JobName = "identity.end-sso-grants";
    private const int Portion = 200;

    public string Name => JobName;

    public TimeSpan Period => TimeSpan.FromSeconds(5);

    public async Task RunAsync(CancellationToken ct)
    {
        int ended;
        do
        {
            ended = 0;
            await db.SavePageAsync(async () => ended = await ending.StageAsync(Over(), clock.GetUtcNow().UtcDateTime, Portion, ct), ct);
        }
        while (ended == Portion);
    }

    private IQueryable<SsoGrant> Over()
    {
        var now = clock.GetUtcNow().UtcDateTime;
        return from g in db.Set<SsoGrant>()
               join s in db.Set<Session>() on g.SessionId equals s.Id
               join a in db.Set<Account>() on g.AccountId equals a.Id
               where g.EndedAt == null
                   && (g.Status != Statuses.Valid || s.EndedAt != null || s.ExpiresAt <= now || a.LockedAt != null || a.SecurityStamp != s.SecurityStamp)
               select g;
    }
}
