using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Npgsql;
using Zhengtong.Platform.Events;
using Zhengtong.Platform.Protection;

namespace Zhengtong.Platform.Persistence;

/// <summary>Which database, and how to reach it. A connection that names a <c>Host</c> is PostgreSQL's; any other names a SQLite file.</summary>
public static class DatabaseSetup
{
    private const string Migrations = "Zhengtong.Migrations";

    public static bool IsPostgres(string connection) => connection.Contains("Host=", StringComparison.OrdinalIgnoreCase);

    public static IServiceCollection AddDatabase(this IServiceCollection services, string connection)
    {
        services.TryAddSingleton<OutboxSignal>();
        if (IsPostgres(connection))
        {
            services.AddDbContextPool<PostgresDatabase>((_, o) => Postgres(o, connection));
            services.AddScoped<Database>(sp => sp.GetRequiredService<PostgresDatabase>());
        }
        else
        {
            services.AddDbContextPool<SqliteDatabase>((_, o) => Sqlite(o, connection));
            services.AddScoped<Database>(sp => sp.GetRequiredService<SqliteDatabase>());
        }

        return services;
    }

    internal static void Postgres(DbContextOptionsBuilder options, string connection) => Shared(options)
        .UseNpgsql(Prepared(connection), o => o.MigrationsAssembly(Migrations));

    /// <summary>
    /// A statement sent often is planned once a connection, not once a use: saving an application is a dozen statements. Nothing is left behind on a connection (no setting, no temporary table, no
    /// lock beyond a transaction), so that seven statements to clean it before each next use are saved. The connection string may say otherwise.
    /// </summary>
    internal static string Prepared(string connection)
    {
        var settings = new NpgsqlConnectionStringBuilder(connection);
        if (!connection.Contains("Max Auto Prepare", StringComparison.OrdinalIgnoreCase))
        {
            settings.MaxAutoPrepare = 200;
        }

        if (!connection.Contains("No Reset On Close", StringComparison.OrdinalIgnoreCase))
        {
            settings.NoResetOnClose = true;
        }

        return settings.ConnectionString;
    }

    internal static void Sqlite(DbContextOptionsBuilder options, string connection) => Shared(options)
        .UseSqlite(connection.Contains('=', StringComparison.Ordinal) ? connection : $"Data Source={connection}", o => o.MigrationsAssembly(Migrations))
        .AddInterceptors(DurableWal.Instance);

    private static DbContextOptionsBuilder Shared(DbContextOptionsBuilder options) => options
        .UseSnakeCaseNamingConvention()
        .AddInterceptors(RegionRange.Instance, SealedInQueries.Instance, SealParameters.Instance)
        // What is shown as 约 is counted only so far, and without an order: that would change no number, and cost a sort of everything or the narrowest index.
        .ConfigureWarnings(w => w.Ignore(RelationalEventId.PendingModelChangesWarning, CoreEventId.RowLimitingOperationWithoutOrderByWarning));

    /// <summary>A committed write survives a power cut: the log is synced before the answer. What replaces a row fires the triggers of deleting it: what is written once stays.</summary>
    private sealed class DurableWal : DbConnectionInterceptor
    {
        public static readonly DurableWal Instance = new();

        /// <summary>Connections of the pool that are set already: a context opens one for each question.</summary>
        private readonly ConditionalWeakTable<object, object> _set = [];

        public override void ConnectionOpened(System.Data.Common.DbConnection connection, ConnectionEndEventData eventData) => Set(connection);

        public override Task ConnectionOpenedAsync(System.Data.Common.DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
        {
            Set(connection);
            return Task.CompletedTask;
        }

        private void Set(System.Data.Common.DbConnection connection)
        {
            var handle = ((SqliteConnection)connection).Handle!;
            if (_set.TryGetValue(handle, out _))
            {
                return;
            }

            using var command = connection.CreateCommand();
            // Whether a database is there is asked over a connection that may not write: it cannot turn a file to WAL, the first that writes does.
            var reads = new SqliteConnectionStringBuilder(connection.ConnectionString).Mode == SqliteOpenMode.ReadOnly;
            command.CommandText = reads
                ? "pragma busy_timeout=10000;"
                : "pragma journal_mode=wal; pragma synchronous=full; pragma busy_timeout=10000; pragma recursive_triggers=on;";
            command.ExecuteNonQuery();
            _set.AddOrUpdate(handle, handle);
        }
    }
}
