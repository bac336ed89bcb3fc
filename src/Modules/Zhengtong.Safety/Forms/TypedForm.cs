using System.Globalization;
using Zhengtong.Platform.Outcomes;

namespace Zhengtong.Safety.Forms;

/// <summary>Reads what was typed into a form and collects what is wrong with it, each at its field.</summary>
internal sealed class TypedForm
{
    private readonly List<Problem> _problems = [];

    public IReadOnlyList<Problem> Problems => _problems;

    public bool Ok => _problems.Count == 0;

    public string Text(string? typed, string field, string what, int most, bool required = true)
    {
        // Browsers send line ends in two signs.
        var text = (typed ?? "").Replace("\r\n", "\n", StringComparison.Ordinal).Trim();
        if (required && text.Length == 0)
        {
            Wrong("safety.text-missing", $"请填写{what}。", field);
        }
        else if (text.Length > most)
        {
            Wrong("safety.text-long", $"{what}不超过 {most} 个字，请缩短。", field);
        }

        return text;
    }

    public int Number(string? typed, string field, string what, int least, int most)
    {
        if (!int.TryParse(typed?.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number < least || number > most)
        {
            Wrong("safety.number", $"请填写{what}（{least} 到 {most} 的整数）。", field);
        }

        return number;
    }

    public void Wrong(string code, string message, string field) => _problems.Add(Problem.Invalid(code, message, field));
}
