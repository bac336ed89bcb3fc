using System.Text.Json;
using System.Text.Json.Serialization;
using Zhengtong.Forms.Definitions;
using Zhengtong.Platform.Outcomes;

namespace Zhengtong.Forms.Contracts;

/// <summary>
/// A form (表单) as data: sections of fields with the rules that show and require them. Immutable; a change is a new version.
/// Keys are lower camel case. A field key is unique among the sections that do not repeat, and unique inside a repeated section, where it may
/// hide a form field of the same key.
/// </summary>
public sealed record FormDefinition
{
    public required string Key { get; init; }

    public required string Title { get; init; }

    public required IReadOnlyList<FormSection> Sections { get; init; }

    public FormSection? Section(string key) => Sections.FirstOrDefault(s => s.Key == key);

    public string ToJson() => JsonSerializer.Serialize(this, FormJson.Options);

    /// <summary>Reads a definition's shape. Whether it makes sense is for <see cref="FormChecks"/>.</summary>
    public static Outcome<FormDefinition> Parse(string json)
    {
        try
        {
            return JsonSerializer.Deserialize<FormDefinition>(json, FormJson.Options) is { } definition
                ? definition
                : Problem.Invalid("forms.not-a-definition", "表单定义是空的，请提供完整的表单定义。");
        }
        catch (JsonException e)
        {
            // The text comes from a person: a fault in it is foreseen, and the reader is the only one who can name it.
            return Problem.Invalid("forms.not-a-definition", $"表单定义无法读取，请检查第 {(e.LineNumber ?? 0) + 1} 行（{e.Path}）：{e.Message}");
        }
    }
}

/// <summary>A group of fields about one subject: one question page. With <see cref="Repeat"/> it is filled once for each person, room, ...</summary>
public sealed record FormSection
{
    public required string Key { get; init; }

    public required string Title { get; init; }

    public string? Intro { get; init; }

    public Rule? VisibleWhen { get; init; }

    public Repeat? Repeat { get; init; }

    public required IReadOnlyList<FormField> Fields { get; init; }

    public FormField? Field(string key) => Fields.FirstOrDefault(f => f.Key == key);
}

/// <param name="Min">Rows that must be filled; so many are shown from the start.</param>
/// <param name="Max">At most 100.</param>
/// <param name="ItemTitle">What one row is, for example 从业人员.</param>
public sealed record Repeat(int Min, int Max, string ItemTitle);

public sealed record FormField
{
    public required string Key { get; init; }

    public required string Label { get; init; }

    public required FieldType Type { get; init; }

    public string? Hint { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Required { get; init; }

    public Rule? RequiredWhen { get; init; }

    public Rule? VisibleWhen { get; init; }

    /// <summary>For radio, checkbox and select, unless <see cref="CodeTable"/> names them.</summary>
    public IReadOnlyList<FieldOption>? Options { get; init; }

    public string? CodeTable { get; init; }

    public int? MaxLength { get; init; }

    /// <summary>A number, a date (or <c>today</c>), a month, or the least count of a checkbox's choices, by type.</summary>
    public string? Min { get; init; }

    public string? Max { get; init; }

    /// <summary>A regular expression that the whole text must match; no back references (it runs without backtracking).</summary>
    public string? Pattern { get; init; }

    /// <summary>What a wrong pattern is called, for example 8位数字.</summary>
    public string? PatternHint { get; init; }

    /// <summary>Where a known value comes from, one of <see cref="PrefillSources.All"/>.</summary>
    public string? Prefill { get; init; }

    public string? Default { get; init; }

    /// <summary>The choices, wherever they stand; empty for fields without.</summary>
    public IReadOnlyList<FieldOption> Choices() => Type switch
    {
        FieldType.YesNo => FieldOption.YesNo,
        FieldType.Radio or FieldType.Checkbox or FieldType.Select => Options ?? (CodeTable is null ? [] : CodeTables.Find(CodeTable) ?? []),
        _ => [],
    };

    /// <summary>A statement and a note about files take no answer.</summary>
    public bool TakesAnswer() => Type is not (FieldType.Statement or FieldType.FileNote);
}

public sealed record FieldOption(string Value, string Label, string? Hint = null)
{
    internal static readonly IReadOnlyList<FieldOption> YesNo = [new("yes", "是"), new("no", "否")];
}
