using System.Text;
using System.Text.Json;
using Zhengtong.Forms.Contracts;
using Zhengtong.Platform.Outcomes;

namespace Zhengtong.Forms.Answers;

/// <summary>Answers to and from JSON. Numbers become their text and true, false become yes, no, so that a rule meets one kind of value.</summary>
internal static class AnswerJson
{
    private static readonly Problem Shape = Problem.Invalid("forms.answers-shape", "填写内容的格式不正确，请刷新页面后重新填写。");

    internal static readonly Problem TooLarge = Problem.Invalid("forms.answers-too-large", "填写内容太多，请精简后再保存（总量不超过 200 KB）。");

    public static Outcome<FormAnswers> Read(string json)
    {
        if (Encoding.UTF8.GetByteCount(json) > FormAnswers.MaxBytes)
        {
            return TooLarge;
        }

        try
        {
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = 8 });
            return Read(document.RootElement);
        }
        catch (JsonException)
        {
            // Answers arrive from outside; text that is no JSON is foreseen.
            return Shape;
        }
    }

    private static Outcome<FormAnswers> Read(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object)
        {
            return Shape;
        }

        var answers = new FormAnswers();
        foreach (var section in root.EnumerateObject())
        {
            var repeats = section.Value.ValueKind == JsonValueKind.Array;
            var rows = new List<Dictionary<string, Answer>>();
            foreach (var element in repeats ? [.. section.Value.EnumerateArray()] : new[] { section.Value })
            {
                if (Row(element) is not { } row || rows.Count >= FormAnswers.MaxRows)
                {
                    return Shape;
                }

                rows.Add(row);
            }

            answers.Replace(section.Name, new AnswerSection(repeats, rows));
        }

        return answers;
    }

    private static Dictionary<string, Answer>? Row(JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        var row = AnswerSection.NewRow();
        foreach (var field in element.EnumerateObject())
        {
            if (field.Value.ValueKind == JsonValueKind.Array)
            {
                var texts = field.Value.EnumerateArray().Select(Text).ToList();
                if (texts.Contains(null))
                {
                    return null;
                }

                row[field.Name] = new Answer([.. texts.Select(t => t!)], Many: true);
            }
            else if (Text(field.Value) is { } text)
            {
                row[field.Name] = new Answer([text], Many: false);
            }
            else if (field.Value.ValueKind != JsonValueKind.Null)
            {
                return null;
            }
        }

        return row;
    }

    private static string? Text(JsonElement e) => e.ValueKind switch
    {
        JsonValueKind.String => e.GetString()!,
        JsonValueKind.Number => e.GetRawText(),
        JsonValueKind.True => "yes",
        JsonValueKind.False => "no",
        _ => null,
    } is { Length: <= FormAnswers.MaxTextLength } text ? text : null;

    public static void Write(Utf8JsonWriter writer, FormAnswers answers)
    {
        writer.WriteStartObject();
        foreach (var (key, section) in answers.Sections)
        {
            writer.WritePropertyName(key);
            if (section.Repeats)
            {
                writer.WriteStartArray();
                section.Rows.ForEach(row => WriteRow(writer, row));
                writer.WriteEndArray();
            }
            else
            {
                WriteRow(writer, section.Rows.Count > 0 ? section.Rows[0] : AnswerSection.NewRow());
            }
        }

        writer.WriteEndObject();
    }

    private static void WriteRow(Utf8JsonWriter writer, Dictionary<string, Answer> row)
    {
        writer.WriteStartObject();
        foreach (var (key, answer) in row)
        {
            writer.WritePropertyName(key);
            if (!answer.Many && answer.Texts is [var only])
            {
                writer.WriteStringValue(only);
                continue;
            }

            writer.WriteStartArray();
            foreach (var text in answer.Texts)
            {
                writer.WriteStringValue(text);
            }

            writer.WriteEndArray();
        }

        writer.WriteEndObject();
    }
}
