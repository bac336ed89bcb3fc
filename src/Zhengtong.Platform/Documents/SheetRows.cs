using System.Globalization;
using MiniExcelLibs;
using Zhengtong.Platform.Files;
using Zhengtong.Platform.Outcomes;

namespace Zhengtong.Platform.Documents;

/// <summary>
/// Reads the first sheet of an Excel file that somebody sent, be it what <see cref="ExcelSheet"/> wrote and people changed: looked at before it is opened, given on row by
/// row, never more of it than is asked for.
/// </summary>
public static class SheetRows
{
    private const int MostColumns = 200;
    private static readonly UploadRules Rules = new([FileKind.Xlsx]);
    private static readonly Problem Broken = Problem.Invalid("files.broken", "表格无法打开。请用 Excel 或 WPS 重新另存为 xlsx 后上传。", "Source");
    private static readonly Problem TooWide = Problem.Invalid("files.too-wide", $"表格超过 {MostColumns} 列。请使用下载的模板填写。", "Source");

    /// <param name="mostRows">With the row of the heads.</param>
    /// <param name="take">Is given every row, the first one too; empty ones have empty cells. What it was given before a problem counts for nothing.</param>
    public static async Task<Outcome> ReadAsync(Stream content, int mostRows, Action<SheetLine> take, CancellationToken ct)
    {
        var kind = await ZipInspection.KindOfAsync(content, Rules, ct);
        if (!kind.Ok)
        {
            return Outcome.Refused([.. kind.Problems.Select(p => p with { Field = "Source" })]);
        }

        content.Position = 0;
        using var rows = content.Query(useHeaderRow: false, excelType: ExcelType.XLSX).Cast<IDictionary<string, object?>>().GetEnumerator();
        for (var number = 1; ; number++)
        {
            ct.ThrowIfCancellationRequested();
            SheetLine line;
            try
            {
                if (!rows.MoveNext())
                {
                    return Outcome.Done();
                }

                if (rows.Current.Count > MostColumns)
                {
                    return TooWide;
                }

                line = new SheetLine(number, [.. rows.Current.Values.Select(Text)]);
            }
#pragma warning disable CA1031 // What a foreign file makes a reader throw cannot be listed; to the sender it is a broken file.
            catch (Exception)
#pragma warning restore CA1031
            {
                return Broken;
            }

            if (number > mostRows)
            {
                return Problem.Invalid("files.too-many-rows", $"表格超过 {mostRows} 行，请分成几个文件上传。", "Source");
            }

            take(line);
        }
    }

    /// <summary>The mark that <see cref="ExcelSheet.Plain"/> put before what a spreadsheet would take for a formula is taken off again.</summary>
    private static string Text(object? cell)
    {
        var text = cell switch
        {
            null => "",
            DateTime { TimeOfDay.Ticks: 0 } day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            double number => number.ToString("0.##########", CultureInfo.InvariantCulture),
            IFormattable value => value.ToString(null, CultureInfo.InvariantCulture),
            _ => cell.ToString()!.Replace("\r\n", "\n", StringComparison.Ordinal).Trim(),
        };
        return text is ['\'', ..] && ExcelSheet.Plain(text[1..]) == text ? text[1..] : text;
    }
}

/// <param name="Number">From 1, as the spreadsheet program counts.</param>
public sealed record SheetLine(int Number, IReadOnlyList<string> Cells)
{
    public bool IsEmpty => Cells.All(c => c.Length == 0);
}
