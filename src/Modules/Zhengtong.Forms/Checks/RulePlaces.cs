using Zhengtong.Forms.Contracts;

namespace Zhengtong.Forms.Checks;

/// <summary>Where rules stand in a definition and what they speak of.</summary>
internal static class RulePlaces
{
    /// <summary>Every rule with its section and, unless it is the section's own, its field.</summary>
    public static IEnumerable<(FormSection Section, FormField? Field, Rule Rule)> Of(FormDefinition definition)
    {
        foreach (var section in definition.Sections)
        {
            if (section.VisibleWhen is not null)
            {
                yield return (section, null, section.VisibleWhen);
            }

            foreach (var field in section.Fields)
            {
                foreach (var rule in new[] { field.VisibleWhen, field.RequiredWhen }.OfType<Rule>())
                {
                    yield return (section, field, rule);
                }
            }
        }
    }

    /// <summary>The expression and all inside it.</summary>
    public static IEnumerable<Rule> Parts(Rule rule) => rule switch
    {
        Rule.All(var rules) => rules.SelectMany(Parts).Prepend(rule),
        Rule.Any(var rules) => rules.SelectMany(Parts).Prepend(rule),
        Rule.Not(var inner) => Parts(inner).Prepend(rule),
        _ => [rule],
    };

    public static string? NameIn(Rule rule) => rule switch
    {
        Rule.Compare(_, var name, _) => name,
        Rule.In(var name, _) => name,
        Rule.Filled(var name) => name,
        _ => null,
    };

    public static IReadOnlyList<RuleValue> LiteralsIn(Rule rule) => rule switch
    {
        Rule.Compare(_, _, var value) => [value],
        Rule.In(_, var values) => values,
        _ => [],
    };

    /// <summary>The field that a name means in a rule of this place; a section's own rule sees no row.</summary>
    public static (FormSection Section, FormField Field)? Find(FormDefinition definition, FormSection place, bool inRow, string name)
    {
        if (inRow && place.Repeat is not null && place.Field(name) is { } own)
        {
            return (place, own);
        }

        return definition.Sections.Where(s => s.Repeat is null && s.Field(name) is not null).Select(s => ((FormSection, FormField)?)(s, s.Field(name)!)).FirstOrDefault();
    }
}
