using Zhengtong.Forms.Contracts;

namespace Zhengtong.Catalogue.Contracts;

/// <summary>Rules as an item keeps them: the JSON of <see cref="Rule"/>, or nothing.</summary>
public static class RuleText
{
    /// <returns>True for no rule. A text that is no rule never holds; publishing refuses it.</returns>
    public static bool Holds(string rule, IAnswers answers) => rule.Length == 0 || (Rule.Parse(rule).TryGet(out var parsed) && Rule.Evaluate(parsed, answers));

    public static Rule? Parse(string rule) => rule.Length > 0 && Rule.Parse(rule).TryGet(out var parsed) ? parsed : null;

    /// <summary>The names that a rule asks for; of a count, none.</summary>
    public static IEnumerable<string> Names(Rule rule) => rule switch
    {
        Rule.All(var rules) => rules.SelectMany(Names),
        Rule.Any(var rules) => rules.SelectMany(Names),
        Rule.Not(var inner) => Names(inner),
        Rule.Compare(_, var name, _) => [name],
        Rule.In(var name, _) => [name],
        Rule.Filled(var name) => [name],
        _ => [],
    };
}
