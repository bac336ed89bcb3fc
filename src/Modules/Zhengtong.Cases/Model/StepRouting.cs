namespace Zhengtong.Cases.Model;

/// <summary>One move of a step between hands (03.07): never changed, so that who had it when can be told for ever.</summary>
internal sealed class StepRouting
{
    public required Guid Id { get; init; }

    public required Guid CaseId { get; init; }

    /// <summary>The step as it was before.</summary>
    public required Guid StepId { get; init; }

    /// <summary>The step that goes on in its place, when it went to another organisation.</summary>
    public Guid? NextStepId { get; init; }

    public required RoutingKind Kind { get; init; }

    public required Guid FromOrganisationId { get; init; }

    public required string FromOrganisationName { get; init; }

    public required Guid ToOrganisationId { get; init; }

    public required string ToOrganisationName { get; init; }

    /// <summary>Who had it, if somebody had.</summary>
    public Guid? FromStaffId { get; init; }

    public Guid? ToStaffId { get; init; }

    public string ToStaffName { get; init; } = "";

    public string Reason { get; init; } = "";

    public required Guid ById { get; init; }

    public required string ByName { get; init; }

    public required DateTime At { get; init; }
}

internal enum RoutingKind
{
    /// <summary>领取.</summary>
    Taken = 1,

    /// <summary>退回待办.</summary>
    GivenBack = 2,

    /// <summary>指定人员.</summary>
    Named = 3,

    /// <summary>转交其他单位.</summary>
    Rerouted = 4,
}
