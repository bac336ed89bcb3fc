using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Zhengtong.Platform.Persistence;
using Zhengtong.Web;

namespace Zhengtong.TestKit;

/// <summary>
/// A fresh migrated database for one test class: copied from a template that is migrated once per run (a SQLite file, a PostgreSQL template database).
/// </summary>
public sealed class TestDatabase : IAsyncDisposable
{
    private static readonly Lazy<Task<string>> SqliteTemplate = new(MakeSqliteTemplateAsync);
    private static readonly Lazy<Task<string>> PostgresTemplate = new(MakePostgresTemplateAsync);
    private static readonly SemaphoreSlim Cloning = new(1, 1);
    private readonly Func<ValueTask> _drop;

    private TestDatabase(string connection, Func<ValueTask> drop) => (Connection, _drop) = (connection, drop);

    public string Connection { get; }

    public static async Task<TestDatabase> CreateAsync(Engine engine)
    {
        var name = "t" + Guid.NewGuid().ToString("N");
        if (engine == Engine.Sqlite)
        {
            var file = Path.Combine(Path.GetTempPath(), name + ".db");
            File.Copy(await SqliteTemplate.Value, file);
            return new TestDatabase($"Data Source={file}", () =>
            {
                using (var pool = new SqliteConnection($"Data Source={file}"))
                {
                    SqliteConnection.ClearPool(pool);
                }

                foreach (var f in (string[])[file, file + "-wal", file + "-shm"])
                {
                    File.Delete(f);
                }

                return ValueTask.CompletedTask;
            });
        }

        var template = await PostgresTemplate.Value;
        await Cloning.WaitAsync();
        try
        {
            await SqlAsync($"create database {name} template {template}");
        }
        finally
        {
            Cloning.Release();
        }

        var connection = $"{PostgresServer.Connection};Database={name}";
        return new TestDatabase(connection, async () =>
        {
            await using (var pool = new NpgsqlConnection(connection))
            {
                NpgsqlConnection.ClearPool(pool);
            }

            await SqlAsync($"drop database {name} with (force)");
        });
    }

    public ValueTask DisposeAsync() => _drop();

    private static async Task<string> MakeSqliteTemplateAsync()
    {
        var file = Path.Combine(Directory.CreateTempSubdirectory("zt-template-").FullName, "template.db");
        await MigrateAsync($"Data Source={file};Pooling=false");
        await using var connection = new SqliteConnection($"Data Source={file};Pooling=false");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "pragma wal_checkpoint(truncate)";
        await command.ExecuteNonQueryAsync();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(Path.GetDirectoryName(file)!, true);
        return file;
    }

    private static async Task<string> MakePostgresTemplateAsync()
    {
        await SqlAsync("drop database if exists zt_template with (force)");
        await SqlAsync("create database zt_template");
        await MigrateAsync($"{PostgresServer.Connection};Database=zt_template;Pooling=false");
        return "zt_template";
    }

    /// <summary>Brings the schema of a database to this program's version.</summary>
    public static async Task MigrateAsync(string connection)
    {
        await using var app = ZhengtongHost.Build([], b => b.Configuration["Database:Connection"] = connection);
        await using var scope = app.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<Database>();
        await db.Database.MigrateAsync();
        await AppendOnlyGuards.EnsureAsync(db, CancellationToken.None);
    }

    private static async Task SqlAsync(string sql)
    {
        await using var connection = new NpgsqlConnection($"{PostgresServer.Connection};Database=postgres;Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
