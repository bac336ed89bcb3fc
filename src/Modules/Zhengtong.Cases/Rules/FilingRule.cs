using Zhengtong.Platform.Outcomes;

namespace Zhengtong.Cases.Rules;

/// <summary>
/// Record filing (备案) is no approval in disguise (不得以备案之名行审批之实, requirement 03.33): only completeness and form are looked at, what is complete and in
/// form is recorded on the spot, and there is no refusal on the substance.
/// </summary>
internal static class FilingRule
{
    /// <summary>Recorded on the spot, or everything that is wrong with the form told at once.</summary>
    public static FilingAnswer Answer(IReadOnlyList<FilingDefect> defects) => new(defects.Count == 0, defects);

    /// <summary>A refusal must rest on a defect of form.</summary>
    public static Outcome CheckRefusal(IReadOnlyList<FilingDefect> defects) => defects.Count == 0
        ? Problem.Forbidden("cases.filing-substance", "备案只核对材料是否齐全、是否符合规定形式，齐全的应当场备案，不得以实质内容为由拒绝。")
        : Outcome.Done();

    /// <summary>A filing has no reviewing, deciding or special steps.</summary>
    public static Outcome CheckFlow(bool hasReviewStep, bool hasDecisionStep, bool hasSpecialProcedure) => hasReviewStep || hasDecisionStep || hasSpecialProcedure
        ? Problem.Invalid("cases.filing-flow", "备案事项不能设置审查、审批或特别程序环节，请删除这些环节后再保存。")
        : Outcome.Done();
}

internal sealed record FilingDefect(FilingDefectKind Kind, string What);

internal enum FilingDefectKind
{
    Missing = 1,
    WrongForm = 2,
}

internal sealed record FilingAnswer(bool RecordedOnTheSpot, IReadOnlyList<FilingDefect> Defects);
