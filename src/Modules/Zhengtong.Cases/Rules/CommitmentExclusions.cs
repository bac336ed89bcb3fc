using Zhengtong.Platform.Outcomes;

namespace Zhengtong.Cases.Rules;

/// <summary>What an item may touch that makes decisions on a promise (告知承诺) too dangerous.</summary>
internal enum RiskClass
{
    NationalSecurity = 1,
    StateSecrets = 2,
    PublicSecurity = 3,
    FinancialPrudence = 4,
    Environment = 5,
    Health = 6,
    LifeAndProperty = 7,
    ForeignAffairs = 8,
}

/// <summary>The eight classes excluded from notice-and-commitment (国办发〔2020〕42号; requirement 05.07): great risk, costly to put right, harm that cannot be undone.</summary>
internal static class CommitmentExclusions
{
    public static IReadOnlyDictionary<RiskClass, string> Names { get; } = new Dictionary<RiskClass, string>
    {
        [RiskClass.NationalSecurity] = "国家安全",
        [RiskClass.StateSecrets] = "国家秘密",
        [RiskClass.PublicSecurity] = "公共安全",
        [RiskClass.FinancialPrudence] = "金融业审慎监管",
        [RiskClass.Environment] = "生态环境保护",
        [RiskClass.Health] = "人身健康",
        [RiskClass.LifeAndProperty] = "生命财产安全",
        [RiskClass.ForeignAffairs] = "重要涉外",
    };

    /// <summary>Whether an item that touches these classes may be offered in commitment mode.</summary>
    public static Outcome Check(IReadOnlyCollection<RiskClass> touched) => touched.Count == 0
        ? Outcome.Done()
        : Problem.Invalid(
            "cases.commitment-excluded",
            $"本事项涉及{string.Join("、", touched.Distinct().Order().Select(x => Names[x]))}，不适用告知承诺。请改用普通方式办理。",
            "Mode");
}
