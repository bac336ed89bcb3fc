using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Http;
using MiniExcelLibs;

namespace Zhengtong.Platform.Documents;

/// <summary>
/// A list as an Excel sheet, the one way in which the product writes one. Rows are taken as they are read and the file grows on disk, so that a long list
/// costs no memory; no more than <see cref="MostRows"/> are taken, and the last line says so.
/// </summary>
public static class ExcelSheet
{
    public const int MostRows = 5000;
    private const string MediaType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    /// <param name="name">The name of the file, without its ending, and of the sheet.</param>
    /// <param name="unit">What is counted: 件, 条.</param>
    /// <param name="rows">As many cells as heads each; may go on beyond <see cref="MostRows"/>.</param>
    public static Task<IResult> FileAsync(string name, string unit, IReadOnlyList<string> heads, IAsyncEnumerable<IReadOnlyList<string>> rows, CancellationToken ct) =>
        WriteAsync(name, file => MiniExcel.SaveAsAsync(file, LinesAsync(unit, heads, rows, ct), sheetName: name, cancellationToken: ct));

    /// <summary>A few short sheets in one file: what is to be filled in first, how it is filled in after it.</summary>
    public static Task<IResult> BookAsync(string name, IReadOnlyList<(string Name, IReadOnlyList<string> Heads, IReadOnlyList<IReadOnlyList<string>> Rows)> sheets, CancellationToken ct) =>
        WriteAsync(name, file => MiniExcel.SaveAsAsync(file, sheets.ToDictionary(s => s.Name, s => (object)s.Rows.Select(r => Line(s.Heads, r)).ToList()), cancellationToken: ct));

    private static async Task<IResult> WriteAsync(string name, Func<Stream, Task> write)
    {
        var file = new FileStream(
            Path.Combine(Path.GetTempPath(), "zt-sheet-" + Guid.CreateVersion7().ToString("N")),
            FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 65536, FileOptions.Asynchronous | FileOptions.DeleteOnClose);
        try
        {
            await write(file);
            file.Position = 0;
            return Results.File(file, MediaType, name + ".xlsx");
        }
        catch
        {
            await file.DisposeAsync();
            throw;
        }
    }

    /// <summary>A text that a spreadsheet would take for a formula is shown as the text it is.</summary>
    public static string Plain(string cell) => cell.TrimStart() is ['=' or '+' or '-' or '@' or '$', ..] || cell is ['\t' or '\r' or '\n', ..] ? "'" + cell : cell;

    private static async IAsyncEnumerable<Dictionary<string, object>> LinesAsync(
        string unit, IReadOnlyList<string> heads, IAsyncEnumerable<IReadOnlyList<string>> rows, [EnumeratorCancellation] CancellationToken ct)
    {
        var taken = 0;
        await foreach (var row in rows.WithCancellation(ct))
        {
            if (taken++ == MostRows)
            {
                yield return Line(heads, [$"还有更多：一次最多导出 {MostRows} {unit}，请缩小筛选范围后再导出。"]);
                yield break;
            }

            yield return Line(heads, row);
        }

        if (taken == 0)
        {
            yield return Line(heads, ["没有符合条件的内容"]);
        }
    }

    private static Dictionary<string, object> Line(IReadOnlyList<string> heads, IReadOnlyList<string> cells)
    {
        var line = new Dictionary<string, object>(heads.Count);
        for (var i = 0; i < heads.Count; i++)
        {
            line[heads[i]] = i < cells.Count ? Plain(cells[i]) : "";
        }

        return line;
    }
}
