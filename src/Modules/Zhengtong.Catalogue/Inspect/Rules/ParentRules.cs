using Zhengtong.Catalogue.Model;

namespace Zhengtong.Catalogue.Inspect.Rules;

/// <summary>What an item is bound to: only what is on the licence list is handled as a licence, and what ended above does not go on below (01.24, 14.23).</summary>
internal static class ParentRules
{
    private const string Licence = "01";

    public static readonly IReadOnlyList<StandardRule> All =
    [
        new("licence-unlisted", "行政许可在许可事项清单之内", "清单之外一律不得违法实施行政许可。清单载入后，每项行政许可都要关联清单里在用的许可事项。", "国办发〔2022〕2号；行政许可法第四条、第十七条",
            "catalogueCode", false, 5, "请关联清单里的许可事项；清单里没有的，停止按许可办理并取消。", Unlisted) { Types = [Licence], BlocksNew = true },
        new("parent-retired", "上级目录在用", "上级目录的事项已取消或暂停的，下级不能照常办理。", "GB/T 39554.1-2020；政务服务事项动态管理要求", "catalogueCode", false, 10, "请随上级取消、暂停，或重新关联在用的目录事项。", i =>
            !IsOfferedLicence(i) && AboveOf(i) is { Bound: true, Status: not ItemStatus.InUse, Stays: false } above ? [new("", $"关联的上级目录事项已{(above.Status == ItemStatus.Paused ? "暂停" : "取消")}。")] : [])
            { Scope = RuleScope.All },
    ];

    private static IEnumerable<Hit> Unlisted(Inspected i)
    {
        if (!IsOfferedLicence(i) || AboveOf(i) is not { } above)
        {
            yield break;
        }

        if (!above.Bound)
        {
            if (i.Around.LicencesListed)
            {
                yield return new("", "按行政许可办理，却没有关联许可事项清单里的事项。");
            }
        }
        else if (above.Status != ItemStatus.InUse)
        {
            yield return new("", $"关联的许可事项已{(above.Status == ItemStatus.Paused ? "暂停" : "取消")}，不能再按行政许可办理。");
        }
        else if (above.TypeCode != Licence)
        {
            yield return new("", "按行政许可办理，关联的目录事项却不是行政许可。");
        }
    }

    /// <summary>A licence says it by the rule on licences, once.</summary>
    private static bool IsOfferedLicence(Inspected i) => i.Applicable && i.Content.TypeCode == Licence;

    private static EntryAbove? AboveOf(Inspected i) => i.Around.Above?.Invoke(i);
}
