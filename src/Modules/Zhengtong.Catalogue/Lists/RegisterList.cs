using Zhengtong.Catalogue.Import;

namespace Zhengtong.Catalogue.Lists;

/// <summary>A kind of list with entries of its own: its fields, who compiles it and what it must agree with. Data, not code.</summary>
/// <param name="Compiler">牵头编制部门.</param>
/// <param name="Typed">Entries name a type of GB/T 39046 A.1.</param>
/// <param name="Mapped">Every entry corresponds to something of the catalogue (01.23).</param>
/// <param name="Equal">Name and type are the provincial catalogue's (003 §二(一)).</param>
/// <param name="Types">Items of these types must stand on the list; empty: the list does not claim to be complete.</param>
/// <param name="Public">Shown on the portal.</param>
/// <param name="Follows">Names what the list of a region above names, where the region has it.</param>
internal sealed record RegisterList(
    string Key, string Name, string Compiler, string Intro, IReadOnlyList<ListField> Fields,
    bool Typed = false, bool Mapped = true, bool Equal = false, IReadOnlyList<string>? Types = null, bool Public = true, bool Follows = false)
{
    /// <summary>Column of the codes that an entry corresponds to.</summary>
    public const string TargetsHead = "对应编码";

    /// <summary>The heads of its sheet, in the order that import and export use.</summary>
    public IReadOnlyList<string> SheetHeads => [.. Heads, .. Mapped ? (string[])[TargetsHead] : []];

    /// <summary>What the public reads of an entry.</summary>
    public IReadOnlyList<string> Heads => ["编号", "名称", .. Typed ? (string[])["事项类型"] : [], "单位", .. Fields.Select(f => f.Label)];

    public static string TypeName(string code) => ItemTypes.All.FirstOrDefault(t => t.Value == code).Key ?? "";
}

internal sealed record ListField(string Key, string Label, bool Required = true, params string[] Options);

/// <summary>The entries of some types of a published list (01.29, 14.10).</summary>
/// <param name="Of">Key of the list.</param>
internal sealed record ListPart(string Key, string Name, string Intro, string Of, IReadOnlyList<string> Types);

internal static class RegisterLists
{
    public const string Power = "power";
    public const string HallNegative = "hall-negative";
    public const string Zones = "zones";
    public const string ZoneKind = "zoneKind";
    public const string ZoneName = "zone";
    public const string ZoneActs = "acts";
    public const string Reason = "reason";

    /// <summary>Powers held under law; public services (20) are no powers.</summary>
    public static readonly IReadOnlyList<string> PowerTypes = ["01", "02", "03", "04", "05", "06", "07", "08", "09", "10"];

    public static readonly IReadOnlyList<RegisterList> All =
    [
        new(Power, "权责清单", "机构编制部门", "本地区各部门依法行使的权力和对应的责任。",
            [new("basis", "实施依据"), new("duties", "责任事项"), new("liability", "追责情形", false)], Typed: true, Equal: true, Types: PowerTypes),
        new("market-access", "市场准入负面清单", "发展改革部门", "禁止准入和须经许可才能准入的事项。清单以外的行业、领域、业务，各类经营主体都可以依法平等进入。",
            [new("access", "准入类别", true, "禁止准入类", "许可准入类"), new("measure", "措施描述"), new("authority", "主管部门", false)], Follows: true),
        new("investment", "投资审批管理事项清单", "发展改革部门", "投资项目从立项到开工需要办理的审批管理事项。",
            [new("basis", "设立依据"), new("phase", "办理阶段", false)], Typed: true, Equal: true, Follows: true),
        new("construction", "工程建设项目审批事项清单", "住房城乡建设部门", "工程建设项目从立项到竣工验收涉及的审批事项。",
            [new("phase", "审批阶段", true, "立项用地规划许可", "工程建设许可", "施工许可", "竣工验收", "并行推进"), new("basis", "设立依据")], Typed: true, Equal: true, Follows: true),
        new("proofs", "证明事项清单", "司法行政部门", "可以开具的证明和办理后取得的证照。清单以外的证明，不得向群众索要。",
            [new("proofKind", "种类", true, "证明办理事项", "办理结果证照"), new("purpose", "用途", false)], Mapped: false),
        new("intermediary", "中介服务事项清单", "审改部门", "办理事项时依法需要的中介服务，未列入的一律不得作为受理条件。",
            [new("service", "中介服务成果"), new("basis", "设立依据"), new("payer", "付费主体", true, "申请人", "行政机关"), new("qualification", "机构资质要求", false)]),
        new(HallNegative, "进驻政务服务大厅负面清单", "政务服务管理部门", "因国家秘密、场地限制等原因不进驻大厅的事项。清单以外的事项都要进驻。",
            [new(Reason, "不进驻的理由"), new("where", "实际办理地点", false)]),
        new(Zones, "特定区域授权事项清单", "审改部门", "授权自贸区、新区、高新区、经济开发区等区域办理的事项。",
            [new(ZoneKind, "区域类别", true, "自贸区", "新区", "高新区", "经济开发区"), new(ZoneName, "区域名称"), new(ZoneActs, "授权环节", true, "受理", "决定", "受理和决定"), new("grant", "授权文件")]),
    ];

    /// <summary>Powers that are enforcement: 行政处罚, 行政强制, 行政征收, 行政检查 (14.10).</summary>
    public static readonly IReadOnlyList<string> EnforcementTypes = ["02", "03", "04", "06"];

    /// <summary>Parts of published lists that are lists of their own: nobody keeps them, so they cannot say anything else.</summary>
    public static readonly IReadOnlyList<ListPart> Parts =
    [
        new("enforcement", "执法类职权事项清单", "从权责清单里生成的行政处罚、行政强制、行政征收和行政检查事项，与公布的权责清单始终一致。", Power, EnforcementTypes),
    ];

    public static RegisterList? Find(string key) => All.FirstOrDefault(l => l.Key == key);

    /// <summary>A list and what of it is shown under a key; a list of its own is shown whole.</summary>
    public static (RegisterList List, ListPart? Part)? Shown(string key) => Parts.FirstOrDefault(p => p.Key == key) is { } part
        ? (Find(part.Of)!, part)
        : Find(key) is { } list ? (list, null) : null;
}
