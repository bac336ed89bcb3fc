using System.Globalization;

namespace Zhengtong.Bench;

/// <summary>How long the parts run, in seconds.</summary>
internal sealed record Lengths(int Submit, int Lives, int Pages, int Load)
{
    public const int Rounds = 3;

    /// <summary>Before the first round: compiled code gets better for that long.</summary>
    public const int WarmUp = 15;
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
