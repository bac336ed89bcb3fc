using Zhengtong.Cases.Model;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Platform.Calendar;
using Zhengtong.Ui.Components;

namespace Zhengtong.Cases.CasePage;

/// <summary>The course of a case through its steps: what was done with which opinion, who has it now, what is next.</summary>
internal static class Course
{
    public static IReadOnlyList<TimelineEntry> Of(Dossier dossier)
    {
        var begun = dossier.Steps.Select(s => s.CompletedAt is null ? Now(s, dossier) : Past(s));
        var stage = dossier.Steps.Where(s => s.CompletedAt is null).Select(s => (int?)s.Stage).Max();
        var next = dossier.Case.Open && stage is not null
            ? dossier.Item.Content.Steps.Where(s => s.Stage > stage).OrderBy(s => s.Stage)
                .Select(s => new TimelineEntry(s.Name, null, s.OrganisationName.Length > 0 ? s.OrganisationName : dossier.Case.OrganisationName, null, TimelineState.Next))
            : [];
        return [.. begun, .. next];
    }

    public static string Word(this StepOutcome outcome, StepKind kind) => outcome switch
    {
        StepOutcome.Passed => kind switch
        {
            StepKind.Intake => "受理",
            StepKind.Review => "审查通过",
            StepKind.Decide => "准予",
            _ => "已送达",
        },
        StepOutcome.Against => kind == StepKind.Decide ? "不予许可" : "建议不予",
        StepOutcome.SentBack => "退回",
        StepOutcome.CorrectionAsked => "告知补正",
        StepOutcome.SentUp => "报请负责人",
        StepOutcome.Rerouted => "转交",
        StepOutcome.Dropped => "已终止",
        _ => throw new ArgumentOutOfRangeException(nameof(outcome), outcome, null),
    };

    private static TimelineEntry Past(CaseStep s) => new(
        $"{s.Name}：{s.Outcome!.Value.Word(s.Kind)}",
        LegalDay.Moment(s.CompletedAt!.Value),
        $"{s.OrganisationName} {s.CompletedByName}",
        string.IsNullOrWhiteSpace(s.Opinion) ? null : s.Opinion,
        s.Outcome is StepOutcome.Against or StepOutcome.SentBack ? TimelineState.Trouble : TimelineState.Past);

    private static TimelineEntry Now(CaseStep s, Dossier dossier) => new(
        s.Name,
        $"{LegalDay.Moment(s.StartedAt)}起",
        s.TakenByName is { } holder ? $"{s.OrganisationName} {holder}（已领取）" : s.OrganisationName,
        dossier.Case.PausedAt is null ? LegalDay.DueText(s.DueOn, dossier.Today, dossier.Calendar) : "特别程序中，计时暂停",
        TimelineState.Now);
}
