using Zhengtong.Cases.Model;
using Zhengtong.Ui.Components;

namespace Zhengtong.Cases.Track;

/// <summary>The colour family of a status; the word always stands beside it.</summary>
internal static class StatusTone
{
    public static Tone Tone(this CaseStatus status) => status switch
    {
        CaseStatus.AwaitingCorrection => Ui.Components.Tone.Warning,
        CaseStatus.NotAccepted or CaseStatus.Denied => Ui.Components.Tone.Danger,
        CaseStatus.Granted => Ui.Components.Tone.Done,
        CaseStatus.Withdrawn or CaseStatus.Lapsed => Ui.Components.Tone.Neutral,
        _ => Ui.Components.Tone.Info,
    };
}
