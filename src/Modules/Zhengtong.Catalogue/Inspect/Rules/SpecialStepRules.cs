using Zhengtong.Catalogue.Contracts;
using Zhengtong.Platform.Codes;

namespace Zhengtong.Catalogue.Inspect.Rules;

/// <summary>
/// Special steps (现场勘验, 技术审查, 听证论证) and the steps outside the promised limit: each with its ground and its own limit, and the two lists agreeing, since the clock of a case stops
/// only for what is listed as uncounted (03.20, 03.21; 行政许可法第四十五条).
/// </summary>
internal static class SpecialStepRules
{
    private const string Source = "特殊环节和不计入承诺时限的环节清单管理要求；行政许可法第四十五条";

    public static readonly IReadOnlyList<StandardRule> All =
    [
        new("special-terms", "特殊环节写明依据、时限和收费依据", "现场勘验、技术审查、听证论证要有法定依据和单独的时限；收费的还要有收费依据。", Source, "specialSteps", false, 10, "请补充，或删去没有依据的特殊环节。", Terms),
        new("uncounted-ground", "不计入时限的环节有依据", "没有法律法规依据，不得把任何环节排除在承诺时限之外。", Source, "uncountedSteps", false, 10, "请写明依据的法律条款，或把环节计入时限。", i =>
            i.Content.UncountedSteps.Where(u => string.IsNullOrWhiteSpace(u.LegalGround)).Select(u => new Hit(u.Name, $"不计入时限的环节“{u.Name.Shortened()}”没有依据。"))),
        new("special-uncounted", "不计入时限的特殊环节已列入清单", "没有列入不计入承诺时限的环节清单，办件就不能为它停止计时。", Source, "uncountedSteps", false, 10, "请列入不计入承诺时限的环节，或改为计入时限。", i =>
            i.Content.SpecialSteps.Where(s => !s.Counted && !i.Content.UncountedSteps.Any(u => Names(u, s)))
                .Select(s => new Hit(s.Name, $"特殊环节“{NameOf(s).Shortened()}”不计入时限，却没有列入不计入承诺时限的环节。"))),
    ];

    private static IEnumerable<Hit> Terms(Inspected i)
    {
        foreach (var step in i.Content.SpecialSteps)
        {
            string[] lacks =
            [
                .. string.IsNullOrWhiteSpace(step.LegalGround) ? (string[])["设立依据"] : [],
                .. step.Days is null ? (string[])["时限"] : [],
                .. step.Charged && string.IsNullOrWhiteSpace(step.ChargeBasis) ? (string[])["收费依据"] : [],
            ];
            if (lacks.Length > 0)
            {
                yield return new(NameOf(step), $"特殊环节“{NameOf(step).Shortened()}”没有写明{string.Join('、', lacks)}。");
            }
        }
    }

    private static bool Names(UncountedStep uncounted, SpecialStep step) => uncounted.Name == step.Name || uncounted.Name == step.Kind;

    private static string NameOf(SpecialStep step) => step.Name.Length > 0 ? step.Name : step.Kind;
}
