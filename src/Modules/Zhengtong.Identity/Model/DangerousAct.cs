using Zhengtong.Platform.Auditing;

namespace Zhengtong.Identity.Model;

/// <summary>
/// What one administrator asks for and another approves (双人复核, 08.17): who asked, who answered and what was done are facts; the status follows from them.
/// </summary>
internal sealed class DangerousAct : ITraced
{
    /// <summary>After that nobody remembers why: it is asked for anew.</summary>
    public static readonly TimeSpan Waits = TimeSpan.FromDays(7);

    public required Guid Id { get; init; }

    public required DangerousKind Kind { get; init; }

    /// <summary>The member of staff or the role that it is about; of a list the one who asked.</summary>
    public required Guid SubjectId { get; init; }

    public required string SubjectName { get; init; }

    /// <summary>In words, for whoever answers.</summary>
    public required string What { get; init; }

    /// <summary>What is carried out, as JSON; personal data in it is encrypted.</summary>
    public required string Payload { get; init; }

    /// <summary>An administrator of this region or one above it answers.</summary>
    public required string RegionCode { get; init; }

    public required Guid AskedById { get; init; }

    public required string AskedByName { get; init; }

    public required DateTime AskedAt { get; init; }

    public required string Reason { get; init; }

    public Guid? AnsweredById { get; private set; }

    public string AnsweredByName { get; private set; } = "";

    public string Answer { get; private set; } = "";

    public DateTime? ApprovedAt { get; private set; }

    public DateTime? RefusedAt { get; private set; }

    public int Revision { get; private set; }

    public int TraceCount { get; set; }

    public byte[] TraceHead { get; set; } = [];

    public DangerousStatus StatusAt(DateTime now) => this switch
    {
        { ApprovedAt: not null } => DangerousStatus.Done,
        { RefusedAt: not null } => DangerousStatus.Refused,
        _ when now >= AskedAt + Waits => DangerousStatus.Lapsed,
        _ => DangerousStatus.Waiting,
    };

    public void Approve(Guid byId, string byName, string answer, DateTime at) => (AnsweredById, AnsweredByName, Answer, ApprovedAt, Revision) = (byId, byName, answer, at, Revision + 1);

    public void Refuse(Guid byId, string byName, string answer, DateTime at) => (AnsweredById, AnsweredByName, Answer, RefusedAt, Revision) = (byId, byName, answer, at, Revision + 1);
}

internal enum DangerousKind
{
    /// <summary>给予管理岗位.</summary>
    GivePost = 1,

    /// <summary>恢复管理员账号.</summary>
    Unlock = 2,

    /// <summary>重置管理员动态口令、通行密钥和数字证书.</summary>
    ResetSecondFactor = 3,

    /// <summary>更换管理员手机号: text messages are a second factor too.</summary>
    ChangePhone = 4,

    /// <summary>公布含管理功能的角色.</summary>
    PublishRole = 5,

    /// <summary>导出人员名册.</summary>
    ExportStaff = 6,
}

internal enum DangerousStatus
{
    Waiting = 1,
    Done = 2,
    Refused = 3,
    Lapsed = 4,
}
