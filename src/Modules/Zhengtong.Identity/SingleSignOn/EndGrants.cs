using Microsoft.EntityFrameworkCore;
using Zhengtong.Identity.Contracts;
using Zhengtong.Identity.Model;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Jobs;
using Zhengtong.Platform.Persistence;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Zhengtong.Identity.SingleSignOn;

/// <summary>Ends grants, and notes which systems have to be told of it. Stages rows in the caller's unit of work, does not save.</summary>
internal sealed class EndGrants(Database db)
{
    /// <param name="nameless">The systems may not be told any more whom they know: they are told of the session alone.</param>
    public async Task<int> StageAsync(IQueryable<SsoGrant> which, DateTime at, int atMost, CancellationToken ct, bool nameless = false)
    {
        var grants = await which.Where(g => g.EndedAt == null).OrderBy(g => g.Id).Take(atMost).ToListAsync(ct);
        var systems = grants.Select(g => g.SystemId).Distinct().ToList();
        var told = (await db.Set<SsoSystem>().AsNoTracking().Where(s => systems.Contains(s.Id)).ToListAsync(ct)).Where(s => s.Facts.BackChannelUri.Length > 0).Select(s => s.Id).ToHashSet();
        foreach (var grant in grants)
        {
            grant.End(at);
            if (told.Contains(grant.SystemId))
            {
                db.Add(new SsoSignOut { Id = Guid.CreateVersion7(at), GrantId = grant.Id, SystemId = grant.SystemId, Subject = nameless ? "" : grant.Subject!, NextAttemptAt = at });
            }
        }

        return grants.Count;
    }
}

/// <summary>
/// Signing out here signs out everywhere: grants whose session was ended, has run out, or belongs to an account that was locked or got another password, end within seconds, whatever ended it
/// and on whichever node. No token of theirs opens anything from the moment the session ended; this is for telling the systems. Grants that name the person by the platform's id end as well when
/// the review that covers that lapses or is ended (18.15): the next sign-in gives the system an id of its own.
/// </summary>
internal sealed class EndSsoGrants(Database db, EndGrants ending, IShareReviews reviews, TimeProvider clock) : IRecurringJob
{
    public const string JobName = "identity.end-sso-grants";
    private const int Portion = 200;

    public string Name => JobName;

    public TimeSpan Period => TimeSpan.FromSeconds(5);

    public async Task RunAsync(CancellationToken ct)
    {
        await EndNamedAsync(ct);
        await EndAsync(Over, false, ct);
    }

    /// <summary>Of a review that was renewed, what was opened under the former one ends with that.</summary>
    private async Task EndNamedAsync(CancellationToken ct)
    {
        var today = LegalDay.Today(clock);
        foreach (var system in await db.Set<SsoSystem>().AsNoTracking().Where(s => db.Set<SsoGrant>().Any(g => g.SystemId == s.Id && g.EndedAt == null && g.PersonIdUntil != null)).ToListAsync(ct))
        {
            var before = PersonIdRule.Until(system.Facts, await reviews.OfSystemAsync(system.Id, today, ct)) is null ? DateOnly.MaxValue : today;
            await EndAsync(() => db.Set<SsoGrant>().Where(g => g.SystemId == system.Id && g.EndedAt == null && g.PersonIdUntil < before), true, ct);
        }
    }

    private async Task EndAsync(Func<IQueryable<SsoGrant>> which, bool nameless, CancellationToken ct)
    {
        int ended;
        do
        {
            ended = 0;
            await db.SavePageAsync(async () => ended = await ending.StageAsync(which(), clock.GetUtcNow().UtcDateTime, Portion, ct, nameless), ct);
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
