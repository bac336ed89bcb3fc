using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Persistence;
using Zhengtong.Safety.Rules;

namespace Zhengtong.Safety.Model;

/// <summary>
/// An information resource that is given to a receiver (信息资源共享, 18.10): asked for, its risk assessed by one, reviewed by another, in force until a day. Each round of assessment and review stays as a
/// <see cref="ShareConclusion"/>; here stands what the last one said.
/// </summary>
internal sealed class DataShare : ITraced
{
    public required Guid Id { get; init; }

    /// <summary>Of who gives the data.</summary>
    public required string RegionCode { get; init; }

    public required Guid OrganisationId { get; init; }

    public required string OrganisationName { get; init; }

    public required ShareKind Kind { get; init; }

    public required string Resource { get; init; }

    public required string Receiver { get; init; }

    /// <summary>The connected system that gets the data; null: another receiver.</summary>
    public Guid? SystemId { get; init; }

    public required string Purpose { get; init; }

    public required string Basis { get; init; }

    /// <summary>What is given, by class; names of fields, never their content.</summary>
    public required string GeneralFields { get; init; }

    public required string ImportantFields { get; init; }

    public required string PersonalFields { get; init; }

    /// <summary>个人信息保护法 art. 28: identity, biometrics, health, finance, location, children under 14.</summary>
    public required string SensitiveFields { get; init; }

    public required string Frequency { get; init; }

    /// <summary>The term that was asked for.</summary>
    public required DateOnly WantedFrom { get; init; }

    public required DateOnly WantedUntil { get; init; }

    public required Guid AskedById { get; init; }

    public required string AskedByName { get; init; }

    public required DateTime AskedAt { get; init; }

    /// <summary>Kinds of account data that the system asked for when its risk was last assessed, as keys and as words.</summary>
    public string WantedKeys { get; private set; } = "";

    public string WantedWords { get; private set; } = "";

    /// <summary>What the review that stands is about.</summary>
    public string CoveredKeys { get; private set; } = "";

    public int Round { get; private set; }

    public RiskGrade? Likelihood { get; private set; }

    public RiskGrade? Harm { get; private set; }

    public string Measures { get; private set; } = "";

    public string Assessment { get; private set; } = "";

    public Guid? AssessedById { get; private set; }

    public string AssessedByName { get; private set; } = "";

    /// <summary>When the risk was assessed that waits for a review; null: nothing waits.</summary>
    public DateTime? AssessedAt { get; private set; }

    public ShareVerdict? Verdict { get; private set; }

    public DateOnly? InForceFrom { get; private set; }

    public DateOnly? InForceUntil { get; private set; }

    public DateTime? EndedAt { get; private set; }

    public string EndedByName { get; private set; } = "";

    public string EndReason { get; private set; } = "";

    public int Revision { get; private set; }

    public int TraceCount { get; set; }

    public byte[] TraceHead { get; set; } = [];

    public IReadOnlyList<string> Covers => CoveredKeys.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    public ShareStatus StatusOn(DateOnly day) => ShareRule.StatusOn(this, day);

    public void Want(IReadOnlyList<KeyValuePair<string, string>> data)
    {
        (WantedKeys, WantedWords) = (string.Join(' ', data.Select(d => d.Key)), string.Join('、', data.Select(d => d.Value)));
        Revision++;
    }

    public void Assess(RiskGrade likelihood, RiskGrade harm, string measures, string assessment, Act act)
    {
        (Likelihood, Harm, Measures, Assessment) = (likelihood, harm, measures, assessment);
        (AssessedById, AssessedByName, AssessedAt) = (act.Actor.Id, act.Actor.Name, act.At);
        Revision++;
    }

    /// <summary>What the reviewer concludes on the assessment that waits; takes the place of what was concluded before.</summary>
    public ShareConclusion Conclude(ShareVerdict verdict, string grounds, string conditions, DateOnly? from, DateOnly? until, Act act)
    {
        Round++;
        var concluded = new ShareConclusion
        {
            ShareId = Id, Round = Round, Likelihood = Likelihood!.Value, Harm = Harm!.Value, Measures = Measures, Assessment = Assessment, AssessedById = AssessedById!.Value,
            AssessedByName = AssessedByName, AssessedAt = AssessedAt!.Value, Verdict = verdict, Grounds = grounds, Conditions = conditions, From = from, Until = until,
            CoveredWords = WantedWords, ReviewedById = act.Actor.Id, ReviewedByName = act.Actor.Name, ReviewedAt = act.At,
        };
        (Verdict, InForceFrom, InForceUntil, CoveredKeys, AssessedAt) = (verdict, from, until, verdict == ShareVerdict.Refused ? "" : WantedKeys, null);
        Revision++;
        return concluded;
    }

    public void End(string reason, Act act)
    {
        (EndedAt, EndedByName, EndReason, AssessedAt) = (act.At, act.Actor.Name, reason, null);
        Revision++;
    }
}

/// <summary>One round of assessment and review, as it was concluded.</summary>
internal sealed class ShareConclusion : IAppendOnly
{
    public required Guid ShareId { get; init; }

    public required int Round { get; init; }

    public required RiskGrade Likelihood { get; init; }

    public required RiskGrade Harm { get; init; }

    public required string Measures { get; init; }

    public required string Assessment { get; init; }

    public required Guid AssessedById { get; init; }

    public required string AssessedByName { get; init; }

    public required DateTime AssessedAt { get; init; }

    public required ShareVerdict Verdict { get; init; }

    public required string Grounds { get; init; }

    public required string Conditions { get; init; }

    public required DateOnly? From { get; init; }

    public required DateOnly? Until { get; init; }

    public required string CoveredWords { get; init; }

    public required Guid ReviewedById { get; init; }

    public required string ReviewedByName { get; init; }

    public required DateTime ReviewedAt { get; init; }
}

/// <summary>
/// That data were given under a share (提供、委托处理记录): on a day, how many entries, of how many people. Kept for good, so longer than the three years of 网络数据安全管理条例 art. 12. Those of a connected
/// system are counted from what each person can see himself (<see cref="PersonalDataReading"/>).
/// </summary>
internal sealed class ShareTelling : IAppendOnly
{
    public required Guid Id { get; init; }

    public required Guid ShareId { get; init; }

    public required DateOnly Day { get; init; }

    public required string What { get; init; }

    public required int Entries { get; init; }

    public required int People { get; init; }

    /// <summary>Counted by the platform; once a day.</summary>
    public required bool Counted { get; init; }

    public required string ByName { get; init; }

    public required DateTime At { get; init; }
}

internal enum ShareKind
{
    /// <summary>向其他机关提供.</summary>
    Provide = 1,

    /// <summary>委托处理.</summary>
    Entrust = 2,
}

internal enum RiskGrade
{
    Low = 1,
    Medium = 2,
    High = 3,
}

internal enum ShareVerdict
{
    Passed = 1,
    Conditional = 2,
    Refused = 3,
}

internal enum ShareStatus
{
    Asked,
    Assessed,
    Refused,
    Agreed,
    InForce,
    Lapsed,
    Ended,
}
