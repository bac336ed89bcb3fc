using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using Zhengtong.Platform.Persistence;
using Zhengtong.TestKit;

namespace Zhengtong.Tests.Integration.Platform.Persistence;

/// <summary>The guards of what is written once.</summary>
public sealed class AppendOnlyGuardsTests
{
    private const int Nodes = 8;
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    [Theory, EachDatabase]
    public async Task Nodes_that_start_together_all_make_the_guards_and_each_table_has_them_once(Engine engine)
    {
        await using var host = await TestHost.StartAsync(engine);
        var before = await CountAsync(host);

        for (var round = 0; round < 3; round++)
        {
            await Task.WhenAll(Enumerable.Range(0, Nodes).Select(_ => Task.Run(
                async () =>
                {
                    await using var scope = host.Services.CreateAsyncScope();
                    await AppendOnlyGuards.EnsureAsync(scope.ServiceProvider.GetRequiredService<Database>(), Ct);
                },
                Ct)));
        }

        Assert.True(before > 0);
        Assert.Equal(before, await CountAsync(host));
        Assert.Equal(0, await HeldAsync(host));
    }

    /// <summary>Of every such table, whatever it holds: a row of made-up values, with the keys to other tables looked away from.</summary>
    [Theory, EachDatabase]
    [Requirement("01.06")]
    public async Task What_is_written_once_refuses_to_be_updated_deleted_replaced_or_emptied(Engine engine)
    {
        await using var host = await TestHost.StartAsync(engine);
        await host.InDatabaseAsync(async db =>
        {
            await db.Database.OpenConnectionAsync(Ct);
            List<IEntityType> kept = [.. db.Model.GetEntityTypes().Where(e => e.ClrType.IsAssignableTo(typeof(IAppendOnly)) && !e.IsOwned())];
            Assert.True(kept.Count >= 10);
            foreach (var entity in kept)
            {
                var table = entity.GetTableName()!;
                var columns = db.Model.GetEntityTypes().Where(e => e.GetTableName() == table).SelectMany(e => e.GetFlattenedProperties()).Where(p => !p.IsNullable)
                    .DistinctBy(p => p.GetColumnName()).ToDictionary(p => p.GetColumnName(), Literal);
                var row = $"into \"{table}\" ({string.Join(", ", columns.Keys.Select(c => $"\"{c}\""))}) values ({string.Join(", ", columns.Values)})";
                await SqlAsync(db, db.IsSqlite ? "pragma foreign_keys=off" : "set session_replication_role = replica");
                await SqlAsync(db, "insert " + row);
                await SqlAsync(db, db.IsSqlite ? "pragma foreign_keys=on" : "set session_replication_role = origin");
                var (first, there) = (columns.Keys.First(), await RowsAsync(table));
                foreach (var attempt in (string[])
                [
                    $"update \"{table}\" set \"{first}\" = \"{first}\"", $"delete from \"{table}\"", db.IsSqlite ? "insert or replace " + row : $"truncate \"{table}\" cascade",
                ])
                {
                    var refused = await Assert.ThrowsAnyAsync<DbException>(() => SqlAsync(db, attempt));
                    Assert.True(refused.Message.Contains("is written once", StringComparison.Ordinal), $"{attempt}: {refused.Message}");
                }

                Assert.Equal(there, await RowsAsync(table));
            }

            return true;

            async Task<object?> RowsAsync(string table)
            {
                await using var count = db.Database.GetDbConnection().CreateCommand();
                count.CommandText = $"select count(*) from \"{table}\"";
                return await count.ExecuteScalarAsync(Ct);
            }
        });
    }

    private static Task<int> SqlAsync(Database db, string sql) => db.WriteAsync(() => db.Database.ExecuteSqlRawAsync(sql.Replace("{", "{{", StringComparison.Ordinal).Replace("}", "}}", StringComparison.Ordinal), Ct), Ct);

    private static string Literal(IProperty property)
    {
        var type = Nullable.GetUnderlyingType(property.ClrType) ?? property.ClrType;
        object value = type == typeof(string) ? "x"
            : type == typeof(Guid) ? Guid.CreateVersion7()
            : type == typeof(DateTime) ? new DateTime(2026, 1, 5, 0, 0, 0, DateTimeKind.Utc)
            : type == typeof(DateOnly) ? new DateOnly(2026, 1, 5)
            : type == typeof(byte[]) ? new byte[] { 1 }
            : type.IsEnum ? Enum.GetValues(type).GetValue(0)!
            : Convert.ChangeType(1, type, System.Globalization.CultureInfo.InvariantCulture);
        return property.GetRelationalTypeMapping().GenerateSqlLiteral(value);
    }

    private static Task<int> CountAsync(TestHost host) => host.InDatabaseAsync(db => db.Database.SqlQueryRaw<int>(db.IsSqlite
        ? "select count(*) as \"Value\" from sqlite_master where type = 'trigger' and (name like '%\\_no\\_update' escape '\\' or name like '%\\_no\\_delete' escape '\\')"
        : "select count(*)::int as \"Value\" from pg_trigger where tgname like '%written_once'").SingleAsync(Ct));

    /// <summary>Locks that somebody forgot to give back.</summary>
    private static Task<int> HeldAsync(TestHost host) => host.InDatabaseAsync(db => db.IsSqlite
        ? Task.FromResult(0)
        : db.Database.SqlQueryRaw<int>("select count(*)::int as \"Value\" from pg_locks where locktype = 'advisory' and objsubid = 1 and classid = 1515472725").SingleAsync(Ct));
}
