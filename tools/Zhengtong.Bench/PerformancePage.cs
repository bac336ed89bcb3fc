using System.Globalization;
using System.Runtime.InteropServices;

namespace Zhengtong.Bench;

/// <summary>Writes what was measured of cases, of items or of identity, with machine and day, between the two marks of its name in docs/performance.md.</summary>
internal static class PerformancePage
{
    /// <param name="of">cases, items or identity.</param>
    /// <param name="count">0: there is nothing to count.</param>
    public static async Task WriteAsync(string file, string of, int count, bool quick, string table)
    {
        var text = await File.ReadAllTextAsync(file);
        var (begin, end) = ($"<!-- measured {of} -->", $"<!-- /measured {of} -->");
        var (from, to) = (text.IndexOf(begin, StringComparison.Ordinal), text.IndexOf(end, StringComparison.Ordinal));
        if (from < 0 || to < from)
        {
            throw new InvalidOperationException($"{file} has no place for the figures ({begin}).");
        }

        var cpu = File.ReadLines("/proc/cpuinfo").FirstOrDefault(l => l.StartsWith("model name", StringComparison.Ordinal))?.Split(':')[1].Trim();
        var head = string.Create(CultureInfo.InvariantCulture,
            $"{TimeProvider.System.GetUtcNow():yyyy-MM-dd HH:mm} UTC, {Environment.ProcessorCount} cores ({cpu}), {RuntimeInformation.FrameworkDescription}, {(count > 0 ? $"{count} {of}" : of)}{(quick ? ", quick run" : "")}, load at the end {File.ReadAllText("/proc/loadavg").Split(' ')[0]}. PostgreSQL: {BenchPostgres.Settings}.");
        await File.WriteAllTextAsync(file, $"{text[..(from + begin.Length)]}\n\n{head}\n\n{table}\n{text[to..]}");
    }
}
