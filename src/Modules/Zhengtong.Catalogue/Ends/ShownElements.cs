using System.Text.Json;
using Zhengtong.Catalogue.Api;
using Zhengtong.Catalogue.Elements;
using Zhengtong.Platform.Codes;
using Zhengtong.Platform.Outcomes;

namespace Zhengtong.Catalogue.Ends;

/// <summary>
/// What an end shows of an item: <c>{"elements": {"name": "…", "materials": ["…", "…"]}}</c>, by the key of an element or its national field name; the lines are those that the API gives out. Pure.
/// </summary>
internal static class ShownElements
{
    public const int MaxBytes = 512 * 1024;
    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 8, AllowDuplicateProperties = false };

    public static Outcome<IReadOnlyDictionary<string, IReadOnlyList<string>>> Read(ReadOnlyMemory<byte> json)
    {
        try
        {
            using var document = JsonDocument.Parse(json, Strict);
            if (document.RootElement.ValueKind != JsonValueKind.Object || !document.RootElement.TryGetProperty("elements", out var elements) || elements.ValueKind != JsonValueKind.Object)
            {
                return Wrong("内容应为 {\"elements\": {要素: 文本或文本列表}}。");
            }

            var shown = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
            foreach (var property in elements.EnumerateObject())
            {
                var key = (ItemElements.Find(property.Name) ?? ItemElements.All.FirstOrDefault(e => e.National.Length > 0 && e.National == property.Name))?.Key;
                if (key is null || !PublicItems.Keys.Contains(key))
                {
                    return Wrong($"没有要素“{property.Name.Shortened(40)}”，要素名见 /api/items/{{code}} 的 elements。");
                }

                if (LinesOf(property.Value) is not { } lines)
                {
                    return Wrong($"要素“{key}”应为文本或文本列表。");
                }

                if (!shown.TryAdd(key, lines))
                {
                    return Wrong($"要素“{key}”出现了两次。");
                }
            }

            return shown;
        }
        catch (JsonException e)
        {
            return Wrong($"不是正确的 JSON（第 {e.LineNumber + 1} 行）。");
        }
    }

    private static string[]? LinesOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!.Split('\n'),
        JsonValueKind.Array when value.EnumerateArray().All(v => v.ValueKind == JsonValueKind.String) => [.. value.EnumerateArray().Select(v => v.GetString()!)],
        JsonValueKind.Null => [],
        _ => null,
    };

    private static Problem Wrong(string message) => Problem.Invalid("catalogue.end-shown", message);
}
