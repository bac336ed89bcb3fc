using Microsoft.EntityFrameworkCore;

namespace Zhengtong.Platform.Persistence;

/// <summary>
/// What is written once is guarded by the store itself: a trigger on the table of every <see cref="IAppendOnly"/> refuses to change or delete a row, whatever SQL asks for it.
/// Made after the migrations, again and again without effect.
/// </summary>
public static class AppendOnlyGuards
{
    public static async Task EnsureAsync(Database db, CancellationToken ct)
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
    ];
}
