using Zhengtong.Cases.Decide;
using Zhengtong.Cases.FirstAsked;
using Zhengtong.Cases.Model;
using Zhengtong.Cases.Rules;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Forms.Contracts;
using Zhengtong.Identity.Contracts;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Codes;
using Zhengtong.Platform.Files;
using Zhengtong.Ui.Components;

namespace Zhengtong.Cases.CasePage;

/// <summary>Everything that a case holds, as it was read for one page.</summary>
internal sealed record Dossier
{
    public required Case Case { get; init; }

    public required Application Application { get; init; }

    /// <summary>Who answers for it as first asked (03.15); null until a member of staff has touched it.</summary>
    public required Duty? Duty { get; init; }

    public required PublishedItem Item { get; init; }

    public required PublishedForm Form { get; init; }

    public required PartyProfile? Applicant { get; init; }

    public required IReadOnlyList<CaseStep> Steps { get; init; }

    public required IReadOnlyList<ClockEntry> Ledger { get; init; }

    public required IReadOnlyList<GivenMaterial> Materials { get; init; }

    public required IReadOnlyList<Notice> Notices { get; init; }

    public required IReadOnlyList<Consultation> Consultations { get; init; }

    public required IReadOnlyList<SpecialProcedureRun> Procedures { get; init; }

    public required IReadOnlyList<TraceEntry> Trace { get; init; }

    public required WorkingCalendar Calendar { get; init; }

    public required DateOnly Today { get; init; }

    /// <summary>Who applied in the applicant's name, as the trace of it says; null when he did so himself or at a window.</summary>
    public string? AgentName => Case.AgentId is { } agent ? Trace.FirstOrDefault(t => t.ActorId == agent)?.ActorName : null;

    /// <summary>The name as a list may show it.</summary>
    public string MaskedName => Case.ApplicantKind == PartyKind.Person ? Mask.Name(Case.ApplicantName) : Case.ApplicantName;

    public FormAnswers Answers => FormAnswers.Parse(Application.Answers).Value;

    public FormContext FormContext => new(
        Case.Situation.Length == 0 ? [] : [Case.Situation],
        Case.Mode switch { Mode.Commitment => FormContext.Commitment, Mode.Tolerance => FormContext.Tolerance, _ => FormContext.Normal },
        Case.ApplicantKind,
        Today);

    /// <summary>What a machine finds of the points of review of each material that this case asks for (01.21).</summary>
    public IEnumerable<(ItemMaterial Material, IReadOnlyList<ReviewedPoint> Points)> ReviewedMaterials
    {
        get
        {
            var seen = Answers.Seen(Form.Definition, FormContext);
            return Item.Content.MaterialsFor(Case.Situation, seen).Where(m => m.ReviewPoints.Count > 0).Select(m => (m, ReviewMaterial.Run(m.ReviewPoints, seen)));
        }
    }

    public SpecialProcedureRun? Running => Procedures.FirstOrDefault(p => p.EndedAt is null);

    /// <summary>Whether the limit may be extended (03.16): once, while it runs, with another organisation up to fifteen days.</summary>
    public int MostExtension => Item.Content.Steps.Any(s => s.OrganisationId is { } other && other != Case.OrganisationId) ? ExtensionRule.MostDaysJoint : ExtensionRule.MostDays;

    /// <summary>The day that matters now: of the decision until it was made, of the step before acceptance and after the decision.</summary>
    public DateOnly? DueOn => Case.DecidedAt is null && Case.DueOn is { } due ? due : Steps.Where(s => s.CompletedAt is null).Select(s => (DateOnly?)s.DueOn).Min();

    public int? DaysLeft => DueOn is not { } due || Case.PausedAt is not null
        ? null
        : Calendar.WorkingDaysLeft(Today, due);

    public CardState Card => Case switch
    {
        { Open: false } => CardState.Done,
        { PausedAt: not null } => CardState.Paused,
        { Warning: WarningLevel.Red } => CardState.Red,
        { Warning: WarningLevel.Yellow } => CardState.Yellow,
        _ => DaysLeft < 0 ? CardState.Yellow : CardState.None,
    };

    public bool InstantSitting => DecideInstant.Applies(Case, Item);

    /// <summary>An earlier review that the case could go back to from a step.</summary>
    public bool CanGoBack(CaseStep step) => step.Kind is StepKind.Review or StepKind.Decide && Item.Content.Steps.Any(s => s.Stage < step.Stage && s.Kind == StepKind.Review);
}

/// <param name="Scan">null: nothing was uploaded.</param>
internal sealed record GivenMaterial(int Sequence, string Name, MaterialState State, string FileName, long Size, string? Deficiency, ScanState? Scan)
{
    public bool CanOpen => Scan is ScanState.Clean or ScanState.NotScanned;
}
