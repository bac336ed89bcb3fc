using System.Globalization;
using System.Text.RegularExpressions;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Catalogue.Elements;
using Zhengtong.Catalogue.Import;

namespace Zhengtong.Catalogue.Sheets;

/// <summary>
/// The elements of an item as columns of a sheet, in the order and with the names of <see cref="ItemElements"/>. Steps, forms, commitment terms and the manual are shown only: they are changed on
/// their own pages. Pure.
/// </summary>
internal static partial class SheetColumns
{
    private static readonly Dictionary<string, (Func<ItemContent, string> Show, Func<ItemContent, string, ItemContent>? Take)> Cells = new(StringComparer.Ordinal)
    {
        ["type"] = (c => c.TypeName, TakeType),
        ["legalBasis"] = (c => CellText.Texts(c.LegalBasis), (c, t) => c with { LegalBasis = CellText.TextsOf(t) }),
        ["authorityScope"] = (c => c.AuthorityScope, (c, t) => c with { AuthorityScope = t }),
        ["useLevels"] = (c => CellText.Lines(c.UseLevels.Select(ItemElements.Level)), (c, t) => c with { UseLevels = [.. Words(t).Select(w => OneOf(w, 6, ItemElements.Level, "行使层级"))] }),
        ["powerSource"] = (c => ItemElements.PowerSourceName(c.PowerSource), (c, t) => c with { PowerSource = Code(t, 6, ItemElements.PowerSourceName, "权力来源") }),
        ["entrustedBy"] = (c => c.EntrustedBy, (c, t) => c with { EntrustedBy = t }),
        ["supervisedBy"] = (c => c.SupervisedBy, (c, t) => c with { SupervisedBy = t }),
        ["handlingItems"] = (
            c => CellText.Lines(c.HandlingItems.Select(h => CellText.Line(h.Serial, h.Name))),
            (c, t) => c with { HandlingItems = [.. CellText.Rows(t, 2).Select(f => new HandlingItem(f[0], f[1]))] }),
        ["reviewPoints"] = (c => CellText.Lines(c.Materials.SelectMany(m => m.ReviewPoints.Select(r => CellText.Line(m.Name, r.Text, r.Rule)))), null),
        ["materialTerms"] = (c => CellText.Texts(MaterialTerms.Of(c)), null),
        ["platform"] = (c => CellText.Lines(ItemElements.Find("platform")!.Lines(new ItemState("", "", c))), null),
        ["formPlan"] = (c => CellText.Texts(PlanLines.Of(c)), null),
        ["risks"] = (
            c => CellText.Lines(c.RiskClasses.Select(ItemRisks.Name)),
            (c, t) => c with { RiskClasses = [.. Words(t).Select(Risk)] }),
        ["audience"] = (
            c => CellText.Lines(
            [
                (c.ForPersons, c.ForCompanies) switch { (true, true) => "个人和经营主体", (true, false) => "个人", (false, true) => "经营主体", _ => "" },
                .. c.ServiceObject.Length > 0 ? (string[])[c.ServiceObject] : [],
            ]),
            Audience),
        ["conditions"] = (c => CellText.Texts(c.Conditions), (c, t) => c with { Conditions = CellText.TextsOf(t) }),
        ["limits"] = (LimitsOf, TakeLimits),
        ["handlingKind"] = (c => c.Instant ? "即办件" : "承诺件", TakeKind),
        ["process"] = (c => CellText.Lines(c.Steps.Select(s => CellText.Line(CellText.Number(s.Stage), s.Name, s.OrganisationName, CellText.Number(s.Days)))), null),
        ["specialSteps"] = (
            c => CellText.Lines(c.SpecialSteps.Select(s => CellText.Line(s.Kind, s.Name, CellText.Number(s.Days), s.LegalGround, s.Counted ? "计入" : "不计入", s.Charged ? "收费" : "不收费", s.ChargeBasis))),
            (c, t) => c with { SpecialSteps = [.. CellText.Rows(t, 7).Select(Special)] }),
        ["uncountedSteps"] = (
            c => CellText.Lines(c.UncountedSteps.Select(s => CellText.Line(s.Name, s.LegalGround, CellText.Number(s.Days), s.Note))),
            (c, t) => c with { UncountedSteps = [.. CellText.Rows(t, 4).Select(f => new UncountedStep(f[0], f[1], CellText.NumberOf(f[2], "环节天数"), f[3]))] }),
        ["situations"] = (
            c => CellText.Lines(c.Situations.Select(s => CellText.Line(s.Key, s.Name, s.Note))),
            (c, t) => c with { Situations = [.. CellText.Rows(t, 3).Select(f => Situation(c, f))] }),
        ["materials"] = (c => CellText.Lines(c.Materials.Select(Material)), TakeMaterials),
        ["form"] = (c => CellText.Line(c.PersonForm, c.CompanyForm), null),
        ["result"] = (c => CellText.Line(c.Result.Name, c.Result.KindCode, CellText.Number(c.Result.ValidMonths)), TakeResult),
        ["fee"] = (
            c => CellText.Lines(
            [
                c.Fee.Charged switch { true => "收费", false => "不收费", _ => "未说明" },
                CellText.Line(c.Fee.Text) is { Length: > 0 } said ? said : "-",
                .. c.Fee.Items.Select(f => CellText.Line(f.Name, f.Standard, f.Basis)),
            ]),
            TakeFee),
        ["onlinePayment"] = (
            c => c.OnlinePayment switch { true => "支持", false => "不支持", _ => "" },
            (c, t) => c with { OnlinePayment = t switch { "支持" or "是" => true, "不支持" or "否" => false, "" => null, _ => throw new FormatException("网上支付请填“支持”或“不支持”。") } }),
        ["visits"] = (c => CellText.Number(c.Visits), (c, t) => c with { Visits = CellText.NumberOf(t, "到办事现场次数") }),
        ["visitsReason"] = (c => c.VisitsReason, (c, t) => c with { VisitsReason = t }),
        ["onlineDepth"] = (c => c.OnlineDepth, (c, t) => c with { OnlineDepth = t }),
        ["handleForms"] = (
            c => CellText.Lines(c.HandleForms.Select(ItemElements.HandleFormName)),
            (c, t) => c with { HandleForms = [.. Words(t).Select(w => Code(w, 9, ItemElements.HandleFormName, "办理形式"))] }),
        ["entersHall"] = (
            c => c.EntersHall switch { true => "是", false => "否", _ => "" },
            (c, t) => c with { EntersHall = YesOrNo(t, "是否进驻政务大厅") }),
        ["crossRegion"] = (c => ItemElements.CrossRegionName(c.CrossRegion), (c, t) => c with { CrossRegion = Code(t, 6, ItemElements.CrossRegionName, "通办范围") }),
        ["commitment"] = (c => c.Commitment is { } k ? CellText.Line(k.Content, k.Requirements, k.Liability, k.Supervision) : "", null),
        ["tolerance"] = (c => CellText.Number(c.ToleranceDays), (c, t) => c with { ToleranceDays = CellText.NumberOf(t, "容缺补正工作日") }),
        ["tags"] = (
            c => CellText.Lines(c.Tags.Select(t => ItemTags.Names.GetValueOrDefault(t, t))),
            (c, t) => c with { Tags = [.. Words(t).Select(Tag)] }),
        ["places"] = (
            c => CellText.Lines(c.Places.Select(p => CellText.Line(p.Name, p.Address, p.OfficeHours, p.Phone))),
            (c, t) => c with { Places = [.. CellText.Rows(t, 4).Select(f => new ServicePlace(f[1], f[2], f[3], f[0]))] }),
        ["consult"] = (c => c.ConsultPhone, (c, t) => c with { ConsultPhone = t }),
        ["complaint"] = (c => c.ComplaintPhone, (c, t) => c with { ComplaintPhone = t }),
        ["questions"] = (
            c => CellText.Lines(c.Questions.Select(q => CellText.Line(q.Question, q.Answer))),
            (c, t) => c with { Questions = [.. CellText.Rows(t, 2).Select(f => new ItemQuestion(f[0], f[1]))] }),
        ["manual"] = (c => CellText.Lines(c.Manual.Select(m => CellText.Line(m.Title, m.Text))), null),
        ["remarks"] = (
            c => CellText.Lines(c.Remarks.OrderBy(r => r.Key, StringComparer.Ordinal).Select(r => CellText.Line(ItemElements.Find(r.Key)?.Name ?? r.Key, r.Value))),
            (c, t) => c with { Remarks = CellText.Rows(t, 2).ToDictionary(f => Element(f[0]), f => f[1]) }),
    };

    /// <summary>Elements that the national tables keep in several fields: one cell of ours is none of them.</summary>
    public static readonly IReadOnlySet<string> Several = new HashSet<string>(StringComparer.Ordinal) { "limits", "result", "fee" };

    /// <summary>Name and catalogue code are in the head of a row.</summary>
    public static readonly IReadOnlyList<SheetColumn> All =
    [
        .. ItemElements.All.Where(e => e.Take is not null)
            .Select(e => new SheetColumn(e.Key, e.Name, e.National.Length > 0 && !Several.Contains(e.Key) ? e.National : e.Key, Cells[e.Key].Show, Cells[e.Key].Take)),
    ];

    public static ItemContent TakeType(ItemContent content, string cell) =>
        ItemTypes.All.FirstOrDefault(t => t.Key == cell || t.Value == cell) is { Key: not null } type
            ? content with { TypeName = type.Key, TypeCode = type.Value }
            : throw new FormatException($"事项类型“{cell}”不在 GB/T 39046 的类型之内，可填名称或代码：{string.Join("、", ItemTypes.All.Select(t => t.Value + " " + t.Key))}。");

    public static ItemContent TakeKind(ItemContent content, string cell) => content with
    {
        Instant = cell switch { "即办件" or "1" => true, "承诺件" or "2" => false, _ => throw new FormatException("办件类型请填“即办件”或“承诺件”，代码 1 或 2。") },
    };

    public static bool? YesOrNo(string cell, string what) =>
        cell switch { "是" or "1" => true, "否" or "0" => false, "" => null, _ => throw new FormatException($"{what}请填“是”或“否”，代码 1 或 0。") };

    /// <summary>A situation that was there keeps the rule that finds it, for which a cell has no room.</summary>
    private static ItemSituation Situation(ItemContent content, string[] f) =>
        (content.Situations.FirstOrDefault(s => s.Key == f[0]) ?? new ItemSituation(f[0], "")) with { Name = f[1], Note = f[2] };

    private static int Risk(string name) => ItemRisks.Names.FirstOrDefault(r => r.Value == name) is { Value: not null } risk
        ? risk.Key
        : throw new FormatException($"没有“{name}”这一类，可用：{string.Join("、", ItemRisks.Names.Values)}。");

    private static string Tag(string name) => ItemTags.Names.FirstOrDefault(n => n.Value == name).Key
        ?? throw new FormatException($"没有标签“{name}”，可用：{string.Join("、", ItemTags.Names.Values)}。");

    private static string Element(string name) => ItemElements.All.FirstOrDefault(e => e.Name == name)?.Key
        ?? throw new FormatException($"没有要素“{name}”，备注写成“要素名称｜备注”。");

    private static SpecialStep Special(string[] f) => new(
        Among(f[0], "特殊环节", "现场勘验", "技术审查", "听证论证"), f[1], CellText.NumberOf(f[2], "特殊环节天数"), f[3], f[4] == "计入", f[5] == "收费", f[6]);

    public static string[] Words(string cell) => cell.Split(['\n', '、', ',', '，', '^'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>The number a word stands for, by its name or as it is.</summary>
    public static int OneOf(string word, int most, Func<int, string> nameOf, string what) =>
        Enumerable.Range(1, most).Where(n => nameOf(n) == word || n.ToString(CultureInfo.InvariantCulture) == word).Select(n => (int?)n).FirstOrDefault()
            ?? throw new FormatException($"{what}“{word}”不在可选范围：{string.Join("、", Enumerable.Range(1, most).Select(nameOf))}。");

    public static string Code(string word, int most, Func<string, string> nameOf, string what)
    {
        if (word.Length == 0)
        {
            return "";
        }

        List<string> codes = [.. Enumerable.Range(1, most).Select(n => n.ToString(CultureInfo.InvariantCulture)).Where(n => nameOf(n) != n)];
        return codes.Find(n => n == word || nameOf(n) == word) ?? throw new FormatException($"{what}“{word}”不在可选范围：{string.Join("、", codes.Select(nameOf))}。");
    }

    private static string Among(string word, string what, params string[] words) => words.Contains(word) ? word : throw new FormatException($"{what}“{word}”不在可选范围：{string.Join("、", words)}。");

    private static ItemContent Audience(ItemContent content, string cell)
    {
        var lines = cell.Split('\n', 2, StringSplitOptions.TrimEntries);
        var (persons, companies) = lines[0] switch
        {
            "个人和经营主体" => (true, true),
            "个人" => (true, false),
            "经营主体" => (false, true),
            _ => throw new FormatException("服务对象第一行请填“个人”“经营主体”或“个人和经营主体”，第二行可写原文。"),
        };
        return content with { ForPersons = persons, ForCompanies = companies, ServiceObject = lines.Length > 1 ? lines[1] : "" };
    }

    private static string LimitsOf(ItemContent c)
    {
        (string Kind, TimeLimit? Limit, string Text)[] both = [("法定", c.StatutoryLimit, c.StatutoryLimitText), ("承诺", c.PromisedLimit, c.PromisedLimitText)];
        return CellText.Lines(both.Where(x => x.Limit is not null || x.Text.Length > 0)
            .Select(x => CellText.Line(x.Kind, x.Limit is { } l ? l.Days.ToString(CultureInfo.InvariantCulture) + Unit(l.Unit) : "", x.Text)));
    }

    private static string Unit(LimitUnit unit) => unit switch
    {
        LimitUnit.CalendarDays => "个自然日",
        LimitUnit.CalendarMonths => "个月",
        _ => "个工作日",
    };

    private static ItemContent TakeLimits(ItemContent content, string cell)
    {
        content = content with { StatutoryLimit = null, StatutoryLimitText = "", PromisedLimit = null, PromisedLimitText = "" };
        foreach (var line in CellText.Rows(cell, 3))
        {
            var limit = line[1].Length == 0 ? null
                : LimitCell().Match(line[1]) is { Success: true } m
                    ? new TimeLimit(
                        int.Parse(m.Groups[1].ValueSpan, CultureInfo.InvariantCulture),
                        m.Groups[2].Value switch { "自然日" => LimitUnit.CalendarDays, "月" => LimitUnit.CalendarMonths, _ => LimitUnit.WorkingDays })
                : throw new FormatException($"时限“{line[1]}”请写成“20个工作日”“30个自然日”或“3个月”。");
            content = line[0] switch
            {
                "法定" => content with { StatutoryLimit = limit, StatutoryLimitText = line[2] },
                "承诺" => content with { PromisedLimit = limit, PromisedLimitText = line[2] },
                _ => throw new FormatException("办理时限每行写成“法定｜20个工作日”或“承诺｜5个工作日”。"),
            };
        }

        return content;
    }

    private static string Material(ItemMaterial m) => Material(m, codes: false);

    /// <param name="codes">is_need and source_type as the national tables code them.</param>
    public static string Material(ItemMaterial m, bool codes) => CellText.Line(
        m.Name, m.Form, CellText.Number(m.Copies), m.Need == MaterialNeed.Required ? codes ? "1" : "必要" : codes ? "2" : "非必要",
        codes ? m.SourceCode : ItemElements.SourceName(m.SourceCode), m.SourceNote, string.Join('、', m.Situations), m.Note);

    /// <summary>A material that was there keeps what a cell has no room for: points of acceptance, forms, samples.</summary>
    public static ItemContent TakeMaterials(ItemContent content, string cell)
    {
        var known = content.Materials.GroupBy(m => m.Name, StringComparer.Ordinal).ToDictionary(g => g.Key, g => new Queue<ItemMaterial>(g), StringComparer.Ordinal);
        var keys = content.Materials.Select(m => m.Key).ToHashSet(StringComparer.Ordinal);
        var materials = new List<ItemMaterial>();
        foreach (var f in CellText.Rows(cell, 8))
        {
            var n = materials.Count + 1;
            while (!keys.Contains(f[0]) && keys.Contains($"m{n}"))
            {
                n++;
            }

            var before = known.TryGetValue(f[0], out var queue) && queue.TryDequeue(out var found) ? found : new ItemMaterial { Key = $"m{n}", Name = f[0] };
            keys.Add(before.Key);
            materials.Add(before with
            {
                Form = f[1],
                Copies = CellText.NumberOf(f[2], "材料份数"),
                Need = f[3] switch { "必要" or "1" or "" => MaterialNeed.Required, "非必要" or "2" => MaterialNeed.Optional, _ => throw new FormatException($"材料“{f[0]}”的必要性请填“必要”或“非必要”。") },
                SourceCode = f[4] switch
                    { "" => "", "申请人自备" or "10" => "10", "政府部门核发" or "20" => "20", "其他" or "99" => "99",
                    _ => throw new FormatException($"材料“{f[0]}”的来源渠道请填“申请人自备”“政府部门核发”或“其他”。")
                },
                SourceNote = f[5],
                Situations = [.. f[6].Split('、', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)],
                Note = f[7],
            });
        }

        return content with { Materials = materials };
    }

    public static string KindOf(string cell) => cell.Length == 0 ? "3" : Among(cell, "办理结果类型（1 证照 2 批文 3 其他 4 无）", "1", "2", "3", "4");

    private static ItemContent TakeResult(ItemContent content, string cell)
    {
        var f = CellText.Rows(cell, 3).FirstOrDefault() ?? ["", "3", ""];
        return content with { Result = content.Result with { Name = f[0], KindCode = KindOf(f[1]), ValidMonths = CellText.NumberOf(f[2], "有效期月数") } };
    }

    private static ItemContent TakeFee(ItemContent content, string cell)
    {
        var lines = CellText.Rows(cell, 3).ToList();
        if (lines.Count == 0)
        {
            return content with { Fee = content.Fee with { Charged = null, Text = "", Items = [] } };
        }

        var text = lines.Count > 1 ? string.Join('｜', lines[1].Where(f => f.Length > 0)) : "-";
        return content with
        {
            Fee = content.Fee with
            {
                Charged = lines[0][0] switch { "收费" => true, "不收费" => false, "未说明" => null, _ => throw new FormatException("收费标准第一行请填“收费”“不收费”或“未说明”，第二行写说明（没有写 -），以后每行一项：名称｜标准｜依据。") },
                Text = text == "-" ? "" : text,
                Items = [.. lines.Skip(2).Select(f => new FeeItem(f[0], f[1], f[2]))],
            },
        };
    }

    [GeneratedRegex("^([0-9]{1,4}) ?个?(工作日|自然日|月)$")]
    private static partial Regex LimitCell();
}
