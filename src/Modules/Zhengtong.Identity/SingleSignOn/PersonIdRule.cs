using Zhengtong.Identity.Contracts;
using Zhengtong.Identity.Model;

namespace Zhengtong.Identity.SingleSignOn;

/// <summary>
/// Whether a system may be told the platform's own id of people (18.15): it is registered for that, and a security review in force covers it. A system that may not knows everybody under an id of
/// its own. Pure.
/// </summary>
internal static class PersonIdRule
{
    /// <returns>The last day on which it may; null: it may not.</returns>
    public static DateOnly? Until(SystemFacts facts, ShareReview? review) =>
        facts.SeesPersonId && review is { InForce: true } && review.Covers.Contains(SsoScopes.PersonId) ? review.Until : null;
}
