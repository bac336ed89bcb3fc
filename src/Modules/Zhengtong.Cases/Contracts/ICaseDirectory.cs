using Zhengtong.Platform.Access;

namespace Zhengtong.Cases.Contracts;

/// <summary>What modules above may read of a case; always within what the asker may see.</summary>
public interface ICaseDirectory
{
    Task<CaseSummary?> FindAsync(Guid caseId, Actor actor, Party? party, CancellationToken ct);
}

public sealed record CaseSummary(
    Guid Id,
    string Number,
    Guid ItemId,
    string ItemName,
    Guid OrganisationId,
    string OrganisationName,
    string RegionCode,
    Guid ApplicantId,
    End End,
    DateTime ReceivedAt,
    DateTime? ClosedAt,
    string Status)
{
    /// <summary>The result was fetched in person: a visit of its own (一次一评).</summary>
    public bool CollectedAtWindow { get; init; }
}
