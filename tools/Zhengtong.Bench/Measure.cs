using System.Globalization;
using System.Runtime;

namespace Zhengtong.Bench;

/// <summary>How long the parts run, in seconds.</summary>
internal sealed record Lengths(int Submit, int Lives, int Pages, int Load)
{
    public const int Rounds = 3;

    /// <summary>Before the first round of what is compared with something else in the same process.</summary>
    public const int WarmUp = 15;
}

/// <summary>
/// A server that runs for weeks is measured, not its first minute, in which code is compiled several times over on the cores that it works on: rounds until three of them bring no more than what went
/// before and, where the server is in this process, next to nothing was compiled in the last; two minutes at most.
/// </summary>
internal static class Warm
{
    private const int Seconds = 5;
    private const int MostRounds = 24;
    private const int Enough = 3;
    private const double Gain = 1.03;
    private const int FewMethods = 100;

    /// <param name="run">Works for so many seconds and answers how much was done in one.</param>
    public static async Task UntilSteadyAsync(Func<int, Task<double>> run)
    {
        var (best, without, compiling) = (0.0, 0, true);
        for (var round = 0; round < MostRounds && (without < Enough || compiling); round++)
        {
            var compiled = JitInfo.GetCompiledMethodCount();
            var reached = await run(Seconds);
            compiling = JitInfo.GetCompiledMethodCount() - compiled > FewMethods;
            without = reached > best * Gain ? 0 : without + 1;
            best = Math.Max(best, reached);
        }
    }
}

/// <summary>One line of the table.</summary>
/// <param name="AtMost">The bound is an upper one.</param>
internal sealed record Measure(string What, double Reached, double Bound, string Unit = "", bool AtMost = false, string Note = "")
{
    public bool Met => AtMost ? Reached <= Bound : Reached >= Bound;

    /// <summary>A row of the table.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"| {What}{(Note.Length > 0 ? $" ({Note})" : "")} | {Reached:0.##}{Unit} | {(AtMost ? "≤" : "≥")} {Bound:0.##}{Unit} | {(Met ? "yes" : "**no**")} |");

    public static string Table(IEnumerable<Measure> results) => "| measure | reached | must reach | met |\n|---|---|---|---|\n" + string.Concat(results.Select(r => r + "\n"));

    public static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted.Count == 0 ? double.NaN : sorted[sorted.Count / 2];
    }

    public static double Percentile(List<double> values, double share)
    {
        values.Sort();
        return values.Count == 0 ? double.NaN : values[Math.Min(values.Count - 1, (int)(values.Count * share))];
    }
}
