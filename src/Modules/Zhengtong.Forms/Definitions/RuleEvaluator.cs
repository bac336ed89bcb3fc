using Zhengtong.Forms.Contracts;

namespace Zhengtong.Forms.Definitions;

/// <summary>The server's reading of a rule; the semantics stand at <see cref="Rule"/>.</summary>
internal static class RuleEvaluator
{
    public static bool Holds(Rule rule, IAnswers answers) => rule switch
    {
        Rule.All(var rules) => rules.All(r => Holds(r, answers)),
        Rule.Any(var rules) => rules.Any(r => Holds(r, answers)),
        Rule.Not(var inner) => !Holds(inner, answers),
        Rule.Filled(var name) => Texts(name, answers).Count > 0,
        Rule.In(var name, var values) => Texts(name, answers).Any(t => values.Any(v => IsEqual(t, v))),
        Rule.Count(var section, var order, var number) => Ordered(order, answers.Count(section).CompareTo(number)),
        Rule.Compare("eq" or "has", var name, var value) => Texts(name, answers).Any(t => IsEqual(t, value)),
        Rule.Compare("ne", var name, var value) => !Texts(name, answers).Any(t => IsEqual(t, value)),
        Rule.Compare(var order, var name, var value) => Texts(name, answers) is [var only] && Difference(only, value) is { } d && Ordered(order, d),
        _ => false,
    };

    private static List<string> Texts(string name, IAnswers answers)
    {
        var texts = new List<string>();
        foreach (var value in answers.Values(name))
        {
            if (Blank.Trim(value) is { Length: > 0 } text)
            {
                texts.Add(text);
            }
        }

        return texts;
    }

    private static bool IsEqual(string text, RuleValue value) => Difference(text, value) == 0;

    /// <returns>Null when a text that is no number meets a number.</returns>
    private static int? Difference(string text, RuleValue value) => value.Number is not { } number
        ? string.CompareOrdinal(text, Blank.Trim(value.Text))
        : PlainDecimal.TryParse(text, out var left) ? left.CompareTo(number) : null;

    private static bool Ordered(string order, int difference) => order switch
    {
        "eq" => difference == 0,
        "ne" => difference != 0,
        "gt" => difference > 0,
        "ge" => difference >= 0,
        "lt" => difference < 0,
        "le" => difference <= 0,
        _ => false,
    };
}
