using Zhengtong.Cases.Model;
using Zhengtong.Cases.Rules;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Forms.Contracts;
using Zhengtong.Platform.Outcomes;

namespace Zhengtong.Cases.Rebase;

/// <summary>Which cases cannot go over to another version. Each reason says why, so that the manager need not guess; such a case is finished as it was begun.</summary>
internal static class RebaseRefusal
{
    /// <param name="decider">Who would decide the case under the new version.</param>
    /// <param name="answers">As they would stand under the new version.</param>
    public static Problem? Of(Case @case, IReadOnlyList<CaseStep> openSteps, PublishedItem before, PublishedItem now, Guid decider, IAnswers answers)
    {
        var content = now.Content;
        return @case switch
        {
            { ClosedAt: not null } or { DecidedAt: not null } => No("ended", "这件办件已经作出决定或者已经终结，不能再换版本。"),
            _ when now.ItemId != @case.ItemId || now.VersionId == @case.ItemVersionId => No("same", "这件办件已经按这个版本办理。"),
            _ when decider != @case.OrganisationId => No("organisation", "新版本由另一单位办理，本件请由原单位按原版本办完。"),
            { Mode: Mode.Commitment } when content.Commitment is null => No("mode", "本件按告知承诺办理，新版本不再适用告知承诺。"),
            { Mode: Mode.Tolerance } when content.ToleranceDays is null => No("mode", "本件按容缺受理办理，新版本不再适用容缺受理。"),
            { Situation.Length: > 0 } when content.Situations.All(s => s.Key != @case.Situation) => No("situation", "本件的办理情形在新版本中已经没有。"),
            _ when OtherSituation(@case.Situation, content, answers) is { } other =>
                No("situation-changed", $"按新版本的问题判断，本件会成为“{other.Name}”情形，应提交的材料随之改变。请按原版本办完。"),
            _ when openSteps.FirstOrDefault(o => !content.Steps.Any(s => s.Key == o.Key && s.Kind == o.Kind && s.Stage == o.Stage)) is { } gone =>
                No("step", $"本件正在“{gone.Name}”环节，新版本没有这个环节，请按原版本办完。"),
            _ when RebaseLaw.Worse(before.Content.PromisedLimit, content.PromisedLimit) || RebaseLaw.Worse(before.Content.StatutoryLimit, content.StatutoryLimit) =>
                No("limit", "新版本的办理期限更长或者无法比较，换版本会使申请人等得更久，请按原版本办完。"),
            _ => null,
        };
    }

    /// <summary>The situation that the questions of the new version find, when it is not the one the case stands in. Null too while the answers find none.</summary>
    internal static ItemSituation? OtherSituation(string standing, ItemContent now, IAnswers answers) =>
        now.Asks && now.SituationOf(answers) is { Length: > 0 } found && found != standing ? now.Situations.First(s => s.Key == found) : null;

    private static Problem No(string reason, string text) => Problem.Conflict("cases.rebase-" + reason, text);
}
