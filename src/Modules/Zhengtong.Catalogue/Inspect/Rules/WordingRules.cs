using Zhengtong.Catalogue.Elements;
using Zhengtong.Platform.Codes;

namespace Zhengtong.Catalogue.Inspect.Rules;

/// <summary>Rules on words: vague phrases and names that say nothing (02.04, 02.14).</summary>
internal static class WordingRules
{
    public static readonly IReadOnlyList<StandardRule> All =
    [
        new("vague-words", "没有模糊用语", "“有关材料”“原则上”“视情况”等说法让标准因人而异。用语表附在检测标准后面。", "办事指南编制要求", "conditions", false, 15, "请改成明确、可核对的写法。", Vague) { Scope = RuleScope.All },
        new("name-vague", "事项名称明确", "名称太短或以“等”“其他”概括时，群众无法判断是不是自己要办的事。", "GB/T 39554.2-2020", "name", false, 20, "请写明办什么事。", i =>
            i.State.Name is var name && (name.Length < 4 || name.EndsWith('等') || name.StartsWith("其他", StringComparison.Ordinal)) ? [new("", $"名称“{name}”不明确。")] : []) { Scope = RuleScope.All },
    ];

    private static IEnumerable<Hit> Vague(Inspected item)
    {
        foreach (var word in item.Around.Words)
        {
            foreach (var key in word.Elements)
            {
                foreach (var text in TextsOf(key, item))
                {
                    if (Says(text, word))
                    {
                        yield return new($"{key}:{word.Word}", $"{ItemElements.Find(key)?.Name ?? key}“{text.Shortened()}”中的“{word.Word}”不明确。");
                        break;
                    }
                }
            }
        }
    }

    /// <summary>Whether the text uses the word in the way that counts.</summary>
    public static bool Says(string text, VagueWord word)
    {
        var told = word.Except.Length > 0 ? text.Replace(word.Except, "", StringComparison.Ordinal) : text;
        return word.AtEnd ? told.TrimEnd('。', '；', ';', '.', ' ').EndsWith(word.Word, StringComparison.Ordinal) : told.Contains(word.Word, StringComparison.Ordinal);
    }

    private static IEnumerable<string> TextsOf(string element, Inspected item) => element switch
    {
        "materials" => item.Content.Materials.Select(m => m.Name),
        "conditions" => item.Content.Conditions,
        _ => ItemElements.Find(element)?.Lines(item.State) ?? [],
    };
}
