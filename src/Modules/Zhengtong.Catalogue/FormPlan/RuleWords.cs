using System.Globalization;
using System.Text.RegularExpressions;
using Zhengtong.Forms.Contracts;
using Zhengtong.Platform.Outcomes;

namespace Zhengtong.Catalogue.FormPlan;

/// <summary>
/// Conditions as managers write them: <c>format = canteen 且 diners &gt;= 100</c>, <c>kind 属于 a、b 或 note 已填</c> (且 binds closer than 或). What words cannot say is
/// written and shown as the rule language's JSON. Reading what was shown gives the same rule.
/// </summary>
internal static partial class RuleWords
{
    /// <returns>The rule's JSON; nothing for nothing.</returns>
    public static Outcome<string> Read(string? words)
    {
        var text = (words ?? "").Trim();
        if (text.Length == 0)
        {
            return "";
        }

        if (text[0] == '{')
        {
            return Rule.Parse(text).TryGet(out var written) ? written.ToJson() : Wrong(text);
        }

        var ways = new List<Rule>();
        foreach (var way in text.Split('或'))
        {
            var parts = new List<Rule>();
            foreach (var part in way.Split('且'))
            {
                if (One(part.Trim()) is not { } rule)
                {
                    return Wrong(part);
                }

                parts.Add(rule);
            }

            ways.Add(parts is [var only] ? only : new Rule.All(parts));
        }

        return (ways is [var single] ? single : new Rule.Any(ways)).ToJson();
    }

    public static string Write(string json)
    {
        if (json.Length == 0 || !Rule.Parse(json).TryGet(out var rule))
        {
            return json;
        }

        var words = rule is Rule.Any { Rules: { Count: > 0 } ways } ? Joined(ways.Select(And), " 或 ") : And(rule);
        return words is not null && Read(words).TryGet(out var again) && again == rule.ToJson() ? words : rule.ToJson();
    }

    private static string? And(Rule rule) => rule is Rule.All { Rules: { Count: > 0 } parts } ? Joined(parts.Select(Word), " 且 ") : Word(rule);

    private static string? Joined(IEnumerable<string?> parts, string by)
    {
        var all = parts.ToList();
        return all.Contains(null) ? null : string.Join(by, all);
    }

    private static string? Word(Rule rule) => rule switch
    {
        Rule.Compare(var op, var name, var value) when Signs.FirstOrDefault(s => s.Operator == op).Sign is { } sign => $"{name} {sign} {Text(value)}",
        Rule.In(var name, var values) => $"{name} 属于 {string.Join('、', values.Select(Text))}",
        Rule.Filled(var name) => $"{name} 已填",
        Rule.Not(Rule.Filled(var name)) => $"{name} 未填",
        _ => null,
    };

    private static Rule? One(string part)
    {
        var match = Condition().Match(part);
        if (!match.Success)
        {
            return null;
        }

        var (name, sign, value) = (match.Groups["name"].Value, match.Groups["sign"].Value, match.Groups["value"].Value.Trim());
        return sign switch
        {
            "已填" => value.Length == 0 ? new Rule.Filled(name) : null,
            "未填" => value.Length == 0 ? new Rule.Not(new Rule.Filled(name)) : null,
            "属于" => value.Length == 0 ? null : new Rule.In(name, [.. value.Split('、', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(v => new RuleValue(v))]),
            _ => value.Length == 0 ? null : new Rule.Compare(Signs.First(s => s.Sign == sign || s.Also == sign).Operator, name, Value(sign, value)),
        };
    }

    /// <summary>More and less than compare numbers; equal compares the text, as choices are texts.</summary>
    private static RuleValue Value(string sign, string value) =>
        sign is not ("=" or "≠" or "!=") && decimal.TryParse(value, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? new RuleValue("", number)
            : new RuleValue(value);

    private static string Text(RuleValue value) => value.Number?.ToString(CultureInfo.InvariantCulture) ?? value.Text;

    private static Outcome<string> Wrong(string part) =>
        Problem.Invalid("catalogue.rule-words", $"看不懂条件“{part.Trim()}”。请按“名称 = 值”“名称 >= 数字”“名称 属于 值1、值2”“名称 已填”填写，用“且”“或”连接。");

    private static readonly (string Operator, string Sign, string Also)[] Signs =
        [("eq", "=", "＝"), ("ne", "≠", "!="), ("ge", ">=", "≥"), ("le", "<=", "≤"), ("gt", ">", "＞"), ("lt", "<", "＜")];

    [GeneratedRegex(@"^(?<name>[A-Za-z][A-Za-z0-9]*)\s*(?<sign>=|＝|≠|!=|>=|≥|<=|≤|>|＞|<|＜|属于|已填|未填)(?<value>.*)$", RegexOptions.CultureInvariant)]
    private static partial Regex Condition();
}
