using Zhengtong.Platform.Access;

namespace Zhengtong.Feedback.Contracts;

/// <summary>What modules above read of the ratings (好差评). Averages are kept, never counted.</summary>
public interface IRatings
{
    /// <returns>null: nobody has rated it yet.</returns>
    Task<RatingAverage?> OfItemAsync(Guid itemId, CancellationToken ct);

    Task<RatingAverage?> OfOrganisationAsync(Guid organisationId, CancellationToken ct);

    /// <summary>The ratings of a case; until it has closed nobody but supervision sees them, so that no rating can weigh on the handling.</summary>
    Task<IReadOnlyList<CaseRating>> OfCaseAsync(Guid caseId, Actor asker, CancellationToken ct);
}

/// <param name="Stars">1 to 5.</param>
/// <param name="Bad">How many were 不满意 or 非常不满意.</param>
public sealed record RatingAverage(decimal Stars, int Count, int Bad);

/// <param name="Level">GB/T 39046 A.8: 1 非常满意 ... 5 非常不满意.</param>
public sealed record CaseRating(string Occasion, int Level, int Stars, string Text, DateTime At);
