using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Zhengtong.Cases.Model;
using Zhengtong.Cases.Supervise;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Events;
using Zhengtong.Platform.Messaging;
using Zhengtong.Platform.Persistence;
using Delivery = Zhengtong.Cases.Model.Delivery;

namespace Zhengtong.Torture;

/// <summary>Looks at the store that killed workers left.</summary>
internal sealed class StoreCheck(string connection) : IAsyncDisposable
{
    private readonly WebApplication _app = TortureHost.Build(connection);

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    /// <summary>Every write acknowledged since <paramref name="from"/> is there, once.</summary>
    public Task<List<string>> AcknowledgedAsync(Acknowledgements said, int from, CancellationToken ct) => InDatabaseAsync(async db =>
    {
        var faults = new List<string>();
        var fresh = said.From(from);
        var ids = fresh.Select(s => s.CaseId).Distinct().ToList();
        var cases = await db.Set<Case>().AsNoTracking().Where(c => ids.Contains(c.Id)).ToDictionaryAsync(c => c.Id, ct);
        var steps = (await db.Set<CaseStep>().AsNoTracking().Where(s => ids.Contains(s.CaseId)).ToListAsync(ct)).ToLookup(s => (s.CaseId, s.Key));
        foreach (var one in fresh)
        {
            var there = one.Step.Length == 0
                ? cases.TryGetValue(one.CaseId, out var made) && made.DraftId == one.DraftId && made.Number == one.Number
                : steps[(one.CaseId, one.Step)].Count(s => s.CompletedAt is not null) == 1;
            if (!there)
            {
                faults.Add($"acknowledged but not kept once: case {one.CaseId} {(one.Step.Length == 0 ? "received" : one.Step)}");
            }
        }

        return faults;
    });

    /// <summary>Nothing is half, doubled or stuck, the events have had their effect once, and every chain is whole.</summary>
    public async Task<List<string>> WholeAsync(CancellationToken ct)
    {
        await DeliverAsync(ct);
        return await InDatabaseAsync(async db =>
        {
            var faults = new List<string>();
            var cases = await db.Set<Case>().AsNoTracking().ToListAsync(ct);
            var steps = (await db.Set<CaseStep>().AsNoTracking().ToListAsync(ct)).ToLookup(s => s.CaseId);
            foreach (var one in cases)
            {
                var open = steps[one.Id].Where(s => s.CompletedAt is null).Select(s => s.Key).Order(StringComparer.Ordinal).ToList();
                if (!open.SequenceEqual(Expected(one, [.. steps[one.Id]])))
                {
                    faults.Add($"case {one.Number} ({one.Status}) has open: {string.Join(",", open)}");
                }

                if (steps[one.Id].GroupBy(s => s.Key).Any(g => g.Count() > 1))
                {
                    faults.Add($"case {one.Number} has a step twice");
                }
            }

            var numbers = await db.Set<Draft>().AsNoTracking().Where(d => d.CaseId != null).Select(d => d.CaseId!.Value).ToListAsync(ct);
            faults.AddRange(numbers.Except(cases.Select(c => c.Id)).Select(id => $"a draft names case {id}, which is not there"));
            faults.AddRange(cases.Select(c => c.Id).Except(numbers).Select(id => $"case {id} came of no draft"));
            faults.AddRange(cases.GroupBy(c => c.DraftId).Where(g => g.Count() > 1).Select(g => $"draft {g.Key} made {g.Count()} cases"));
            faults.AddRange(await EventsAsync(db, cases, ct));
            return faults;
        });
    }

    /// <summary>The steps that a case's facts imply are open. A closed case has none.</summary>
    private static List<string> Expected(Case one, IReadOnlyList<CaseStep> steps) => one switch
    {
        { ClosedAt: not null } => [],
        { DecidedAt: not null } => ["issue"],
        { AcceptedAt: not null } when ((string[])["joint-review", "review"]).Where(k => steps.All(s => s.Key != k || s.CompletedAt is null)).ToList() is { Count: > 0 } waiting => waiting,
        { AcceptedAt: not null } => ["decide"],
        _ => ["intake"],
    };

    /// <summary>
    /// Delivers what the last worker left, as a restarted product would when the leases of the dead have ended. Two events of one case that meet in the same
    /// moment cost one of them a second attempt, so the waits between attempts are skipped a few times.
    /// </summary>
    private async Task DeliverAsync(CancellationToken ct)
    {
        const int Attempts = 5;
        var dispatcher = _app.Services.GetRequiredService<OutboxDispatcher>();
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var open = await InDatabaseAsync(db =>
            {
                var now = TimeProvider.System.GetUtcNow().UtcDateTime;
                return db.UpdateAsync(db.Set<OutboxEvent>().Where(e => e.DoneAt == null), s => s.SetProperty(e => e.NextAttemptAt, now), ct);
            });
            if (open == 0)
            {
                return;
            }

            while (await dispatcher.DispatchDueAsync(ct) > 0)
            {
            }
        }
    }

    private async Task<List<string>> EventsAsync(Database db, List<Case> cases, CancellationToken ct)
    {
        var faults = new List<string>();
        var events = await db.Set<OutboxEvent>().AsNoTracking().ToListAsync(ct);
        faults.AddRange(events.Where(e => e.DoneAt is null).Select(e => $"event {e.Type} {e.Id} was not delivered: {e.LastError}"));
        var received = events.Count(e => e.Type == "CaseReceived");
        if (received != cases.Count)
        {
            faults.Add($"{cases.Count} cases but {received} events of receipt");
        }

        var deliveries = await db.Set<Delivery>().CountAsync(ct);
        if (deliveries != cases.Count(c => c.DecidedAt is not null))
        {
            faults.Add($"{cases.Count(c => c.DecidedAt is not null)} decided cases but {deliveries} deliveries");
        }

        var keys = await db.Set<Message>().AsNoTracking().Select(m => m.DedupeKey).ToListAsync(ct);
        faults.AddRange(keys.GroupBy(k => k).Where(g => g.Count() > 1).Select(g => $"message {g.Key} stands {g.Count()} times"));
        if (cases.Count > 0 && keys.Count < cases.Count)
        {
            faults.Add($"{cases.Count} cases but only {keys.Count} messages");
        }

        var report = await new VerifyTrace(db, ActivatorUtilities.CreateInstance<TraceSeals>(_app.Services, db)).CheckAsync(ct);
        if (report.Fault is { } fault)
        {
            faults.Add($"trace of {fault.Kind}: {fault.What}");
        }

        return faults;
    }

    private async Task<T> InDatabaseAsync<T>(Func<Database, Task<T>> run)
    {
        await using var scope = _app.Services.CreateAsyncScope();
        return await run(scope.ServiceProvider.GetRequiredService<Database>());
    }
}
