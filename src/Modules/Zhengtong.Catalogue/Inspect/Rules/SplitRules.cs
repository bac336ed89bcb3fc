using Zhengtong.Catalogue.Contracts;
using Zhengtong.Platform.Codes;

namespace Zhengtong.Catalogue.Inspect.Rules;

/// <summary>
/// What is offered below an entry has the granularity of the entry's splitting standard (拆分标准, 01.14): an item that was claimed as a whole before the entry was split, or by a part that the
/// standard no longer has, is at fault. Older local codes do not say which part they are.
/// </summary>
internal static class SplitRules
{
    public static readonly IReadOnlyList<StandardRule> All =
    [
        new("split", "业务办理项符合上级目录的拆分标准", "同一事项各地按同一标准拆分为业务办理项，颗粒度一致，群众在哪里看到的都一样。", "政务服务事项拆分标准", "handlingItems", false, 20, "请按拆分标准重新认领业务办理项，再取消这个事项。", Split),
    ];

    private static IEnumerable<Hit> Split(Inspected i)
    {
        if (i.Around.Above?.Invoke(i).Split is not { Count: > 0 } standard || !ItemCode.Parse(i.Code).TryGet(out var code) || code.Kind is not (ItemCodeKind.Implementation or ItemCodeKind.Handling))
        {
            return [];
        }

        return code.Serial.Length == 0 ? [new("", $"上级目录已拆分为 {standard.Count} 个业务办理项，本事项仍按整项实施。")]
            : standard.All(h => h.Serial != code.Serial) ? [new("", $"本事项的序号 {code.Serial} 已不在上级目录的拆分标准里。")]
            : [];
    }
}
