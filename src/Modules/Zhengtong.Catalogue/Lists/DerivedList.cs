using Zhengtong.Catalogue.Contracts;
using Zhengtong.Catalogue.Elements;
using Zhengtong.Catalogue.Model;

namespace Zhengtong.Catalogue.Lists;

/// <summary>A list that follows from items by a tag or an element (05.09): nobody keeps it, so it can say nothing else than the guides do.</summary>
/// <param name="Heads">Columns beside name, organisation and region.</param>
/// <param name="Cells">null: the item is not on the list. A cell may have several lines.</param>
/// <param name="Public">Shown on the portal.</param>
internal sealed record DerivedList(string Key, string Name, string Intro, IReadOnlyList<string> Heads, Func<ListedContent, IReadOnlyList<string>?> Cells, bool Public = true)
{
    /// <summary>Whose rows a visitor reads: those of his region; what the nation alone keeps is the same for everybody.</summary>
    public string RegionFor(RegionView region) => Key == DerivedLists.Licensing ? "" : region.ServingCode;
}

internal sealed record ListedContent(Item Item, ItemContent Content)
{
    public IReadOnlyList<string> Tags { get; } = TagRules.Effective(Content, Item.RegionCode, Item.Status == ItemStatus.InUse);

    public bool Implemented => Item.Kind == ItemKind.Implementation;
}

internal static class DerivedLists
{
    public const string Hall = "hall";
    public const string Online = ItemTags.Online;
    public const string AssistSuggested = "assist-suggested";
    public const string Licensing = "licensing";
    private static readonly string[] Brief = ["承诺时限", "到办事现场次数"];

    public static readonly IReadOnlyList<DerivedList> All =
    [
        Tagged(ItemTags.OneTrip, "“最多跑一次”事项清单", "申请材料齐全的，从受理到取得结果最多到现场一次。"),
        Tagged(ItemTags.ZeroTrip, "“零跑腿”事项清单", "全程不用到现场就能办成。"),
        Tagged(ItemTags.Immediate, "“马上办”事项清单", "即办件，当场办结。"),
        new(Online, "网上办事服务事项清单", "可以在网上申请办理的事项。", ["办理形式", "网上办理深度"], i => i.On(Online) ? [string.Join('、', i.Content.HandleForms.Select(FormName)), i.Content.OnlineDepth] : null),
        Tagged(ItemTags.Mobile, "“掌上办”事项清单", "可以在手机上申请办理。"),
        Tagged(ItemTags.Nearby, "“就近办”事项清单", "在乡镇（街道）、村（社区）就能办。"),
        Tagged(ItemTags.Once, "“一次办”事项清单", "一次申请、最多到现场一次。"),
        new(ItemTags.Commitment, "告知承诺事项清单", "申请人书面承诺符合条件的，可以用承诺代替有关证明材料，依据承诺办理。", ["承诺内容", "承诺要求", "违诺责任"],
            i => i.On(ItemTags.Commitment) ? [i.Content.Commitment?.Content ?? "", i.Content.Commitment?.Requirements ?? "", i.Content.Commitment?.Liability ?? ""] : null),
        new(ItemTags.Tolerance, "容缺受理事项清单", "主要申请材料齐全的先受理，次要材料可以在期限内补交。", ["主要申请材料", "可容缺受理的材料", "补交期限"],
            i => i.On(ItemTags.Tolerance)
                ? [Names(i.Content.Materials.Where(m => !m.Tolerable && m.Need == MaterialNeed.Required)), Names(i.Content.Materials.Where(m => m.Tolerable)),
                    Days(i.Content.ToleranceDays)]
                : null),
        new(ItemTags.Assisted, "帮办代办事项清单", "环节多、耗时长、涉及部门多的事项，按您的意愿由工作人员免费帮办代办。", ["环节", "承诺时限"],
            i => i.On(ItemTags.Assisted) ? [string.Join('、', i.Content.Steps.Select(s => s.Name)), Limit(i.Content)] : null),
        new(ItemTags.CrossRegion, "跨域通办事项清单", "在通办范围内的任何地方都能申请。", ["通办范围"], i => i.On(ItemTags.CrossRegion) ? [ScopeName(i.Content.CrossRegion)] : null),
        new("special-steps", "特殊环节事项清单", "依法有现场勘验、技术审查、听证论证的事项，每个环节单独公布时限和依据。", ["特殊环节", "承诺时限", "设立依据"],
            i => i.Implemented && i.Content.SpecialSteps is { Count: > 0 } steps ? [Lines(steps, s => $"{s.Kind}：{s.Name}"), Lines(steps, s => Days(s.Days)), Lines(steps, s => s.LegalGround)] : null),
        new("uncounted-steps", "不计入承诺时限的事项环节清单", "依法不计入承诺办结时限的环节。", ["环节", "依据", "时限", "说明"],
            i => i.Implemented && i.Content.UncountedSteps is { Count: > 0 } steps
                ? [Lines(steps, s => s.Name), Lines(steps, s => s.LegalGround), Lines(steps, s => Days(s.Days)), Lines(steps, s => s.Note)]
                : null),
        new(Hall, "进驻政务服务大厅事项清单", "可以到政务服务大厅窗口办理的事项。", ["办理地点"],
            i => i.Implemented && i.Content.EntersHall == true ? [string.Join('\n', i.Content.Places.Select(p => p.Name.Length > 0 ? p.Name : p.Address).Distinct())] : null),
        new(Licensing, "全国行政许可事项清单", "国家基本目录中的行政许可事项。", ["行使层级", "监管主管部门", "设定依据"],
            i => i.Item is { Kind: ItemKind.Basic, RegionCode: "" } && i.Content.TypeCode == "01"
                ? [string.Join('、', i.Content.UseLevels.Select(ItemElements.Level)), i.Content.SupervisedBy, string.Join('\n', i.Content.LegalBasis)] : null),
        new(AssistSuggested, "建议帮办代办的事项", "按环节、时限和涉及部门推荐，供编制帮办代办清单时参考。", ["推荐理由"],
            i => i.Implemented && !i.On(ItemTags.Assisted) && AssistRule.Reasons(i.Content) is { Count: > 0 } reasons ? [string.Join('；', reasons)] : null, Public: false),
    ];

    public static DerivedList? Find(string key) => All.FirstOrDefault(l => l.Key == key);

    private static bool On(this ListedContent item, string tag) => item.Implemented && item.Tags.Contains(tag);

    private static DerivedList Tagged(string tag, string name, string intro) =>
        new(tag, name, intro, Brief, i => i.On(tag) ? [Limit(i.Content), i.Content.Visits is { } n ? $"{n} 次" : ""] : null);

    private static string Limit(ItemContent content) => content.Instant ? "当场办结" : content.PromisedLimit?.InWords() ?? content.PromisedLimitText;

    private static string Days(int? days) => days is { } n ? $"{n} 个工作日" : "未单独规定";

    private static string Names(IEnumerable<ItemMaterial> materials) => string.Join('\n', materials.Select(m => m.Name));

    private static string Lines<T>(IReadOnlyList<T> steps, Func<T, string> say) => string.Join('\n', steps.Select(say));

    private static string FormName(string code) => code switch { "1" => "窗口办理", "2" => "网上办理", "3" => "移动端办理", "4" => "快递申请", _ => "其他" };

    private static string ScopeName(string code) => code switch { "1" => "全国通办", "2" => "全省通办", "3" => "全市通办", "4" => "全县通办", "5" => "全镇通办", "6" => "跨村通办", _ => code };
}
