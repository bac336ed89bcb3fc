using Microsoft.EntityFrameworkCore;

namespace Zhengtong.Platform.Persistence;

/// <summary>A row that is work to be done once: open while <see cref="DoneAt"/> is null, taken up when <see cref="NextAttemptAt"/> has come.</summary>
public interface IDueRow
{
    Guid Id { get; }

    DateTime NextAttemptAt { get; }

    DateTime? DoneAt { get; }
}

/// <summary>
/// Shares due rows among nodes. Claiming moves a row's next attempt behind the lease in one short statement, so no transaction stays open while the
/// work is done; a node that dies leaves rows which fall due again when the lease ends. Work may therefore be done twice and must bear it.
/// </summary>
public static class DueRows
{
    /// <returns>The claimed rows, untracked, in the order of their ids.</returns>
    public static async Task<IReadOnlyList<T>> ClaimDueAsync<T>(this Database db, int limit, DateTime now, TimeSpan lease, CancellationToken ct)
        where T : class, IDueRow
    {
        var table = db.Model.FindEntityType(typeof(T))!.GetTableName();
        const string due = "done_at is null and next_attempt_at <= {0} order by next_attempt_at, id limit {1}";
        var sql = db.IsSqlite
            ? $"update {table} set next_attempt_at = {{2}} where id in (select id from {table} where {due}) returning *"
            // Materialised, lest the planner runs the locking part more than once and claims more than the limit.
            : $"with due as materialized (select id from {table} where {due} for update skip locked) "
                + $"update {table} t set next_attempt_at = {{2}} from due where t.id = due.id returning t.*";
        var claimed = await db.WriteAsync(() => db.Set<T>().FromSqlRaw(sql, now, limit, now + lease).AsNoTracking().ToListAsync(ct), ct);
        // Returned in no order; the version 7 ids carry the time.
        return [.. claimed.OrderBy(x => x.Id.ToString(), StringComparer.Ordinal)];
    }

    /// <summary>Puts off the end of the lease, for work that takes long; rows done meanwhile are left alone.</summary>
    public static Task<int> ExtendAsync<T>(this Database db, IReadOnlyCollection<Guid> ids, DateTime until, CancellationToken ct)
        where T : class, IDueRow =>
        db.UpdateAsync(db.Set<T>().Where(x => ids.Contains(x.Id) && x.DoneAt == null), s => s.SetProperty(x => x.NextAttemptAt, until), ct);
}
