using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using Zhengtong.Forms.Contracts;

namespace Zhengtong.Catalogue.Dictionary;

/// <summary>A data element (数据要素): what one answer is, wherever it is asked for. Requirement 01.15: 要素标准化, 内容字典化.</summary>
internal sealed record DataElement
{
    /// <summary>Lower camel case; the name that rules use.</summary>
    public required string Key { get; init; }

    public required string Name { get; init; }

    public required FieldType Type { get; init; }

    /// <summary>The group it belongs to.</summary>
    public required string Group { get; init; }

    public int Order { get; init; }

    public string? Hint { get; init; }

    public int? MaxLength { get; init; }

    public string? Min { get; init; }

    public string? Max { get; init; }

    public string? Pattern { get; init; }

    public string? PatternHint { get; init; }

    public string? CodeTable { get; init; }

    public IReadOnlyList<FieldOption>? Options { get; init; }

    public string? Prefill { get; init; }

    public string? Default { get; init; }

    public FormField ToField() => new()
    {
        Key = Key,
        Label = Name,
        Type = Type,
        Hint = Hint,
        MaxLength = MaxLength,
        Min = Min,
        Max = Max,
        Pattern = Pattern,
        PatternHint = PatternHint,
        CodeTable = CodeTable,
        Options = Options,
        Prefill = Prefill,
        Default = Default,
    };
}

/// <summary>要素组别, arranged by its managers (组别分类可配置).</summary>
internal sealed record ElementGroup(string Key, string Title, int Order, string? Intro = null, Repeat? Repeat = null);

/// <summary>要素关联关系: when the rule holds, the target is needed, shown or hidden. Holds in every form that has all the elements it speaks of.</summary>
/// <param name="When">A rule as JSON.</param>
/// <param name="Message">Why, in plain words.</param>
internal sealed record ElementRelation(string Key, string When, RelationKind Kind, string Target, string Message);

internal enum RelationKind
{
    /// <summary>必填.</summary>
    Required = 1,

    /// <summary>只在此时显示.</summary>
    Visible = 2,

    /// <summary>此时不显示.</summary>
    Hidden = 3,
}

/// <summary>How entries stand in rows and in the data file.</summary>
internal static class EntryJson
{
    public static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };
}
