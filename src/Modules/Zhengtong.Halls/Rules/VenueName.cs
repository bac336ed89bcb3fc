using Zhengtong.Platform.Outcomes;

namespace Zhengtong.Halls.Rules;

/// <summary>The uniform outward name of a venue by its tier (11.01): 政务服务中心 from the county up, 便民服务中心 in a town, 便民服务站 in a village.</summary>
internal static class VenueName
{
    public const string County = "政务服务中心";
    public const string Town = "便民服务中心";
    public const string Village = "便民服务站";

    /// <param name="regionCode">Natural length, so its length tells the tier.</param>
    public static string Of(string regionCode) => regionCode.Length switch
    {
        <= 6 => County,
        <= 9 => Town,
        _ => Village,
    };

    /// <returns>null when the name is as it should be.</returns>
    public static Problem? Refusal(string name, string regionCode, string field)
    {
        var wanted = Of(regionCode);
        return name.Contains(wanted, StringComparison.Ordinal)
            ? null
            : Problem.Invalid("halls.name", $"对外名称要统一：这一级的场所请使用“{wanted}”，例如“{(wanted == County ? "某某区政务服务中心" : wanted == Town ? "某某街道便民服务中心" : "某某社区便民服务站")}”。其他牌子写在“另挂牌名称”里。", field);
    }
}
