using Microsoft.Extensions.Configuration;
using Zhengtong.Cases.Rules;

namespace Zhengtong.Cases.PreReview;

/// <summary>How soon a window answers: setting <c>PreReview:AnswerWithinWorkingDays</c>. The only setting there is; none can make a pre-review compulsory.</summary>
internal sealed record PreReviewSettings(int AnswerWithinWorkingDays)
{
    /// <exception cref="InvalidOperationException">Not between 1 and 30 days.</exception>
    public static PreReviewSettings From(IConfiguration configuration) => configuration.GetValue("PreReview:AnswerWithinWorkingDays", PreReviewRule.UsualDays) is var days and >= 1 and <= 30
        ? new PreReviewSettings(days)
        : throw new InvalidOperationException("PreReview:AnswerWithinWorkingDays must be between 1 and 30.");
}
