using System.Globalization;
using System.Text;

namespace Zhengtong.Catalogue.Sheets;

/// <summary>
/// Lists and records in a cell: one line an entry, <c>｜</c> between its fields. A separator inside a field is written with a backslash, so that every text comes back as it was. Pure.
/// </summary>
internal static class CellText
{
    private const char Bar = '｜';

    /// <summary>Empty fields at the end are left out.</summary>
    public static string Line(params IReadOnlyList<string> fields)
    {
        var filled = fields.Count;
        while (filled > 0 && fields[filled - 1].Length == 0)
        {
            filled--;
        }

        return string.Join(Bar, fields.Take(filled).Select(Escaped));
    }

    public static string Lines(IEnumerable<string> lines) => string.Join('\n', lines);

    /// <summary>Plain texts, one a line.</summary>
    public static string Texts(IEnumerable<string> texts) => Lines(texts.Select(Escaped));

    public static List<string> TextsOf(string cell) => [.. Split(cell).Select(f => string.Join(Bar, f))];

    /// <summary>The entries of a cell, each with at least so many fields.</summary>
    public static IEnumerable<string[]> Rows(string cell, int fields) => Split(cell).Select(f => f.Length >= fields ? f : [.. f, .. Enumerable.Repeat("", fields - f.Length)]);

    public static string Number(int? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "";

    /// <exception cref="FormatException">Not a whole number from 0.</exception>
    public static int? NumberOf(string text, string what) => text.Length == 0 ? null
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var n) && n <= 100000 ? n : throw new FormatException($"{what}“{text}”应为整数。");

    private static string Escaped(string text) =>
        text.ReplaceLineEndings("\n").Replace("\\", "\\\\", StringComparison.Ordinal)
            .Replace("\n", "\\n", StringComparison.Ordinal).Replace("｜", "\\｜", StringComparison.Ordinal);

    private static IEnumerable<string[]> Split(string cell)
    {
        foreach (var line in cell.Split('\n'))
        {
            if (line.Trim().Length == 0)
            {
                continue;
            }

            var (fields, field) = (new List<string>(), new StringBuilder());
            for (var i = 0; i < line.Length; i++)
            {
                if (line[i] == '\\' && i + 1 < line.Length)
                {
                    field.Append(line[++i] == 'n' ? '\n' : line[i]);
                }
                else if (line[i] == Bar)
                {
                    fields.Add(field.ToString().Trim());
                    field.Clear();
                }
                else
                {
                    field.Append(line[i]);
                }
            }

            fields.Add(field.ToString().Trim());
            yield return [.. fields];
        }
    }
}
