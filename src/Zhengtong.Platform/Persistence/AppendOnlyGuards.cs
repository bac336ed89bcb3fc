using Microsoft.EntityFrameworkCore;

namespace Zhengtong.Platform.Persistence;

/// <summary>
/// What is written once is guarded by the store itself: triggers on the table of every <see cref="IAppendOnly"/> refuse to change, delete or replace a row or to empty the table, whatever SQL asks for
/// it (01.06). SQLite deletes what <c>insert or replace</c> replaces without a word to its triggers unless the connection says otherwise: <see cref="DatabaseSetup"/> does, for each.
/// Made after the migrations, again and again without effect. Nodes that start together make it one after the other: PostgreSQL refuses two changes of one function at once.
/// </summary>
public static class AppendOnlyGuards
{
    /// <summary>Names the lock that a node holds while it makes the guards; of no other meaning.</summary>
    private const long TurnOfNodes = 0x5A54_4755_4152_4453;

    public static async Task EnsureAsync(Database db, CancellationToken ct)
    {
        if (db.IsSqlite)
        {
            await MakeAsync(db, ct);
            return;
        }

        // A lock of the connection, not of a transaction: each table is held for its own statement only, so that nodes at work are not stopped and nothing can wait in a circle.
        await db.Database.OpenConnectionAsync(ct);
        try
        {
            // Within the try: given up at the very moment it was granted, it would stay with the pooled connection.
            try
            {
                await db.Database.ExecuteSqlAsync($"select pg_advisory_lock({TurnOfNodes})", ct);
                await MakeAsync(db, ct);
            }
            finally
            {
                await db.Database.ExecuteSqlAsync($"select pg_advisory_unlock({TurnOfNodes})", CancellationToken.None);
            }
        }
        finally
        {
            await db.Database.CloseConnectionAsync();
        }
    }

    private static async Task MakeAsync(Database db, CancellationToken ct)
    {
        foreach (var table in db.Model.GetEntityTypes().Where(e => e.ClrType.IsAssignableTo(typeof(IAppendOnly))).Select(e => e.GetTableName()!).Distinct().Order(StringComparer.Ordinal))
        {
            foreach (var statement in db.IsSqlite ? Sqlite(table) : Postgres(table))
            {
                await db.WriteAsync(() => db.Database.ExecuteSqlRawAsync(statement, ct), ct);
            }
        }
    }

    private static IEnumerable<string> Sqlite(string table) => ((string[])["update", "delete"]).Select(act =>
        $"create trigger if not exists \"{table}_no_{act}\" before {act} on \"{table}\" begin select raise(abort, '{table} is written once'); end");

    private static IEnumerable<string> Postgres(string table) =>
    [
        "create or replace function platform_written_once() returns trigger language plpgsql as $$ begin raise exception '% is written once', tg_table_name; end $$",
        $"create or replace trigger \"{table}_written_once\" before update or delete on \"{table}\" for each row execute function platform_written_once()",
        $"create or replace trigger \"{table}_not_emptied\" before truncate on \"{table}\" for each statement execute function platform_written_once()",
    ];
}
