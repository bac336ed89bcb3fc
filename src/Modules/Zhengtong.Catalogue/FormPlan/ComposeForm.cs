using Zhengtong.Catalogue.Contracts;
using Zhengtong.Catalogue.Dictionary;
using Zhengtong.Forms.Contracts;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Outcomes;

namespace Zhengtong.Catalogue.FormPlan;

/// <summary>
/// Composes the form of an item from the dictionary and the item's plan (一事一表, 01.16). The questions become its first section, so that a question is a name in
/// every rule, is answered, checked and kept like any field, and server and browser need no second language. Pure; a problem's field is its place in the plan.
/// </summary>
internal static class ComposeForm
{
    public static Outcome<FormDefinition> Of(ElementDictionary dictionary, ItemFormPlan plan, string key, string title, PartyKind kind)
    {
        var problems = new List<Problem>();
        var party = kind == PartyKind.Company ? FormContext.Company : FormContext.Person;
        var groups = plan.Groups.Where(g => g.For.Length == 0 || g.For == party).ToList();
        var known = groups.SelectMany(g => g.Elements).Select(e => e.Key).Concat(plan.Questions.Select(q => q.Key)).Concat(Rule.HouseNames).ToHashSet(StringComparer.Ordinal);
        var relations = dictionary.Relations
            .Select(r => (Relation: r, When: RuleText.Parse(r.When)))
            .Where(r => r.When is not null && RuleText.Names(r.When).All(known.Contains))
            .ToLookup(r => r.Relation.Target, r => (r.Relation, When: r.When!), StringComparer.Ordinal);

        var sections = new List<FormSection>();
        if (plan.Questions.Count > 0)
        {
            sections.Add(new FormSection
            {
                Key = ItemFormPlan.QuestionSection,
                Title = "您的情况",
                Intro = "回答下面的问题，我们只向您要与您有关的材料和内容。",
                Fields = [.. plan.Questions.Select(q => Question(q, problems))],
            });
        }

        foreach (var group in groups)
        {
            if (dictionary.Group(group.Key) is not { } facts)
            {
                problems.Add(At("catalogue.plan-group", $"字典里没有组别“{group.Key}”（可能已停用），请从表单中移除或换一个。", group.Key));
                continue;
            }

            var fields = group.Elements.Select(e => Field(dictionary, group, e, relations[e.Key], problems)).OfType<FormField>().ToList();
            sections.Add(new FormSection
            {
                Key = facts.Key,
                Title = facts.Title,
                Intro = facts.Intro,
                Repeat = facts.Repeat,
                VisibleWhen = Read(group.VisibleWhen, $"组别“{facts.Title}”的显示条件", group.Key, problems),
                Fields = fields,
            });
        }

        return problems.Count > 0
            ? Outcome<FormDefinition>.Because(problems)
            : new FormDefinition { Key = key, Title = title, Sections = sections };
    }

    private static FormField Question(SituationQuestion question, List<Problem> problems) => new()
    {
        Key = question.Key,
        Label = question.Text,
        Hint = question.Hint.Length > 0 ? question.Hint : null,
        Type = FieldType.Radio,
        Required = true,
        Options = [.. question.Options.Select(o => new FieldOption(o.Key, o.Text))],
        VisibleWhen = Read(question.AskWhen, $"问题“{question.Text}”的提问条件", ItemFormPlan.QuestionSection + "." + question.Key, problems),
    };

    private static FormField? Field(
        ElementDictionary dictionary, PlanGroup group, PlanElement element, IEnumerable<(ElementRelation Relation, Rule When)> relations, List<Problem> problems)
    {
        var place = group.Key + "." + element.Key;
        if (dictionary.Element(element.Key) is not { } facts)
        {
            problems.Add(At("catalogue.plan-element", $"字典里没有要素“{element.Key}”（可能已停用），请从表单中移除或换一个。", place));
            return null;
        }

        var visible = new List<Rule>();
        var required = new List<Rule>();
        Add(visible, Read(element.VisibleWhen, $"要素“{facts.Name}”的显示条件", place, problems));
        Add(required, Read(element.RequiredWhen, $"要素“{facts.Name}”的必填条件", place, problems));
        foreach (var (relation, when) in relations)
        {
            switch (relation.Kind)
            {
                case RelationKind.Required:
                    required.Add(when);
                    break;
                case RelationKind.Visible:
                    visible.Add(when);
                    break;
                default:
                    visible.Add(new Rule.Not(when));
                    break;
            }
        }

        return facts.ToField() with
        {
            Required = element.Required,
            VisibleWhen = visible switch { [] => null, [var one] => one, _ => new Rule.All(visible) },
            RequiredWhen = element.Required ? null : required switch { [] => null, [var one] => one, _ => new Rule.Any(required) },
        };
    }

    private static void Add(List<Rule> rules, Rule? rule)
    {
        if (rule is not null)
        {
            rules.Add(rule);
        }
    }

    private static Rule? Read(string text, string what, string place, List<Problem> problems)
    {
        if (text.Length == 0 || RuleText.Parse(text) is not null)
        {
            return RuleText.Parse(text);
        }

        problems.Add(At("catalogue.plan-rule", $"{what}无法读取，请按“名称 = 值”填写。", place));
        return null;
    }

    private static Problem At(string code, string message, string place) => Problem.Invalid(code, message, place);
}
