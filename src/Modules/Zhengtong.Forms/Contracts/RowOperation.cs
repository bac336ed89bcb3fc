using System.Globalization;
using Zhengtong.Forms.Answers;
using Zhengtong.Platform.Outcomes;

namespace Zhengtong.Forms.Contracts;

/// <summary>The buttons of a repeated section: <c>op=add:section</c> and <c>op=remove:section:0</c>, so that rows come and go without scripts.</summary>
public static class RowOperation
{
    public static bool Is(string? operation) =>
        operation is not null && (operation.StartsWith("add:", StringComparison.Ordinal) || operation.StartsWith("remove:", StringComparison.Ordinal));

    public static string Add(FormSection section) => $"add:{section.Key}";

    public static string Remove(FormSection section, int row) => string.Create(CultureInfo.InvariantCulture, $"remove:{section.Key}:{row}");

    /// <returns>The answers with the row added or removed; a refusal when there is no such section or no room.</returns>
    public static Outcome<FormAnswers> Apply(FormDefinition definition, FormAnswers answers, string operation)
    {
        var words = operation.Split(':');
        if (words.Length < 2 || definition.Section(words[1]) is not { Repeat: { } repeat } section)
        {
            return Problem.Invalid("forms.no-such-rows", "表单中没有这一组内容，请刷新页面。");
        }

        var changed = answers.Copy();
        var rows = changed.Open(section.Key, repeats: true).Rows;
        if (words is ["add", _])
        {
            // Rows shown from the start count, though nothing is written in them yet.
            var wanted = Math.Max(rows.Count, repeat.Min) + 1;
            if (wanted > Math.Min(repeat.Max, FormAnswers.MaxRows))
            {
                return Problem.Invalid("forms.too-many-rows", $"{repeat.ItemTitle}最多填写 {repeat.Max} 项。", FieldName.Of(section));
            }

            while (rows.Count < wanted)
            {
                rows.Add(AnswerSection.NewRow());
            }

            return changed;
        }

        if (words is ["remove", _, var number] && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var row))
        {
            if (row < rows.Count)
            {
                rows.RemoveAt(row);
            }

            return changed;
        }

        return Problem.Invalid("forms.no-such-operation", "无法识别该操作，请刷新页面后重试。");
    }
}
