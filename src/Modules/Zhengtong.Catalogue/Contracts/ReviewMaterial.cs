using Zhengtong.Forms.Contracts;

namespace Zhengtong.Catalogue.Contracts;

/// <summary>What a machine finds of one point of review.</summary>
public enum ReviewVerdict
{
    /// <summary>符合.</summary>
    Met = 1,

    /// <summary>不符合.</summary>
    NotMet = 2,

    /// <summary>需人工: no rule, or what it asks for was not answered.</summary>
    ByHand = 3,
}

public sealed record ReviewedPoint(ReviewPoint Point, ReviewVerdict Verdict)
{
    public string Name => Verdict switch
    {
        ReviewVerdict.Met => "符合",
        ReviewVerdict.NotMet => "不符合",
        _ => "需人工",
    };
}

/// <summary>Runs the points of review of a material (材料审查要点, 01.21) on the answers of a case. It advises; a person decides. Pure.</summary>
public static class ReviewMaterial
{
    public static IReadOnlyList<ReviewedPoint> Run(IEnumerable<ReviewPoint> points, IAnswers answers) => [.. points.Select(p => new ReviewedPoint(p, Verdict(p, answers)))];

    private static ReviewVerdict Verdict(ReviewPoint point, IAnswers answers)
    {
        if (RuleText.Parse(point.Rule) is not { } rule)
        {
            return ReviewVerdict.ByHand;
        }

        return Rule.Evaluate(rule, answers) ? ReviewVerdict.Met
            : RuleText.Names(rule).Any(n => !answers.Values(n).Any(t => t.Trim().Length > 0)) ? ReviewVerdict.ByHand
            : ReviewVerdict.NotMet;
    }
}
