using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Platform.Events;

/// <summary>
/// Brings events from the outbox to their subscribers. Every node runs one; they share the open events by leases (<see cref="DueRows"/>). A batch is
/// split into a lane per subscriber, so each subscriber sees its events in the order of time, and a slow or failing one holds up nobody else.
/// </summary>
public sealed class OutboxDispatcher(
    IServiceScopeFactory scopes, EventTypes types, TimeProvider clock, ILogger<OutboxDispatcher> log)
{
    public const int BatchSize = 50;
    private const int LanesAtOnce = 4;
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(1);

    /// <summary>A lane that needs longer leaves the rest of its events to a later batch.</summary>
    private static readonly TimeSpan LaneTime = TimeSpan.FromSeconds(30);

    /// <summary>Delivers one batch of what is due.</summary>
    /// <returns>How many events were taken up, done or not; 0 = nothing was due.</returns>
    public async Task<int> DispatchDueAsync(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<Database>();
        var events = await db.ClaimDueAsync<OutboxEvent>(BatchSize, clock.GetUtcNow().UtcDateTime, Lease, ct);
        if (events.Count == 0)
        {
            return 0;
        }

        var batch = new OutboxBatch(events);
        var ids = events.Select(e => e.Id).ToList();
        var receipts = (await db.Set<HandledEvent>().AsNoTracking().Where(h => ids.Contains(h.EventId)).ToListAsync(ct))
            .Select(h => (h.EventId, h.Subscriber)).ToHashSet();
        var lanes = events
            .SelectMany(e => types.SubscribersOf(e.Type).Select(s => (Event: e, Subscriber: s)))
            .Where(x => !receipts.Contains((x.Event.Id, x.Subscriber.Name)))
            .GroupBy(x => x.Subscriber, x => x.Event)
            .ToList();

        using var working = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var keepLeased = KeepLeasedAsync(ids, working.Token);
        try
        {
            var options = new ParallelOptions { MaxDegreeOfParallelism = db.IsSqlite ? 1 : LanesAtOnce, CancellationToken = ct };
            await Parallel.ForEachAsync(lanes, options, async (lane, stop) => await RunLaneAsync(lane.Key, [.. lane], batch, stop));
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            // The process stops: what was not reached goes back at once.
            var begun = lanes.SelectMany(l => l).Select(e => e.Id).ToHashSet();
            batch.LeaveAll(begun);
        }
        finally
        {
            await working.CancelAsync();
            await keepLeased;
        }

        await batch.RecordAsync(db, clock.GetUtcNow().UtcDateTime, CancellationToken.None);
        ct.ThrowIfCancellationRequested();
        return events.Count;
    }

    private async Task RunLaneAsync(SubscriberRegistration subscriber, IReadOnlyList<OutboxEvent> events, OutboxBatch batch, CancellationToken ct)
    {
        var started = clock.GetTimestamp();
        foreach (var stored in events)
        {
            if (clock.GetElapsedTime(started) > LaneTime)
            {
                batch.Leave(stored.Id);
                continue;
            }

            try
            {
                await HandleAsync(subscriber, stored, ct);
            }
            catch (OperationCanceledException) when (ct.IsCancellationRequested)
            {
                throw;
            }
#pragma warning disable CA1031 // Whatever a subscriber throws concerns this event and this subscriber only; it is kept with the event.
            catch (Exception e)
#pragma warning restore CA1031
            {
                log.LogWarning(e, "{Subscriber} failed on {Event} {EventId}", subscriber.Name, stored.Type, stored.Id);
                batch.Fail(stored.Id, $"{subscriber.Name}: {e.GetType().Name}: {e.Message}");
            }
        }
    }

    private async Task HandleAsync(SubscriberRegistration subscriber, OutboxEvent stored, CancellationToken ct)
    {
        using var limit = new CancellationTokenSource(LaneTime, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, ct);
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<Database>();
        await subscriber.HandleAsync(scope.ServiceProvider, types.Read(stored), stored.Id, either.Token);
        db.Add(new HandledEvent { EventId = stored.Id, Subscriber = subscriber.Name, At = clock.GetUtcNow().UtcDateTime });
        try
        {
            await db.SaveChangesAsync(either.Token);
        }
        catch (DbUpdateException)
        {
            // Another node may have handled it after our lease ended; then our rows fell with our receipt, as they should.
            db.ChangeTracker.Clear();
            if (!await db.Set<HandledEvent>().AnyAsync(h => h.EventId == stored.Id && h.Subscriber == subscriber.Name, ct))
            {
                throw;
            }
        }
    }

    private async Task KeepLeasedAsync(IReadOnlyCollection<Guid> ids, CancellationToken done)
    {
        try
        {
            while (true)
            {
                await Task.Delay(Lease / 3, clock, done);
                await using var scope = scopes.CreateAsyncScope();
                var db = scope.ServiceProvider.GetRequiredService<Database>();
                await db.ExtendAsync<OutboxEvent>(ids, clock.GetUtcNow().UtcDateTime + Lease, done);
            }
        }
        catch (OperationCanceledException) when (done.IsCancellationRequested)
        {
            // The batch has ended.
        }
#pragma warning disable CA1031 // Without renewal the events are at worst handled by two nodes, which receipts make harmless.
        catch (Exception e)
#pragma warning restore CA1031
        {
            log.LogWarning(e, "The lease of an outbox batch could not be renewed");
        }
    }
}
