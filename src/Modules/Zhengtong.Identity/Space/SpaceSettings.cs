namespace Zhengtong.Identity.Space;

/// <summary>Settings <c>Space:</c>.</summary>
internal sealed class SpaceSettings
{
    /// <summary>After so many months a reusable answer asks to be looked at.</summary>
    public int ConfirmAfterMonths { get; set; } = 12;

    /// <summary>How long a copy of everything is offered.</summary>
    public int CopyDays { get; set; } = 7;

    public bool IsSound => ConfirmAfterMonths is >= 1 and <= 120 && CopyDays is >= 1 and <= 30;
}
