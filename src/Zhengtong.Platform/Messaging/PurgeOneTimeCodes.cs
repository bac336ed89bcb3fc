using Microsoft.EntityFrameworkCore;
using Zhengtong.Platform.Jobs;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Platform.Messaging;

/// <summary>Removes codes that no limit counts any more.</summary>
internal sealed class PurgeOneTimeCodes(Database db, TimeProvider clock) : IRecurringJob
{
    public string Name => "platform.purge-codes";

    public TimeSpan Period => TimeSpan.FromHours(6);

    public Task RunAsync(CancellationToken ct)
    {
        var before = clock.GetUtcNow().UtcDateTime - (2 * OneTimeCodeRules.Day);
        return db.DeleteAsync(db.Set<OneTimeCode>().Where(c => c.CreatedAt < before), ct);
    }
}
