namespace Zhengtong.Cases.Model;

/// <summary>A colleague's opinion asked on a case (征求意见). It does not stop the clock.</summary>
internal sealed class Consultation
{
    public required Guid Id { get; init; }

    public required Guid CaseId { get; init; }

    public required Guid AskedById { get; init; }

    public required string AskedByName { get; init; }

    public required Guid AskedId { get; init; }

    public required string AskedName { get; init; }

    public required string Question { get; init; }

    public required DateTime AskedAt { get; init; }

    public string? Answer { get; set; }

    public DateTime? AnsweredAt { get; set; }
}

/// <summary>A special procedure (特别程序): hearing, inspection, expert review ... Its time does not count; the applicant is told in writing.</summary>
internal sealed class SpecialProcedureRun
{
    public required Guid Id { get; init; }

    public required Guid CaseId { get; init; }

    public required string Kind { get; init; }

    public required string Ground { get; init; }

    public required int PlannedDays { get; init; }

    public required string Reason { get; init; }

    public required DateTime StartedAt { get; init; }

    public required Guid StartedById { get; init; }

    public DateTime? EndedAt { get; set; }

    public string? Finding { get; set; }
}
