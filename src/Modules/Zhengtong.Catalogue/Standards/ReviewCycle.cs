using Zhengtong.Catalogue.Model;

namespace Zhengtong.Catalogue.Standards;

/// <summary>
/// When a local standard must be reviewed (复审). 标准化法 (2017) article 29: the period between reviews is as a rule no more than five years; what no longer fits is revised or
/// abolished. The law does not say from which day the first period runs; the day of issue is the earliest it can be. Standards of others are reviewed by their issuers. Pure.
/// </summary>
internal static class ReviewCycle
{
    /// <summary>The most that article 29 allows as a rule.</summary>
    public const int MostYears = 5;

    /// <returns>The last day for the review; null when none is due: not local, not published, at its end.</returns>
    public static DateOnly? DueOn(Standard of, DateOnly today, int years = MostYears) =>
        of.IsLocal && of.On(today) is StandardStatus.InForce or StandardStatus.Pending ? (of.LastReviewedOn ?? of.IssuedOn)?.AddYears(years) : null;
}
