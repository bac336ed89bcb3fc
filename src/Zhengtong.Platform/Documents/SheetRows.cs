using System.Globalization;
using System.Xml;
using MiniExcelLibs;

namespace Zhengtong.Platform.Documents;

/// <summary>Reads the first sheet of a workbook whose first line names the columns: what <see cref="ExcelSheet"/> wrote, and what people made of it.</summary>
public static class SheetRows
{
    /// <param name="most">Reading stops one row beyond.</param>
    /// <returns>Rows that are not empty with their line numbers; null when the file is no workbook.</returns>
    public static IReadOnlyList<SheetRow>? Read(Stream sheet, int most)
    {
        try
        {
            var rows = new List<SheetRow>();
            var line = 1;
            foreach (IDictionary<string, object?> row in MiniExcel.Query(sheet, useHeaderRow: true, excelType: ExcelType.XLSX))
            {
                line++;
                var cells = row.Where(c => c.Key.Length > 0).ToDictionary(c => c.Key.Trim(), c => Text(c.Value), StringComparer.Ordinal);
                if (cells.Values.All(c => c.Length == 0))
                {
                    continue;
                }

                rows.Add(new SheetRow(line, cells));
                if (rows.Count > most)
                {
                    break;
                }
            }

            return rows;
        }
        catch (Exception e) when (e is InvalidDataException or XmlException or ArgumentException or NotSupportedException or FormatException or InvalidOperationException or KeyNotFoundException or NullReferenceException)
        {
            return null;
        }
    }

    /// <summary>The mark that <see cref="ExcelSheet.Plain"/> put before what a spreadsheet would take for a formula is taken off again.</summary>
    private static string Text(object? cell)
    {
        var text = (Convert.ToString(cell, CultureInfo.InvariantCulture) ?? "").Trim();
        return text is ['\'', ..] && ExcelSheet.Plain(text[1..]) == text ? text[1..] : text;
    }
}

public sealed record SheetRow(int Line, IReadOnlyDictionary<string, string> Cells);
