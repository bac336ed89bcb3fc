namespace Zhengtong.Catalogue.Import;

/// <summary>事项类型 by name, GB/T 39046-2020 A.1. Local codes differ, the names do not.</summary>
internal static class ItemTypes
{
    private static readonly Dictionary<string, string> Codes = new(StringComparer.Ordinal)
    {
        ["行政许可"] = "01",
        ["行政处罚"] = "02",
        ["行政强制"] = "03",
        ["行政征收"] = "04",
        ["行政给付"] = "05",
        ["行政检查"] = "06",
        ["行政确认"] = "07",
        ["行政奖励"] = "08",
        ["行政裁决"] = "09",
        ["其他行政权力"] = "10",
        ["公共服务"] = "20",
    };

    public static IEnumerable<KeyValuePair<string, string>> All => Codes;

    public static string? CodeOf(string name) => Codes.GetValueOrDefault(name);
}
