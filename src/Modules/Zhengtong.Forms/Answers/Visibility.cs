using Zhengtong.Forms.Contracts;
using Zhengtong.Forms.Definitions;

namespace Zhengtong.Forms.Answers;

/// <summary>
/// Which sections and fields of a form show with these answers. A field that does not show counts as unanswered in every rule, so hiding runs on through
/// whatever depended on it. Form-rules.js computes the same. Definitions with a cycle are refused by the checks; should one come here all the
/// same, a rule under way counts as true, so that the answer is still defined.
/// </summary>
internal sealed class Visibility(FormDefinition definition, FormAnswers answers, FormContext context)
{
    private readonly Dictionary<string, bool> _sections = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Section, int Row, string Field), bool> _fields = [];

    public bool Shows(FormSection section)
    {
        if (_sections.TryGetValue(section.Key, out var known))
        {
            return known;
        }

        _sections[section.Key] = true;
        return _sections[section.Key] = section.VisibleWhen is null || Rule.Evaluate(section.VisibleWhen, new Scope(this, null, 0));
    }

    public bool Shows(FormSection section, int row, FormField field)
    {
        var key = (section.Key, row, field.Key);
        if (_fields.TryGetValue(key, out var known))
        {
            return known;
        }

        _fields[key] = true;
        return _fields[key] = Shows(section) && (field.VisibleWhen is null || Rule.Evaluate(field.VisibleWhen, In(section, row)));
    }

    public bool IsRequired(FormSection section, int row, FormField field) =>
        field.Required || (field.RequiredWhen is not null && Rule.Evaluate(field.RequiredWhen, In(section, row)));

    /// <summary>How a rule in this place sees the answers.</summary>
    public IAnswers In(FormSection section, int row) => new Scope(this, section.Repeat is null ? null : section, row);

    /// <summary>How a rule sees the answers that stands in no section: of a material, of a point of review.</summary>
    public IAnswers InForm => new Scope(this, null, 0);

    public bool IsBlank(FormSection section, int row) =>
        section.Fields.All(f => answers.Values(section.Key, f.Key, row).All(Blank.Is));

    private IReadOnlyList<string> Seen(FormSection section, int row, FormField field) =>
        Shows(section, row, field) ? answers.Values(section.Key, field.Key, row) : [];

    private sealed class Scope(Visibility visibility, FormSection? rowSection, int row) : IAnswers
    {
        public IReadOnlyList<string> Values(string name)
        {
            if (visibility.Context.Values(name) is { } house)
            {
                return house;
            }

            if (rowSection?.Field(name) is { } own)
            {
                return visibility.Seen(rowSection, row, own);
            }

            foreach (var section in visibility.Definition.Sections.Where(s => s.Repeat is null))
            {
                if (section.Field(name) is { } field)
                {
                    return visibility.Seen(section, 0, field);
                }
            }

            return [];
        }

        public int Count(string section) => visibility.Definition.Section(section) is { Repeat: not null } s && visibility.Shows(s)
            ? Enumerable.Range(0, visibility.Answers.Rows(section)).Count(i => !visibility.IsBlank(s, i))
            : 0;
    }

    private FormDefinition Definition => definition;

    private FormAnswers Answers => answers;

    private FormContext Context => context;
}
