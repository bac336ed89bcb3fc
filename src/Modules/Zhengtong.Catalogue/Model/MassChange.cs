using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Catalogue.Model;

/// <summary>
/// A change of many items at once (批量变更) that one person checked and another answers: the import of a sheet, the taking over of a national list or of chosen
/// entries (01.10, 01.11, 01.13, 01.19). What runs is what was checked, and it runs in the name of who approved it.
/// </summary>
internal sealed class MassChange : ITraced, IDueRow
{
    /// <summary>No attempt before somebody approves.</summary>
    private static readonly DateTime Never = new(9000, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    private MassChange()
    {
    }

    public Guid Id { get; private init; }

    public MassChangeKind Kind { get; private init; }

    /// <summary>The checked run of a sheet, the compared list, or the choice of entries.</summary>
    public Guid SubjectId { get; private init; }

    /// <summary>Of a choice of entries its title.</summary>
    public string FileName { get; private init; } = "";

    /// <summary>SHA-256 of the file as it was checked; empty for a choice, which is kept as it was made.</summary>
    public string Fingerprint { get; private init; } = "";

    public int Added { get; private init; }

    public int Changed { get; private init; }

    public int Removed { get; private init; }

    public string Reason { get; private init; } = "";

    public DateOnly? CancelOn { get; private init; }

    public DateTime AskedAt { get; private init; }

    public Guid AskedById { get; private init; }

    public string AskedByName { get; private init; } = "";

    /// <summary>The post in which it was asked for.</summary>
    public string AskedRole { get; private init; } = "";

    public Guid AskedOrganisationId { get; private init; }

    /// <summary>Of who asks: managers of this region and of those above answer.</summary>
    public string RegionCode { get; private init; } = "";

    public DateTime? ApprovedAt { get; private set; }

    public DateTime? RejectedAt { get; private set; }

    public Guid? AnsweredById { get; private set; }

    public string AnsweredByName { get; private set; } = "";

    /// <summary>The post in which it was answered.</summary>
    public Guid AnsweredPostId { get; private set; }

    public Guid AnsweredOrganisationId { get; private set; }

    public string AnsweredOrganisationName { get; private set; } = "";

    public string AnsweredRegion { get; private set; } = "";

    public string RejectReason { get; private set; } = "";

    public DateTime? WithdrawnAt { get; private set; }

    /// <summary>The run that shows how far it is.</summary>
    public Guid? RunId { get; private set; }

    public DateTime NextAttemptAt { get; private set; }

    /// <summary>Nothing will happen any more: run, failed, rejected or withdrawn.</summary>
    public DateTime? DoneAt { get; private set; }

    /// <summary>Why nothing was changed although it was approved.</summary>
    public string Failure { get; private set; } = "";

    public int Revision { get; private set; }

    public int TraceCount { get; set; }

    public byte[] TraceHead { get; set; } = [];

    public MassChangeStatus Status => this switch
    {
        { WithdrawnAt: not null } => MassChangeStatus.Withdrawn,
        { RejectedAt: not null } => MassChangeStatus.Rejected,
        { ApprovedAt: null } => MassChangeStatus.Waiting,
        { DoneAt: null } => MassChangeStatus.Running,
        { Failure.Length: > 0 } => MassChangeStatus.Failed,
        _ => MassChangeStatus.Done,
    };

    public static MassChange Ask(MassChangeKind kind, Guid subject, string fileName, string fingerprint, (int Added, int Changed, int Removed) counts, DateOnly? cancelOn, Act act) => new()
    {
        Id = Guid.CreateVersion7(act.At),
        Kind = kind,
        SubjectId = subject,
        FileName = fileName,
        Fingerprint = fingerprint,
        Added = counts.Added,
        Changed = counts.Changed,
        Removed = counts.Removed,
        Reason = act.Reason,
        CancelOn = cancelOn,
        AskedAt = act.At,
        AskedById = act.Actor.Id,
        AskedByName = act.Actor.Name,
        AskedRole = act.Actor.Post?.Role ?? "",
        AskedOrganisationId = act.Actor.Post?.OrganisationId ?? Guid.Empty,
        RegionCode = act.Actor.Post?.RegionCode ?? "",
        NextAttemptAt = Never,
    };

    public void Approve(Guid runId, Act act)
    {
        Demand(Status == MassChangeStatus.Waiting && act.Actor.Id != AskedById);
        Answer(act);
        (ApprovedAt, RunId, NextAttemptAt) = (act.At, runId, act.At);
    }

    public void Reject(string reason, Act act)
    {
        Demand(Status == MassChangeStatus.Waiting && act.Actor.Id != AskedById);
        Answer(act);
        (RejectedAt, DoneAt, RejectReason) = (act.At, act.At, reason);
    }

    public void Withdraw(DateTime at)
    {
        Demand(Status == MassChangeStatus.Waiting);
        (WithdrawnAt, DoneAt, Revision) = (at, at, Revision + 1);
    }

    /// <param name="failure">Empty: it was carried out.</param>
    public void End(string failure, DateTime at) => (DoneAt, Failure, Revision) = (at, failure, Revision + 1);

    /// <summary>Who approved, as he was then.</summary>
    public Actor Approver => new(
        AnsweredById!.Value, AnsweredByName, ActorKind.Staff, new Post(AnsweredPostId, Roles.CatalogueManager, AnsweredOrganisationId, AnsweredOrganisationName, AnsweredRegion));

    private void Answer(Act act)
    {
        var post = act.Actor.Post!;
        (AnsweredById, AnsweredByName, AnsweredPostId, AnsweredOrganisationId, AnsweredOrganisationName, AnsweredRegion) =
            (act.Actor.Id, act.Actor.Name, post.Id, post.OrganisationId, post.OrganisationName, post.RegionCode);
        Revision++;
    }

    private static void Demand(bool holds)
    {
        if (!holds)
        {
            throw new InvalidOperationException("The mass change is past that.");
        }
    }
}

internal enum MassChangeKind
{
    /// <summary>表格导入.</summary>
    Sheet = 1,

    /// <summary>承接国家清单.</summary>
    NationalList = 2,

    /// <summary>承接上级目录的条目，或随上级暂停、恢复、取消.</summary>
    Entries = 3,

    /// <summary>导入事项清单或者办事指南.</summary>
    Import = 4,
}

internal enum MassChangeStatus
{
    Waiting = 1,
    Running = 2,
    Done = 3,
    Failed = 4,
    Rejected = 5,
    Withdrawn = 6,
}
