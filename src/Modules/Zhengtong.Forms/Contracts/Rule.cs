using System.Text.Json;
using Zhengtong.Forms.Definitions;
using Zhengtong.Platform.Outcomes;

namespace Zhengtong.Forms.Contracts;

/// <summary>
/// The rule language: one JSON expression that the server and the browser read alike (Assets/form-rules.js; tests/Unit/Forms/rule-cases.json
/// holds both to it). It is total: every expression has a truth value on every set of answers.
/// <list type="bullet">
/// <item>A name stands for a list of texts: none when the field is unknown, unanswered, blank or not visible; one for most fields; several for
/// a checkbox and for <c>situation</c>. Blanks around a text do not count.</item>
/// <item><c>eq</c>, <c>has</c>: some text equals the value. <c>ne</c>: not <c>eq</c>, so true on a missing field. <c>in</c>: some text equals some value.</item>
/// <item><c>gt ge lt le</c>: there is exactly one text and it compares so; false on a missing field.</item>
/// <item>A value written as a JSON number compares as a decimal, and a text that is no plain decimal equals no number. A value written as a string
/// compares by code unit, which orders ISO dates. <c>true</c> and <c>false</c> mean <c>yes</c> and <c>no</c>.</item>
/// <item><c>filled</c>: there is a text. <c>count</c>: the number of rows of a repeated section that have any answer; 0 when there is no such section or it is not visible.</item>
/// <item><c>all []</c> is true, <c>any []</c> is false.</item>
/// <item>In a repeated section a name is looked for in the same row, then in the form. Names of the house: <c>situation</c>, <c>mode</c>, <c>partyKind</c>.</item>
/// </list>
/// </summary>
public abstract record Rule
{
    /// <summary>Deeper expressions are refused when read.</summary>
    public const int MaxDepth = 16;

    /// <summary>Names that every form knows besides its own fields.</summary>
    public static readonly IReadOnlyList<string> HouseNames = ["situation", "mode", "partyKind"];

    public sealed record All(IReadOnlyList<Rule> Rules) : Rule;

    public sealed record Any(IReadOnlyList<Rule> Rules) : Rule;

    public sealed record Not(Rule Inner) : Rule;

    /// <param name="Operator">eq, ne, gt, ge, lt, le or has.</param>
    public sealed record Compare(string Operator, string Name, RuleValue Value) : Rule;

    public sealed record In(string Name, IReadOnlyList<RuleValue> Values) : Rule;

    public sealed record Filled(string Name) : Rule;

    /// <param name="Operator">eq, ne, gt, ge, lt or le.</param>
    public sealed record Count(string Section, string Operator, int Number) : Rule;

    public static bool Evaluate(Rule rule, IAnswers answers) => RuleEvaluator.Holds(rule, answers);

    public static Outcome<Rule> Parse(string json)
    {
        try
        {
            return JsonSerializer.Deserialize<Rule>(json, FormJson.Options) is { } rule
                ? rule
                : Problem.Invalid("forms.not-a-rule", "规则是空的。");
        }
        catch (JsonException e)
        {
            return Problem.Invalid("forms.not-a-rule", $"规则无法读取：{e.Message}");
        }
    }

    public string ToJson() => JsonSerializer.Serialize(this, FormJson.Options);
}

/// <summary>A literal of a rule: a text, or a number with at most 15 digits of which at most 6 are decimals (what a browser keeps exactly).</summary>
public readonly record struct RuleValue(string Text, decimal? Number = null)
{
    public static implicit operator RuleValue(string text) => new(text);

    public static implicit operator RuleValue(decimal number) => new("", number);
}

/// <summary>What a rule can ask of the answers around it.</summary>
public interface IAnswers
{
    /// <summary>The texts that a name stands for; empty when it is unknown, unanswered or not visible.</summary>
    IReadOnlyList<string> Values(string name);

    /// <summary>The rows with any answer of a visible repeated section; otherwise 0.</summary>
    int Count(string section);
}
