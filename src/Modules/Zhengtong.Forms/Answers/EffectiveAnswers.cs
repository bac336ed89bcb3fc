using Zhengtong.Forms.Contracts;
using Zhengtong.Forms.Definitions;

namespace Zhengtong.Forms.Answers;

/// <inheritdoc cref="FormAnswers.Effective"/>
internal static class EffectiveAnswers
{
    public static FormAnswers Of(FormDefinition definition, FormAnswers answers, FormContext context)
    {
        var visibility = new Visibility(definition, answers, context);
        var result = new FormAnswers();
        foreach (var section in definition.Sections.Where(visibility.Shows))
        {
            var rows = Enumerable.Range(0, RowsOf(section, answers))
                .Select(row => Row(section, row, answers, visibility))
                .Where(row => row.Count > 0)
                .ToList();
            if (rows.Count > 0)
            {
                result.Replace(section.Key, new AnswerSection(section.Repeat is not null, rows));
            }
        }

        return result;
    }

    private static int RowsOf(FormSection section, FormAnswers answers) =>
        section.Repeat is null ? Math.Min(1, answers.Rows(section.Key)) : answers.Rows(section.Key);

    private static Dictionary<string, Answer> Row(FormSection section, int row, FormAnswers answers, Visibility visibility)
    {
        var kept = AnswerSection.NewRow();
        foreach (var field in section.Fields.Where(f => f.TakesAnswer() && visibility.Shows(section, row, f)))
        {
            var texts = answers.Values(section.Key, field.Key, row).Where(t => !Blank.Is(t)).Select(t => FieldCheck.Canonical(field, Blank.Trim(t))).ToList();
            if (texts.Count > 0)
            {
                kept[field.Key] = new Answer(texts, field.Type == FieldType.Checkbox);
            }
        }

        return kept;
    }
}
