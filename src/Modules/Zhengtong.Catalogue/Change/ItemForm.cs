using System.Globalization;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Catalogue.Elements;
using Zhengtong.Catalogue.Guide;
using Zhengtong.Platform.Outcomes;

namespace Zhengtong.Catalogue.Change;

/// <summary>
/// The elements of an item as a page takes them: texts, ticks, one line each for simple lists, rows for the others. What a page does not show (form keys, sources, elements
/// that the entry above fixes) stays as it is.
/// </summary>
internal sealed partial class ItemForm
{
    private const int BlankRows = 2;

    public string? Name { get; set; }

    public string? LegalBasis { get; set; }

    public string? AuthorityScope { get; set; }

    public IList<int> UseLevels { get; set; } = [];

    public string? PowerSource { get; set; }

    public string? EntrustedBy { get; set; }

    public string? SupervisedBy { get; set; }

    public string? ExcludedReason { get; set; }

    public string? ServiceObject { get; set; }

    public bool ForPersons { get; set; }

    public bool ForCompanies { get; set; }

    public string? Conditions { get; set; }

    public int? StatutoryDays { get; set; }

    public LimitUnit StatutoryUnit { get; set; } = LimitUnit.WorkingDays;

    public string? StatutoryText { get; set; }

    public int? PromisedDays { get; set; }

    public LimitUnit PromisedUnit { get; set; } = LimitUnit.WorkingDays;

    public string? PromisedText { get; set; }

    public bool Instant { get; set; }

    public bool Filing { get; set; }

    public bool Simple { get; set; }

    public IList<MaterialRow> Materials { get; set; } = [];

    public IList<StepRow> Steps { get; set; } = [];

    public string? ProcessText { get; set; }

    public IList<SpecialRow> SpecialSteps { get; set; } = [];

    public IList<UncountedRow> UncountedSteps { get; set; } = [];

    public IList<PairRow> HandlingItems { get; set; } = [];

    public IList<PairRow> Questions { get; set; } = [];

    public IList<PairRow> Manual { get; set; } = [];

    public bool? Charged { get; set; }

    public string? FeeText { get; set; }

    public bool FeeBeforeDecision { get; set; }

    public IList<FeeRow> Fees { get; set; } = [];

    public bool? OnlinePayment { get; set; }

    public int? Visits { get; set; }

    public string? VisitsReason { get; set; }

    public string? OnlineDepth { get; set; }

    public IList<string> HandleForms { get; set; } = [];

    public bool? EntersHall { get; set; }

    public string? CrossRegion { get; set; }

    public IList<string> Tags { get; set; } = [];

    public IList<PlaceRow> Places { get; set; } = [];

    public string? ConsultPhone { get; set; }

    public string? ComplaintPhone { get; set; }

    public string? ResultName { get; set; }

    public string? ResultKind { get; set; }

    public int? ResultMonths { get; set; }

    public bool PreReview { get; set; }

    public bool Courier { get; set; }

    public IList<int> RiskClasses { get; set; } = [];

    public string? CommitmentContent { get; set; }

    public string? CommitmentRequirements { get; set; }

    public string? CommitmentLiability { get; set; }

    public string? CommitmentSupervision { get; set; }

    public int? ToleranceDays { get; set; }

    public IList<PairRow> Remarks { get; set; } = [];

    /// <summary>The last day before which it takes effect and from which it is cancelled.</summary>
    public DateOnly? PlanEffective { get; set; }

    public DateOnly? PlanCancel { get; set; }

    public string? Reason { get; set; }

    public int Revision { get; set; }

    public static ItemForm Of(string name, ItemContent c) => new()
    {
        Name = name,
        LegalBasis = Lines(c.LegalBasis),
        AuthorityScope = c.AuthorityScope,
        UseLevels = [.. c.UseLevels],
        PowerSource = c.PowerSource,
        EntrustedBy = c.EntrustedBy,
        SupervisedBy = c.SupervisedBy,
        ExcludedReason = c.ExcludedReason,
        ServiceObject = c.ServiceObject,
        ForPersons = c.ForPersons,
        ForCompanies = c.ForCompanies,
        Conditions = Lines(c.Conditions),
        StatutoryDays = c.StatutoryLimit?.Days,
        StatutoryUnit = c.StatutoryLimit?.Unit ?? LimitUnit.WorkingDays,
        StatutoryText = c.StatutoryLimitText,
        PromisedDays = c.PromisedLimit?.Days,
        PromisedUnit = c.PromisedLimit?.Unit ?? LimitUnit.WorkingDays,
        PromisedText = c.PromisedLimitText,
        Instant = c.Instant,
        Filing = c.Filing,
        Simple = c.Simple,
        Materials = [.. c.Materials.Select(m => new MaterialRow
        {
            Key = m.Key, Name = m.Name, Form = m.Form, Copies = m.Copies, Optional = m.Need == MaterialNeed.Optional, SourceCode = m.SourceCode, SourceNote = m.SourceNote,
            PaperRequiredBy = m.PaperRequiredBy, Note = m.Note, CheckPoints = Lines(m.CheckPoints), Committable = m.Committable, Tolerable = m.Tolerable,
        })],
        Steps = [.. c.Steps.Select(s => new StepRow { Key = s.Key, Name = s.Name, Kind = s.Kind, Stage = s.Stage, Role = s.Role, Days = s.Days })],
        SpecialSteps = [.. c.SpecialSteps.Select(s => new SpecialRow { Kind = s.Kind, Name = s.Name, Days = s.Days, LegalGround = s.LegalGround, Counted = s.Counted, Charged = s.Charged, ChargeBasis = s.ChargeBasis })],
        ProcessText = Lines(c.ProcessText),
        UncountedSteps = [.. c.UncountedSteps.Select(s => new UncountedRow { Name = s.Name, LegalGround = s.LegalGround, Days = s.Days, Note = s.Note })],
        HandlingItems = Pairs(c.HandlingItems.Select(h => (h.Serial, h.Name))),
        Questions = Pairs(c.Questions.Select(q => (q.Question, q.Answer))),
        Manual = Pairs(c.Manual.Select(m => (m.Title, m.Text))),
        Remarks = Pairs(c.Remarks.Select(r => (r.Key, r.Value))),
        Charged = c.Fee.Charged,
        FeeText = c.Fee.Text,
        FeeBeforeDecision = c.Fee.BeforeDecision,
        Fees = [.. c.Fee.Items.Select(f => new FeeRow { Name = f.Name, Standard = f.Standard, Basis = f.Basis })],
        OnlinePayment = c.OnlinePayment,
        Visits = c.Visits,
        VisitsReason = c.VisitsReason,
        OnlineDepth = c.OnlineDepth,
        HandleForms = [.. c.HandleForms],
        EntersHall = c.EntersHall,
        CrossRegion = c.CrossRegion,
        Tags = [.. c.Tags],
        Places = [.. c.Places.Select(p => new PlaceRow { Name = p.Name, Address = p.Address, OfficeHours = p.OfficeHours, Phone = p.Phone })],
        ConsultPhone = c.ConsultPhone,
        ComplaintPhone = c.ComplaintPhone,
        ResultName = c.Result.Name,
        ResultKind = c.Result.KindCode,
        ResultMonths = c.Result.ValidMonths,
        PreReview = c.PreReview,
        Courier = c.Courier,
        RiskClasses = [.. c.RiskClasses],
        CommitmentContent = c.Commitment?.Content,
        CommitmentRequirements = c.Commitment?.Requirements,
        CommitmentLiability = c.Commitment?.Liability,
        CommitmentSupervision = c.Commitment?.Supervision,
        ToleranceDays = c.ToleranceDays,
    };

    /// <summary>The content with what was written; what stands in no field stays. Empty rows fall away.</summary>
    /// <param name="shown">Elements that the page only shows: their fields are not there. Of materials the terms of the item's own may be written all the same.</param>
    public Outcome<ItemContent> Apply(ItemContent c, IReadOnlySet<string>? shown = null)
    {
        if (new[] { StatutoryDays, PromisedDays, Visits, ToleranceDays }.Any(n => n is < 0 or > 3650) || Materials.Any(m => m.Copies is < 0 or > 99) || ResultMonths is <= 0 or > 1200)
        {
            return Problem.Invalid("catalogue.number-range", "天数、次数和份数应是不小于 0 的整数，有效期应是大于 0 的月数，请核对。", nameof(PromisedDays));
        }

        var keeps = shown?.Contains("materials") == true;
        var known = c.Materials.ToDictionary(m => m.Key, StringComparer.Ordinal);
        var steps = c.Steps.ToDictionary(s => s.Key, StringComparer.Ordinal);
        var written = c with
        {
            LegalBasis = Split(LegalBasis),
            AuthorityScope = Text(AuthorityScope),
            UseLevels = [.. UseLevels.Where(l => l is >= 1 and <= 6).Distinct().Order()],
            PowerSource = Text(PowerSource),
            EntrustedBy = Text(EntrustedBy),
            SupervisedBy = Text(SupervisedBy),
            ExcludedReason = Text(ExcludedReason),
            ServiceObject = Text(ServiceObject),
            ForPersons = ForPersons,
            ForCompanies = ForCompanies,
            Conditions = Split(Conditions),
            StatutoryLimit = Limit(StatutoryDays, StatutoryUnit),
            StatutoryLimitText = Text(StatutoryText),
            PromisedLimit = Limit(PromisedDays, PromisedUnit),
            PromisedLimitText = Text(PromisedText),
            Instant = Instant,
            Filing = Filing,
            Simple = Simple,
            Materials = keeps ? [.. c.Materials.Select(m => TermsOf(m, Materials.FirstOrDefault(r => r.Key == m.Key)))] : [.. Materials.Where(m => Text(m.Name).Length > 0).Select((m, at) => MaterialOf(m, known, at))],
            Steps = [.. Steps.Where(s => Text(s.Name).Length > 0).Select((s, at) => StepOf(s, steps, at))],
            ProcessText = Split(ProcessText),
            SpecialSteps =
            [
                .. SpecialSteps.Where(s => Text(s.Name).Length > 0)
                    .Select(s => new SpecialStep(Text(s.Kind), Text(s.Name), s.Days, Text(s.LegalGround), s.Counted, s.Charged, Text(s.ChargeBasis))),
            ],
            UncountedSteps = [.. UncountedSteps.Where(s => Text(s.Name).Length > 0).Select(s => new UncountedStep(Text(s.Name), Text(s.LegalGround), s.Days, Text(s.Note)))],
            HandlingItems = [.. Filled(HandlingItems).Select(h => new HandlingItem(Text(h.First), Text(h.Second)))],
            Questions = [.. Filled(Questions).Select(q => new ItemQuestion(Text(q.First), Text(q.Second)))],
            Manual = [.. Filled(Manual).Select(m => new ManualChapter(Text(m.First), Text(m.Second)))],
            Remarks = Filled(Remarks).DistinctBy(r => Text(r.First)).ToDictionary(r => Text(r.First), r => Text(r.Second)),
            Fee = c.Fee with
            {
                Charged = Charged, Text = Text(FeeText), BeforeDecision = FeeBeforeDecision,
                Items = [.. Fees.Where(f => Text(f.Name).Length > 0).Select(f => new FeeItem(Text(f.Name), Text(f.Standard), Text(f.Basis)))],
            },
            OnlinePayment = OnlinePayment,
            Visits = Visits,
            VisitsReason = Text(VisitsReason),
            OnlineDepth = Text(OnlineDepth),
            HandleForms = [.. HandleForms],
            EntersHall = EntersHall,
            CrossRegion = Text(CrossRegion),
            Tags = [.. Tags.Where(ItemTags.Names.ContainsKey).Distinct()],
            RiskClasses = [.. RiskClasses.Where(ItemRisks.Names.ContainsKey).Distinct().Order()],
            PreReview = PreReview,
            Courier = Courier,
            Places = [.. Places.Where(p => Text(p.Address).Length > 0).Select(p => new ServicePlace(Text(p.Address), Text(p.OfficeHours), Text(p.Phone), Text(p.Name)))],
            ConsultPhone = Text(ConsultPhone),
            ComplaintPhone = Text(ComplaintPhone),
            Result = c.Result with { Name = Text(ResultName), KindCode = ResultKind is "1" or "2" or "4" ? ResultKind : "3", ValidMonths = ResultMonths },
            Commitment = Text(CommitmentContent).Length == 0 ? null : new CommitmentTerms(Text(CommitmentContent), Text(CommitmentRequirements), Text(CommitmentLiability), Text(CommitmentSupervision)),
            ToleranceDays = ToleranceDays,
        };
        var kept = shown is null ? written : ElementComparison.Take(written, c, [.. shown.Where(k => k != "materials")]);
        return kept with { Defaulted = [.. c.Defaulted.Where(name => !Written(name, c, kept))] };
    }

    /// <summary>What a person wrote is no longer what a default profile completed (默认配置).</summary>
    private static bool Written(string defaulted, ItemContent before, ItemContent after) => defaulted switch
    {
        DefaultedElement.Filing => before.Filing != after.Filing,
        DefaultedElement.Steps => Differs("process", before, after),
        DefaultedElement.StatutoryLimit => before.StatutoryLimit != after.StatutoryLimit || before.StatutoryLimitText != after.StatutoryLimitText,
        DefaultedElement.Result => Differs("result", before, after),
        DefaultedElement.UncountedSteps => Differs("uncountedSteps", before, after),
        _ => false,
    };

    private static bool Differs(string key, ItemContent before, ItemContent after) => ElementComparison.Of(new ItemState("", "", before), new ItemState("", "", after), [key]).Count > 0;

    /// <summary>Room to write on: blank rows after those that are filled.</summary>
    public ItemForm WithBlankRows()
    {
        for (var i = 0; i < BlankRows; i++)
        {
            Materials.Add(new());
            SpecialSteps.Add(new());
            UncountedSteps.Add(new());
            HandlingItems.Add(new());
            Questions.Add(new());
            Manual.Add(new());
            Remarks.Add(new());
            Fees.Add(new());
            Places.Add(new());
            Steps.Add(new());
        }

        return this;
    }

    private static ItemMaterial MaterialOf(MaterialRow row, Dictionary<string, ItemMaterial> known, int at) =>
        (row.Key is { Length: > 0 } key && known.TryGetValue(key, out var before) ? before : new ItemMaterial { Key = FreeKey(known, at), Name = "" }) with
        {
            Name = Text(row.Name), Form = Text(row.Form), Copies = row.Copies, Need = row.Optional ? MaterialNeed.Optional : MaterialNeed.Required, SourceCode = Text(row.SourceCode),
            SourceNote = Text(row.SourceNote), PaperRequiredBy = Text(row.PaperRequiredBy), Note = Text(row.Note), CheckPoints = Split(row.CheckPoints), Committable = row.Committable,
            Tolerable = row.Tolerable,
        };

    /// <summary>What an item arranges itself of a material that is fixed above: how it is accepted.</summary>
    private static ItemMaterial TermsOf(ItemMaterial material, MaterialRow? row) => row is null ? material : material with
    {
        SourceNote = Text(row.SourceNote), PaperRequiredBy = Text(row.PaperRequiredBy), Note = Text(row.Note), CheckPoints = Split(row.CheckPoints), Committable = row.Committable, Tolerable = row.Tolerable,
    };

    private static ItemStep StepOf(StepRow row, Dictionary<string, ItemStep> known, int at) =>
        row.Key is { Length: > 0 } key && known.TryGetValue(key, out var before)
            ? before with { Name = Text(row.Name), Kind = row.Kind, Stage = row.Stage ?? before.Stage, Role = Text(row.Role), Days = row.Days }
            : new ItemStep(string.Create(CultureInfo.InvariantCulture, $"step{at + 1}"), Text(row.Name), row.Kind, row.Stage ?? at + 1, Text(row.Role), row.Days);

    private static string FreeKey(Dictionary<string, ItemMaterial> known, int at)
    {
        var key = string.Create(CultureInfo.InvariantCulture, $"m{at + 1}");
        return known.ContainsKey(key) ? key + "n" : key;
    }

    private static TimeLimit? Limit(int? days, LimitUnit unit) => days is { } d ? new TimeLimit(d, Enum.IsDefined(unit) ? unit : LimitUnit.WorkingDays) : null;

    private static IEnumerable<PairRow> Filled(IEnumerable<PairRow> rows) => rows.Where(r => Text(r.First).Length > 0);

    private static List<PairRow> Pairs(IEnumerable<(string First, string Second)> rows) => [.. rows.Select(r => new PairRow { First = r.First, Second = r.Second })];

    private static string Lines(IEnumerable<string> lines) => string.Join('\n', lines);

    private static string Text(string? typed) => (typed ?? "").Trim();

    private static string[] Split(string? typed) => (typed ?? "").Split(['\n', '\r'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
