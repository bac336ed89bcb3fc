using System.Text.Json.Nodes;
using Xunit;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Catalogue.Elements;
using Zhengtong.TestKit;

namespace Zhengtong.Tests.Unit.Catalogue;

/// <summary>Nothing that a version says changes without a line in the difference between versions.</summary>
public sealed class DifferenceCoverageTests
{
    /// <summary>What people do not read, and why it needs no line.</summary>
    private static readonly Dictionary<string, string> Unseen = new(StringComparer.Ordinal)
    {
        ["materials.key"] = "holds a material together over versions; says nothing",
        ["materials.reviewPoints.key"] = "holds a point together over versions; says nothing",
        ["steps.key"] = "holds a step together over versions; says nothing",
        ["steps.organisationId"] = "goes with the organisation's name",
    };

    [Fact, Requirement("01.12", "01.17")]
    public void Every_property_changes_the_difference_by_itself()
    {
        var full = new ItemState("", "名", ItemFormTests.Full);
        var leaves = Leaves(JsonNode.Parse(ItemFormTests.Full.ToJson())!, "", []).ToList();
        var silent = leaves.Where(leaf => ElementComparison.Whole(full, full with { Content = With(leaf.Way) }).Count == 0).Select(leaf => leaf.Name).Distinct(StringComparer.Ordinal);

        Assert.True(leaves.Count > 80, "The example says too little.");
        Assert.Equal(Unseen.Keys.Order(StringComparer.Ordinal), silent.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_difference_is_told_in_words()
    {
        var before = ItemFormTests.Full with { Steps = [new("s1", "审查", StepKind.Review, 1, "reviewer")] };
        var after = before with { Steps = [new("s1", "审查", StepKind.Decide, 1, "approver")], StatutoryLimitText = "三十日" };

        var lines = ElementComparison.Whole(new("", "名", before), new("", "名", after)).ToDictionary(d => d.Element.Key, d => (d.Removed.Single(), d.Added.Single()));

        Assert.Equal(("法定：二十日", "法定：三十日"), lines["limitTexts"]);
        Assert.StartsWith("1. 审查｜审查｜", lines["stepTerms"].Item1, StringComparison.Ordinal);
        Assert.StartsWith("1. 审查｜决定｜", lines["stepTerms"].Item2, StringComparison.Ordinal);
        Assert.DoesNotContain("approver", lines["stepTerms"].Item2, StringComparison.Ordinal);
    }

    private static IEnumerable<(string Name, object[] Way)> Leaves(JsonNode node, string name, object[] way) => node switch
    {
        JsonObject o => o.Where(p => p.Value is not null).SelectMany(p => Leaves(p.Value!, name.Length == 0 ? p.Key : $"{name}.{p.Key}", [.. way, p.Key])),
        JsonArray a => a.SelectMany((inner, i) => Leaves(inner!, name, [.. way, i])),
        _ => [(name, way)],
    };

    /// <summary>The example with one value changed.</summary>
    private static ItemContent With(object[] way)
    {
        var root = JsonNode.Parse(ItemFormTests.Full.ToJson())!;
        var parent = way[..^1].Aggregate(root, (node, step) => step is int i ? node[i]! : node[(string)step]!);
        var value = way[^1] is int at ? parent[at]!.AsValue() : parent[(string)way[^1]]!.AsValue();
        JsonNode changed = value.GetValueKind() switch
        {
            System.Text.Json.JsonValueKind.True => false,
            System.Text.Json.JsonValueKind.False => true,
            System.Text.Json.JsonValueKind.Number => value.GetValue<int>() + 1,
            _ => Other(value.GetValue<string>(), way[^1] as string),
        };
        if (way[^1] is int index)
        {
            parent[index] = changed;
        }
        else
        {
            parent[(string)way[^1]] = changed;
        }

        return ItemContent.FromJson(root.ToJsonString());
    }

    private static string Other(string text, string? property) => property switch
    {
        "unit" => text == nameof(LimitUnit.WorkingDays) ? nameof(LimitUnit.CalendarDays) : nameof(LimitUnit.WorkingDays),
        "need" => text == nameof(MaterialNeed.Required) ? nameof(MaterialNeed.Optional) : nameof(MaterialNeed.Required),
        "kind" when Enum.TryParse<StepKind>(text, out var kind) => kind == StepKind.Review ? nameof(StepKind.Decide) : nameof(StepKind.Review),
        "organisationId" => Guid.Parse(text).ToString().Replace('a', 'b'),
        "for" => "person",
        _ => text + "改",
    };
}
