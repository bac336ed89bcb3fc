using Zhengtong.Forms.Answers;
using Zhengtong.Forms.Definitions;
using Zhengtong.Platform.Outcomes;

namespace Zhengtong.Forms.Contracts;

/// <summary>
/// Says what is missing or wrong before a form can be submitted. What does not show is not looked at; a repeated section's rows without any answer
/// are passed over, except the first <see cref="Repeat.Min"/>. Problems carry the posted name of their field, in the order of the form.
/// </summary>
public static class FormValidator
{
    /// <param name="section">Only this section, for a page that asks one section at a time; null for the whole form.</param>
    public static IReadOnlyList<Problem> Validate(FormDefinition definition, FormAnswers answers, FormContext context, string? section = null)
    {
        var visibility = new Visibility(definition, answers, context);
        return definition.Sections
            .Where(s => (section is null || s.Key == section) && visibility.Shows(s))
            .SelectMany(s => s.Repeat is null ? RowProblems(s, 0, answers, context, visibility) : Repeated(s, s.Repeat, answers, context, visibility))
            .ToList();
    }

    private static IEnumerable<Problem> Repeated(FormSection section, Repeat repeat, FormAnswers answers, FormContext context, Visibility visibility)
    {
        var rows = answers.Rows(section.Key);
        var filled = Enumerable.Range(0, rows).Where(i => !visibility.IsBlank(section, i)).ToList();
        if (filled.Count > repeat.Max)
        {
            yield return Problem.Invalid("forms.too-many-rows", $"{repeat.ItemTitle}最多填写 {repeat.Max} 项，请删除多余的内容。", FieldName.Of(section));
        }

        if (filled.Count < repeat.Min)
        {
            yield return Problem.Invalid("forms.too-few-rows", $"请至少填写 {repeat.Min} 项{repeat.ItemTitle}，现在有 {filled.Count} 项。", FieldName.Of(section));
        }

        var lacking = Enumerable.Range(0, Math.Max(rows, repeat.Min)).Except(filled).Take(Math.Max(0, repeat.Min - filled.Count));
        foreach (var row in filled.Concat(lacking).Order())
        {
            foreach (var problem in RowProblems(section, row, answers, context, visibility))
            {
                yield return problem;
            }
        }
    }

    private static IEnumerable<Problem> RowProblems(FormSection section, int row, FormAnswers answers, FormContext context, Visibility visibility)
    {
        foreach (var field in section.Fields.Where(f => f.TakesAnswer() && visibility.Shows(section, row, f)))
        {
            var texts = answers.Values(section.Key, field.Key, row).Where(t => !Blank.Is(t)).Select(Blank.Trim).ToList();
            if (texts.Count == 0)
            {
                if (visibility.IsRequired(section, row, field))
                {
                    yield return Problem.Invalid("forms.required", Missing(field), FieldName.Of(section, row, field));
                }
            }
            else if (FieldCheck.Fault(field, texts, context.Today) is { } fault)
            {
                yield return Problem.Invalid(fault.Code, fault.Message, FieldName.Of(section, row, field));
            }
        }
    }

    private static string Missing(FormField field) => field.Type switch
    {
        FieldType.Radio or FieldType.Checkbox or FieldType.Select or FieldType.YesNo or FieldType.Date or FieldType.YearMonth or FieldType.Region => $"请选择{field.Label}",
        _ => $"请填写{field.Label}",
    };
}
