namespace Zhengtong.Catalogue.PermissionAdjustment;

/// <summary>Section <c>Permissions</c> of the settings.</summary>
internal sealed class PermissionSettings
{
    /// <summary>A receiver with a lower score in any respect is not found capable.</summary>
    public int PassMark { get; set; } = 60;

    /// <summary>Fewer cases in the period: the adjustment shows no clear effect (01.35).</summary>
    public int FewCases { get; set; } = 5;

    /// <summary>Days of the period that is looked at when none is chosen.</summary>
    public int EffectDays { get; set; } = 180;
}
