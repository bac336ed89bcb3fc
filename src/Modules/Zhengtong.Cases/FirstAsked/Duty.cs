using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Calendar;

namespace Zhengtong.Cases.FirstAsked;

/// <summary>
/// Who answers for a matter because he was asked first (首问负责, 03.15): for a case the first member of staff whose hand is on it, for an enquiry without a case whoever was
/// asked. It changes hands only when the next person agrees; every asking to hand over is a row of <see cref="DutyHandOver"/>.
/// </summary>
internal sealed class Duty : ITraced
{
    public required Guid Id { get; init; }

    /// <summary>null: an enquiry.</summary>
    public Guid? CaseId { get; init; }

    public string CaseNumber { get; init; } = "";

    public required string RegionCode { get; init; }

    public required DateTime AskedAt { get; init; }

    public required string ItemName { get; init; }

    public required Guid StaffId { get; set; }

    public required string StaffName { get; set; }

    public required string Role { get; set; }

    public required string OrganisationName { get; set; }

    /// <summary>Who was asked first, for ever.</summary>
    public required Guid FirstId { get; init; }

    public required string FirstName { get; init; }

    public string AskerName { get; init; } = "";

    public string AskerPhone { get; init; } = "";

    public string Question { get; init; } = "";

    /// <summary>Last legal day to answer an enquiry.</summary>
    public DateOnly? AnswerBy { get; init; }

    public string Answer { get; set; } = "";

    public DateTime? AnsweredAt { get; set; }

    public int Revision { get; set; }

    public int TraceCount { get; set; }

    public byte[] TraceHead { get; set; } = [];

    public bool Late(DateOnly today) => AnsweredAt is null && AnswerBy < today;

    /// <summary>The post as an applicant may read it; the name is masked where it is shown.</summary>
    public string PostText => $"{OrganisationName}{Roles.Names[Role]}";

    public static Duty OfCase(Guid caseId, string number, string itemName, string regionCode, Act act) => new()
    {
        Id = Guid.CreateVersion7(act.At),
        CaseId = caseId,
        CaseNumber = number,
        RegionCode = regionCode,
        AskedAt = act.At,
        ItemName = itemName,
        StaffId = act.Actor.Id,
        StaffName = act.Actor.Name,
        Role = act.Actor.Post!.Role,
        OrganisationName = act.Actor.Post.OrganisationName,
        FirstId = act.Actor.Id,
        FirstName = act.Actor.Name,
    };
}

/// <summary>A request to take a duty over, and what became of it.</summary>
internal sealed class DutyHandOver
{
    public required Guid Id { get; init; }

    public required Guid DutyId { get; init; }

    public required Guid FromId { get; init; }

    public required string FromName { get; init; }

    public required Guid ToId { get; init; }

    public required string ToName { get; init; }

    public required string ToRole { get; init; }

    public required string ToOrganisationName { get; init; }

    public required string Reason { get; init; }

    public required DateTime AskedAt { get; init; }

    public DateTime? RepliedAt { get; set; }

    public bool? Agreed { get; set; }

    public string Note { get; set; } = "";
}
