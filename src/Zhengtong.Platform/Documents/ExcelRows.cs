using System.Globalization;
using MiniExcelLibs;
using Zhengtong.Platform.Files;
using Zhengtong.Platform.Outcomes;

namespace Zhengtong.Platform.Documents;

/// <summary>Reads the first sheet of an Excel file that somebody sent: looked at before it is opened, row by row, never more of it than fits.</summary>
public static class ExcelRows
{
    private const int MostColumns = 200;
    private static readonly UploadRules Rules = new([FileKind.Xlsx]);
    private static readonly Problem Broken = Problem.Invalid("files.broken", "表格无法打开。请用 Excel 或 WPS 重新另存为 xlsx 后上传。", "Source");
    private static readonly Problem TooWide = Problem.Invalid("files.too-wide", $"表格超过 {MostColumns} 列。请使用下载的模板填写。", "Source");

    /// <returns>The cells of each row as texts; the first row of the sheet is the first of the list.</returns>
    public static async Task<Outcome<IReadOnlyList<string[]>>> ReadAsync(Stream content, int mostRows, CancellationToken ct)
    {
        var kind = await ZipInspection.KindOfAsync(content, Rules, ct);
        if (!kind.Ok)
        {
            return Outcome<IReadOnlyList<string[]>>.Because([.. kind.Problems.Select(p => p with { Field = "Source" })]);
        }

        content.Position = 0;
        try
        {
            return Rows(content, mostRows, ct);
        }
        catch (OperationCanceledException)
        {
            throw;
        }
#pragma warning disable CA1031 // What a foreign file makes a reader throw cannot be listed; to the sender it is a broken file.
        catch (Exception)
#pragma warning restore CA1031
        {
            return Broken;
        }
    }

    private static Outcome<IReadOnlyList<string[]>> Rows(Stream content, int mostRows, CancellationToken ct)
    {
        var rows = new List<string[]>();
        foreach (IDictionary<string, object?> row in content.Query(useHeaderRow: false, excelType: ExcelType.XLSX))
        {
            ct.ThrowIfCancellationRequested();
            if (row.Count > MostColumns)
            {
                return TooWide;
            }

            if (rows.Count == mostRows)
            {
                return Problem.Invalid("files.too-many-rows", $"表格超过 {mostRows} 行，请分成几个文件上传。", "Source");
            }

            rows.Add([.. row.Values.Select(Text)]);
        }

        return rows;
    }

    private static string Text(object? cell) => cell switch
    {
        null => "",
        DateTime { TimeOfDay.Ticks: 0 } day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        double number => number.ToString("0.##########", CultureInfo.InvariantCulture),
        IFormattable value => value.ToString(null, CultureInfo.InvariantCulture),
        _ => cell.ToString()!.Replace("\r\n", "\n", StringComparison.Ordinal).Trim(),
    };
}
