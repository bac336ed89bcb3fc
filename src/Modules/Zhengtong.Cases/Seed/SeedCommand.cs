using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Zhengtong.Platform.Modules;

namespace Zhengtong.Cases.Seed;

/// <summary>The verb <c>seed --cases N [--open PERCENT] [--region CODE]</c>.</summary>
internal static class SeedCommand
{
    public static readonly CommandVerb Verb = new("seed", "fills in invented cases: seed --cases N [--open PERCENT] [--region CODE]", RunAsync);

    private static async Task<int> RunAsync(IServiceProvider services, string[] words, CancellationToken ct)
    {
        if (Number(words, "--cases") is not (>= 1 and <= 10_000_000 and var cases) || Number(words, "--open", 5) is not (>= 0 and <= 100 and var open))
        {
            await Console.Error.WriteLineAsync("seed --cases N [--open PERCENT] [--region CODE]: N from 1 to 10000000, PERCENT from 0 to 100.");
            return 2;
        }

        var watch = Stopwatch.StartNew();
        var region = Array.IndexOf(words, "--region") is >= 0 and var at && at + 1 < words.Length ? words[at + 1] : "511602";
        var done = await services.GetRequiredService<SeedCases>().RunAsync(new(cases, open, region), new Lines(cases, watch), ct);
        if (!done.Ok)
        {
            await Console.Error.WriteLineAsync(done.Problems[0].Message);
            return 1;
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{done.Value} cases in {watch.Elapsed.TotalSeconds:F0} s"));
        return 0;
    }

    private static int? Number(string[] words, string name, int? otherwise = null)
    {
        var at = Array.IndexOf(words, name);
        return at < 0 ? otherwise : at + 1 < words.Length && int.TryParse(words[at + 1], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
    }

    /// <summary>A line for every twentieth part.</summary>
    private sealed class Lines(int cases, Stopwatch watch) : IProgress<int>
    {
        private int _next = 1;

        public void Report(int value)
        {
            if ((long)value * 20 >= (long)cases * _next)
            {
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{value} of {cases}, {watch.Elapsed.TotalSeconds:F0} s"));
                _next = (int)((long)value * 20 / cases) + 1;
            }
        }
    }
}
