using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace Zhengtong.TestKit;

/// <summary>
/// One PostgreSQL server of the test run's own, in a temporary folder, on a free loopback port. The server refuses to run as root,
/// so as root it is started by the user <c>postgres</c> that Debian's package made.
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

        var bin = Directory.GetDirectories("/usr/lib/postgresql").Order(StringComparer.Ordinal).Last() + "/bin";
        var folder = Directory.CreateTempSubdirectory("zt-pg-").FullName;
        var port = FreePort();
        if (Environment.UserName == "root")
        {
            Run("chown", "postgres", folder);
        }

        As(bin + "/initdb", "-D", folder + "/data", "-U", "zhengtong", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8");
        As(bin + "/pg_ctl", "-D", folder + "/data", "-l", folder + "/log", "-w", "-o",
            $"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder} -c max_connections=200 -c fsync=off -c jit=off", "start");
        AppDomain.CurrentDomain.ProcessExit += (_, _) =>
        {
            As(bin + "/pg_ctl", "-D", folder + "/data", "-m", "immediate", "stop");
            Run("rm", "-rf", folder);
        };
        return $"Host=127.0.0.1;Port={port};Username=zhengtong;Include Error Detail=true";
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
