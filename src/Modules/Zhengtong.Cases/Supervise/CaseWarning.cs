using Zhengtong.Cases.Rules;

namespace Zhengtong.Cases.Supervise;

/// <summary>
/// That a rule of supervision fired on a case (预警, 黄牌, 红牌). Written once and kept, so that it stays provable after the case was decided, extended or
/// resumed. What a list shows of the case stands here too. GB/T 39046 table 11.
/// </summary>
internal sealed class CaseWarning
{
    public required Guid Id { get; init; }

    public required Guid CaseId { get; init; }

    /// <summary>Code of the rule; for a step's time, with the key of the step.</summary>
    public required string Rule { get; init; }

    public required WarningLevel Level { get; init; }

    public required string Text { get; init; }

    /// <summary>The legal day it fired.</summary>
    public required DateOnly On { get; init; }

    /// <summary>The day that was missed or comes near.</summary>
    public DateOnly? DueOn { get; init; }

    public required string CaseNumber { get; init; }

    public required string ItemName { get; init; }

    public required Guid OrganisationId { get; init; }

    public required string OrganisationName { get; init; }

    public required string RegionCode { get; init; }
}
