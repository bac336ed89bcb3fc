using System.Text.RegularExpressions;
using Zhengtong.Catalogue.Import;
using Zhengtong.Catalogue.Manage;

namespace Zhengtong.Catalogue.Takeover;

/// <summary>Reads a national list, of licences or of the items of several types: the head names the columns, in English as in the data folder or in Chinese. Every row that cannot be used is told with what to do. Pure.</summary>
internal static partial class NationalList
{
    public const int MostRows = 20000;
    private static readonly string[] TypeHeads = ["item_type", "事项类型", "类型"];
    private static readonly (string Field, string[] Heads)[] Columns =
    [
        ("code", ["catalog_code", "基本编码"]),
        ("department", ["central_department", "中央主管部门", "主管部门"]),
        ("name", ["name", "事项名称"]),
        ("body", ["implementing_body", "实施机关"]),
        ("basis", ["basis_articles_found", "设定依据", "设定和实施依据"]),
        ("claimed", ["basis_claimed", "依据名称"]),
        ("status", ["basis_status"]),
    ];

    public static (List<NationalRow> Rows, List<RowFault> Faults) Read(IEnumerable<CsvRow> table, string file)
    {
        var (rows, faults) = (new List<NationalRow>(), new List<RowFault>());
        var (codes, keys) = (new Dictionary<string, int>(StringComparer.Ordinal), new Dictionary<string, int>(StringComparer.Ordinal));
        foreach (var line in table)
        {
            string Cell(string field) => Columns.First(c => c.Field == field).Heads.Select(h => line[h]).FirstOrDefault(v => v.Length > 0) ?? "";
            var basis = Cell("basis");
            var row = new NationalRow(
                line.Line, Cell("code"), Cell("name"), Cell("department"), Cell("body"),
                [.. (basis.Length > 0 ? basis : Cell("claimed")).Split(['；', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)],
                basis.Length > 0 && Cell("status") is "" or "law_article_found", TypeOf(TypeHeads.Select(h => line[h]).FirstOrDefault(v => v.Length > 0) ?? ""));
            void Fault(string reason, string message) => faults.Add(new RowFault(new RowAt(file, row.Row, row.Code.Length > 0 ? row.Code : row.Name), "catalogue.list-" + reason, message));
            if (rows.Count + faults.Count >= MostRows)
            {
                Fault("long", $"清单超过 {MostRows} 行，请分成几个文件。");
                break;
            }

            if (row.Name.Length is 0 or > 1000)
            {
                Fault("name", "“事项名称”没有填写或超过 1000 字，请补正。");
            }
            else if (row.Department.Length is 0 or > 200)
            {
                Fault("department", "“中央主管部门”没有填写：每个事项都要有监管主管部门，请补正。");
            }
            else if (row.Type.Length == 0)
            {
                Fault("type", $"“事项类型”无法识别，请填写其中一种：{string.Join("、", ItemTypeNames.All.Values)}。");
            }
            else if (row.Code.Length > 0 && !(NationalCode().IsMatch(row.Code) && row.Code[2..4] == row.Type))
            {
                Fault("code", $"基本编码“{row.Code}”不对：应为 12 位数字，以 00 开头、第 3、4 位为 {row.Type}（{ItemTypeNames.Of(row.Type)}）。");
            }
            else if (row.Code.Length > 0 && !codes.TryAdd(row.Code, row.Row))
            {
                Fault("twice", $"基本编码“{row.Code}”与第 {codes[row.Code]} 行重复，请保留一行。");
            }
            else if (!keys.TryAdd(row.Key, row.Row))
            {
                Fault("same", $"与第 {keys[row.Key]} 行的部门和名称相同，请保留一行。");
            }
            else
            {
                rows.Add(row);
            }
        }

        if (rows.Count == 0 && faults.Count == 0)
        {
            faults.Add(new RowFault(new RowAt(file, 1, ""), "catalogue.list-empty", "没有读到任何事项。首行应为列名，至少有“事项名称”和“中央主管部门”两列。"));
        }

        return (rows, faults);
    }

    /// <summary>A type by its name or its code; the list of licences names none. Empty: unknown.</summary>
    private static string TypeOf(string told) => told.Length == 0 ? NationalRow.Licence : ItemTypes.CodeOf(told) ?? (ItemTypeNames.All.ContainsKey(told) ? told : "");

    /// <summary>The dictionary of central departments: number by name.</summary>
    public static Dictionary<string, string> Departments(TextReader csv) => Csv.Read(csv).ToDictionary(r => r["department"], r => r["number"], StringComparer.Ordinal);

    [GeneratedRegex("^00[0-9]{10}$")]
    private static partial Regex NationalCode();
}
