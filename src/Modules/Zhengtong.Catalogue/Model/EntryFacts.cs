using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;

namespace Zhengtong.Catalogue.Model;

/// <summary>What an entry of a list says.</summary>
internal sealed record EntryFacts(string Number, string Name, string TypeCode, string Organisation, IReadOnlyDictionary<string, string> Fields)
{
    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    /// <summary>Codes of the catalogue it corresponds to, in order; null where nobody asked.</summary>
    public IReadOnlyList<string>? Targets { get; init; }

    /// <summary>Always in the same order, so that equal facts are equal texts.</summary>
    public string FieldsJson() => JsonSerializer.Serialize(new SortedDictionary<string, string>(Fields.ToDictionary(f => f.Key, f => f.Value), StringComparer.Ordinal), Json);

    /// <summary>As one text: equal facts, and what they correspond to, are equal texts.</summary>
    public string Text() => string.Join('\u001f', Number, Name, TypeCode, Organisation, FieldsJson(), string.Join('\u001e', Targets ?? []));

    /// <param name="one">null: no such entry.</param>
    public static bool Same(EntryFacts? one, EntryFacts? other) => one?.Text() == other?.Text();

    public static IReadOnlyList<string> Ordered(IEnumerable<string> targets) => [.. targets.Order(StringComparer.Ordinal)];

    public static IReadOnlyDictionary<string, string> FieldsOf(string json) => JsonSerializer.Deserialize<Dictionary<string, string>>(json) ?? [];
}
