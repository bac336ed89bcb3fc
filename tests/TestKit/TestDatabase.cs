using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Zhengtong.Platform.Persistence;
using Zhengtong.Platform.Protection;
using Zhengtong.Web;

namespace Zhengtong.TestKit;

/// <summary>
/// A fresh migrated database for one test: copied from a template that is made once per run (a SQLite file, a PostgreSQL template database), empty or with the people of the demo.
/// </summary>
public sealed class TestDatabase : IAsyncDisposable
{
    private static readonly Lazy<string> Folder = new(MakeFolder);
    private static readonly Lazy<string> KeyFile = new(() => Path.Combine(Folder.Value, "protection.key"));
    private static readonly Lazy<Task<Template>> SqliteEmpty = new(MakeSqliteEmptyAsync);
    private static readonly Lazy<Task<Template>> PostgresEmpty = new(MakePostgresEmptyAsync);
    private static readonly Lazy<Task<Template>> SqlitePeople = new(MakeSqlitePeopleAsync);
    private static readonly Lazy<Task<Template>> PostgresPeople = new(MakePostgresPeopleAsync);
    private static readonly SemaphoreSlim Cloning = new(1, 1);
    private readonly Func<ValueTask> _drop;

    private TestDatabase(string connection, Func<ValueTask> drop) => (Connection, _drop) = (connection, drop);

    public string Connection { get; }

    public static async Task<TestDatabase> CreateAsync(Engine engine, bool withPeople = false)
    {
        var name = "t" + Guid.NewGuid().ToString("N");
        if (engine == Engine.Sqlite)
        {
            var template = await (withPeople ? SqlitePeople : SqliteEmpty).Value;
            var file = Path.Combine(Folder.Value, name + ".db");
            File.Copy(template.Source, file);
            return new TestDatabase($"Data Source={file}", () => DropSqlite(file));
        }
        else
        {
            var template = await (withPeople ? PostgresPeople : PostgresEmpty).Value;
            await CopyPostgresAsync(template.Source, name);
            var connection = $"{PostgresServer.Connection};Database={name}";
            return new TestDatabase(connection, () => DropPostgresAsync(connection, name));
        }
    }

    /// <summary>What is sealed in the rows of a template opens with its key: copied to where the host looks for it, unless the test has laid one there.</summary>
    public static void LayKey(string keyFile)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(keyFile)!);
        if (!File.Exists(keyFile))
        {
            File.Copy(KeyFile.Value, keyFile);
        }
    }

    /// <summary>As a new installation has it: the process that starts on it makes keys of its own.</summary>
    public async Task<TestDatabase> WithoutKeysAsync()
    {
        var alone = Connection + ";Pooling=false";
        await using DbConnection connection = DatabaseSetup.IsPostgres(Connection) ? new NpgsqlConnection(alone) : new SqliteConnection(alone);
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "delete from platform_data_protection_key; delete from platform_secret";
        await command.ExecuteNonQueryAsync();
        return this;
    }

    public ValueTask DisposeAsync() => _drop();

    /// <summary>Brings the schema of a database to this program's version and makes the keys that every installation has.</summary>
    public static async Task MigrateAsync(string connection)
    {
        await using var app = ZhengtongHost.Build([], b => (b.Configuration["Database:Connection"], b.Configuration["Protection:KeyFile"]) = (connection, KeyFile.Value));
        await using var scope = app.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<Database>();
        await db.Database.MigrateAsync();
        await AppendOnlyGuards.EnsureAsync(db, CancellationToken.None);
        app.Services.GetRequiredService<Lookups>().Of("", "");
    }

    private static async Task<Template> MakeSqliteEmptyAsync()
    {
        var file = Path.Combine(Folder.Value, "empty.db");
        await MigrateAsync($"Data Source={file};Pooling=false");
        await SettleAsync(file);
        return new Template(file);
    }

    private static async Task<Template> MakeSqlitePeopleAsync()
    {
        var template = new Template(Path.Combine(Folder.Value, "people.db"));
        File.Copy((await SqliteEmpty.Value).Source, template.Source);
        await SignInKit.MakePeopleAsync($"Data Source={template.Source};Pooling=false", KeyFile.Value);
        await SettleAsync(template.Source);
        return template;
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

    private static ValueTask DropSqlite(string file)
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
    }

    private static async Task<Template> MakePostgresEmptyAsync()
    {
        await SqlAsync("drop database if exists zt_template with (force)");
        await SqlAsync("create database zt_template");
        await MigrateAsync($"{PostgresServer.Connection};Database=zt_template;Pooling=false");
        return new Template("zt_template");
    }

    /// <summary>Over connections that close with the host: a database that somebody is connected to is no template.</summary>
    private static async Task<Template> MakePostgresPeopleAsync()
    {
        var template = new Template("zt_template_people");
        await SqlAsync($"drop database if exists {template.Source} with (force)");
        await CopyPostgresAsync((await PostgresEmpty.Value).Source, template.Source);
        await SignInKit.MakePeopleAsync($"{PostgresServer.Connection};Database={template.Source};Pooling=false", KeyFile.Value);
        return template;
    }

    /// <summary>One after the other: the server copies a template for one at a time. Files are copied as they are: page by page through the log takes twice as long.</summary>
    private static async Task CopyPostgresAsync(string template, string name)
    {
        await Cloning.WaitAsync();
        try
        {
            await SqlAsync($"create database {name} template {template} strategy file_copy");
        }
        finally
        {
            Cloning.Release();
        }
    }

    private static async ValueTask DropPostgresAsync(string connection, string name)
    {
        // A pool goes by the very text that the product connected with.
        await using (var pool = new NpgsqlConnection(DatabaseSetup.Prepared(connection)))
        {
            NpgsqlConnection.ClearPool(pool);
        }

        await SqlAsync($"drop database {name} with (force)");
    }

    private static async Task SqlAsync(string sql)
    {
        await using var connection = new NpgsqlConnection($"{PostgresServer.Connection};Database=postgres");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    private static string MakeFolder()
    {
        var folder = QuickFolder.Make("databases");
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, true);
        return folder;
    }

    /// <param name="Source">A file, or the name of a database.</param>
    private sealed record Template(string Source);
}
