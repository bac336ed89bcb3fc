using System.Diagnostics;
using System.Globalization;

namespace Zhengtong.Torture;

/// <param name="Acknowledged">Writes the workers said were done.</param>
/// <param name="Faults">What the store did not keep, or kept twice or half.</param>
public sealed record TortureReport(int Kills, int Acknowledged, int Cases, IReadOnlyList<string> Faults)
{
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{Kills} kills, {Acknowledged} acknowledged writes in {Cases} cases, {Faults.Count} faults{string.Concat(Faults.Select(f => "\n  " + f))}");
}

/// <summary>Starts the worker, kills it at a moment drawn from the seed, starts the next on what it left, and checks after each kill that every acknowledged write is there.</summary>
public static class Torturer
{
    private const int MostWrites = 120;
    private const int LongestMilliseconds = 40;

    public static async Task<TortureReport> RunAsync(string connection, int kills, int seed, Action<string> tell, CancellationToken ct)
    {
        await TortureHost.PrepareAsync(connection);
        var random = new Random(seed);
        var said = new Acknowledgements();
        var faults = new List<string>();
        await using var store = new StoreCheck(connection);
        for (var kill = 1; kill <= kills && faults.Count == 0; kill++)
        {
            var from = said.Count;
            await RunOnceAsync(connection, (seed * 10_007) + (kill * 101), random.Next(MostWrites), random.Next(LongestMilliseconds), said, ct);
            faults.AddRange(await store.AcknowledgedAsync(said, from, ct));
            if (kill % 10 == 0)
            {
                tell(string.Create(CultureInfo.InvariantCulture, $"{kill} kills, {said.Count} acknowledged, {faults.Count} faults"));
            }
        }

        faults.AddRange(await store.WholeAsync(ct));
        return new TortureReport(kills, said.Count, said.Cases, faults);
    }

    /// <summary>One life of the worker; ends by SIGKILL, some milliseconds after so many acknowledged writes, whatever the machine's speed.</summary>
    private static async Task RunOnceAsync(string connection, int seed, int writes, int milliseconds, Acknowledgements said, CancellationToken ct)
    {
        var program = typeof(Torturer).Assembly.Location;
        using var worker = Process.Start(new ProcessStartInfo("dotnet", [program, "worker", "--connection", connection, "--seed", seed.ToString(CultureInfo.InvariantCulture)])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var errors = worker.StandardError.ReadToEndAsync(ct);
        try
        {
            if (await worker.StandardOutput.ReadLineAsync(ct) != "ready")
            {
                throw new InvalidOperationException("The worker did not start: " + await errors);
            }

            var enough = said.MoreAsync(writes);
            var reading = said.ReadAsync(worker.StandardOutput, ct);
            if (await Task.WhenAny(worker.WaitForExitAsync(ct), enough) == enough)
            {
                await Task.WhenAny(worker.WaitForExitAsync(ct), Task.Delay(milliseconds, ct));
            }

            if (worker.HasExited)
            {
                throw new InvalidOperationException("The worker ended by itself: " + await errors);
            }

            worker.Kill();
            await worker.WaitForExitAsync(ct);
            await reading;
        }
        finally
        {
            if (!worker.HasExited)
            {
                worker.Kill();
            }
        }
    }
}
