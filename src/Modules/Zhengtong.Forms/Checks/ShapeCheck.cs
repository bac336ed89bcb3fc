using System.Globalization;
using System.Text.RegularExpressions;
using Zhengtong.Forms.Contracts;
using Zhengtong.Forms.Definitions;
using Zhengtong.Platform.Outcomes;

namespace Zhengtong.Forms.Checks;

/// <summary>Keys, options, bounds, patterns, sources: all that a field or section can get wrong by itself.</summary>
internal static partial class ShapeCheck
{
    public static IEnumerable<Problem> Of(FormDefinition definition)
    {
        if (!FormKey().IsMatch(definition.Key) || Blank.Is(definition.Title))
        {
            yield return Problem.Invalid("forms.bad-key", "表单标识应为小写字母、数字和连字符（不超过 60 个字），并须有名称。");
        }

        if (definition.Sections.Count == 0)
        {
            yield return Problem.Invalid("forms.no-sections", "表单至少需要一个部分。");
        }

        foreach (var section in definition.Sections)
        {
            foreach (var problem in OfSection(definition, section))
            {
                yield return problem;
            }
        }

        var seen = new HashSet<string>(Rule.HouseNames, StringComparer.Ordinal);
        foreach (var (section, field) in definition.Sections.Where(s => s.Repeat is null).SelectMany(s => s.Fields.Select(f => (s, f))))
        {
            if (!seen.Add(field.Key))
            {
                yield return At(section, field, "forms.duplicate-key", "字段标识重复（或为保留名称），请换一个");
            }
        }
    }

    private static IEnumerable<Problem> OfSection(FormDefinition definition, FormSection section)
    {
        if (!Key().IsMatch(section.Key) || Blank.Is(section.Title))
        {
            yield return At(section, null, "forms.bad-key", "标识应以小写字母开头，只含字母和数字，并须有标题");
        }

        if (definition.Sections.Count(s => s.Key == section.Key) > 1)
        {
            yield return At(section, null, "forms.duplicate-key", "部分标识重复");
        }

        if (section.Fields.Count == 0)
        {
            yield return At(section, null, "forms.no-fields", "这一部分没有字段");
        }

        if (section.Repeat is { } repeat && (repeat.Min < 0 || repeat.Max < 1 || repeat.Min > repeat.Max || repeat.Max > FormAnswers.MaxRows || Blank.Is(repeat.ItemTitle)))
        {
            yield return At(section, null, "forms.bad-repeat", $"重复次数应在 0 至 {FormAnswers.MaxRows} 之间，最少不大于最多，并须有每项的名称");
        }

        foreach (var field in section.Fields)
        {
            if (section.Repeat is not null && (section.Fields.Count(f => f.Key == field.Key) > 1 || Rule.HouseNames.Contains(field.Key)))
            {
                yield return At(section, field, "forms.duplicate-key", "字段标识重复（或为保留名称），请换一个");
            }

            foreach (var problem in OfField(section, field))
            {
                yield return problem;
            }
        }
    }

    private static IEnumerable<Problem> OfField(FormSection section, FormField field)
    {
        if (!Key().IsMatch(field.Key) || Blank.Is(field.Label))
        {
            yield return At(section, field, "forms.bad-key", "标识应以小写字母开头，只含字母和数字，并须有名称");
        }

        foreach (var problem in Choices(section, field).Concat(Bounds(section, field)))
        {
            yield return problem;
        }

        if (field.Pattern is not null && PatternFault(field.Pattern) is { } fault)
        {
            yield return At(section, field, "forms.bad-pattern", $"正则表达式不可用：{fault}");
        }

        if (field.Prefill is not null && (!PrefillSources.All.ContainsKey(field.Prefill) || field.Type == FieldType.Checkbox || !field.TakesAnswer()))
        {
            yield return At(section, field, "forms.unknown-prefill", $"预填来源“{field.Prefill}”不存在，或该类型不能预填");
        }

        if (!field.TakesAnswer() && (field.Required || field.RequiredWhen is not null || field.Default is not null))
        {
            yield return At(section, field, "forms.takes-no-answer", "说明文字不需要填写，不能设为必填或默认值");
        }
    }

    private static IEnumerable<Problem> Choices(FormSection section, FormField field)
    {
        var chooses = field.Type is FieldType.Radio or FieldType.Checkbox or FieldType.Select;
        if (!chooses && (field.Options is not null || field.CodeTable is not null))
        {
            yield return At(section, field, "forms.needless-options", "该类型的字段不能有选项");
        }
        else if (chooses && field.Options is not null && field.CodeTable is not null)
        {
            yield return At(section, field, "forms.two-option-lists", "选项和代码表只能用一个");
        }
        else if (chooses && field.Choices().Count == 0)
        {
            yield return At(section, field, "forms.no-options", field.CodeTable is null ? "请列出选项" : $"代码表“{field.CodeTable}”不存在");
        }

        if (field.Options is { } options && (options.Any(o => Blank.Is(o.Value) || o.Value != Blank.Trim(o.Value) || Blank.Is(o.Label)) || options.DistinctBy(o => o.Value).Count() < options.Count))
        {
            yield return At(section, field, "forms.duplicate-option", "选项的值不能为空或重复，并须有名称");
        }
    }

    private static IEnumerable<Problem> Bounds(FormSection section, FormField field)
    {
        if (field.MaxLength is < 1 or > FormAnswers.MaxTextLength)
        {
            yield return At(section, field, "forms.bad-length", $"最大字数应在 1 至 {FormAnswers.MaxTextLength} 之间");
        }

        // "today" moves; any fixed day will do to see that the two bounds are dates, and two fixed dates are compared as they are.
        var (min, max) = (BoundOf(field, field.Min), BoundOf(field, field.Max));
        if ((field.Min is not null && min is null) || (field.Max is not null && max is null))
        {
            yield return At(section, field, "forms.bad-bound", "最小值或最大值与字段类型不符");
        }
        else if (min > max && field.Min != FieldCheck.TodayWord && field.Max != FieldCheck.TodayWord)
        {
            yield return At(section, field, "forms.min-above-max", "最小值大于最大值");
        }
        else if (field.Default is not null && FieldCheck.Fault(field, [field.Default], new DateOnly(2026, 1, 1)) is { Code: not ("forms.too-early" or "forms.too-late") } fault)
        {
            yield return At(section, field, "forms.bad-default", $"默认值不符合字段要求：{fault.Message}");
        }
    }

    private static decimal? BoundOf(FormField field, string? text) => field.Type switch
    {
        _ when text is null => null,
        FieldType.Number or FieldType.Money => PlainDecimal.TryParse(text, out var n) ? n : null,
        FieldType.Checkbox => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : null,
        FieldType.Date => FieldCheck.TryDate(text, new DateOnly(2026, 1, 1), out var date) ? date.DayNumber : null,
        FieldType.YearMonth => FieldCheck.TryMonth(text, new DateOnly(2026, 1, 1), out var month) ? month.DayNumber : null,
        _ => null,
    };

    private static string? PatternFault(string pattern)
    {
        if (pattern.Length > 500)
        {
            return "超过 500 个字符";
        }

        try
        {
            _ = FieldCheck.Whole(pattern);
            return null;
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            // The pattern is a person's text; the engine refuses it, or needs backtracking for it, in these two ways.
            return e.Message;
        }
    }

    public static Problem At(FormSection section, FormField? field, string code, string message)
    {
        var place = field is null ? section.Key : $"{section.Key}.{field.Key}";
        return Problem.Invalid(code, $"{field?.Label ?? section.Title}（{place}）：{message}。", place);
    }

    [GeneratedRegex(@"^[a-z][a-z0-9-]{0,59}\z", RegexOptions.CultureInvariant)]
    private static partial Regex FormKey();

    [GeneratedRegex(@"^[a-z][A-Za-z0-9]{0,39}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Key();
}
