using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;

namespace Zhengtong.Catalogue.Model;

internal enum AdjustmentKind
{
    /// <summary>下放.</summary>
    Delegate = 1,

    /// <summary>委托.</summary>
    Entrust = 2,

    /// <summary>收回.</summary>
    Recall = 3,
}

/// <summary>特定区域 (01.36).</summary>
internal enum ZoneKind
{
    None = 0,
    FreeTrade = 1,
    NewArea = 2,
    HighTech = 3,
    Development = 4,
}

/// <summary>授权环节: what a zone may do with an item (01.36).</summary>
internal enum ZoneActs
{
    None = 0,

    /// <summary>受理.</summary>
    Accept = 1,

    /// <summary>决定.</summary>
    Decide = 2,

    /// <summary>受理和决定.</summary>
    Both = 3,
}

/// <summary>Where an adjustment stands; follows from its facts.</summary>
internal enum AdjustmentStage
{
    Assessing = 1,
    Reviewing = 2,
    Approving = 3,
    Linking = 4,
    Effecting = 5,
    InEffect = 6,
    Returned = 7,
    Stopped = 8,
    Withdrawn = 9,
}

/// <summary>One half-yearly window for applications in a region (每半年一批, 01.32).</summary>
internal sealed class AdjustmentBatch : ITraced
{
    public required Guid Id { get; init; }

    public required string RegionCode { get; init; }

    public required string Name { get; init; }

    public required DateOnly From { get; init; }

    public required DateOnly To { get; init; }

    /// <summary>Year and half of <see cref="From"/>: 20261, 20262. A region has one batch in each.</summary>
    public required int Half { get; init; }

    public required DateTime OpenedAt { get; init; }

    public required string OpenedByName { get; init; }

    public int TraceCount { get; set; }

    public byte[] TraceHead { get; set; } = [];

    public bool Admits(DateOnly day) => day >= From && day <= To;

    public static int HalfOf(DateOnly day) => (day.Year * 10) + (day.Month <= 6 ? 1 : 2);
}

/// <summary>
/// Powers go from one organisation to others, or come back (01.32): applied for, assessed, reviewed, approved by another, linked to the power list, in effect.
/// Neither gate can be passed over (01.33), and nothing comes into effect without the change of the power list (01.37).
/// </summary>
internal sealed class PermissionAdjustment : ITraced
{
    private PermissionAdjustment()
    {
    }

    public Guid Id { get; private init; }

    public Guid BatchId { get; private init; }

    public AdjustmentKind Kind { get; private init; }

    public Guid GiverId { get; private init; }

    public string GiverName { get; private init; } = "";

    /// <summary>Region of the giver.</summary>
    public string RegionCode { get; private init; } = "";

    /// <summary>The giver goes on with the items beside the receivers; always so when it entrusts.</summary>
    public bool GiverKeeps { get; private init; }

    public string Reason { get; private set; } = "";

    /// <summary>What of the power goes over.</summary>
    public string Power { get; private set; } = "";

    public DateTime AppliedAt { get; private set; }

    public Guid AppliedById { get; private set; }

    public string AppliedByName { get; private set; } = "";

    /// <summary>Grows each time it is handed in again; the gates are passed anew.</summary>
    public int Round { get; private set; } = 1;

    public DateTime? AssessedAt { get; private set; }

    public DateTime? ReviewedAt { get; private set; }

    public Guid? ReviewedById { get; private set; }

    public DateTime? ApprovedAt { get; private set; }

    public Guid? ApprovedById { get; private set; }

    public string ApprovedByName { get; private set; } = "";

    public DateTime? LinkedAt { get; private set; }

    public DateTime? InEffectAt { get; private set; }

    public DateTime? ReturnedAt { get; private set; }

    public DateTime? StoppedAt { get; private set; }

    public DateTime? WithdrawnAt { get; private set; }

    /// <summary>Why it was returned, stopped or withdrawn.</summary>
    public string EndedWhy { get; private set; } = "";

    /// <summary>Kept for work lists; written only from the facts above.</summary>
    public AdjustmentStage Stage { get; private set; } = AdjustmentStage.Assessing;

    public int Revision { get; private set; }

    public int TraceCount { get; set; }

    public byte[] TraceHead { get; set; } = [];

    public static PermissionAdjustment Apply(AdjustmentBatch batch, AdjustmentKind kind, Guid giverId, string giverName, string region, bool giverKeeps, string reason, string power, Act act) => new()
    {
        Id = act.NewId(),
        BatchId = batch.Id,
        Kind = kind,
        GiverId = giverId,
        GiverName = giverName,
        RegionCode = region,
        GiverKeeps = giverKeeps || kind != AdjustmentKind.Delegate,
        Reason = reason,
        Power = power,
        AppliedAt = act.At,
        AppliedById = act.Actor.Id,
        AppliedByName = act.Actor.Name,
    };

    public void Assessed(Act act) => Move(() => AssessedAt = act.At);

    public void Reviewed(Act act) => Move(() => (ReviewedAt, ReviewedById) = (act.At, act.Actor.Id));

    public void Approved(Act act) => Move(() => (ApprovedAt, ApprovedById, ApprovedByName) = (act.At, act.Actor.Id, act.Actor.Name));

    public void Linked(Act act) => Move(() => LinkedAt = act.At);

    public void PutInEffect(Act act) => Move(() => InEffectAt = act.At);

    public void Return(string why, Act act) => Move(() => (ReturnedAt, EndedWhy) = (act.At, why));

    public void Stop(string why, Act act) => Move(() => (StoppedAt, EndedWhy) = (act.At, why));

    public void Withdraw(string why, Act act) => Move(() => (WithdrawnAt, EndedWhy) = (act.At, why));

    /// <summary>Handed in again after it was returned: the gates are passed anew.</summary>
    public void HandInAgain(string reason, string power, Act act) => Move(() =>
    {
        (Reason, Power, AppliedAt, AppliedById, AppliedByName, Round) = (reason, power, act.At, act.Actor.Id, act.Actor.Name, Round + 1);
        (AssessedAt, ReviewedAt, ReviewedById, ApprovedAt, ApprovedById, ApprovedByName, LinkedAt, ReturnedAt, EndedWhy) = (null, null, null, null, null, "", null, null, "");
    });

    /// <summary>Also when nothing of the row but a part of it changed: two acts at once cannot both be saved.</summary>
    public void Touch() => Move(() => { });

    private void Move(Action fact)
    {
        fact();
        Stage = this switch
        {
            { WithdrawnAt: not null } => AdjustmentStage.Withdrawn,
            { StoppedAt: not null } => AdjustmentStage.Stopped,
            { ReturnedAt: not null } => AdjustmentStage.Returned,
            { AssessedAt: null } => AdjustmentStage.Assessing,
            { ReviewedAt: null } => AdjustmentStage.Reviewing,
            { ApprovedAt: null } => AdjustmentStage.Approving,
            { LinkedAt: null } => AdjustmentStage.Linking,
            { InEffectAt: null } => AdjustmentStage.Effecting,
            _ => AdjustmentStage.InEffect,
        };
        Revision++;
    }
}
