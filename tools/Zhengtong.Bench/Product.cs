using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Zhengtong.Bench;

/// <summary>The published product: its databases, and its server process.</summary>
internal sealed class Product(string folder, BenchPostgres server)
{
    public const string Empty = "zt_empty";
    public const string Full = "zt_full";
    private readonly string _files = Directory.CreateTempSubdirectory("zt-bench-files-").FullName;

    /// <summary>An empty database with the catalogue and the people of the demo, and one with so many cases.</summary>
    public async Task<Measure> PrepareAsync(int cases)
    {
        await server.SqlAsync("postgres", $"create database {Empty}");
        await VerbAsync(Empty, "import");
        await VerbAsync(Empty, "demo");
        await server.SqlAsync("postgres", $"create database {Full} template {Empty}");
        var watch = Stopwatch.StartNew();
        await VerbAsync(Full, "seed", "--cases", cases.ToString(CultureInfo.InvariantCulture));
        var seeded = new Measure($"seeding {cases} cases", watch.Elapsed.TotalMinutes, 12, " min", AtMost: true);
        await server.SqlAsync(Empty, "analyze");
        await server.SqlAsync(Full, "vacuum");
        return seeded;
    }

    public async Task<WebServer> StartAsync(string database)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var address = $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}";
        listener.Stop();
        var start = Setting(database, [$"--urls={address}"]);
        // As ./run serves: verbs keep to one small heap.
        start.Environment["DOTNET_gcServer"] = "1";
        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        var web = new WebServer(process, new Uri(address));
        await web.ReadyAsync();
        return web;
    }

    /// <summary>Runs a verb as a process of its own.</summary>
    /// <returns>How long it took, and the most memory it held.</returns>
    public async Task<(double Minutes, double Megabytes)> TimedAsync(string database, params string[] words)
    {
        var watch = Stopwatch.StartNew();
        using var process = Process.Start(Setting(database, words))!;
        process.OutputDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        var most = 0.0;
        while (!process.HasExited)
        {
            most = Math.Max(most, ProcessMemory.Megabytes(process.Id, "VmHWM") ?? 0);
            await Task.WhenAny(process.WaitForExitAsync(), Task.Delay(100));
        }

        return process.ExitCode == 0 ? (watch.Elapsed.TotalMinutes, most) : throw new InvalidOperationException($"{string.Join(' ', words)} ended with {process.ExitCode}");
    }

    private async Task VerbAsync(string database, params string[] words)
    {
        using var process = Process.Start(Setting(database, words))!;
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            Console.WriteLine("  " + line);
        }

        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{string.Join(' ', words)} ended with {process.ExitCode}");
        }
    }

    private ProcessStartInfo Setting(string database, IEnumerable<string> words)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(folder, "Zhengtong.Web.dll"), .. words]) { WorkingDirectory = folder, RedirectStandardOutput = true };
        start.Environment["ZHENGTONG_Database__Connection"] = server.Connection(database);
        start.Environment["ZHENGTONG_Files__Folder"] = _files;
        start.Environment["ZHENGTONG_Demo__Enabled"] = "true";
        start.Environment["Logging__LogLevel__Default"] = "Warning";
        start.Environment["DOTNET_TieredPGO"] = "1";

        // All its users come from one address.
        start.Environment["ZHENGTONG_Limits__SearchesPerMinute"] = "1000000";
        return start;
    }
}

/// <summary>The running server process.</summary>
internal sealed class WebServer(Process process, Uri address) : IAsyncDisposable
{
    public Uri Address => address;

    public double ResidentMegabytes() => ProcessMemory.Megabytes(process.Id, "VmRSS") ?? double.NaN;

    public async Task ReadyAsync()
    {
        using var client = new HttpClient { BaseAddress = address };
        for (var tries = 0; ; tries++)
        {
            try
            {
                (await client.GetAsync(new Uri("/health", UriKind.Relative))).EnsureSuccessStatusCode();
                return;
            }
            catch (HttpRequestException) when (tries < 600 && !process.HasExited)
            {
                await Task.Delay(200);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
    }
}

internal static class ProcessMemory
{
    /// <param name="line">VmRSS: now; VmHWM: the most it ever was.</param>
    /// <returns>null when the process has ended.</returns>
    public static double? Megabytes(int process, string line)
    {
        try
        {
            return File.ReadLines($"/proc/{process}/status").FirstOrDefault(l => l.StartsWith(line, StringComparison.Ordinal))?.Split(' ', StringSplitOptions.RemoveEmptyEntries) is [_, var kilobytes, ..]
                ? double.Parse(kilobytes, CultureInfo.InvariantCulture) / 1024
                : null;
        }
        catch (IOException)
        {
            return null;
        }
    }
}
