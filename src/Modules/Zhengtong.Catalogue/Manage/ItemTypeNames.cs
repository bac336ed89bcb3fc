namespace Zhengtong.Catalogue.Manage;

/// <summary>The types of items that are managed (01.08), GB/T 39046-2020 A.1. Enforcement powers are listed and not applied for; 公共服务 takes in utilities and village certificates (01.09).</summary>
internal static class ItemTypeNames
{
    public static readonly IReadOnlyDictionary<string, string> All = new Dictionary<string, string>
    {
        ["01"] = "行政许可",
        ["02"] = "行政处罚",
        ["03"] = "行政强制",
        ["04"] = "行政征收",
        ["05"] = "行政给付",
        ["06"] = "行政检查",
        ["07"] = "行政确认",
        ["08"] = "行政奖励",
        ["09"] = "行政裁决",
        ["10"] = "其他行政权力",
        ["20"] = "公共服务",
    };

    public static string Of(string code) => All.GetValueOrDefault(code, code);
}
