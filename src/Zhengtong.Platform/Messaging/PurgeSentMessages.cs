using Microsoft.EntityFrameworkCore;
using Zhengtong.Platform.Jobs;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Platform.Messaging;

/// <summary>
/// Removes what left for an outward address, or never will, a month after: the address is a person's, and nobody asks for it any more. The message itself stays in the inbox, whose key still keeps
/// a second one of the same cause out.
/// </summary>
internal sealed class PurgeSentMessages(Database db, TimeProvider clock) : IRecurringJob
{
    public const string JobName = "platform.purge-sent-messages";
    private static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    public string Name => JobName;

    public TimeSpan Period => TimeSpan.FromHours(6);

    public Task RunAsync(CancellationToken ct)
    {
        var before = clock.GetUtcNow().UtcDateTime - Kept;
        return db.DeleteAsync(db.Set<MessageDispatch>().Where(d => d.DoneAt < before), ct);
    }
}
