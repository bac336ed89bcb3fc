using System.Text.Json.Nodes;
using Zhengtong.Catalogue.Contracts;

namespace Zhengtong.Catalogue.Elements;

/// <summary>
/// Puts what an author changed onto a content that came in force meanwhile: what differs between his base and his draft is his, all else is the newest's. Lists whose
/// rows have keys (materials, steps, situations, questions, groups and elements of the form) are merged row by row. Pure, and without a list of properties: a new one is merged too.
/// </summary>
internal static class ContentMerge
{
    /// <summary>Objects whose parts stand for themselves; the parts of any other object (a limit, a fee) belong together.</summary>
    private static readonly HashSet<string> Loose = new(StringComparer.Ordinal) { "formPlan", "remarks", "result" };

    public static ItemContent Of(ItemContent @base, ItemContent draft, ItemContent newest) =>
        ItemContent.FromJson(Objects(Node(@base), Node(draft), Node(newest)).ToJsonString());

    /// <summary>A name of the item, which is no part of its content.</summary>
    public static string Of(string @base, string draft, string newest) => @base == draft ? newest : draft;

    private static JsonObject Node(ItemContent content) => JsonNode.Parse(content.ToJson())!.AsObject();

    private static JsonObject Objects(JsonObject @base, JsonObject draft, JsonObject newest)
    {
        var merged = new JsonObject();
        foreach (var name in newest.Select(p => p.Key).Union(draft.Select(p => p.Key), StringComparer.Ordinal))
        {
            if (Merged(name, @base[name], draft[name], newest[name]) is { } value)
            {
                merged[name] = value.DeepClone();
            }
        }

        return merged;
    }

    private static JsonNode? Merged(string name, JsonNode? @base, JsonNode? draft, JsonNode? newest)
    {
        if (JsonNode.DeepEquals(@base, draft) || JsonNode.DeepEquals(draft, newest))
        {
            return newest;
        }

        if (JsonNode.DeepEquals(@base, newest))
        {
            return draft;
        }

        return (@base, draft, newest) switch
        {
            (JsonObject b, JsonObject d, JsonObject n) when Loose.Contains(name) => Objects(b, d, n),
            (JsonArray b, JsonArray d, JsonArray n) when Keyed(b) is { } before && Keyed(d) is { } mine && Keyed(n) is { } theirs => Rows(before, mine, theirs),
            _ => draft,
        };
    }

    private static JsonArray Rows(OrderedDictionary<string, JsonObject> before, OrderedDictionary<string, JsonObject> mine, OrderedDictionary<string, JsonObject> theirs)
    {
        // Who put the rows in another order has it his way; the other's new rows come after the row that they stand behind in his.
        var reordered = !before.Keys.Where(mine.ContainsKey).SequenceEqual(mine.Keys.Where(before.ContainsKey), StringComparer.Ordinal);
        var (first, second) = reordered ? (mine, theirs) : (theirs, mine);
        var order = first.Keys.ToList();
        string? previous = null;
        foreach (var key in second.Keys)
        {
            if (!first.ContainsKey(key))
            {
                order.Insert(previous is null ? 0 : order.IndexOf(previous) + 1, key);
            }

            previous = key;
        }

        var merged = new JsonArray();
        foreach (var key in order)
        {
            var (b, d, n) = (before.GetValueOrDefault(key), mine.GetValueOrDefault(key), theirs.GetValueOrDefault(key));
            JsonNode? row = (b, d, n) switch
            {
                (not null, null, _) => null,
                (not null, not null, null) => JsonNode.DeepEquals(b, d) ? null : d,
                (null, not null, not null) => d,
                (not null, not null, not null) => Objects(b, d, n),
                _ => d ?? n,
            };
            if (row is not null)
            {
                merged.Add(row.DeepClone());
            }
        }

        return merged;
    }

    /// <summary>The rows by their keys; null when they have none, or one twice.</summary>
    private static OrderedDictionary<string, JsonObject>? Keyed(JsonArray rows)
    {
        var keyed = new OrderedDictionary<string, JsonObject>(StringComparer.Ordinal);
        return rows.All(r => r is JsonObject row && row["key"]?.GetValue<string>() is { } key && keyed.TryAdd(key, row)) ? keyed : null;
    }
}
