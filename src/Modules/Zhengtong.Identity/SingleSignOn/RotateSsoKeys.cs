using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Zhengtong.Identity.Model;
using Zhengtong.Platform.Jobs;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Identity.SingleSignOn;

/// <summary>A new key every so many days (setting <c>SingleSignOn:KeyDays</c>), and away with what is of no more use: keys, tokens and grants that have ended long ago.</summary>
internal sealed class RotateSsoKeys(Database db, SsoKeys keys, IConfiguration configuration, TimeProvider clock) : IRecurringJob
{
    public const string JobName = "identity.rotate-sso-keys";
    private const int UsualDays = 90;

    /// <summary>As long as sessions are kept (网络安全法第二十一条: logs at least six months).</summary>
    private const int GrantDays = 185;

    public string Name => JobName;

    public TimeSpan Period => TimeSpan.FromHours(1);

    public async Task RunAsync(CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var newest = await db.Set<SsoKey>().OrderByDescending(k => k.From).Select(k => new { k.MadeAt, k.From }).FirstOrDefaultAsync(ct);
        if (newest is not null && newest.From <= now && newest.MadeAt.AddDays(configuration.GetValue("SingleSignOn:KeyDays", UsualDays)) <= now)
        {
            keys.Make(now + SsoKeys.Ahead);
            keys.Refresh(now: true);
        }

        var (tokensBefore, grantsBefore) = (now.AddDays(-1), now.AddDays(-GrantDays));
        await db.DeleteAsync(db.Set<SsoToken>().Where(t => t.ExpirationDate < tokensBefore), ct);
        await db.DeleteAsync(db.Set<SsoSignOut>().Where(s => s.DoneAt < grantsBefore), ct);
        await db.DeleteAsync(db.Set<SsoGrant>().Where(g => g.EndedAt < grantsBefore && g.Tokens.Count == 0), ct);
    }
}
