using System.Globalization;
using System.Text.RegularExpressions;
using Zhengtong.Catalogue.Elements;
using Zhengtong.Catalogue.Import;
using Zhengtong.Catalogue.Manage;
using Zhengtong.Catalogue.Sheets;

namespace Zhengtong.Catalogue.Takeover;

/// <summary>
/// Reads a national list, of licences or of the items of several types: the head names the columns, in English as in the data folder, by the fields of the national exchange table of basic
/// entries (up_task_directory), or in Chinese. Of an entry that an extract has in several versions the newest counts; what it marks as deleted or cancelled is no part of the
/// list. Every row that cannot be used is told with what to do. Pure.
/// </summary>
internal static partial class NationalList
{
    public const int MostRows = 20000;
    private static readonly Dictionary<string, string[]> Columns = new(StringComparer.Ordinal)
    {
        ["code"] = ["catalog_code", "基本编码"],
        ["department"] = ["central_department", "中央主管部门", "主管部门"],
        ["name"] = ["name", "task_name", "事项名称"],
        ["body"] = ["implementing_body", "实施机关"],
        ["basis"] = ["basis_articles_found", "by_law", "设定依据", "设定和实施依据"],
        ["claimed"] = ["basis_claimed", "依据名称"],
        ["status"] = ["basis_status"],
        ["type"] = ["task_type", "item_type", "事项类型", "类型"],
        ["levels"] = ["use_level", "行使层级"],
        ["state"] = ["task_state", "事项状态"],
        ["version"] = ["task_version", "事项版本"],
        ["cancel"] = ["plan_cancel_date", "计划取消日期"],
        ["operation"] = ["cd_operation", "同步类型"],
    };

    /// <param name="departments">The dictionary of central departments: an extract names none, its codes have their numbers.</param>
    public static (List<NationalRow> Rows, List<RowFault> Faults) Read(IEnumerable<CsvRow> table, string file, IReadOnlyDictionary<string, string>? departments = null)
    {
        var byNumber = (departments ?? new Dictionary<string, string>()).GroupBy(d => d.Value).ToDictionary(g => g.Key, g => g.First().Key, StringComparer.Ordinal);
        var (rows, faults) = (new List<NationalRow>(), new List<RowFault>());
        var (codes, keys) = (new Dictionary<string, int>(StringComparer.Ordinal), new Dictionary<string, int>(StringComparer.Ordinal));
        foreach (var line in InForce([.. table.Take(MostRows + 1)]))
        {
            string Cell(string field) => NationalList.Cell(line, field);
            var (basis, code, department) = (Cell("basis"), Cell("code"), Cell("department"));
            var levels = Cell("levels").Split(['^', ',', '，', '、', '；'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(LevelOf).ToList();
            var readable = SheetDay.TryRead(Cell("cancel"), out var cancel);
            var row = new NationalRow(
                line.Line, code, Cell("name"), department.Length > 0 || !NationalCode().IsMatch(code) ? department : byNumber.GetValueOrDefault(code[4..6], ""), Cell("body"),
                [.. (basis.Length > 0 ? basis : Cell("claimed")).Split(['；', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)],
                basis.Length > 0 && Cell("status") is "" or "law_article_found", [.. levels.OfType<int>()], cancel, TypeOf(Cell("type")));
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
            else if (row.Type.Length == 0)
            {
                Fault("type", $"“事项类型”无法识别，请填写其中一种：{string.Join("、", ItemTypeNames.All.Values)}。");
            }
            else if (row.Code.Length > 0 && !(NationalCode().IsMatch(row.Code) && row.Code[2..4] == row.Type))
            {
                Fault("code", $"基本编码“{row.Code}”不对：应为 12 位数字，以 00 开头、第 3、4 位为 {row.Type}（{ItemTypeNames.Of(row.Type)}）。");
            }
            else if (row.Department.Length is 0 or > 200)
            {
                Fault("department", row.Code.Length > 0 && row.Department.Length == 0
                    ? $"没有“中央主管部门”，基本编码里的部门编号“{row.Code[4..6]}”也不在部门字典里。请补上主管部门一列。"
                    : "“中央主管部门”没有填写：每个事项都要有监管主管部门，请补正。");
            }
            else if (levels.Contains(null))
            {
                Fault("levels", $"行使层级“{Cell("levels")}”不对：1 国家 2 省 3 市 4 县 5 乡 6 村，几级用 ^ 隔开。");
            }
            else if (!readable)
            {
                Fault("cancel", $"计划取消日期“{Cell("cancel")}”不是日期，请写成 2026-06-01。");
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
            faults.Add(new RowFault(new RowAt(file, 1, ""), "catalogue.list-empty", "没有读到任何事项。首行应为列名，至少有“事项名称”和“中央主管部门”两列，或者 task_name 和 catalog_code 两列。"));
        }

        return (rows, faults);
    }

    /// <summary>Of each entry its newest version, unless that is deleted or cancelled; in the order of the table.</summary>
    private static IEnumerable<CsvRow> InForce(IReadOnlyList<CsvRow> table)
    {
        var newest = table.Where(l => Cell(l, "code").Length > 0 && VersionOf(l) > 0).GroupBy(l => Cell(l, "code"), StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => g.Max(VersionOf), StringComparer.Ordinal);
        return table.Where(l => !(newest.TryGetValue(Cell(l, "code"), out var version) && VersionOf(l) < version) && Cell(l, "operation") is not ("D" or "d") && Cell(l, "state") is not ("3" or "取消"));
    }

    private static int VersionOf(CsvRow line) => int.TryParse(Cell(line, "version"), NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : 0;

    private static int? LevelOf(string word) =>
        Enumerable.Range(1, 6).Where(n => n.ToString(CultureInfo.InvariantCulture) == word || ItemElements.Level(n) == word).Select(n => (int?)n).FirstOrDefault();

    private static string Cell(CsvRow line, string field) => Columns[field].Select(h => line[h]).FirstOrDefault(v => v.Length > 0) ?? "";

    /// <summary>A type by its name or its code; the list of licences names none. Empty: unknown.</summary>
    private static string TypeOf(string told) => told.Length == 0 ? NationalRow.Licence : ItemTypes.CodeOf(told) ?? (ItemTypeNames.All.ContainsKey(told) ? told : "");

    /// <summary>The dictionary of central departments: number by name.</summary>
    public static Dictionary<string, string> Departments(TextReader csv) => Csv.Read(csv).ToDictionary(r => r["department"], r => r["number"], StringComparer.Ordinal);

    [GeneratedRegex("^00[0-9]{10}$")]
    private static partial Regex NationalCode();
}
