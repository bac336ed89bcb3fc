using Zhengtong.Catalogue.Contracts;
using Zhengtong.Catalogue.Import;
using Zhengtong.Platform.Codes;
using Zhengtong.Platform.Documents;

namespace Zhengtong.Catalogue.Sheets;

/// <summary>One row of a filled-in sheet.</summary>
/// <param name="National">Under the heads of the national exchange tables: told of faults by them.</param>
/// <param name="Cells">By the key of the column or the name of the head; a column that the sheet does not have is not there.</param>
internal sealed record SheetRow(int Row, bool National, IReadOnlyDictionary<string, string> Cells)
{
    public string Code => Cell(SheetHead.Code);

    public string Version => Cell(SheetHead.Version);

    public string Region => Cell(SheetHead.Region);

    public string Organisation => Cell(SheetHead.Organisation);

    public string Name => Cell(SheetHead.Name);

    public string Cell(string head) => Cells.GetValueOrDefault(head, "");

    public RowFault Fault(string file, string head, string message) =>
        new(new RowAt(file, Row, Code), "catalogue.sheet-row", $"“{(National && SheetHead.All.FirstOrDefault(h => h.Name == head).National is { } field ? field : head)}”列：{message}");

    public RowFault Fault(string file, SheetColumn column, string message) => Fault(file, National ? $"{column.National} {column.Name}" : column.Name, message);
}

/// <summary>Takes a sheet in row by row, under either head or both. Pure.</summary>
internal sealed class SheetReading(string file)
{
    private readonly Dictionary<string, int> _seen = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<RowFault> _faults = [];
    private Dictionary<string, int>? _heads;
    private bool _national;

    public List<SheetRow> Rows { get; } = [];

    /// <summary>What is wrong with rows or, first of all, with the head.</summary>
    public List<RowFault> Faults => _heads is null ? [new RowFault(new RowAt(file, 1, ""), "catalogue.sheet-empty", "表格是空的，请用下载的模板填写。")]
        : HasHeads ? _faults
        : [new RowFault(new RowAt(file, 1, ""), "catalogue.sheet-heads", $"首行要有“{SheetHead.Code}”和“{SheetHead.Name}”两列（或 task_code、task_name），请用下载的模板填写。")];

    private bool HasHeads => _heads!.ContainsKey(SheetHead.Code) && _heads.ContainsKey(SheetHead.Name);

    public void Take(SheetLine line)
    {
        if (_heads is null)
        {
            _heads = Heads(line.Cells);
            _national = _heads.TryGetValue(SheetHead.Code, out var code) && Named(line.Cells[code]) == SheetHead.NationalOf(SheetHead.Code);
            return;
        }

        string Cell(string key) => _heads.TryGetValue(key, out var at) && at < line.Cells.Count ? line.Cells[at] : "";
        if (!HasHeads || line.IsEmpty || (line.Number == 2 && Cell(SheetHead.Code) == SheetHead.NationalOf(SheetHead.Code)))
        {
            return;
        }

        var row = new SheetRow(line.Number, _national, _heads.ToDictionary(h => h.Key, h => Cell(h.Key), StringComparer.Ordinal));
        if (row.Code.Length == 0 || row.Code.Length > 100)
        {
            _faults.Add(row.Fault(file, SheetHead.Code, "没有填写，或超过 100 个字符。"));
        }
        else if (!_seen.TryAdd(row.Code, row.Row))
        {
            _faults.Add(row.Fault(file, SheetHead.Code, $"与第 {_seen[row.Code]} 行重复，请保留一行。"));
        }
        else
        {
            Rows.Add(row);
        }
    }

    private static string Named(string head) => head.TrimStart('\uFEFF').Trim();

    private static Dictionary<string, int> Heads(IReadOnlyList<string> first)
    {
        var found = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < first.Count; i++)
        {
            var head = Named(first[i]);
            var key = SheetHead.All.FirstOrDefault(h => h.Name == head || h.National == head).Name
                ?? NationalColumns.All.FirstOrDefault(c => c.National == head)?.Key
                ?? SheetColumns.All.FirstOrDefault(c => c.Name == head || c.Key == head)?.Key;
            if (key is not null)
            {
                found.TryAdd(key, i);
            }
        }

        return found;
    }
}
