using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using Xunit;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Catalogue.Elements;
using Zhengtong.TestKit;

namespace Zhengtong.Tests.Unit.Catalogue;

/// <summary>Whoever checks a change sees all of it: there is no value of a content whose change the comparison of two versions does not show.</summary>
public sealed partial class VersionDifferenceTests
{
    /// <summary>What people never read, and why.</summary>
    private static readonly Dictionary<string, string> Unread = new(StringComparer.Ordinal)
    {
        ["materials[].key"] = "names a row to the program",
        ["materials[].reviewPoints[].key"] = "names a row to the program",
        ["situations[].key"] = "names a row to the program; materials and rules show the situation by its name",
        ["steps[].key"] = "names a row to the program",
    };

    /// <summary>Words of a closed set, each with another of its set.</summary>
    private static readonly Dictionary<string, string> Others = new(StringComparer.Ordinal)
    {
        ["materials[].need"] = nameof(MaterialNeed.Required), ["statutoryLimit.unit"] = nameof(LimitUnit.WorkingDays), ["promisedLimit.unit"] = nameof(LimitUnit.WorkingDays), ["steps[].kind"] = nameof(StepKind.Decide),
        ["steps[].organisationId"] = "0197a100-0000-7000-8000-00000000000b", ["formPlan.groups[].for"] = "person",
    };

    [Fact, Requirement("01.17", "01.19")]
    public void Every_value_of_an_item_that_changes_is_shown_where_versions_are_compared()
    {
        var before = ItemFormTests.Full;
        var leaves = Leaves(JsonNode.Parse(before.ToJson())!, "").ToList();
        Assert.Equal(Declared(typeof(ItemContent), "").Order(StringComparer.Ordinal), leaves.Select(l => Schema(l.Path)).Distinct().Order(StringComparer.Ordinal));

        var unseen = new List<string>();
        foreach (var (path, _) in leaves)
        {
            var changed = JsonNode.Parse(before.ToJson())!;
            Change(Leaves(changed, "").Single(l => l.Path == path));
            var after = ItemContent.FromJson(changed.ToJsonString());
            Assert.NotEqual(before.ToJson(), after.ToJson());
            if (ElementComparison.OfVersions(new ItemState("", "名", before), new ItemState("", "名", after)).All(d => !d.Removed.Any() && !d.Added.Any()))
            {
                unseen.Add(Schema(path));
            }
        }

        Assert.Equal(Unread.Keys.Order(StringComparer.Ordinal), unseen.Distinct().Order(StringComparer.Ordinal));
    }

    [Fact, Requirement("02.03")]
    public void A_file_is_shown_by_its_name_and_another_of_the_same_name_is_another()
    {
        var (one, two) = ($"{Guid.Parse("0197a100-0000-7000-8000-00000000000a"):N}/申请表.docx", $"{Guid.Parse("0197a100-0000-7000-8000-00000000000b"):N}/申请表.docx");
        ItemContent With(string file) => ItemFormTests.Full with { Result = ItemFormTests.Full.Result with { Sample = file } };
        var difference = Assert.Single(ElementComparison.OfVersions(new ItemState("", "", With(one)), new ItemState("", "", With(two))));

        Assert.Equal(("结果样本", "申请表.docx（文件号 0000000a）", "申请表.docx（文件号 0000000b）"), (difference.Element.Name, difference.Before[0], difference.After[0]));
        Assert.Null(SampleReference.FileOf("申请表.docx"));
    }

    private static void Change((string Path, JsonValue Value) leaf) => leaf.Value.ReplaceWith(leaf.Value.GetValueKind() switch
    {
        JsonValueKind.True => JsonValue.Create(false),
        JsonValueKind.False => JsonValue.Create(true),
        JsonValueKind.Number => JsonValue.Create(leaf.Value.GetValue<int>() + 1),
        _ => JsonValue.Create(Others.GetValueOrDefault(Schema(leaf.Path)) ?? leaf.Value.GetValue<string>() + "改"),
    });

    private static IEnumerable<(string Path, JsonValue Value)> Leaves(JsonNode node, string at) => node switch
    {
        JsonObject o => o.SelectMany(p => Leaves(p.Value!, at.Length == 0 ? p.Key : $"{at}.{p.Key}")),
        JsonArray a => a.SelectMany((n, i) => Leaves(n!, $"{at}[{i}]")),
        _ => [(at, node.AsValue())],
    };

    /// <summary>The values that the types declare: a new one that the sample does not fill fails here.</summary>
    private static IEnumerable<string> Declared(Type type, string at)
    {
        var inner = Nullable.GetUnderlyingType(type) ?? type;
        if (inner == typeof(string) || inner.IsPrimitive || inner.IsEnum || inner == typeof(Guid))
        {
            return [at];
        }

        if (inner.GetInterfaces().Append(inner).FirstOrDefault(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IReadOnlyDictionary<,>)) is not null)
        {
            return [at + ".fee"];
        }

        return inner.IsGenericType
            ? Declared(inner.GetGenericArguments()[0], at + "[]")
            : inner.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p.CanWrite && p.GetCustomAttribute<JsonIgnoreAttribute>() is null)
                .SelectMany(p => Declared(p.PropertyType, at.Length == 0 ? JsonNamingPolicy.CamelCase.ConvertName(p.Name) : $"{at}.{JsonNamingPolicy.CamelCase.ConvertName(p.Name)}"));
    }

    private static string Schema(string path) => Index().Replace(path, "[]");

    [GeneratedRegex(@"\[\d+\]")]
    private static partial Regex Index();
}
