using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Zhengtong.Forms.Answers;
using Zhengtong.Platform.Outcomes;

namespace Zhengtong.Forms.Contracts;

/// <summary>
/// The answers to a form as one JSON object: a section is an object, a repeated section an array of objects; an answer is a text, or an array of
/// texts for a checkbox. Numbers and dates are texts too, as they were written. Saved as it is while a draft, valid or not; what is submitted is
/// <see cref="Effective"/>.
/// </summary>
public sealed class FormAnswers
{
    public const int MaxBytes = 200 * 1024;
    public const int MaxRows = 100;
    public const int MaxTextLength = 10_000;

    private static readonly JsonWriterOptions Writing = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };
    private readonly Dictionary<string, AnswerSection> _sections = new(StringComparer.Ordinal);

    internal IReadOnlyDictionary<string, AnswerSection> Sections => _sections;

    public static Outcome<FormAnswers> Parse(string json) => AnswerJson.Read(json);

    public string ToJson()
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Writing))
        {
            AnswerJson.Write(writer, this);
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    public FormAnswers Copy()
    {
        var copy = new FormAnswers();
        foreach (var (key, section) in _sections)
        {
            copy._sections[key] = section.Copy();
        }

        return copy;
    }

    /// <summary>1 for a section that does not repeat, once anything in it is answered.</summary>
    public int Rows(string section) => _sections.TryGetValue(section, out var s) ? s.Rows.Count : 0;

    public IReadOnlyList<string> Values(string section, string field, int row = 0) =>
        _sections.TryGetValue(section, out var s) && row < s.Rows.Count && s.Rows[row].TryGetValue(field, out var answer) ? answer.Texts : [];

    /// <summary>The (first) text of an answer, or nothing.</summary>
    public string Text(string section, string field, int row = 0) => Values(section, field, row) is [var first, ..] ? first : "";

    /// <summary>The codes of the divisions answered in a section, row by row; with blanks and doubles, as they were answered.</summary>
    internal IEnumerable<string> DivisionsIn(FormSection section) =>
        Enumerable.Range(0, Math.Max(1, Rows(section.Key)))
            .SelectMany(row => section.Fields.Where(f => f.Type == FieldType.Region).SelectMany(f => Values(section.Key, f.Key, row)));

    /// <summary>Writes an answer; rows up to <paramref name="row"/> are made. A checkbox keeps its array even with one text.</summary>
    public FormAnswers Set(FormSection section, string field, IReadOnlyList<string> texts, int row = 0)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(row, MaxRows);
        var rows = Open(section.Key, section.Repeat is not null).Rows;
        while (rows.Count <= row)
        {
            rows.Add(AnswerSection.NewRow());
        }

        if (texts.Count == 0)
        {
            rows[row].Remove(field);
        }
        else
        {
            rows[row][field] = new Answer(texts, section.Field(field)?.Type == FieldType.Checkbox);
        }

        return this;
    }

    /// <summary>
    /// The answers that count, once submitted: those of visible sections and fields of the definition. Hiding a field does not clear it, so that changing
    /// one's mind brings the answer back; but nothing hidden is submitted, and no rule sees it. Blank answers and rows without any answer are left out.
    /// </summary>
    public FormAnswers Effective(FormDefinition definition, FormContext context) => EffectiveAnswers.Of(definition, this, context);

    /// <summary>How a rule outside the form sees these answers: what is hidden counts as unanswered.</summary>
    public IAnswers Seen(FormDefinition definition, FormContext context) => new Visibility(definition, this, context).InForm;

    internal AnswerSection Open(string key, bool repeats)
    {
        if (!_sections.TryGetValue(key, out var section) || section.Repeats != repeats)
        {
            _sections[key] = section = new AnswerSection(repeats, section?.Rows ?? []);
        }

        return section;
    }

    internal void Replace(string key, AnswerSection section) => _sections[key] = section;
}
