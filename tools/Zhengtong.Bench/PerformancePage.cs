using System.Globalization;
using System.Runtime.InteropServices;

namespace Zhengtong.Bench;

/// <summary>Writes what was measured, with machine and day, between the two marks of docs/performance.md.</summary>
internal static class PerformancePage
{
    private const string Begin = "<!-- measured -->";
    private const string End = "<!-- /measured -->";

    public static async Task WriteAsync(string file, int cases, bool quick, string table)
    {
        var text = await File.ReadAllTextAsync(file);
        var (from, to) = (text.IndexOf(Begin, StringComparison.Ordinal), text.IndexOf(End, StringComparison.Ordinal));
        if (from < 0 || to < from)
        {
            throw new InvalidOperationException($"{file} has no place for the figures ({Begin}).");
        }

        var cpu = File.ReadLines("/proc/cpuinfo").FirstOrDefault(l => l.StartsWith("model name", StringComparison.Ordinal))?.Split(':')[1].Trim();
        var head = string.Create(CultureInfo.InvariantCulture,
            $"{TimeProvider.System.GetUtcNow():yyyy-MM-dd HH:mm} UTC, {Environment.ProcessorCount} cores ({cpu}), {RuntimeInformation.FrameworkDescription}, {cases} cases{(quick ? ", quick run" : "")}, load at the end {File.ReadAllText("/proc/loadavg").Split(' ')[0]}. PostgreSQL: {BenchPostgres.Settings}.");
        await File.WriteAllTextAsync(file, $"{text[..(from + Begin.Length)]}\n\n{head}\n\n{table}\n{text[to..]}");
    }
}
