using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;

namespace Zhengtong.Catalogue.Model;

/// <summary>
/// Functions move from organisations to those that succeed them (机构改革, 01.41): one main successor, others for chosen items; proposed by one, approved by another, carried out
/// from its day on.
/// </summary>
internal sealed class Reorganisation : ITraced
{
    private Reorganisation()
    {
    }

    public Guid Id { get; private init; }

    public string RegionCode { get; private init; } = "";

    /// <summary>The main successor: gets all that was not given to another.</summary>
    public Guid ToId { get; private init; }

    public string ToName { get; private init; } = "";

    /// <summary>Posts that work for the organisations go to the main successor; else an administrator decides about each.</summary>
    public bool MovesPosts { get; private init; }

    /// <summary>Everything of the organisations; else the chosen items.</summary>
    public bool AllItems { get; private init; }

    public DateOnly EffectiveOn { get; private init; }

    public string Reason { get; private init; } = "";

    /// <summary>The reorganisation that this one takes back.</summary>
    public Guid? UndoesId { get; private init; }

    public DateTime ProposedAt { get; private init; }

    public Guid ProposedById { get; private init; }

    public string ProposedByName { get; private init; } = "";

    public DateTime? ApprovedAt { get; private set; }

    public Guid? ApprovedById { get; private set; }

    public string ApprovedByName { get; private set; } = "";

    public DateTime? RefusedAt { get; private set; }

    public string RefusedWhy { get; private set; } = "";

    public DateTime? StartedAt { get; private set; }

    public DateTime? FinishedAt { get; private set; }

    public DateTime? UndoneAt { get; private set; }

    public int Revision { get; private set; }

    public int TraceCount { get; set; }

    public byte[] TraceHead { get; set; } = [];

    public bool Waits => ApprovedAt is null && RefusedAt is null;

    public static Reorganisation Propose(string region, Guid toId, string toName, bool allItems, DateOnly effectiveOn, string reason, bool posts, Act act, Guid? undoes = null) => new()
    {
        Id = act.NewId(),
        RegionCode = region,
        ToId = toId,
        ToName = toName,
        AllItems = allItems,
        MovesPosts = posts,
        EffectiveOn = effectiveOn,
        Reason = reason,
        UndoesId = undoes,
        ProposedAt = act.At,
        ProposedById = act.Actor.Id,
        ProposedByName = act.Actor.Name,
    };

    public void Approve(Act act) => (ApprovedAt, ApprovedById, ApprovedByName, Revision) = (act.At, act.Actor.Id, act.Actor.Name, Revision + 1);

    public void Refuse(string why, Act act) => (RefusedAt, RefusedWhy, Revision) = (act.At, why, Revision + 1);

    public void Start(DateTime at) => (StartedAt, Revision) = (StartedAt ?? at, Revision + 1);

    public void Finish(DateTime at) => (FinishedAt, Revision) = (at, Revision + 1);

    public void Undo(DateTime at) => (UndoneAt, Revision) = (at, Revision + 1);
}

/// <summary>An organisation that hands over.</summary>
internal sealed class ReorganisationSource
{
    public required Guid ReorganisationId { get; init; }

    public required Guid OrganisationId { get; init; }

    public required string OrganisationName { get; init; }
}

/// <summary>A chosen item, and who gets it: the main successor or another.</summary>
internal sealed class ReorganisationItem
{
    public required Guid ReorganisationId { get; init; }

    public required Guid ItemId { get; init; }

    public required Guid ToId { get; init; }

    public required string ToName { get; init; }
}

/// <summary>One thing that was moved: never changed but for its way back.</summary>
internal sealed class ReorganisationMove
{
    public required Guid Id { get; init; }

    public required Guid ReorganisationId { get; init; }

    /// <summary>The successor who got it.</summary>
    public required Guid ToId { get; init; }

    /// <summary>The name of the <see cref="Contracts.IRehomes"/>.</summary>
    public required string Part { get; init; }

    public required Guid SubjectId { get; init; }

    public required Guid FromId { get; init; }

    public required string FromName { get; init; }

    public required string Stamp { get; init; }

    public required DateTime At { get; init; }

    public DateTime? BackAt { get; set; }
}

/// <summary>One thing that was not moved, by name and reason, so that the report says what is left to do (01.41).</summary>
internal sealed class ReorganisationRefusal
{
    public const int LongestSubject = 1100;
    public const int LongestWhy = 2000;

    public required Guid ReorganisationId { get; init; }

    public required string Part { get; init; }

    public required Guid SubjectId { get; init; }

    public required string ToName { get; init; }

    /// <summary>Name and code, as people know it.</summary>
    public required string Subject { get; init; }

    public required string Why { get; init; }

    public required DateTime At { get; init; }
}

/// <summary>Progress and result of one part for one successor.</summary>
internal sealed class ReorganisationTally
{
    public required Guid ReorganisationId { get; init; }

    public required Guid ToId { get; init; }

    public required string ToName { get; init; }

    public required string Part { get; init; }

    public required int Planned { get; init; }

    public int Moved { get; set; }

    /// <summary>Not moved: touched since, when going back; else refused.</summary>
    public int Kept { get; set; }

    /// <summary>Where the run goes on.</summary>
    public Guid After { get; set; }

    public DateTime? DoneAt { get; set; }
}
