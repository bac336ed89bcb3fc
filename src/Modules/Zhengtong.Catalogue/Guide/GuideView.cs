using Zhengtong.Catalogue.Browse;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Catalogue.Elements;
using Zhengtong.Catalogue.Model;
using Zhengtong.Catalogue.Publish;
using Zhengtong.Identity.Contracts;
using Zhengtong.Platform.Access;
using Zhengtong.Ui.Components;

namespace Zhengtong.Catalogue.Guide;

/// <summary>A guide (办事指南) as it is worded for readers. What the source does not say is said to be missing, never made up. Requirement 02.01.</summary>
internal sealed record GuideView(PublishedItem Item, ItemStatus Status, IReadOnlyList<ItemRow> Like)
{
    public const string NotGiven = "来源未提供";

    public ItemContent Content => Item.Content;

    /// <summary>Asked by others, answered and published.</summary>
    public IReadOnlyList<ItemQuestion> Answered { get; init; } = [];

    /// <summary>The special zones where it can be handled too, as their published list authorises them (01.36).</summary>
    public IReadOnlyList<ZonePlace> ZonePlaces { get; init; } = [];

    /// <summary>How the zone stands whose item it is.</summary>
    public ZoneStanding? Zone { get; init; }

    /// <summary>The standards in force that the item follows (17.05, 17.06).</summary>
    public IReadOnlyList<Standards.FollowedStandard> Standards { get; init; } = [];

    /// <summary>A short guide is offered beside it (02.11).</summary>
    public bool HasBrief { get; init; }

    public IReadOnlyList<ItemQuestion> Questions => [.. Content.Questions, .. Answered];

    /// <summary>Where one asks about it: a page of the module of feedback.</summary>
    public string AskLink => "/enquiries/ask?item=" + Uri.EscapeDataString(Item.Code);

    public string Link => "/items/" + Uri.EscapeDataString(Item.Code);

    /// <summary>The department's system where it is handled online; null: here.</summary>
    public string? HandledIn { get; init; }

    public string ApplyLink => HandledIn is null ? "/apply/" + Uri.EscapeDataString(Item.Code) : OnlineTarget.LinkOf(Item.Code);

    /// <summary>Where the windows that handle it are booked: pages of the module of halls.</summary>
    public string BookLink => "/book?item=" + Uri.EscapeDataString(Item.Code);

    /// <summary>Where helpers are asked for: a page of the module of halls.</summary>
    public string AssistLink => "/assist?item=" + Uri.EscapeDataString(Item.Code);

    /// <summary>On the list of assisted handling: who wants help with it may ask for it, and nobody has to (05.20).</summary>
    public bool Assisted => Applicable && Content.Tags.Contains(ItemTags.Assisted);

    /// <summary>A window receives it. Booking such a visit is offered, never asked for (03.30).</summary>
    public bool AtWindows => Applicable && Content.Steps.Any(s => s is { Kind: StepKind.Intake, Role: Roles.WindowClerk });

    public bool Applicable => Status == ItemStatus.InUse;

    /// <summary>A text of law put as a guide: nothing local, nowhere to apply.</summary>
    public bool Statutory => Status == ItemStatus.GuideOnly;

    /// <summary>Tags that no other badge of the guide says, each with a list of its own (05.18).</summary>
    public IEnumerable<string> Tags => Lists.TagRules.Effective(Content, Item.RegionCode, !Statutory)
        .Where(t => t is ItemTags.Online or ItemTags.Mobile or ItemTags.Nearby or ItemTags.OneTrip or ItemTags.ZeroTrip or ItemTags.Assisted or ItemTags.CrossRegion);

    /// <summary>不见面审批: applied for here, nobody has to come, and the result can be had online. Requirement 03.36.</summary>
    public bool WithoutMeeting => Applicable && Content.Visits == 0;

    public string Audience => (Content.ForPersons, Content.ForCompanies) switch
    {
        (true, true) => "个人、法人",
        (true, false) => "个人",
        (false, true) => "法人",
        _ => NotGiven,
    };

    public string Promised => Content.Instant && Content.PromisedLimit is null ? "即时办结" : Wording(Content.PromisedLimit, Content.PromisedLimitText);

    public string StatutoryLimit => Wording(Content.StatutoryLimit, Content.StatutoryLimitText);

    public string Visits => Content.Visits switch
    {
        null => NotGiven,
        0 => "0 次，不用跑",
        { } times => $"最多 {times} 次",
    };

    public string Way => Content.OnlineDepth.Length > 0 ? Content.OnlineDepth : Applicable ? "网上或窗口" : NotGiven;

    public string Fee => Content.Fee.Charged switch
    {
        false => "不收费",
        true => "收费",
        null => Content.Fee.Text.Length > 0 ? "见收费说明" : NotGiven,
    };

    /// <summary>Steps of one stage run side by side: the longest counts.</summary>
    public string TotalDays => Content.Steps.GroupBy(s => s.Stage).Sum(g => g.Max(s => s.Days ?? 0)) is > 0 and var days ? $"{days} 个工作日" : "";

    public IReadOnlyList<Fact> Facts =>
    [
        new("办理方式", Way, null, "display"),
        new("到场次数", Visits, null, "person-walking"),
        new("承诺时限", Promised, null, "stopwatch"),
        new("法定时限", StatutoryLimit, MarkOf(DefaultedElement.StatutoryLimit), "calendar-check"),
        new("收费", Fee, null, "currency-yen"),
    ];

    /// <summary>The item's own steps with their limits, drawn; steps of one stage run side by side, special steps stand before the decision. Requirement 02.05.</summary>
    public IReadOnlyList<FlowStage> Flow
    {
        get
        {
            var stages = Content.Steps.GroupBy(s => s.Stage).OrderBy(g => g.Key).ToList();
            var special = Content.SpecialSteps.Select(s => new FlowStage(s.Name.Length > 0 ? s.Name : s.Kind, SpecialDetail(s))).ToList();
            var before = stages.FindIndex(g => g.Any(s => s.Kind is StepKind.Decide or StepKind.Issue));
            var drawn = stages.ConvertAll(g => g.Count() == 1 ? Drawn(g.First()) : new FlowStage("同时进行") { Parallel = [.. g.Select(Drawn)] });
            if (drawn.Count > 0 && special.Count > 0)
            {
                drawn.Insert(before < 0 ? drawn.Count : before, special is [var only] ? only : new FlowStage("依法需要时") { Parallel = special });
            }

            return drawn;
        }
    }

    /// <summary>通俗说明 of an element; empty when there is none (02.12).</summary>
    public string RemarkOn(string element) => Content.Remarks.GetValueOrDefault(element, "");

    /// <summary>Elements that have their remark beside them; the others' stand together, so that none is lost.</summary>
    private static readonly string[] RemarkedInPlace =
        ["situations", "materials", "process", "limits", "specialSteps", "uncountedSteps", "conditions", "result", "fee", "commitment", "places", "legalBasis"];

    public IEnumerable<(string Element, string Text)> OtherRemarks => ItemElements.All
        .Where(e => Content.Remarks.ContainsKey(e.Key) && Api.PublicItems.Keys.Contains(e.Key) && !RemarkedInPlace.Contains(e.Key) && Shows(e.Key)).Select(e => (e.Name, RemarkOn(e.Key)));

    /// <summary>Whether the element is shown: of a simple item only the least set is (01.42).</summary>
    public bool Shows(string element) => !Content.Simple || SimpleItems.Elements.Contains(element);

    private static string SpecialDetail(SpecialStep step) => (step.Counted ? "计入法定时限" : "时间另计") + (step.Days is { } days ? $" · {days} 个工作日" : "");

    public IReadOnlyList<GuideSection> Sections =>
    [
        .. new GuideSection?[]
        {
            Content.Situations.Count > 0 ? new("situations", "办理情形") : null,
            new("materials", "申请材料"),
            new("process", "办理流程"),
            Shows("conditions") ? new("conditions", "受理条件") : null,
            Shows("result") ? new("result", "办理结果") : null,
            new("fees", "收费"),
            Shows("commitment") && (Content.Commitment is not null || Content.ToleranceDays is not null) ? new("modes", "便利办法") : null,
            new("places", "窗口与咨询"),
            Shows("legalBasis") ? new("basis", "设定依据") : null,
            Standards.Count > 0 ? new("standards", "执行的标准") : null,
            OtherRemarks.Any() ? new("remarks", "通俗说明") : null,
            Questions.Count > 0 || Applicable ? new("questions", "常见问题") : null,
        }.OfType<GuideSection>(),
    ];

    /// <summary>Uncounted steps of the same ground and time read as one line.</summary>
    public IEnumerable<UncountedStep> Uncounted => Content.UncountedSteps
        .GroupBy(s => (s.LegalGround, s.Days, s.Note))
        .Select(g => new UncountedStep(string.Join("、", g.Select(s => s.Name)), g.Key.LegalGround, g.Key.Days, g.Key.Note));

    public bool IsDefaulted(string element) => Content.Defaulted.Contains(element);

    public static string SourceOf(ItemMaterial material) => material.SourceNote.Length > 0 ? material.SourceNote : material.SourceCode switch
    {
        "10" => "申请人自备",
        "20" => "政府部门核发",
        "99" => "其他",
        _ => NotGiven,
    };

    public static string CopiesOf(ItemMaterial material)
    {
        var copies = material.Copies is { } count ? $"{count} 份" : "";
        return string.Join(" ", new[] { material.Form, copies }.Where(t => t.Length > 0)) is { Length: > 0 } text ? text : NotGiven;
    }

    private string? MarkOf(string element) => IsDefaulted(element) ? "默认配置" : null;

    private static FlowStage Drawn(ItemStep step) => new(
        step.Name,
        string.Join(" · ", new[] { step.OrganisationName, step.Days is { } days ? $"{days} 个工作日" : "" }.Where(t => t.Length > 0)) is { Length: > 0 } detail ? detail : null);

    private static string Wording(TimeLimit? limit, string text) => limit switch
    {
        { Days: 0 } => "即时办结",
        { } => limit.InWords(),
        null => text.Length > 0 ? text : NotGiven,
    };
}

/// <param name="Id">Anchor within the page.</param>
internal sealed record GuideSection(string Id, string Title);

/// <summary>The names by which the default profile says what it completed.</summary>
internal static class DefaultedElement
{
    public const string Steps = "办理环节";
    public const string StatutoryLimit = "法定办结时限";
    public const string Result = "办理结果";
    public const string UncountedSteps = "不计入时限的环节";
    public const string Filing = "按备案办理";
}
