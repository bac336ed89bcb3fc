using System.Text.Json;
using System.Text.Json.Serialization;
using Zhengtong.Forms.Contracts;

namespace Zhengtong.Forms.Definitions;

/// <summary>Reads and writes <see cref="Rule"/> as an object with one operator.</summary>
internal sealed class RuleConverter : JsonConverter<Rule>
{
    private static readonly string[] Orders = ["eq", "ne", "gt", "ge", "lt", "le"];

    public override Rule Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        return Of(document.RootElement, 1);
    }

    private static Rule Of(JsonElement e, int depth)
    {
        if (depth > Rule.MaxDepth)
        {
            throw new JsonException($"规则嵌套超过 {Rule.MaxDepth} 层");
        }

        if (e.ValueKind != JsonValueKind.Object || e.GetPropertyCount() != 1)
        {
            throw new JsonException("规则应为只有一个运算符的对象");
        }

        var property = e.EnumerateObject().First();
        var (op, body) = (property.Name, property.Value);
        return op switch
        {
            "all" => new Rule.All(Items(body).Select(x => Of(x, depth + 1)).ToList()),
            "any" => new Rule.Any(Items(body).Select(x => Of(x, depth + 1)).ToList()),
            "not" => new Rule.Not(Of(body, depth + 1)),
            "filled" => new Rule.Filled(Name(body)),
            "in" when Items(body) is [var name, var values] => new Rule.In(Name(name), Items(values).Select(Value).ToList()),
            "count" when Items(body) is [var section, var order, var number] => new Rule.Count(Name(section), Order(order), Whole(number)),
            "has" or "eq" or "ne" or "gt" or "ge" or "lt" or "le" when Items(body) is [var name, var value] => new Rule.Compare(op, Name(name), Value(value)),
            _ => throw new JsonException($"未知的运算符或参数个数不对：{op}"),
        };
    }

    private static List<JsonElement> Items(JsonElement e) => e.ValueKind == JsonValueKind.Array ? [.. e.EnumerateArray()] : throw new JsonException("此处应为数组");

    private static string Name(JsonElement e) =>
        e.ValueKind == JsonValueKind.String && e.GetString() is { Length: > 0 } name ? name : throw new JsonException("此处应为字段名");

    private static string Order(JsonElement e) =>
        e.ValueKind == JsonValueKind.String && Orders.Contains(e.GetString()) ? e.GetString()! : throw new JsonException("此处应为 eq、ne、gt、ge、lt 或 le");

    private static int Whole(JsonElement e) =>
        e.ValueKind == JsonValueKind.Number && e.TryGetInt32(out var n) ? n : throw new JsonException("此处应为整数");

    private static RuleValue Value(JsonElement e) => e.ValueKind switch
    {
        JsonValueKind.String => new RuleValue(e.GetString()!),
        JsonValueKind.True => new RuleValue("yes"),
        JsonValueKind.False => new RuleValue("no"),
        JsonValueKind.Number when e.GetRawText() is var raw && raw.Count(char.IsAsciiDigit) <= 15
            && PlainDecimal.TryParse(raw, out var number) => new RuleValue("", number),
        _ => throw new JsonException("比较的值应为文字、是否或不超过 15 位的普通数字"),
    };

    public override void Write(Utf8JsonWriter writer, Rule value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        switch (value)
        {
            case Rule.All(var rules):
                WriteList(writer, "all", rules, options);
                break;
            case Rule.Any(var rules):
                WriteList(writer, "any", rules, options);
                break;
            case Rule.Not(var inner):
                writer.WritePropertyName("not");
                Write(writer, inner, options);
                break;
            case Rule.Filled(var name):
                writer.WriteString("filled", name);
                break;
            case Rule.Compare(var op, var name, var literal):
                writer.WriteStartArray(op);
                writer.WriteStringValue(name);
                WriteValue(writer, literal);
                writer.WriteEndArray();
                break;
            case Rule.In(var name, var values):
                writer.WriteStartArray("in");
                writer.WriteStringValue(name);
                writer.WriteStartArray();
                foreach (var v in values)
                {
                    WriteValue(writer, v);
                }

                writer.WriteEndArray();
                writer.WriteEndArray();
                break;
            case Rule.Count(var section, var order, var number):
                writer.WriteStartArray("count");
                writer.WriteStringValue(section);
                writer.WriteStringValue(order);
                writer.WriteNumberValue(number);
                writer.WriteEndArray();
                break;
        }

        writer.WriteEndObject();
    }

    private void WriteList(Utf8JsonWriter writer, string op, IReadOnlyList<Rule> rules, JsonSerializerOptions options)
    {
        writer.WriteStartArray(op);
        foreach (var rule in rules)
        {
            Write(writer, rule, options);
        }

        writer.WriteEndArray();
    }

    private static void WriteValue(Utf8JsonWriter writer, RuleValue value)
    {
        if (value.Number is { } number)
        {
            writer.WriteNumberValue(number);
        }
        else
        {
            writer.WriteStringValue(value.Text);
        }
    }
}
