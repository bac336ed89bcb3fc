using Zhengtong.Catalogue.Model;

namespace Zhengtong.Catalogue.Import;

/// <summary>
/// The themes of <c>themes.csv</c> and the stated rules of <c>theme-rules.csv</c> that put items under them: a rule fits when one of its words occurs in the
/// item's name, organisation or domain, or (tree) equals its main item. An item that no rule fits is under no theme.
/// </summary>
internal sealed class ThemeRules
{
    private readonly List<Rule> _rules = [];

    public List<ThemeKey> Themes { get; } = [];

    public static ThemeRules Read(TextReader themes, TextReader rules, TextReader tree)
    {
        var read = new ThemeRules();
        foreach (var row in Csv.Read(themes))
        {
            var audience = row["audience"] is "个人" or "自然人" ? ThemeAudience.Person : ThemeAudience.Company;

            // Names that stand on memory alone are used as names of our own, not as a standard's.
            read.Themes.Add(new ThemeKey(audience, row["status"] == "recalled_unverified" ? "主题" : row["kind"], row["theme"]));
        }

        foreach (var row in Csv.Read(rules))
        {
            var audience = row["audience"] == "个人" ? ThemeAudience.Person : ThemeAudience.Company;
            var key = new ThemeKey(audience, row["kind"], row["theme"]);
            if (!read.Themes.Contains(key))
            {
                throw new InvalidDataException($"theme-rules.csv line {row.Line}: no theme {key}.");
            }

            read._rules.Add(new Rule(key, row["match"], row["words"].Split(';', StringSplitOptions.RemoveEmptyEntries)));
        }

        foreach (var theme in Csv.Read(tree).GroupBy(r => r["theme"], r => r["main_item"]))
        {
            var key = new ThemeKey(ThemeAudience.Company, "门户主题（城市事项树）", theme.Key);
            if (read.Themes.Contains(key))
            {
                read._rules.Add(new Rule(key, "tree", [.. theme.Distinct().Select(ItemName.Normalise)]));
            }
        }

        return read;
    }

    public IEnumerable<ThemeKey> Of(ItemDraft draft) => _rules
        .Where(r => r.Theme.Audience == ThemeAudience.Person ? draft.Content.ForPersons : draft.Content.ForCompanies)
        .Where(r => r.Match switch
        {
            "name" => Any(draft.Name, r.Words),
            "organisation" => Any(draft.OrganisationName, r.Words),
            "domain" => Any(draft.Domain, r.Words),
            "tree" => r.Words.Contains(ItemName.Normalise(draft.MainItem.Length > 0 ? draft.MainItem : draft.Name)),
            _ => throw new InvalidDataException($"theme-rules.csv: no match '{r.Match}'."),
        })
        .Select(r => r.Theme)
        .Distinct();

    private static bool Any(string text, string[] words) => words.Any(w => text.Contains(w, StringComparison.Ordinal));

    private sealed record Rule(ThemeKey Theme, string Match, string[] Words);
}

internal sealed record ThemeKey(ThemeAudience Audience, string Kind, string Name);
