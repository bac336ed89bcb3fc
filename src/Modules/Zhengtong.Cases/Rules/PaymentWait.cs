using Zhengtong.Catalogue.Contracts;

namespace Zhengtong.Cases.Rules;

/// <summary>
/// Whether the time an applicant takes to pay counts in the limit. 行政许可法 art. 45 lists eight procedures and payment is none of them, so it counts, unless the
/// item's published list of uncounted steps (不计入承诺时限的环节, 03.20) names it with the local rule that allows it.
/// </summary>
internal static class PaymentWait
{
    public const string Step = "缴费";

    /// <returns>The entry of the list; null: the time counts.</returns>
    public static UncountedStep? Listed(ItemContent item) =>
        item.UncountedSteps.FirstOrDefault(u => u.Name.Contains(Step, StringComparison.Ordinal) && !string.IsNullOrWhiteSpace(u.LegalGround));
}
