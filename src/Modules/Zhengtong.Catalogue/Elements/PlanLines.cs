using Zhengtong.Catalogue.Contracts;

namespace Zhengtong.Catalogue.Elements;

/// <summary>The plan of a form as lines that people read and compare.</summary>
internal static class PlanLines
{
    public static IEnumerable<string> Of(ItemContent content)
    {
        foreach (var question in content.FormPlan?.Questions ?? [])
        {
            yield return Joined("问：" + question.Text, question.Key, question.Hint, string.Join("、", question.Options.Select(o => $"{o.Key} {o.Text}")), When("提问条件", question.AskWhen));
        }

        foreach (var group in content.FormPlan?.Groups ?? [])
        {
            yield return Joined("组：" + group.Key, group.For switch { "person" => "个人", "company" => "经营主体", _ => "" }, When("显示条件", group.VisibleWhen));
            foreach (var element in group.Elements)
            {
                yield return Joined("要素：" + element.Key, element.Required ? "必填" : "", When("必填条件", element.RequiredWhen), When("显示条件", element.VisibleWhen));
            }
        }
    }

    /// <summary>The points of review of the standard, at the materials of the same name.</summary>
    public static IReadOnlyList<ItemMaterial> TakePoints(IReadOnlyList<ItemMaterial> own, IReadOnlyList<ItemMaterial> standard) =>
        [.. own.Select(m => standard.FirstOrDefault(s => s.Name == m.Name) is { } same ? m with { ReviewPoints = same.ReviewPoints } : m)];

    private static string When(string name, string rule) => rule.Length == 0 ? "" : $"{name} {rule}";

    private static string Joined(params IEnumerable<string> parts) => string.Join("｜", parts.Where(p => p.Length > 0));
}
