using System.Text.Json;
using CsCheck;
using Zhengtong.Forms.Contracts;

namespace Zhengtong.Tests.Unit.Forms;

/// <summary>Random expressions and answers over a small vocabulary, so that they meet.</summary>
internal static class RandomRules
{
    private static readonly string[] Texts = ["", " ", "a", "b", "ab", "A", "yes", "no", "1", "01", "1.0", "-1", "2", "10", "9.99", "0.000001", "1e3", "2026-01-01", "2026-01", "四川", "𠮷", "ｚ", "\u00a0x", "　y　", "\ufeff"];
    private static readonly decimal[] Numbers = [0, 1, -1, 2, 10, 9.99m, 0.000001m, 999999999999999m, -0.5m];

    private static readonly Gen<string> Name = Gen.OneOf("a", "b", "c", "missing", "situation");
    private static readonly Gen<string> Order = Gen.OneOf("eq", "ne", "gt", "ge", "lt", "le");
    private static readonly Gen<RuleValue> Value = Gen.OneOf(Gen.OneOf(Texts).Select(t => new RuleValue(t)), Gen.OneOf(Numbers).Select(n => new RuleValue("", n)));

    private static readonly Gen<Rule> Leaf = Gen.OneOf<Rule>(
        Gen.Select(Gen.OneOf("eq", "ne", "gt", "ge", "lt", "le", "has"), Name, Value, (o, n, v) => (Rule)new Rule.Compare(o, n, v)),
        Gen.Select(Name, Value.List[0, 4], (n, v) => (Rule)new Rule.In(n, v)),
        Name.Select(n => (Rule)new Rule.Filled(n)),
        Gen.Select(Gen.OneOf("rows", "none"), Order, Gen.Int[-1, 4], (s, o, n) => (Rule)new Rule.Count(s, o, n)));

    public static readonly Gen<Rule> AnyRule = OfDepth(4);

    public static readonly Gen<RuleCases.RuleCase> Case = Gen.Select(AnyRule, Gen.OneOf(Texts).List[0, 3], Gen.OneOf(Texts).List[0, 3], Gen.OneOf(Texts).List[1, 1], Gen.Int[0, 3],
        (rule, a, b, c, rows) => new RuleCases.RuleCase(
            "random",
            JsonSerializer.Deserialize<JsonElement>(rule.ToJson()),
            new Dictionary<string, List<string>> { ["a"] = a, ["b"] = b, ["c"] = c },
            new Dictionary<string, int> { ["rows"] = rows },
            false));

    private static Gen<Rule> OfDepth(int depth) => depth == 0 ? Leaf : Gen.OneOf(
        Leaf,
        OfDepth(depth - 1).List[0, 3].Select(r => (Rule)new Rule.All(r)),
        OfDepth(depth - 1).List[0, 3].Select(r => (Rule)new Rule.Any(r)),
        OfDepth(depth - 1).Select(r => (Rule)new Rule.Not(r)));
}
