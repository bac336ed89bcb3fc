using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Zhengtong.Platform.Persistence;
using Zhengtong.Web;

namespace Zhengtong.TestKit;

/// <summary>
/// A fresh migrated database for one test: copied from a template that is made once per run (a SQLite file, a PostgreSQL template database), empty or with the people of the demo.
/// </summary>
public sealed class TestDatabase : IAsyncDisposable
{
    private static readonly Lazy<string> Folder = new(MakeFolder);
    private static readonly Lazy<Task<string>> SqliteTemplate = new(MakeSqliteTemplateAsync);
    private static readonly Lazy<Task<string>> PostgresTemplate = new(MakePostgresTemplateAsync);
    private static readonly Lazy<Task<string>> SqlitePeople = new(() => WithPeopleAsync(Engine.Sqlite));
    private static readonly Lazy<Task<string>> PostgresPeople = new(() => WithPeopleAsync(Engine.Postgres));
    private static readonly SemaphoreSlim Cloning = new(1, 1);
    private readonly Func<ValueTask> _drop;

    private TestDatabase(string connection, Func<ValueTask> drop) => (Connection, _drop) = (connection, drop);

    public string Connection { get; }

    public static async Task<TestDatabase> CreateAsync(Engine engine) => await CopyAsync(engine, await (engine == Engine.Sqlite ? SqliteTemplate : PostgresTemplate).Value);

    /// <summary>With the people of the demo. What is hidden of them opens with the key that goes into <paramref name="keyFile"/>.</summary>
    public static async Task<TestDatabase> CreateWithPeopleAsync(Engine engine, string keyFile)
    {
        var database = await CopyAsync(engine, await (engine == Engine.Sqlite ? SqlitePeople : PostgresPeople).Value);
        Directory.CreateDirectory(Path.GetDirectoryName(keyFile)!);
        File.Copy(KeyOf(engine), keyFile);
        return database;
    }

    private static async Task<TestDatabase> CopyAsync(Engine engine, string template)
    {
        var name = "t" + Guid.NewGuid().ToString("N");
        if (engine == Engine.Sqlite)
        {
            var file = Path.Combine(Folder.Value, name + ".db");
            File.Copy(template, file);
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
        var file = Path.Combine(Folder.Value, "template.db");
        await MigrateAsync($"Data Source={file};Pooling=false");
        await SettleAsync(file);
        return file;
    }

    /// <summary>Brings what lies in the log into the file, so that the file alone is the database.</summary>
    private static async Task SettleAsync(string file)
    {
        await using var connection = new SqliteConnection($"Data Source={file};Pooling=false");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "pragma wal_checkpoint(truncate)";
        await command.ExecuteNonQueryAsync();
    }

    private static async Task<string> WithPeopleAsync(Engine engine)
    {
        var database = await CreateAsync(engine);
        await using (var host = await TestHost.StartOnAsync(database, b =>
        {
            b.Configuration["Demo:Enabled"] = "true";
            b.Configuration["Protection:KeyFile"] = KeyOf(engine);
        }))
        {
            await host.SeedDemoAsync();
        }

        if (engine == Engine.Sqlite)
        {
            var file = new SqliteConnectionStringBuilder(database.Connection).DataSource;
            using (var pool = new SqliteConnection(database.Connection))
            {
                SqliteConnection.ClearPool(pool);
            }

            await SettleAsync(file);
            return file;
        }

        await using (var pool = new NpgsqlConnection(database.Connection))
        {
            NpgsqlConnection.ClearPool(pool);
        }

        return new NpgsqlConnectionStringBuilder(database.Connection).Database!;
    }

    private static string KeyOf(Engine engine) => Path.Combine(Folder.Value, $"{engine}.key");

    private static string MakeFolder()
    {
        var folder = QuickFolder.Make("zt-databases-");
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, true);
        return folder;
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
