using Zhengtong.Catalogue.Contracts;
using Zhengtong.Catalogue.Import;
using Zhengtong.Platform.Codes;
using Zhengtong.Platform.Documents;

namespace Zhengtong.Catalogue.Sheets;

/// <summary>One row of a filled-in sheet.</summary>
/// <param name="Cells">By the key of the column; a column that the sheet does not have is not there.</param>
internal sealed record SheetRow(int Row, string Code, string Version, string Region, string Organisation, string Name, IReadOnlyDictionary<string, string> Cells)
{
    /// <summary>Reads a sheet under either head or both; what a spreadsheet program was kept from taking for a formula is the text again. Pure.</summary>
    public static (List<SheetRow> Rows, List<RowFault> Faults) Read(IReadOnlyList<string[]> table, string file)
    {
        var (rows, faults) = (new List<SheetRow>(), new List<RowFault>());
        if (table.Count == 0)
        {
            return ([], [new RowFault(new RowAt(file, 1, ""), "catalogue.sheet-empty", "表格是空的，请用下载的模板填写。")]);
        }

        var heads = Heads(table[0]);
        if (!heads.TryGetValue(SheetHead.Code, out var codeAt) || !heads.TryGetValue(SheetHead.Name, out _))
        {
            return ([], [new RowFault(new RowAt(file, 1, ""), "catalogue.sheet-heads", $"首行要有“{SheetHead.Code}”和“{SheetHead.Name}”两列（或 task_code、task_name），请用下载的模板填写。")]);
        }

        var second = table.Count > 1 && table[1].Length > codeAt && table[1][codeAt] == SheetHead.All[0].National;
        var seen = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        for (var i = second ? 2 : 1; i < table.Count; i++)
        {
            string Cell(string key) => heads.TryGetValue(key, out var at) && at < table[i].Length ? Text(table[i][at]) : "";
            if (table[i].All(c => c.Length == 0))
            {
                continue;
            }

            var row = new SheetRow(
                i + 1, Cell(SheetHead.Code), Cell(SheetHead.Version), Cell(SheetHead.Region), Cell(SheetHead.Organisation), Cell(SheetHead.Name),
                SheetColumns.All.Where(c => heads.ContainsKey(c.Key)).ToDictionary(c => c.Key, c => Cell(c.Key), StringComparer.Ordinal));
            if (row.Code.Length == 0 || row.Code.Length > 100)
            {
                faults.Add(row.Fault(file, SheetHead.Code, "没有填写，或超过 100 个字符。"));
            }
            else if (!seen.TryAdd(row.Code, row.Row))
            {
                faults.Add(row.Fault(file, SheetHead.Code, $"与第 {seen[row.Code]} 行重复，请保留一行。"));
            }
            else
            {
                rows.Add(row);
            }
        }

        return (rows, faults);
    }

    public RowFault Fault(string file, string column, string message) => new(new RowAt(file, Row, Code), "catalogue.sheet-row", $"“{column}”列：{message}");

    private static Dictionary<string, int> Heads(string[] first)
    {
        var found = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < first.Length; i++)
        {
            var head = first[i].TrimStart('\uFEFF').Trim();
            var key = SheetHead.All.FirstOrDefault(h => h.Name == head || h.National == head).Name ?? SheetColumns.All.FirstOrDefault(c => c.Name == head || c.National == head || c.Key == head)?.Key;
            if (key is not null)
            {
                found.TryAdd(key, i);
            }
        }

        return found;
    }

    private static string Text(string cell) => cell is ['\'', .. var rest] && ExcelSheet.Plain(rest) != rest ? rest : cell;
}
