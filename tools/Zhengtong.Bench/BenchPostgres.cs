using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace Zhengtong.Bench;

/// <summary>A PostgreSQL server of the run's own in a temporary folder, writing as durably as in production.</summary>
internal sealed class BenchPostgres : IAsyncDisposable
{
    public const string Settings = "fsync=on, synchronous_commit=on, shared_buffers=2GB, max_wal_size=8GB, wal_compression=on, jit=off";
    private readonly string _bin;
    private readonly string _folder;

    private BenchPostgres(string bin, string folder, int port) => (_bin, _folder, Port) = (bin, folder, port);

    public int Port { get; }

    public static async Task<BenchPostgres> StartAsync()
    {
        var bin = Directory.GetDirectories("/usr/lib/postgresql").Order(StringComparer.Ordinal).Last() + "/bin";
        var folder = Directory.CreateTempSubdirectory("zt-bench-").FullName;
        if (Environment.UserName == "root")
        {
            await Shell.RunAsync("chown", "postgres", folder);
        }

        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();
        var server = new BenchPostgres(bin, folder, port);
        await server.AsServerAsync(bin + "/initdb", "-D", folder + "/data", "-U", "zhengtong", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8");
        var settings = string.Join(' ', Settings.Split(", ").Select(s => "-c " + s));
        await server.AsServerAsync(bin + "/pg_ctl", "-D", folder + "/data", "-l", folder + "/log", "-w", "-o",
            $"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder} -c max_connections=200 {settings}", "start");
        return server;
    }

    public string Connection(string database) => $"Host={_folder};Port={Port};Username=zhengtong;Database={database};Maximum Pool Size=40";

    public async Task SqlAsync(string database, string sql)
    {
        await using var connection = new NpgsqlConnection(Connection(database) + ";Pooling=false;Command Timeout=0");
        await connection.OpenAsync();
#pragma warning disable CA2100 // Written here, nothing of it comes from outside.
        await using var command = new NpgsqlCommand(sql, connection);
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync();
    }

    public Task<string> PgbenchAsync(string script, int clients, int seconds, string database) => Shell.RunAsync(
        _bin + "/pgbench", "-h", _folder, "-p", $"{Port}", "-U", "zhengtong", "-n", "-D", "n=0", "-M", "prepared", "-c", $"{clients}", "-j", "2", "-T", $"{seconds}", "-f", script, database);

    public async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        await AsServerAsync(_bin + "/pg_ctl", "-D", _folder + "/data", "-m", "immediate", "stop");
        await Shell.RunAsync("rm", "-rf", _folder);
    }

    private Task<string> AsServerAsync(string program, params string[] args) =>
        Environment.UserName == "root" ? Shell.RunAsync("runuser", ["-u", "postgres", "--", program, .. args]) : Shell.RunAsync(program, args);
}
