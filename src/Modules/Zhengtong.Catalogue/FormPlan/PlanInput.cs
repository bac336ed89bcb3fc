using Zhengtong.Catalogue.Contracts;
using Zhengtong.Catalogue.Dictionary;

namespace Zhengtong.Catalogue.FormPlan;

/// <summary>The plan of a form as a page edits it, conditions in words. Everything lies in the page until it is kept in a change.</summary>
internal sealed class PlanInput
{
    public List<QuestionInput> Questions { get; set; } = [];

    public List<SituationInput> Situations { get; set; } = [];

    public List<GroupInput> Groups { get; set; } = [];

    public List<MaterialInput> Materials { get; set; } = [];

    internal sealed class QuestionInput
    {
        public string? Key { get; set; }

        public string? Text { get; set; }

        public string? Hint { get; set; }

        /// <summary>One a line: key, blank, text.</summary>
        public string? Options { get; set; }

        public string? AskWhen { get; set; }
    }

    internal sealed class SituationInput
    {
        public string? Key { get; set; }

        public string? Name { get; set; }

        public string? Note { get; set; }

        public string? When { get; set; }
    }

    internal sealed class GroupInput
    {
        public string? Key { get; set; }

        public string? For { get; set; }

        public string? VisibleWhen { get; set; }

        public List<ElementInput> Elements { get; set; } = [];

        /// <summary>What the page offers to add.</summary>
        public string? Add { get; set; }
    }

    internal sealed class ElementInput
    {
        public string? Key { get; set; }

        public bool Required { get; set; }

        public string? RequiredWhen { get; set; }

        public string? VisibleWhen { get; set; }
    }

    internal sealed class MaterialInput
    {
        public string? Key { get; set; }

        /// <summary>Keys of situations, by 、.</summary>
        public string? Situations { get; set; }

        public string? When { get; set; }

        /// <summary>Points of review, one a line: text, then ｜ and the condition.</summary>
        public string? Points { get; set; }
    }

    public static PlanInput Of(ItemContent content) => new()
    {
        Questions = [.. (content.FormPlan?.Questions ?? []).Select(q => new QuestionInput
        {
            Key = q.Key, Text = q.Text, Hint = q.Hint, AskWhen = RuleWords.Write(q.AskWhen), Options = string.Join('\n', q.Options.Select(o => $"{o.Key} {o.Text}")),
        })],
        Situations = [.. content.Situations.Select(s => new SituationInput { Key = s.Key, Name = s.Name, Note = s.Note, When = RuleWords.Write(s.When) })],
        Groups = [.. (content.FormPlan?.Groups ?? []).Select(g => new GroupInput
        {
            Key = g.Key, For = g.For, VisibleWhen = RuleWords.Write(g.VisibleWhen),
            Elements = [.. g.Elements.Select(e => new ElementInput
            {
                Key = e.Key, Required = e.Required, RequiredWhen = RuleWords.Write(e.RequiredWhen), VisibleWhen = RuleWords.Write(e.VisibleWhen),
            })],
        })],
        Materials = [.. content.Materials.Select(m => new MaterialInput
        {
            Key = m.Key, Situations = string.Join('、', m.Situations), When = RuleWords.Write(m.When),
            Points = string.Join('\n', m.ReviewPoints.Select(p => p.Rule.Length == 0 ? p.Text : $"{p.Text}｜{RuleWords.Write(p.Rule)}")),
        })],
    };

    /// <summary>A button of the page: <c>add-question</c>, <c>up-element:0:2</c>, <c>remove-group:1</c> ... Unknown ones and places that are gone change nothing.</summary>
    public void Do(string operation, string? newGroup, ElementDictionary dictionary)
    {
        var words = operation.Split(':');
        var at = words.Skip(1).Select(w => int.TryParse(w, out var n) ? n : -1).ToArray();
        switch (words[0])
        {
            case "add-question":
                Questions.Add(new QuestionInput());
                break;
            case "add-situation":
                Situations.Add(new SituationInput());
                break;
            case "add-group" when dictionary.Group(newGroup ?? "") is { } group && Groups.TrueForAll(g => g.Key != group.Key):
                Groups.Add(new GroupInput { Key = group.Key, Elements = [.. dictionary.In(group.Key).Select(e => new ElementInput { Key = e.Key })] });
                break;
            case "add-element" when At(Groups, at, 0) is { } into && dictionary.Element(into.Add ?? "") is { } element && Groups.SelectMany(g => g.Elements).All(e => e.Key != element.Key):
                into.Elements.Add(new ElementInput { Key = element.Key });
                break;
            case "up-question":
                Up(Questions, at, 0);
                break;
            case "remove-question":
                Remove(Questions, at, 0);
                break;
            case "remove-situation":
                Remove(Situations, at, 0);
                break;
            case "up-group":
                Up(Groups, at, 0);
                break;
            case "remove-group":
                Remove(Groups, at, 0);
                break;
            case "up-element" when At(Groups, at, 0) is { } of:
                Up(of.Elements, at, 1);
                break;
            case "remove-element" when At(Groups, at, 0) is { } from:
                Remove(from.Elements, at, 1);
                break;
        }
    }

    /// <summary>The field of the page for a place in the plan: <c>material.key</c>, <c>situation.key</c>, <c>section.key</c>; any other name stays.</summary>
    public string? FieldOf(string? place)
    {
        var words = (place ?? "").Split('.');
        var (first, second) = (words[0], words.Length > 1 ? words[1] : "");
        string? Found(int at, string list, string field) => at < 0 ? place : $"Input.{list}[{at}].{field}";
        var group = Groups.FindIndex(g => g.Key == first);
        return first switch
        {
            "material" => Found(Materials.FindIndex(m => m.Key == second), nameof(Materials), "When"),
            "situation" => Found(Situations.FindIndex(s => s.Key == second), nameof(Situations), "When"),
            ItemFormPlan.QuestionSection => Found(Questions.FindIndex(q => q.Key == second), nameof(Questions), "AskWhen"),
            _ when group >= 0 && Groups[group].Elements.FindIndex(e => e.Key == second) is >= 0 and var element => $"Input.Groups[{group}].Elements[{element}].VisibleWhen",
            _ => Found(group, nameof(Groups), "VisibleWhen"),
        };
    }

    private static T? At<T>(List<T> list, int[] at, int place)
        where T : class => place < at.Length && at[place] >= 0 && at[place] < list.Count ? list[at[place]] : null;

    private static void Up<T>(List<T> list, int[] at, int place)
        where T : class
    {
        if (At(list, at, place) is not null && at[place] > 0)
        {
            (list[at[place] - 1], list[at[place]]) = (list[at[place]], list[at[place] - 1]);
        }
    }

    private static void Remove<T>(List<T> list, int[] at, int place)
        where T : class
    {
        if (At(list, at, place) is not null)
        {
            list.RemoveAt(at[place]);
        }
    }
}
