namespace Zhengtong.Forms.Answers;

/// <summary>The rows of one section; one row when it does not repeat.</summary>
internal sealed record AnswerSection(bool Repeats, List<Dictionary<string, Answer>> Rows)
{
    public static Dictionary<string, Answer> NewRow() => new(StringComparer.Ordinal);

    public AnswerSection Copy() => this with { Rows = [.. Rows.Select(r => new Dictionary<string, Answer>(r, StringComparer.Ordinal))] };
}

/// <param name="Many">Written as an array.</param>
internal sealed record Answer(IReadOnlyList<string> Texts, bool Many);
