using Zhengtong.Catalogue.Contracts;
using Zhengtong.Platform.Outcomes;

namespace Zhengtong.Catalogue.FormPlan;

/// <summary>What was edited on the page, put into a content: plan, situations, conditions and points of review of materials; nothing else changes. Pure.</summary>
internal static class EditPlan
{
    public static Outcome<ItemContent> Apply(ItemContent content, PlanInput input)
    {
        var problems = new List<Problem>();
        string Rule(string? words, string field)
        {
            var read = RuleWords.Read(words);
            problems.AddRange(read.Problems.Select(p => p with { Field = field }));
            return read.Ok ? read.Value : "";
        }

        var questions = input.Questions.Select((q, i) => new SituationQuestion(
            Text(q.Key), Text(q.Text), [.. Lines(q.Options).Select(Option)], Rule(q.AskWhen, $"Input.Questions[{i}].AskWhen"), Text(q.Hint))).ToList();
        var situations = input.Situations.Select((s, i) => new ItemSituation(Text(s.Key), Text(s.Name), Text(s.Note), Rule(s.When, $"Input.Situations[{i}].When"))).ToList();
        var groups = input.Groups.Select((g, i) => new PlanGroup(
            Text(g.Key),
            [.. g.Elements.Select((e, j) => new PlanElement(
                Text(e.Key), e.Required, Rule(e.RequiredWhen, $"Input.Groups[{i}].Elements[{j}].RequiredWhen"), Rule(e.VisibleWhen, $"Input.Groups[{i}].Elements[{j}].VisibleWhen")))],
            Text(g.For),
            Rule(g.VisibleWhen, $"Input.Groups[{i}].VisibleWhen"))).ToList();
        for (var i = 0; i < situations.Count; i++)
        {
            if (situations[i].Key.Length is 0 or > 60 || situations[i].Name.Length == 0 || situations.FindIndex(s => s.Key == situations[i].Key) < i)
            {
                problems.Add(Problem.Invalid("catalogue.situation-shape", "请填写情形的标识和名称，标识不能重复、不超过 60 个字。", $"Input.Situations[{i}].Key"));
            }
        }

        var materials = new List<ItemMaterial>();
        foreach (var material in content.Materials)
        {
            var at = input.Materials.FindIndex(m => m.Key == material.Key);
            materials.Add(at < 0 ? material : material with
            {
                Situations = [.. Text(input.Materials[at].Situations).Split(['、', ',', '，'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)],
                When = Rule(input.Materials[at].When, $"Input.Materials[{at}].When"),
                ReviewPoints = [.. Lines(input.Materials[at].Points).Select((line, n) =>
                {
                    var parts = line.Split(['｜', '|'], 2, StringSplitOptions.TrimEntries);
                    var same = material.ReviewPoints.FirstOrDefault(p => p.Text == parts[0])?.Key;
                    return new ReviewPoint(same ?? $"p{n + 1}", parts[0], parts.Length > 1 ? Rule(parts[1], $"Input.Materials[{at}].Points") : "");
                })],
            });
        }

        return problems.Count > 0 ? Outcome<ItemContent>.Because(problems) : content with
        {
            FormPlan = questions.Count + groups.Count == 0 ? null : new ItemFormPlan { Questions = questions, Groups = groups },
            Situations = situations,
            Materials = materials,
        };
    }

    private static QuestionOption Option(string line)
    {
        var parts = line.Split([' ', '　', '\t'], 2, StringSplitOptions.TrimEntries);
        return new QuestionOption(parts[0], parts[^1]);
    }

    private static string[] Lines(string? text) => Text(text).ReplaceLineEndings("\n").Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static string Text(string? typed) => (typed ?? "").Trim();
}
