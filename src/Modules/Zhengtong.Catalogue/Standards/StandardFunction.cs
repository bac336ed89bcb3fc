using Zhengtong.Catalogue.Model;

namespace Zhengtong.Catalogue.Standards;

/// <summary>A function of the platform that a standard can govern (17.06), with the page on which people meet it.</summary>
/// <param name="Href">Public; null where only staff work with it.</param>
internal sealed record StandardFunction(string Key, string Name, StandardDomain Domain, string? Href)
{
    public static readonly IReadOnlyList<StandardFunction> All =
    [
        new("items", "事项目录和实施清单", StandardDomain.ItemManagement, "/items"),
        new("lists", "清单公开", StandardDomain.ItemManagement, "/lists"),
        new("guides", "办事指南", StandardDomain.ItemManagement, "/items"),
        new("halls", "大厅窗口和预约", StandardDomain.ServiceCentre, "/book"),
        new("intake", "申请和受理", StandardDomain.ServiceDelivery, "/items"),
        new("handling", "审查、决定和出件", StandardDomain.ServiceDelivery, null),
        new("verify", "证照和文书核验", StandardDomain.ServiceDelivery, "/verify"),
        new("enquiries", "咨询和答复", StandardDomain.Hotline, "/enquiries"),
        new("ratings", "办事评价", StandardDomain.Evaluation, null),
        new("supervision", "电子监察", StandardDomain.Evaluation, null),
    ];

    public static IEnumerable<StandardFunction> Of(string keys) => All.Where(f => keys.Contains($",{f.Key},", StringComparison.Ordinal));

    /// <summary>Keys that are known, in commas at both ends; empty when there are none.</summary>
    public static string Join(IEnumerable<string> keys)
    {
        var known = All.Select(f => f.Key).Intersect(keys, StringComparer.Ordinal).ToList();
        return known.Count == 0 ? "" : $",{string.Join(',', known)},";
    }
}
