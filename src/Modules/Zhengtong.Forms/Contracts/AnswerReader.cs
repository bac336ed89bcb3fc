using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Primitives;
using Zhengtong.Forms.Answers;
using Zhengtong.Platform.Outcomes;

namespace Zhengtong.Forms.Contracts;

/// <summary>
/// Takes the answers out of a posted page. Names that do not begin with <c>a.</c> are the page's own and left alone; a name under <c>a.</c> that the
/// definition does not have is refused, for then the page and the form have parted and saving would lose what was typed. Sections on
/// the page replace their saved answers; the others stay. Checks shape and size only: drafts may be invalid.
/// </summary>
public static partial class AnswerReader
{
    public static Outcome<FormAnswers> Read(FormDefinition definition, IEnumerable<KeyValuePair<string, StringValues>> posted, FormAnswers? saved = null)
    {
        var answers = saved?.Copy() ?? new FormAnswers();
        var fields = posted.ToList();
        var inputs = new List<Input>();
        foreach (var (name, values) in fields.Where(f => f.Key.StartsWith(FieldName.Prefix, StringComparison.Ordinal)))
        {
            if (Input.Of(definition, name, values) is not { } input)
            {
                return Problem.Invalid("forms.unknown-field", "页面内容与当前表单不一致，请刷新页面后再填写。", name);
            }

            inputs.Add(input);
        }

        var marked = fields.Where(f => f.Key == FieldName.SectionMarker).SelectMany(f => f.Value).Select(k => definition.Section(k ?? "")).OfType<FormSection>();
        foreach (var section in marked.Concat(inputs.Select(i => i.Section)).Distinct().ToList())
        {
            answers.Replace(section.Key, new AnswerSection(section.Repeat is not null, []));
        }

        var problems = new List<Problem>();
        foreach (var rows in inputs.GroupBy(i => i.Section))
        {
            // A row taken out in the browser leaves a gap in the numbers.
            var order = rows.Select(i => i.Row).Distinct().Order().Select((number, index) => (number, index)).ToDictionary(x => x.number, x => x.index);
            if (order.Count > Math.Min(rows.Key.Repeat?.Max ?? 1, FormAnswers.MaxRows))
            {
                problems.Add(Problem.Invalid("forms.too-many-rows", $"{rows.Key.Title}最多填写 {rows.Key.Repeat?.Max} 项，请删除多余的内容。", FieldName.Of(rows.Key)));
                continue;
            }

            foreach (var input in rows)
            {
                problems.AddRange(Put(answers, input, order[input.Row]));
            }
        }

        if (problems.Count > 0)
        {
            return Outcome<FormAnswers>.Because(problems);
        }

        return Encoding.UTF8.GetByteCount(answers.ToJson()) > FormAnswers.MaxBytes ? AnswerJson.TooLarge : answers;
    }

    private static IEnumerable<Problem> Put(FormAnswers answers, Input input, int row)
    {
        var texts = input.Values.Select(v => Clean(v ?? "", input.Field.Type)).Where(t => t.Length > 0).Distinct().ToList();
        if (input.Field.Type == FieldType.Region && texts.Count > 1)
        {
            texts = [Deepest(texts)];
        }

        if (input.Field.Type != FieldType.Checkbox && texts.Count > 1)
        {
            yield return Problem.Invalid("forms.several-values", $"{input.Field.Label}只能填写一项，请重新填写。", input.Name);
        }
        else if (texts.Exists(t => t.Length > FormAnswers.MaxTextLength) || texts.Count > 500)
        {
            yield return Problem.Invalid("forms.too-long", $"{input.Field.Label}填写的内容太长，请精简后再保存。", input.Name);
        }
        else
        {
            answers.Set(input.Section, input.Field.Key, texts, row);
        }
    }

    /// <summary>Divisions are chosen level by level under one name: codes begin with the code above, and what lies elsewhere is left over from an earlier choice.</summary>
    private static string Deepest(List<string> codes) => codes.Aggregate((above, code) => code.StartsWith(above, StringComparison.Ordinal) ? code : above);

    /// <summary>Line ends become \n, control characters go, blanks around go.</summary>
    private static string Clean(string value, FieldType type)
    {
        var text = new StringBuilder(value.Length);
        foreach (var c in value.ReplaceLineEndings("\n"))
        {
            if (!char.IsControl(c) || (c == '\n' && type == FieldType.Multiline))
            {
                text.Append(c);
            }
        }

        return Definitions.Blank.Trim(text.ToString());
    }

    private sealed record Input(FormSection Section, int Row, FormField Field, string Name, StringValues Values)
    {
        public static Input? Of(FormDefinition definition, string name, StringValues values)
        {
            var match = Grammar().Match(name);
            var section = definition.Section(match.Groups["section"].Value);
            var field = section?.Field(match.Groups["field"].Value);
            var row = match.Groups["row"];
            return section is null || field is null || !field.TakesAnswer() || row.Success != (section.Repeat is not null)
                ? null
                : new Input(section, row.Success ? int.Parse(row.ValueSpan, CultureInfo.InvariantCulture) : 0, field, name, values);
        }
    }

    [GeneratedRegex(@"^a\.(?<section>[A-Za-z0-9]+)(\[(?<row>[0-9]{1,3})\])?\.(?<field>[A-Za-z0-9]+)\z", RegexOptions.CultureInvariant)]
    private static partial Regex Grammar();
}
