using Zhengtong.Cases.Rules;

namespace Zhengtong.Cases.Deviations;

/// <summary>That a case deviated from its published item (未按标准审批, 02.15). Written once and kept. What a list shows of the case stands here too.</summary>
internal sealed class CaseDeviation
{
    public const int MostText = 500;
    public const int MostKey = 200;

    public required Guid Id { get; init; }

    public required Guid CaseId { get; init; }

    public required DeviationKind Kind { get; init; }

    /// <summary>Names it within the case and the kind.</summary>
    public required string Key { get; init; }

    public required string Text { get; init; }

    /// <summary>The legal day it happened.</summary>
    public required DateOnly On { get; init; }

    public required DateTime FoundAt { get; init; }

    public required string CaseNumber { get; init; }

    public required Guid ItemId { get; init; }

    public required string ItemName { get; init; }

    public required Guid OrganisationId { get; init; }

    public required string OrganisationName { get; init; }

    public required string RegionCode { get; init; }
}
