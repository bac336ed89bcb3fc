using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Platform.Events;

/// <summary>What became of the events of a batch, recorded together at its end.</summary>
internal sealed class OutboxBatch(IReadOnlyList<OutboxEvent> events)
{
    private readonly ConcurrentDictionary<Guid, string> _failed = new();
    private readonly ConcurrentDictionary<Guid, bool> _left = new();

    public void Fail(Guid id, string error) => _failed.AddOrUpdate(id, error, (_, earlier) => $"{earlier}\n{error}");

    /// <summary>Not reached this time; due again at once.</summary>
    public void Leave(Guid id) => _left[id] = true;

    public void LeaveAll(IEnumerable<Guid> ids)
    {
        foreach (var id in ids)
        {
            Leave(id);
        }
    }

    public async Task RecordAsync(Database db, DateTime now, CancellationToken ct)
    {
        var done = events.Select(e => e.Id).Where(id => !_failed.ContainsKey(id) && !_left.ContainsKey(id)).ToList();
        if (done.Count > 0)
        {
            await db.UpdateAsync(db.Set<OutboxEvent>().Where(e => done.Contains(e.Id)), s => s.SetProperty(e => e.DoneAt, now), ct);
        }

        var left = _left.Keys.Where(id => !_failed.ContainsKey(id)).ToList();
        if (left.Count > 0)
        {
            await db.ExtendAsync<OutboxEvent>(left, now, ct);
        }

        if (!_failed.IsEmpty)
        {
            var ids = _failed.Keys.ToList();
            foreach (var row in await db.Set<OutboxEvent>().Where(e => ids.Contains(e.Id) && e.DoneAt == null).ToListAsync(ct))
            {
                row.Failed(_failed[row.Id], now);
            }

            await db.SaveChangesAsync(ct);
        }
    }
}
