using System.Text.Json;
using Microsoft.Extensions.Primitives;
using Zhengtong.Forms.Contracts;
using Zhengtong.Platform.Outcomes;

namespace Zhengtong.Cases.Apply.Api;

/// <summary>Answers sent as JSON in the names that a page's fields have, so that one reader takes both.</summary>
internal static class PostedAnswers
{
    private static readonly Problem NoSection = Problem.NotFound("cases.no-such-section", "这份申请表没有这个部分，请对照表单定义检查。");
    private static readonly Problem Shape = Problem.Invalid("cases.answers-shape", "answers 应为“字段: 文字或文字列表”的对象；可重复填写的部分应为这种对象的列表。", "answers");

    public static Outcome<List<KeyValuePair<string, StringValues>>> Of(FormDefinition form, string sectionKey, JsonElement answers)
    {
        if (form.Section(sectionKey) is not { } section)
        {
            return NoSection;
        }

        var repeats = section.Repeat is not null;
        if (answers.ValueKind != (repeats ? JsonValueKind.Array : JsonValueKind.Object))
        {
            return Shape;
        }

        List<KeyValuePair<string, StringValues>> fields = [new(FieldName.SectionMarker, section.Key)];
        var row = 0;
        foreach (var part in repeats ? answers.EnumerateArray().ToList() : [answers])
        {
            if (part.ValueKind != JsonValueKind.Object)
            {
                return Shape;
            }

            foreach (var field in part.EnumerateObject())
            {
                if (Texts(field.Value) is not { } texts)
                {
                    return Shape;
                }

                fields.Add(new($"{FieldName.Prefix}{section.Key}{(repeats ? $"[{row}]" : "")}.{field.Name}", texts));
            }

            row++;
        }

        return fields;
    }

    private static string[]? Texts(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => [value.GetString()!],
        JsonValueKind.Array when value.EnumerateArray().All(v => v.ValueKind == JsonValueKind.String) => [.. value.EnumerateArray().Select(v => v.GetString()!)],
        _ => null,
    };
}
