using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Zhengtong.Platform.Jobs;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Platform.Events;

/// <summary>Settings under <c>Outbox</c>.</summary>
public sealed class OutboxSettings
{
    /// <summary>How long done events and their receipts stay for inquiries.</summary>
    public int KeepDays { get; set; } = 7;
}

/// <summary>Removes events that all subscribers handled long ago, with their receipts.</summary>
internal sealed class PurgeDoneEvents(Database db, IOptions<OutboxSettings> settings, TimeProvider clock) : IRecurringJob
{
    private const int Portion = 500;

    public string Name => "platform.purge-done-events";

    public TimeSpan Period => TimeSpan.FromHours(6);

    public async Task RunAsync(CancellationToken ct)
    {
        var before = clock.GetUtcNow().UtcDateTime.AddDays(-settings.Value.KeepDays);
        List<Guid> ids;
        do
        {
            ids = await db.Set<OutboxEvent>().Where(e => e.DoneAt < before).OrderBy(e => e.Id).Select(e => e.Id).Take(Portion).ToListAsync(ct);
            // Receipts go first: an event without receipts is done and stays so, a receipt without its event would stay for ever.
            await db.DeleteAsync(db.Set<HandledEvent>().Where(h => ids.Contains(h.EventId)), ct);
            await db.DeleteAsync(db.Set<OutboxEvent>().Where(e => ids.Contains(e.Id)), ct);
        }
        while (ids.Count == Portion);
    }
}
