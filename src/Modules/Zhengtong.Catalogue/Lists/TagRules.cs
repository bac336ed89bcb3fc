using Zhengtong.Catalogue.Contracts;
using Zhengtong.Catalogue.Model;
using Zhengtong.Platform.Outcomes;

namespace Zhengtong.Catalogue.Lists;

/// <summary>Which tags an item may carry and which its elements give it. Pure: requirements 05.07, 05.09, 05.15, 05.16, 05.18.</summary>
internal static class TagRules
{
    private const string Window = "1";
    private const string Computer = "2";
    private const string Phone = "3";

    /// <summary>What the elements contradict is refused; what they leave open is the manager's to say.</summary>
    public static IEnumerable<Problem> Check(ItemContent content)
    {
        static Problem Wrong(string reason, string message, string field = nameof(ItemContent.Tags)) => Problem.Invalid("catalogue." + reason, message, field);
        if (content.Tags.FirstOrDefault(t => !ItemTags.Names.ContainsKey(t)) is { } unknown)
        {
            yield return Wrong("tag-unknown", $"标签“{unknown}”不存在，请从列出的标签里选择。");
        }

        if (content.RiskClasses.Any(r => !ItemRisks.Names.ContainsKey(r)))
        {
            yield return Wrong("risk-unknown", "请从列出的八种情形里选择。", nameof(ItemContent.RiskClasses));
        }

        foreach (var tag in content.Tags.Distinct())
        {
            if (Contradiction(tag, content) is { } reason)
            {
                yield return Wrong("tag-" + tag, $"不能标为“{ItemTags.Names[tag]}”：{reason}。请去掉标签，或先改正对应的要素。");
            }
        }

        if (content.RiskClasses.Count > 0 && content.Commitment is not null)
        {
            yield return Wrong("commitment-excluded", $"涉及{string.Join('、', content.RiskClasses.Select(ItemRisks.Name))}的事项不得采取告知承诺制，请删除告知承诺的内容。", nameof(ItemContent.Commitment));
        }
    }

    /// <summary>The tags of the item: those kept by hand, and those its elements prove.</summary>
    /// <param name="applicable">It can be applied for here, and so online.</param>
    public static IReadOnlyList<string> Effective(ItemContent content, string regionCode, bool applicable) =>
        [.. ItemTags.Names.Keys.Where(t => content.Tags.Contains(t) || Proven(t, content, regionCode, applicable))];

    private static string? Contradiction(string tag, ItemContent content) => tag switch
    {
        ItemTags.ZeroTrip when content.Visits is > 0 and var n => $"到办事现场次数是 {n} 次",
        ItemTags.OneTrip or ItemTags.Once when content.Visits is > 1 and var n => $"到办事现场次数是 {n} 次",
        ItemTags.Immediate when !content.Instant => "办件类型不是即办件",
        ItemTags.Online when content.HandleForms is { Count: > 0 } forms && forms.All(f => f == Window) => "办理形式只有窗口办理",
        ItemTags.Mobile when content.HandleForms is { Count: > 0 } forms && !forms.Contains(Phone) => "办理形式没有移动端办理",
        ItemTags.Commitment when content.RiskClasses.Count > 0 => $"涉及{string.Join('、', content.RiskClasses.Select(ItemRisks.Name))}的事项不得采取告知承诺制",
        ItemTags.Commitment when content.Commitment is not { Content.Length: > 0, Requirements.Length: > 0, Liability.Length: > 0 } => "还没有写明承诺内容、要求和违诺责任",
        ItemTags.Tolerance when !Tolerates(content) => "没有补交时限，或者没有可容缺的材料",
        ItemTags.CrossRegion when content.CrossRegion.Length == 0 => "没有填写通办范围",
        _ => null,
    };

    private static bool Proven(string tag, ItemContent content, string regionCode, bool applicable) => tag switch
    {
        ItemTags.Immediate => content.Instant,
        ItemTags.Online => applicable || content.HandleForms.Contains(Computer) || content.OnlineDepth.Contains('网', StringComparison.Ordinal),
        ItemTags.Mobile => content.HandleForms.Contains(Phone),
        ItemTags.Nearby => regionCode.Length > 6,
        ItemTags.Once or ItemTags.OneTrip => content.Visits is 0 or 1,
        ItemTags.ZeroTrip => content.Visits == 0,
        ItemTags.Commitment => content.Commitment is not null,
        ItemTags.Tolerance => Tolerates(content),
        ItemTags.CrossRegion => content.CrossRegion.Length > 0,
        _ => false,
    };

    private static bool Tolerates(ItemContent content) => content.ToleranceDays is not null && content.Materials.Any(m => m.Tolerable);
}

/// <summary>Which items belong on the list of assisted handling (代办帮办清单): many steps, long duration, many departments (05.20; 001 §二(五)1).</summary>
internal static class AssistRule
{
    public const int ManySteps = 4;
    public const int LongDays = 15;

    public static IReadOnlyList<string> Reasons(ItemContent content)
    {
        var reasons = new List<string>();
        if (content.Steps.Count >= ManySteps)
        {
            reasons.Add($"环节多（{content.Steps.Count} 个环节）");
        }

        if ((content.PromisedLimit ?? content.StatutoryLimit) is { Unit: LimitUnit.WorkingDays, Days: > LongDays and var days })
        {
            reasons.Add($"耗时长（{days} 个工作日）");
        }

        if (content.Steps.Where(s => s.OrganisationName.Length > 0).Select(s => s.OrganisationName).Distinct().Count() is > 0 and var others)
        {
            reasons.Add($"涉及部门多（另有 {others} 个部门）");
        }

        return reasons;
    }
}
