using System.Text.Json;

namespace Zhengtong.Cases.Notices;

/// <summary>The elements of a notice, from the JSON its act wrote, as a template takes them.</summary>
internal static class NoticeData
{
    public static Dictionary<string, object?> Of(string json)
    {
        using var document = JsonDocument.Parse(json);
        return Of(document.RootElement);
    }

    private static Dictionary<string, object?> Of(JsonElement element) => element.EnumerateObject().ToDictionary(p => p.Name, p => Value(p.Value));

    private static object? Value(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Number => value.GetDecimal(),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Array => value.EnumerateArray().Select(Value).ToList(),
        JsonValueKind.Object => Of(value),
        _ => null,
    };
}
