using System.Globalization;

namespace Zhengtong.Bench;

/// <summary>Callers who ask one after the other without a pause, each on a connection of his own. They are wrk's, which takes little of the two cores that the server works on.</summary>
internal static class Callers
{
    private static readonly string Script = Path.Combine(AppContext.BaseDirectory, "callers.lua");

    /// <param name="Form">As it is sent; {next} in it is the refresh token of the last answer.</param>
    /// <param name="First">The first refresh token.</param>
    internal sealed record Caller(string Cookies = "", string Form = "", string First = "");

    /// <param name="PerSecond">Answers of all callers together.</param>
    /// <param name="P95">Milliseconds.</param>
    internal sealed record Reached(double PerSecond, double P95);

    /// <param name="status">Of a good answer; any other ends the measurement with an <see cref="InvalidOperationException"/>.</param>
    public static async Task<Reached> RunAsync(Uri root, string method, string path, int status, IReadOnlyList<Caller> callers, int seconds)
    {
        var many = callers.Count.ToString(CultureInfo.InvariantCulture);
        var said = await Shell.RunAsync(
            "wrk", ["-t", many, "-c", many, "-d", $"{seconds}s", "-s", Script, new Uri(root, path).AbsoluteUri, "--", status.ToString(CultureInfo.InvariantCulture), method, path,
            .. callers.SelectMany(c => (string[])[c.Cookies, c.Form, c.First])]);
        var figures = said.Split('\n').Last(l => l.StartsWith("reached ", StringComparison.Ordinal)).Split(' ');
        if (said.Contains("\nrefused ", StringComparison.Ordinal) || said.Contains("\nlost ", StringComparison.Ordinal))
        {
            throw new InvalidOperationException($"{path}: {said}");
        }

        return new Reached(double.Parse(figures[1], CultureInfo.InvariantCulture), double.Parse(figures[2], CultureInfo.InvariantCulture));
    }
}
