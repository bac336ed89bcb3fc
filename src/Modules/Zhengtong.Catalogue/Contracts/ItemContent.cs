using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using Zhengtong.Forms.Contracts;

namespace Zhengtong.Catalogue.Contracts;

/// <summary>
/// Everything a published version of an item (事项) says: what the guide shows and what handling a case needs. Immutable once published.
/// An empty list or string means that the source gave nothing; nothing is made up. What a default profile completed is named in <see cref="Defaulted"/>.
/// </summary>
public sealed record ItemContent
{
    /// <summary>01 行政许可, 05 行政给付, 07 行政确认, 10 其他行政权力, 20 公共服务, 30 备案 (handled as filing) ... GB/T 39046 A.1.</summary>
    public required string TypeCode { get; init; }

    public required string TypeName { get; init; }

    /// <summary>Persons, companies or both may apply.</summary>
    public bool ForPersons { get; init; } = true;

    public bool ForCompanies { get; init; } = true;

    public string ServiceObject { get; init; } = "";

    /// <summary>权限范围 (权限划分): what of the power lies at which level.</summary>
    public string AuthorityScope { get; init; } = "";

    /// <summary>行使层级, GB/T 39046 A.2: 1 国家 2 省 3 市 4 县 5 乡 6 村.</summary>
    public IReadOnlyList<int> UseLevels { get; init; } = [];

    /// <summary>权力来源: 1 法定本级行使 2 上级下放 3 上级授权 4 同级授权 5 上级委托 6 同级委托; empty when the source gave none.</summary>
    public string PowerSource { get; init; } = "";

    /// <summary>委托部门, when the power is exercised by entrustment.</summary>
    public string EntrustedBy { get; init; } = "";

    /// <summary>监管主管部门: who supervises what was permitted (01.24).</summary>
    public string SupervisedBy { get; init; } = "";

    /// <summary>拆分标准: the handling items (业务办理项) that all below split this entry into (01.14).</summary>
    public IReadOnlyList<HandlingItem> HandlingItems { get; init; } = [];

    /// <summary>涉密或法律另有规定: why the item does not run on the platform (01.08, 01.31); empty: it does.</summary>
    public string ExcludedReason { get; init; } = "";

    /// <summary>Kept off the platform: nobody outside reads so much as its name, and nobody applies for it. Whatever the reason: what is not told apart is not told.</summary>
    [JsonIgnore]
    public bool KeptOff => ExcludedReason.Length > 0;

    /// <summary>简易公共服务事项: only the minimal set of elements is asked for and shown (01.42).</summary>
    public bool Simple { get; init; }

    /// <summary>标签, keys of <see cref="ItemTags"/>, kept by the managers of the item (05.09, 05.18).</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>风险较大、纠错成本较高、损害难以挽回的情形, keys of <see cref="ItemRisks"/>: such an item admits no commitment (05.07).</summary>
    public IReadOnlyList<int> RiskClasses { get; init; } = [];

    public IReadOnlyList<string> LegalBasis { get; init; } = [];

    public IReadOnlyList<string> Conditions { get; init; } = [];

    public IReadOnlyList<ItemMaterial> Materials { get; init; } = [];

    /// <summary>情形: what the applicant chooses first; selects materials.</summary>
    public IReadOnlyList<ItemSituation> Situations { get; init; } = [];

    public TimeLimit? StatutoryLimit { get; init; }

    public TimeLimit? PromisedLimit { get; init; }

    /// <summary>As the source words them, shown beside the parsed limits.</summary>
    public string StatutoryLimitText { get; init; } = "";

    public string PromisedLimitText { get; init; } = "";

    /// <summary>即办件: decided in one sitting.</summary>
    public bool Instant { get; init; }

    /// <summary>备案: only completeness and form are checked (03.33).</summary>
    public bool Filing { get; init; }

    public IReadOnlyList<ItemStep> Steps { get; init; } = [];

    /// <summary>How the source describes the process, in its own words.</summary>
    public IReadOnlyList<string> ProcessText { get; init; } = [];

    public FeeTerms Fee { get; init; } = new();

    /// <summary>到办事现场次数; null when the source does not say.</summary>
    public int? Visits { get; init; }

    /// <summary>必须到现场办理的原因, asked for when <see cref="Visits"/> is above 0.</summary>
    public string VisitsReason { get; init; } = "";

    public string OnlineDepth { get; init; } = "";

    /// <summary>办理形式, GB/T 39046 A.5: 1 窗口 2 电脑端网上 3 移动端 4 快递申请 9 其他.</summary>
    public IReadOnlyList<string> HandleForms { get; init; } = [];

    /// <summary>是否进驻政务大厅; null when the source does not say.</summary>
    public bool? EntersHall { get; init; }

    /// <summary>是否支持网上支付; null when the source does not say.</summary>
    public bool? OnlinePayment { get; init; }

    /// <summary>通办范围: 1 全国 2 全省 3 全市 4 全县 5 全镇 6 跨村; empty: none.</summary>
    public string CrossRegion { get; init; } = "";

    public IReadOnlyList<ServicePlace> Places { get; init; } = [];

    public string ConsultPhone { get; init; } = "";

    public string ComplaintPhone { get; init; } = "";

    public ItemResult Result { get; init; } = new();

    public IReadOnlyList<ItemQuestion> Questions { get; init; } = [];

    /// <summary>Whether the item admits 告知承诺, and its terms (05.01).</summary>
    public CommitmentTerms? Commitment { get; init; }

    /// <summary>容缺受理: working days to hand in what was tolerated; null when the item does not admit it (05.04).</summary>
    public int? ToleranceDays { get; init; }

    /// <summary>不计入承诺时限的环节 (03.20).</summary>
    public IReadOnlyList<UncountedStep> UncountedSteps { get; init; } = [];

    /// <summary>特殊环节: inspection, technical review, hearing, each with a limit of its own (03.21).</summary>
    public IReadOnlyList<SpecialStep> SpecialSteps { get; init; } = [];

    /// <summary>Keys of the application forms: for a person, for a company.</summary>
    public string PersonForm { get; init; } = "";

    public string CompanyForm { get; init; } = "";

    /// <summary>一事一表: what the form is composed of; null: the item has a form of its own or the standard one (01.16).</summary>
    public ItemFormPlan? FormPlan { get; init; }

    public bool PreReview { get; init; } = true;

    public bool Courier { get; init; } = true;

    /// <summary>通俗易懂的备注 beside an element, by its key: plain words that leave the standard as it is (02.12).</summary>
    public IReadOnlyDictionary<string, string> Remarks { get; init; } = new Dictionary<string, string>();

    /// <summary>业务手册: how staff handle it; never shown to the public (01.07).</summary>
    public IReadOnlyList<ManualChapter> Manual { get; init; } = [];

    /// <summary>Where the content comes from, for the guide's foot.</summary>
    public string SourceUrl { get; init; } = "";

    public string SourceDate { get; init; } = "";

    public string SourceNote { get; init; } = "";

    /// <summary>Names of the elements that the type's default profile completed; the guide says so beside each.</summary>
    public IReadOnlyList<string> Defaulted { get; init; } = [];

    /// <summary>The situation is found by questions, not chosen from a list.</summary>
    [JsonIgnore]
    public bool Asks => FormPlan is { Questions.Count: > 0 };

    /// <summary>The materials that a situation may ask for, in the item's order, whatever was answered.</summary>
    public IEnumerable<ItemMaterial> MaterialsFor(string situation) =>
        Materials.Where(m => m.Situations.Count == 0 || m.Situations.Contains(situation));

    /// <summary>The materials that a situation and the answers of the form ask for.</summary>
    public IEnumerable<ItemMaterial> MaterialsFor(string situation, IAnswers answers) => MaterialsFor(situation).Where(m => RuleText.Holds(m.When, answers));

    /// <summary>The first situation whose rule the answers fulfil; nothing while none does.</summary>
    public string SituationOf(IAnswers answers) => Situations.FirstOrDefault(s => RuleText.Holds(s.When, answers))?.Key ?? "";

    public string ToJson() => JsonSerializer.Serialize(this, Json);

    public static ItemContent FromJson(string json) => JsonSerializer.Deserialize<ItemContent>(json, Json)!;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
        Converters = { new JsonStringEnumConverter() },
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };
}

/// <param name="Unit">工作日 unless the law says natural days.</param>
public sealed record TimeLimit(int Days, LimitUnit Unit = LimitUnit.WorkingDays)
{
    /// <summary>As people read it: 5 个工作日, 30 个自然日, 3 个月.</summary>
    public string InWords() => Days.ToString(CultureInfo.InvariantCulture) + Unit switch
    {
        LimitUnit.CalendarDays => " 个自然日",
        LimitUnit.CalendarMonths => " 个月",
        _ => " 个工作日",
    };
}

public enum LimitUnit
{
    WorkingDays = 1,
    CalendarDays = 2,
    CalendarMonths = 3,
}

public sealed record ItemMaterial
{
    /// <summary>Stable within the item.</summary>
    public required string Key { get; init; }

    public required string Name { get; init; }

    /// <summary>原件, 复印件, 原件和复印件, 电子 ...</summary>
    public string Form { get; init; } = "";

    public int? Copies { get; init; }

    public MaterialNeed Need { get; init; } = MaterialNeed.Required;

    /// <summary>来源渠道: 10 申请人自备, 20 政府部门核发, 99 其他; empty when the source gave none.</summary>
    public string SourceCode { get; init; } = "";

    public string SourceNote { get; init; } = "";

    public string Note { get; init; } = "";

    /// <summary>What the clerk checks when accepting (受理审查要点).</summary>
    public IReadOnlyList<string> CheckPoints { get; init; } = [];

    /// <summary>材料审查要点: what a review checks, some of it by a rule that a machine can run (01.21).</summary>
    public IReadOnlyList<ReviewPoint> ReviewPoints { get; init; } = [];

    /// <summary>Situations that ask for it; empty = all.</summary>
    public IReadOnlyList<string> Situations { get; init; } = [];

    /// <summary>A rule on the answers of the form, as JSON, that asks for it besides the situation; empty = always.</summary>
    public string When { get; init; } = "";

    /// <summary>A written commitment may stand in its place (告知承诺).</summary>
    public bool Committable { get; init; }

    /// <summary>May be handed in after acceptance (可容缺).</summary>
    public bool Tolerable { get; init; }

    /// <summary>The law that requires the original on paper; empty: what is handed in electronically is enough (03.24).</summary>
    public string PaperRequiredBy { get; init; } = "";

    /// <summary>File names under data/samples of the blank form and the filled sample.</summary>
    public string BlankForm { get; init; } = "";

    public string Sample { get; init; } = "";
}

public enum MaterialNeed
{
    Required = 1,
    Optional = 2,
}

/// <param name="When">A rule on the answers to the item's questions, as JSON; the first situation that fulfils its own is the applicant's.</param>
public sealed record ItemSituation(string Key, string Name, string Note = "", string When = "");

/// <summary>One step (环节) of an item. Steps of the same stage run in parallel; the next stage starts when all have ended.</summary>
/// <param name="Stage">From 1 upwards. Stage 1 is intake.</param>
/// <param name="OrganisationId">Another organisation than the item's own, in joint handling.</param>
/// <param name="Days">Working days of the step; null = no limit of its own.</param>
public sealed record ItemStep(string Key, string Name, StepKind Kind, int Stage, string Role, int? Days = null, Guid? OrganisationId = null, string OrganisationName = "");

public enum StepKind
{
    /// <summary>收件与受理.</summary>
    Intake = 1,

    /// <summary>审查.</summary>
    Review = 2,

    /// <summary>决定.</summary>
    Decide = 3,

    /// <summary>制证出件与送达.</summary>
    Issue = 4,
}

public sealed record FeeTerms
{
    /// <summary>null: the source does not say.</summary>
    public bool? Charged { get; init; }

    public string Text { get; init; } = "";

    public IReadOnlyList<FeeItem> Items { get; init; } = [];

    /// <summary>Paid before the decision, where the law of the item says so; else before the result is handed over (03.26).</summary>
    public bool BeforeDecision { get; init; }
}

public sealed record FeeItem(string Name, string Standard, string Basis);

public sealed record ServicePlace(string Address, string OfficeHours, string Phone = "", string Name = "");

public sealed record ItemResult
{
    public string Name { get; init; } = "";

    /// <summary>1 证照 2 批文 3 其他 4 无.</summary>
    public string KindCode { get; init; } = "3";

    /// <summary>Key of the document template.</summary>
    public string Template { get; init; } = "";

    /// <summary>Months the result is valid; null = without end.</summary>
    public int? ValidMonths { get; init; }

    public string Sample { get; init; } = "";
}

public sealed record ItemQuestion(string Question, string Answer);

public sealed record CommitmentTerms(string Content, string Requirements, string Liability, string Supervision);

public sealed record UncountedStep(string Name, string LegalGround, int? Days, string Note);

/// <param name="Kind">现场勘验, 技术审查 or 听证论证.</param>
/// <param name="Days">Its own promised limit, in working days.</param>
/// <param name="Counted">计入法定时限.</param>
public sealed record SpecialStep(string Kind, string Name, int? Days, string LegalGround, bool Counted = false, bool Charged = false, string ChargeBasis = "");

public sealed record ManualChapter(string Title, string Text);

/// <param name="Rule">A rule of the forms' rule language as JSON that holds when the material passes; empty: a person looks.</param>
public sealed record ReviewPoint(string Key, string Text, string Rule = "");

/// <param name="Serial">The two digits that end the handling code.</param>
public sealed record HandlingItem(string Serial, string Name);
