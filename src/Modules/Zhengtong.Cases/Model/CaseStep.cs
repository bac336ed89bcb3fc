using Zhengtong.Cases.Rules;
using Zhengtong.Catalogue.Contracts;

namespace Zhengtong.Cases.Model;

/// <summary>
/// A step (环节) of a case that has begun. Open ones are the work lists of the house, so what a list shows of the case stands here too:
/// number, item and masked name never change after receipt.
/// </summary>
internal sealed class CaseStep
{
    public required Guid Id { get; init; }

    public required Guid CaseId { get; init; }

    public required string Key { get; init; }

    public required string Name { get; init; }

    public required StepKind Kind { get; init; }

    public required int Stage { get; init; }

    /// <summary>Who may do it: a role, in the region for regional roles, else in the organisation.</summary>
    public required string Role { get; init; }

    public required Guid OrganisationId { get; init; }

    public required string OrganisationName { get; init; }

    public required string RegionCode { get; init; }

    /// <summary>The item of a special zone whose authority it takes to do the step (01.36); null: none is asked.</summary>
    public Guid? ZoneItemId { get; init; }

    public required DateTime StartedAt { get; init; }

    /// <summary>Last legal day of the step; lists are ordered by it.</summary>
    public required DateOnly DueOn { get; set; }

    public required string CaseNumber { get; init; }

    public required string ItemName { get; init; }

    public required string ApplicantMasked { get; init; }

    public WarningLevel Warning { get; set; }

    /// <summary>Who has taken it (领取) or was named to do it; while set, nobody else does it.</summary>
    public Guid? TakenById { get; set; }

    public string? TakenByName { get; set; }

    public DateTime? TakenAt { get; set; }

    public DateTime? CompletedAt { get; set; }

    public Guid? CompletedById { get; set; }

    public string? CompletedByName { get; set; }

    public StepOutcome? Outcome { get; set; }

    public string? Opinion { get; set; }
}

internal enum StepOutcome
{
    /// <summary>通过.</summary>
    Passed = 1,

    /// <summary>Passed on with the opinion that it should be denied (建议不予).</summary>
    Against = 2,

    /// <summary>退回上一环节.</summary>
    SentBack = 3,

    /// <summary>一次性告知, 待补正.</summary>
    CorrectionAsked = 4,

    /// <summary>报请不予受理.</summary>
    SentUp = 5,

    /// <summary>Ended with the case: withdrawn, lapsed.</summary>
    Dropped = 6,

    /// <summary>转交: routed to another organisation, where it goes on as a step of its own.</summary>
    Rerouted = 7,
}
