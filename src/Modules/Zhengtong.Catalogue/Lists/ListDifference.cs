using Zhengtong.Catalogue.Model;

namespace Zhengtong.Catalogue.Lists;

/// <summary>What a list says anew against its version before, in words. Pure.</summary>
internal static class ListDifference
{
    public static IReadOnlyList<string> Of(RegisterList list, IReadOnlyList<EntryFacts> before, IReadOnlyList<EntryFacts> after)
    {
        var old = before.ToDictionary(e => e.Number, StringComparer.Ordinal);
        var now = after.ToDictionary(e => e.Number, StringComparer.Ordinal);
        return
        [
            .. after.Where(e => !old.ContainsKey(e.Number)).Select(e => $"新增：{e.Number} {e.Name}"),
            .. before.Where(e => !now.ContainsKey(e.Number)).Select(e => $"移出：{e.Number} {e.Name}"),
            .. after.Where(e => old.ContainsKey(e.Number)).SelectMany(e => Changes(list, old[e.Number], e)),
        ];
    }

    private static string Codes(EntryFacts facts) => string.Join('、', facts.Targets ?? []);

    private static IEnumerable<string> Changes(RegisterList list, EntryFacts before, EntryFacts after)
    {
        IEnumerable<(string Label, string Before, string After)> pairs =
        [
            ("名称", before.Name, after.Name),
            ("事项类型", RegisterList.TypeName(before.TypeCode), RegisterList.TypeName(after.TypeCode)),
            ("单位", before.Organisation, after.Organisation),
            ("对应的目录事项", Codes(before), Codes(after)),
            .. list.Fields.Select(f => (f.Label, before.Fields.GetValueOrDefault(f.Key, ""), after.Fields.GetValueOrDefault(f.Key, ""))),
        ];
        return pairs.Where(p => p.Before != p.After).Select(p => $"修改：{after.Number} {after.Name} 的{p.Label}由“{p.Before}”改为“{p.After}”");
    }
}
