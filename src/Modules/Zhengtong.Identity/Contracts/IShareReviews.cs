namespace Zhengtong.Identity.Contracts;

/// <summary>
/// Whether a share of data may run on a day (18.10, 18.15): it was assessed by one person and passed the security review of another. The module above keeps the register of shares; whoever lets data
/// leave the platform asks it.
/// </summary>
public interface IShareReviews
{
    /// <summary>The share by which a connected system gets data, as it stands: what is in force on that day, or else the last word said about one.</summary>
    /// <returns>null: no share names the system, or none was reviewed yet.</returns>
    Task<ShareReview?> OfSystemAsync(Guid systemId, DateOnly day, CancellationToken ct);
}

/// <param name="InForce">It may run on the day asked for.</param>
/// <param name="Conclusion">In words: 通过、附条件通过、不通过、已到期、已终止.</param>
/// <param name="Until">The last day of what was reviewed; null when it was refused.</param>
/// <param name="Covers">The kinds of account data that the review was about, as <see cref="ConnectedSystem.Data"/> names them.</param>
public sealed record ShareReview(
    Guid ShareId, string Resource, bool InForce, string Conclusion, string Grounds, string Conditions, DateOnly? Until, string ReviewedByName, DateTime ReviewedAt, IReadOnlyList<string> Covers);
