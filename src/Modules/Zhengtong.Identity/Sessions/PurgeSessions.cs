using Microsoft.EntityFrameworkCore;
using Zhengtong.Identity.Entering;
using Zhengtong.Identity.Model;
using Zhengtong.Platform.Jobs;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Identity.Sessions;

/// <summary>Sessions and failed sign-ins are kept for half a year (网络安全法 art 21: logs at least six months), attempts for two days; browsers are forgotten half a year after their last use.</summary>
internal sealed class PurgeSessions(Database db, TimeProvider clock) : IRecurringJob
{
    public string Name => "identity.purge-sessions";

    public TimeSpan Period => TimeSpan.FromHours(6);

    public async Task RunAsync(CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var sessionsBefore = now.AddDays(-185);
        var attemptsBefore = now.AddDays(-2);
        await db.DeleteAsync(db.Set<Session>().Where(x => x.ExpiresAt < sessionsBefore), ct);
        await db.DeleteAsync(db.Set<FailedSignIn>().Where(x => x.At < sessionsBefore), ct);
        var devicesBefore = now - Devices.Remembered;
        await db.DeleteAsync(db.Set<SpentChallenge>().Where(x => x.ExpiresAt < now), ct);
        await db.DeleteAsync(db.Set<ScanRequest>().Where(x => x.ExpiresAt < attemptsBefore), ct);
        await db.DeleteAsync(db.Set<KnownDevice>().Where(x => x.LastAt < devicesBefore), ct);
        await db.DeleteAsync(db.Set<Attempt>().Where(x => x.LastAt < attemptsBefore), ct);
    }
}
