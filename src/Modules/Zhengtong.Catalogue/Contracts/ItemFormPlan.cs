namespace Zhengtong.Catalogue.Contracts;

/// <summary>What the form of an item is composed of (一事一表, 01.16): the questions that find the situation, then groups of elements of the dictionary, in order.</summary>
public sealed record ItemFormPlan
{
    /// <summary>The key of the section that the questions make.</summary>
    public const string QuestionSection = "situationQuestions";

    public IReadOnlyList<SituationQuestion> Questions { get; init; } = [];

    public IReadOnlyList<PlanGroup> Groups { get; init; } = [];
}

/// <summary>A question of the question tree. Its key is a name that every rule of the item may use.</summary>
/// <param name="AskWhen">A rule on earlier answers, as JSON; empty: always asked.</param>
public sealed record SituationQuestion(string Key, string Text, IReadOnlyList<QuestionOption> Options, string AskWhen = "", string Hint = "");

public sealed record QuestionOption(string Key, string Text);

/// <param name="Key">Of a group in the dictionary.</param>
/// <param name="For">person or company; empty: both.</param>
/// <param name="VisibleWhen">A rule as JSON; empty: always.</param>
public sealed record PlanGroup(string Key, IReadOnlyList<PlanElement> Elements, string For = "", string VisibleWhen = "");

/// <param name="Key">Of an element in the dictionary.</param>
public sealed record PlanElement(string Key, bool Required = false, string RequiredWhen = "", string VisibleWhen = "");
