using Zhengtong.Platform.Persistence;

namespace Zhengtong.Catalogue.Model;

/// <summary>An item of the giver that goes over, or comes back.</summary>
internal sealed class AdjustmentItem
{
    public required Guid AdjustmentId { get; init; }

    public required Guid ItemId { get; init; }

    public required string Code { get; init; }

    public required string Name { get; init; }
}

/// <summary>Who handed it in, round by round: nobody who did passes a gate of it, nor approves it, in any round. Written once.</summary>
internal sealed class AdjustmentApplicant : IAppendOnly
{
    public required Guid AdjustmentId { get; init; }

    public required int Round { get; init; }

    public required Guid StaffId { get; init; }

    public required string Name { get; init; }

    public required DateTime At { get; init; }

    public static AdjustmentApplicant Of(PermissionAdjustment of) => new()
    {
        AdjustmentId = of.Id,
        Round = of.Round,
        StaffId = of.AppliedById,
        Name = of.AppliedByName,
        At = of.AppliedAt,
    };
}

/// <summary>Who takes the items on; of a recall, the giver that takes them back.</summary>
internal sealed class AdjustmentReceiver
{
    public required Guid Id { get; init; }

    public required Guid AdjustmentId { get; init; }

    public required Guid OrganisationId { get; init; }

    public required string OrganisationName { get; init; }

    public required string RegionCode { get; init; }

    public required string RegionName { get; init; }

    public required ZoneKind Zone { get; init; }

    public required ZoneActs ZoneActs { get; init; }
}

/// <summary>承接能力评估 of one receiver (01.33). Written once.</summary>
internal sealed class CapacityAssessment
{
    public required Guid Id { get; init; }

    public required Guid AdjustmentId { get; init; }

    public required int Round { get; init; }

    public required Guid ReceiverId { get; init; }

    /// <summary>Scores of 100: people, place, equipment, training.</summary>
    public required int People { get; init; }

    public required int Place { get; init; }

    public required int Equipment { get; init; }

    public required int Training { get; init; }

    public required bool Capable { get; init; }

    public required string Conclusion { get; init; }

    public required Guid FileId { get; init; }

    public required string FileName { get; init; }

    public required Guid ById { get; init; }

    public required string ByName { get; init; }

    public required DateTime At { get; init; }
}

/// <summary>合法性审查 (01.33). Written once a round.</summary>
internal sealed class LegalityReview
{
    public required Guid Id { get; init; }

    public required Guid AdjustmentId { get; init; }

    public required int Round { get; init; }

    public required bool Lawful { get; init; }

    public required string Basis { get; init; }

    public required string Conclusion { get; init; }

    public required Guid FileId { get; init; }

    public required string FileName { get; init; }

    public required Guid ById { get; init; }

    public required string ByName { get; init; }

    public required DateTime At { get; init; }
}

/// <summary>The change of the power list (权责清单) that belongs to an adjustment (01.37).</summary>
internal sealed class PowerListChange
{
    public required Guid AdjustmentId { get; init; }

    /// <summary>An adjustment that was returned after it was linked is linked anew.</summary>
    public required int Round { get; init; }

    /// <summary>The version of the published list that says it.</summary>
    public required Guid ListVersionId { get; init; }

    /// <summary>The version as people name it.</summary>
    public required string Number { get; init; }

    /// <summary>The entry, as the list names it.</summary>
    public required string Entry { get; init; }

    public required DateOnly ChangedOn { get; init; }

    public required Guid ById { get; init; }

    public required string ByName { get; init; }

    public required DateTime At { get; init; }
}

/// <summary>An item that a receiver has by an adjustment, until it is recalled (01.34).</summary>
internal sealed class ItemGrant
{
    public required Guid Id { get; init; }

    public required Guid AdjustmentId { get; init; }

    public required Guid BatchId { get; init; }

    public required AdjustmentKind Kind { get; init; }

    public required Guid GiverId { get; init; }

    public required string GiverName { get; init; }

    public required string GiverRegionCode { get; init; }

    public required Guid GiverItemId { get; init; }

    public required Guid ItemId { get; init; }

    public required string Code { get; init; }

    public required string Name { get; init; }

    public required Guid ReceiverId { get; init; }

    public required string ReceiverName { get; init; }

    public required string RegionCode { get; init; }

    public required ZoneKind Zone { get; init; }

    /// <summary>The giver's item ended with the grant, so that its recall puts it in use again.</summary>
    public required bool GiverEnded { get; init; }

    public required DateTime GrantedAt { get; init; }

    /// <summary>The recall that is under way.</summary>
    public Guid? RecallId { get; set; }

    public DateTime? RecalledAt { get; set; }

    public int Revision { get; set; }
}

/// <summary>What those who took an item on say of it (基层意见, 01.35). Written once.</summary>
internal sealed class GrantOpinion
{
    public required Guid Id { get; init; }

    public required Guid GrantId { get; init; }

    public required OpinionKind Kind { get; init; }

    public required string Text { get; init; }

    public required Guid OrganisationId { get; init; }

    public required string OrganisationName { get; init; }

    public required Guid ById { get; init; }

    public required string ByName { get; init; }

    public required DateTime At { get; init; }
}

internal enum OpinionKind
{
    /// <summary>承接顺畅.</summary>
    Smooth = 1,

    /// <summary>有困难, 需要支持.</summary>
    NeedsHelp = 2,

    /// <summary>建议收回.</summary>
    TakeBack = 3,
}
