using System.Globalization;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Catalogue.Elements;

namespace Zhengtong.Catalogue.Sheets;

/// <summary>
/// The columns of a sheet under the heads of the national exchange tables (up_task_general_basic and its extensions): codes in place of names, several codes joined by <c>^</c>, and each of the
/// fields that we keep in one cell by itself. Codes are those of GB/T 39046-2020 annex A; where the tables number what the standard does not, theirs (权力来源, 通办范围, 结果类型, 材料必要性).
/// A name is read in place of its code. Pure.
/// </summary>
internal static class NationalColumns
{
    private const char Joint = '^';

    /// <summary>A.4 服务对象: 1 is a person, all others are companies to us. 7 is the 其他组织 of the older numbering.</summary>
    private static readonly (string Code, string Name, string[] Also)[] Audiences =
    [
        ("1", "自然人", ["个人"]), ("2", "企业法人", ["企业"]), ("3", "事业法人", ["事业单位法人"]), ("4", "社会组织法人", ["社会团体法人"]), ("5", "行政机关", []), ("6", "其他组织", ["7", "非法人企业"]),
    ];

    private static readonly (string Code, string Name)[] Depths =
        [("1", "互联网咨询"), ("2", "收件"), ("3", "预审"), ("4", "受理"), ("5", "办理"), ("6", "办理结果信息反馈"), ("7", "电子证照反馈"), ("9", "其他")];

    private static readonly Dictionary<string, SheetColumn[]> Fields = new(StringComparer.Ordinal)
    {
        ["type"] = [new("task_type", "事项类型", "task_type", c => c.TypeCode, SheetColumns.TakeType)],
        ["useLevels"] =
        [
            new("use_level", "行使层级", "use_level", c => Joined(c.UseLevels.Select(Number)),
                (c, t) => c with { UseLevels = [.. SheetColumns.Words(t).Select(w => SheetColumns.OneOf(w, 6, ItemElements.Level, "行使层级"))] }),
        ],
        ["powerSource"] =
            [new("power_source", "权力来源", "power_source", c => c.PowerSource, (c, t) => c with { PowerSource = SheetColumns.Code(t, 6, ItemElements.PowerSourceName, "权力来源") })],
        ["audience"] = [new("server_type", "服务对象", "server_type", AudienceOf, TakeAudience)],
        ["limits"] =
        [
            .. Limit("anticipate", "法定办结", c => (c.StatutoryLimit, c.StatutoryLimitText), (c, l, t) => c with { StatutoryLimit = l, StatutoryLimitText = t }),
            .. Limit("promise", "承诺办结", c => (c.PromisedLimit, c.PromisedLimitText), (c, l, t) => c with { PromisedLimit = l, PromisedLimitText = t }),
        ],
        ["handlingKind"] = [new("project_type", "办件类型", "project_type", c => c.Instant ? "1" : "2", SheetColumns.TakeKind)],
        ["materials"] =
            [new("material_name", "申请材料", "material_name", c => CellText.Lines(c.Materials.Select(m => SheetColumns.Material(m, codes: true))), SheetColumns.TakeMaterials)],
        ["result"] =
        [
            new("result_name", "办理结果名称", "result_name", c => c.Result.Name, (c, t) => c with { Result = c.Result with { Name = t } }),
            new("result_type", "办理结果类型", "result_type", c => c.Result.KindCode, (c, t) => c with { Result = c.Result with { KindCode = SheetColumns.KindOf(t) } }),
            new("resultMonths", "办理结果有效期月数", "resultMonths", c => CellText.Number(c.Result.ValidMonths),
                (c, t) => c with { Result = c.Result with { ValidMonths = CellText.NumberOf(t, "有效期月数") } }),
        ],
        ["fee"] =
        [
            new("is_fee", "是否收费", "is_fee", c => Bit(c.Fee.Charged), (c, t) => c with { Fee = c.Fee with { Charged = SheetColumns.YesOrNo(t, "是否收费") } }),
            new("feeText", "收费说明", "feeText", c => c.Fee.Text, (c, t) => c with { Fee = c.Fee with { Text = t } }),
            new("fee_stand", "收费标准", "fee_stand", c => CellText.Lines(c.Fee.Items.Select(f => CellText.Line(f.Name, f.Standard, f.Basis))),
                (c, t) => c with { Fee = c.Fee with { Items = [.. CellText.Rows(t, 3).Select(f => new FeeItem(f[0], f[1], f[2]))] } }),
        ],
        ["onlineDepth"] = [new("online_handle_depth", "网上办理深度", "online_handle_depth", DepthOf, (c, t) => c with { OnlineDepth = DepthFrom(t) })],
        ["handleForms"] =
        [
            new("handle_type", "办理形式", "handle_type", c => Joined(c.HandleForms),
                (c, t) => c with { HandleForms = [.. SheetColumns.Words(t).Select(w => SheetColumns.Code(w, 9, ItemElements.HandleFormName, "办理形式"))] }),
        ],
        ["onlinePayment"] = [new("is_pay_online", "网上支付", "is_pay_online", c => Bit(c.OnlinePayment), (c, t) => c with { OnlinePayment = SheetColumns.YesOrNo(t, "网上支付") })],
        ["entersHall"] = [new("is_entry_center", "是否进驻政务大厅", "is_entry_center", c => Bit(c.EntersHall), (c, t) => c with { EntersHall = SheetColumns.YesOrNo(t, "是否进驻政务大厅") })],
        ["crossRegion"] = [new("handle_area", "通办范围", "handle_area", c => c.CrossRegion, (c, t) => c with { CrossRegion = SheetColumns.Code(t, 6, ItemElements.CrossRegionName, "通办范围") })],
    };

    /// <summary>In the order of the elements: the national fields of each, or its one cell.</summary>
    public static readonly IReadOnlyList<SheetColumn> All = [.. SheetColumns.All.SelectMany(c => Fields.GetValueOrDefault(c.Key, [c]))];

    /// <summary>What a sheet may have as a column under either head.</summary>
    public static readonly IReadOnlyList<SheetColumn> Every = [.. SheetColumns.All, .. All.Except(SheetColumns.All)];

    /// <summary>时限单位: the tables code 1 工作日 and 2 自然日; 3 is ours for months.</summary>
    private static SheetColumn[] Limit(string field, string name, Func<ItemContent, (TimeLimit? Limit, string Text)> of, Func<ItemContent, TimeLimit?, string, ItemContent> with) =>
    [
        new(field + "_day", name + "时限", field + "_day", c => CellText.Number(of(c).Limit?.Days),
            (c, t) => with(c, CellText.NumberOf(t, name + "时限") is { } days ? new TimeLimit(days, of(c).Limit?.Unit ?? LimitUnit.WorkingDays) : null, of(c).Text)),
        new(field + "_type", name + "时限单位", field + "_type", c => of(c).Limit is { } l ? Number((int)l.Unit) : "", (c, t) =>
        {
            var unit = t switch
            {
                "" or "1" or "工作日" => LimitUnit.WorkingDays, "2" or "自然日" => LimitUnit.CalendarDays, "3" or "月" => LimitUnit.CalendarMonths,
                _ => throw new FormatException($"{name}时限单位请填 1（工作日）、2（自然日）或 3（月）。"),
            };
            return of(c).Limit is { } limit ? with(c, limit with { Unit = unit }, of(c).Text)
                : t.Length == 0 ? c : throw new FormatException($"填了{name}时限单位，没有填天数，请补充 {field}_day 或清空单位。");
        }),
        new(field + "_explain", name + "时限说明", field + "_explain", c => of(c).Text, (c, t) => with(c, of(c).Limit, t)),
    ];

    private static string AudienceOf(ItemContent content)
    {
        List<string?> codes = [.. SheetColumns.Words(content.ServiceObject).Select(AudienceCode)];
        return codes.Count > 0 && !codes.Contains(null) && codes.Contains("1") == content.ForPersons && codes.Exists(c => c != "1") == content.ForCompanies
            ? Joined(codes.OfType<string>())
            : Joined([.. content.ForPersons ? ["1"] : Array.Empty<string>(), .. content.ForCompanies ? ["2"] : Array.Empty<string>()]);
    }

    private static ItemContent TakeAudience(ItemContent content, string cell)
    {
        List<string> codes =
        [
            .. SheetColumns.Words(cell).Select(w => AudienceCode(w)
                ?? throw new FormatException($"服务对象“{w}”不在可选范围，可填名称或代码：{string.Join("、", Audiences.Select(a => a.Code + " " + a.Name))}；几种用 ^ 隔开。")).Distinct(),
        ];
        return codes.Count == 0
            ? throw new FormatException("没有填写服务对象。")
            : content with { ForPersons = codes.Contains("1"), ForCompanies = codes.Exists(c => c != "1"),
                ServiceObject = string.Join(',', codes.Select(c => Audiences.First(a => a.Code == c).Name)) };
    }

    private static string? AudienceCode(string word) => Array.Find(Audiences, a => a.Code == word || a.Name == word || a.Also.Contains(word)).Code;

    /// <summary>As worded by who wrote it; as codes where every word is one of the depths.</summary>
    private static string DepthOf(ItemContent content)
    {
        List<string?> codes = [.. DepthWords(content.OnlineDepth).Select(w => Array.Find(Depths, d => d.Code == w || d.Name == w).Code)];
        return codes.Count > 0 && !codes.Contains(null) ? Joined(codes.OfType<string>()) : content.OnlineDepth;
    }

    /// <summary>Handled online to the end from 5 on (standard grade Ⅳ): said first, as it is what people look for.</summary>
    private static string DepthFrom(string cell)
    {
        List<string> words = [.. DepthWords(cell)];
        List<(string Code, string Name)> known = [.. words.Select(w => Array.Find(Depths, d => d.Code == w)).Where(d => d.Code is not null)];
        if (known.Count == 0 || known.Count < words.Count)
        {
            return cell;
        }

        var names = string.Join('、', known.Select(d => d.Name));
        return known.Exists(d => d.Code is "5" or "6" or "7") ? $"{Wholly}（{names}）" : names;
    }

    private const string Wholly = "全程网办";

    private static string[] DepthWords(string text) => SheetColumns.Words(
        text.StartsWith(Wholly + "（", StringComparison.Ordinal) && text.EndsWith('）') ? text[(Wholly.Length + 1)..^1] : text);

    private static string Joined(IEnumerable<string> codes) => string.Join(Joint, codes);

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Bit(bool? fact) => fact switch { true => "1", false => "0", _ => "" };
}
