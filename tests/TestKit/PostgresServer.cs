using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Zhengtong.TestKit;

/// <summary>
/// One PostgreSQL server of the test run's own, in a temporary folder, on a free loopback port.
/// </summary>
public static class PostgresServer
{
    private static readonly Lazy<string> Address = new(Start, LazyThreadSafetyMode.ExecutionAndPublication);

    /// <summary>A connection string without a database name; ZHENGTONG_TEST_POSTGRES names a server that runs already.</summary>
    public static string Connection => Address.Value;

    private static string Start()
    {
        if (Environment.GetEnvironmentVariable("ZHENGTONG_TEST_POSTGRES") is { Length: > 0 } given)
        {
            return given;
        }

        var server = PostgresInstance.StartQuick();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => server.Dispose();
        return server.Connection;
    }
}

/// <summary>
/// A PostgreSQL server that a test may stop and start again under the product. The server refuses to run as root, so as root it is started by the user
/// <c>postgres</c> that Debian's package made.
/// </summary>
public sealed class PostgresInstance : IDisposable
{
    private static readonly string Bin = Directory.GetDirectories("/usr/lib/postgresql").Order(StringComparer.Ordinal).Last() + "/bin";

    /// <summary>Nothing of this outlives the run, so nothing is kept for after a crash; tables this small need no vacuum.</summary>
    private const string ForgetsInACrash =
        " -c synchronous_commit=off -c full_page_writes=off -c wal_level=minimal -c max_wal_senders=0 -c max_wal_size=512MB -c checkpoint_timeout=1h -c autovacuum=off";

    private readonly string _folder;
    private readonly string _settings;
    private readonly int _port = FreePort();
    private bool _running;

    private PostgresInstance(string folder, string settings)
    {
        (_folder, _settings) = (folder, settings);
        if (Environment.UserName == "root")
        {
            Run("chown", "postgres", _folder);
        }

        As(Bin + "/initdb", "-D", _folder + "/data", "-U", "zhengtong", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8");
        StartAgain();
    }

    /// <summary>Without a database name.</summary>
    public string Connection => $"Host=127.0.0.1;Port={_port};Username=zhengtong;Include Error Detail=true";

    public static PostgresInstance Start() => new(Directory.CreateTempSubdirectory("zt-pg-").FullName, "");

    /// <summary>For tests that never stop it.</summary>
    public static PostgresInstance StartQuick() => new(QuickFolder.Make("postgres"), ForgetsInACrash);

    /// <summary>As a power cut would: without a word to those connected.</summary>
    public void Stop()
    {
        As(Bin + "/pg_ctl", "-D", _folder + "/data", "-m", "immediate", "stop");
        _running = false;
    }

    public void StartAgain()
    {
        As(Bin + "/pg_ctl", "-D", _folder + "/data", "-l", _folder + "/log", "-w", "-o",
            $"-p {_port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={_folder} -c max_connections=200 -c fsync=off -c jit=off{_settings}", "start");
        _running = true;
    }

    public void Dispose()
    {
        if (_running)
        {
            Stop();
        }

        Run("rm", "-rf", _folder);
    }

    private static void As(string program, params string[] args)
    {
        if (Environment.UserName == "root")
        {
            Run("runuser", ["-u", "postgres", "--", program, .. args]);
        }
        else
        {
            Run(program, args);
        }
    }

    private static void Run(string program, params string[] args)
    {
        using var process = Process.Start(new ProcessStartInfo(program, args) { RedirectStandardOutput = true, WorkingDirectory = "/" })!;
        process.WaitForExit();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{program} ended with {process.ExitCode}");
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
