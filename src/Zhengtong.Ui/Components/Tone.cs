namespace Zhengtong.Ui.Components;

/// <summary>The meaning of a state; shown by colour, icon and words together, never by colour alone.</summary>
public enum Tone
{
    Neutral,
    Info,
    Done,
    Warning,
    Danger,
}

internal static class Tones
{
    public static string Css(this Tone tone) => tone switch
    {
        Tone.Info => "info",
        Tone.Done => "done",
        Tone.Warning => "warning",
        Tone.Danger => "danger",
        _ => "neutral",
    };

    public static string Icon(this Tone tone) => tone switch
    {
        Tone.Info => "info-circle",
        Tone.Done => "check-circle-fill",
        Tone.Warning => "exclamation-triangle-fill",
        Tone.Danger => "exclamation-circle-fill",
        _ => "circle",
    };
}
