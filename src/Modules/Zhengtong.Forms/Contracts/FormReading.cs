using Zhengtong.Forms.Definitions;
using Zhengtong.Platform.Regions;

namespace Zhengtong.Forms.Contracts;

/// <summary>Answers as people read them: what shows, in the order of the form, with the labels of choices. For pages, documents and exports alike.</summary>
public sealed record FormReading(string Title, IReadOnlyList<FormReading.Part> Parts)
{
    /// <summary>A section. Without repetition it has one row with no title.</summary>
    public sealed record Part(string Key, string Title, IReadOnlyList<Row> Rows);

    public sealed record Row(string? Title, IReadOnlyList<Line> Lines);

    /// <param name="Text">Empty when unanswered.</param>
    public sealed record Line(string Label, string Text);

    /// <summary>As <see cref="Of"/>, with divisions by their full names.</summary>
    public static async ValueTask<FormReading> OfAsync(IDivisions divisions, FormDefinition definition, FormAnswers answers, FormContext context, bool unmasked = false, CancellationToken ct = default)
    {
        var places = new Dictionary<string, string>();
        foreach (var code in definition.Sections.SelectMany(answers.DivisionsIn))
        {
            if (await divisions.PathAsync(code, ct) is [.., var place])
            {
                places[code] = place.FullName;
            }
        }

        return Of(definition, answers, context, unmasked, places);
    }

    /// <param name="places">Names of divisions by code; a division without one is shown by its code.</param>
    public static FormReading Of(FormDefinition definition, FormAnswers answers, FormContext context, bool unmasked = false, IReadOnlyDictionary<string, string>? places = null)
    {
        var effective = answers.Effective(definition, context);
        var visibility = new Answers.Visibility(definition, effective, context);
        var parts = definition.Sections.Where(visibility.Shows).Select(s => new Part(s.Key, s.Title, s.Repeat is null
            ? [RowOf(s, 0, null)]
            : [.. Enumerable.Range(0, effective.Rows(s.Key)).Select(i => RowOf(s, i, $"{s.Repeat.ItemTitle} {i + 1}"))]));
        return new FormReading(definition.Title, parts.ToList());

        Row RowOf(FormSection section, int row, string? title) => new(title, section.Fields
            .Where(f => f.TakesAnswer() && visibility.Shows(section, row, f))
            .Select(f => new Line(f.Label, AnswerText.Of(f, Named(f, effective.Values(section.Key, f.Key, row)), unmasked)))
            .ToList());

        IReadOnlyList<string> Named(FormField field, IReadOnlyList<string> values) =>
            field.Type == FieldType.Region && places is not null ? [.. values.Select(v => places.GetValueOrDefault(v, v))] : values;
    }
}
