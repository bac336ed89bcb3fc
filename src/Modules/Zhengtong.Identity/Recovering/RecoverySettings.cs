namespace Zhengtong.Identity.Recovering;

/// <summary>Settings <c>Recovery:</c>.</summary>
internal sealed class RecoverySettings
{
    /// <summary>How long another phone waits in which whoever has the old one can stop it.</summary>
    public int WaitHours { get; set; } = 72;

    /// <summary>How long, after it was stopped, only the counter helps.</summary>
    public int StoppedDays { get; set; } = 30;

    public bool IsSound => WaitHours is >= 24 and <= 720 && StoppedDays is >= 1 and <= 365;
}
