using Zhengtong.Catalogue.Contracts;
using Zhengtong.Catalogue.FormPlan;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Outcomes;

namespace Zhengtong.Catalogue.Dictionary;

/// <summary>Whether all entries hold together: one form of the whole dictionary is composed and looked through, so that relations in circles or against each other are found. Pure.</summary>
internal static class DictionaryCheck
{
    public static IReadOnlyList<Problem> Of(ElementDictionary dictionary)
    {
        var plan = new ItemFormPlan
        {
            Groups = [.. dictionary.Groups.Where(g => dictionary.In(g.Key).Any()).Select(g => new PlanGroup(g.Key, [.. dictionary.In(g.Key).Select(e => new PlanElement(e.Key))]))],
        };
        if (plan.Groups.Count == 0)
        {
            return [];
        }

        var composed = ComposeForm.Of(dictionary, plan, "dictionary", "数据要素字典", PartyKind.Person);
        return composed.TryGet(out var form) ? FormPlanCheck.OfForm(form) : composed.Problems;
    }
}
