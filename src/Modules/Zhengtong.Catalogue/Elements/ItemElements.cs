using System.Globalization;
using Zhengtong.Catalogue.Contracts;

namespace Zhengtong.Catalogue.Elements;

/// <summary>The elements of an item, in the order people expect: GB/T 39554.2-2020 with the field names of the national exchange tables.</summary>
internal static class ItemElements
{
    public const string Identity = "基本信息";
    public const string Authority = "职权";
    public const string Audience = "服务对象与条件";
    public const string Handling = "办理";
    public const string Materials = "材料与表单";
    public const string Result = "结果与收费";
    public const string Service = "服务方式";

    /// <summary>The one element that publishing cannot change.</summary>
    public const string CodeKey = "catalogueCode";

    /// <summary>The form as people meet it; where it is composed of a plan it says what the plan says.</summary>
    public const string FormKey = "form";
    public const string PlanKey = "formPlan";
    public const string SplitKey = "handlingItems";

    public static readonly IReadOnlyList<ItemElement> All =
    [
        new("name", "事项名称", Identity, "task_name", s => [s.Name]),
        new(CodeKey, "基本编码", Identity, "catalog_code", s => Text(s.CatalogueCode)),
        new("type", "事项类型", Identity, "task_type", s => Text(s.Content.TypeName), (to, from) => to with { TypeCode = from.TypeCode, TypeName = from.TypeName }),
        new("legalBasis", "设定依据", Authority, "by_law", s => s.Content.LegalBasis, (to, from) => to with { LegalBasis = from.LegalBasis }),
        new("authorityScope", "权限范围", Authority, "", s => Text(s.Content.AuthorityScope), (to, from) => to with { AuthorityScope = from.AuthorityScope }),
        new("useLevels", "行使层级", Authority, "use_level", s => s.Content.UseLevels.Select(Level), (to, from) => to with { UseLevels = from.UseLevels }),
        new("powerSource", "权力来源", Authority, "power_source", s => Text(PowerSourceName(s.Content.PowerSource)), (to, from) => to with { PowerSource = from.PowerSource }),
        new("entrustedBy", "委托部门", Authority, "entrust_name", s => Text(s.Content.EntrustedBy), (to, from) => to with { EntrustedBy = from.EntrustedBy }),
        new("supervisedBy", "监管主管部门", Authority, "", s => Text(s.Content.SupervisedBy), (to, from) => to with { SupervisedBy = from.SupervisedBy }),
        new(SplitKey, "拆分标准", Authority, "", s => s.Content.HandlingItems.Select(h => Joined(h.Serial, h.Name)), (to, from) => to with { HandlingItems = from.HandlingItems }),
        new("audience", "服务对象", Audience, "server_type", AudienceLines, (to, from) => to with { ForPersons = from.ForPersons, ForCompanies = from.ForCompanies, ServiceObject = from.ServiceObject }),
        new("conditions", "办理条件", Audience, "accept_condition", s => s.Content.Conditions, (to, from) => to with { Conditions = from.Conditions }),
        new("limits", "办理时限", Handling, "anticipate_day", LimitLines, (to, from) => to with
        {
            StatutoryLimit = from.StatutoryLimit, PromisedLimit = from.PromisedLimit, StatutoryLimitText = from.StatutoryLimitText, PromisedLimitText = from.PromisedLimitText,
        }),
        new("handlingKind", "办件类型", Handling, "project_type",
            s => s.Content.Filing ? [Kind(s.Content), "备案"] : [Kind(s.Content)],
            (to, from) => to with { Instant = from.Instant, Filing = from.Filing }),
        new("process", "办理流程", Handling, "handle_flow", s => s.Content.Steps.Select(StepLine), (to, from) => to with { Steps = from.Steps, ProcessText = from.ProcessText }),
        new("specialSteps", "特殊环节", Handling, "special_procedure", s => s.Content.SpecialSteps.Select(SpecialLine), (to, from) => to with { SpecialSteps = from.SpecialSteps }),
        new("uncountedSteps", "不计入承诺时限的环节", Handling, "",
            s => s.Content.UncountedSteps.Select(u => Joined(u.Name, u.LegalGround, Days(u.Days), u.Note)),
            (to, from) => to with { UncountedSteps = from.UncountedSteps }),
        new("situations", "情形", Materials, "", s => s.Content.Situations.Select(x => Joined(x.Name, x.Note, x.When)), (to, from) => to with { Situations = from.Situations }),
        new("materials", "申请材料", Materials, "material_name", s => s.Content.Materials.Select(MaterialLine), (to, from) => to with { Materials = TakeMaterials(to.Materials, from.Materials) }),
        new("materialTerms", "材料适用与受理要求", Materials, "", s => MaterialTerms.Of(s.Content), (to, from) => to with { Materials = MaterialTerms.Take(to.Materials, from.Materials) }),
        new(FormKey, "申请表单", Materials, "form_guid", FormLines, (to, from) => to with { PersonForm = from.PersonForm, CompanyForm = from.CompanyForm, FormPlan = from.FormPlan }),
        new(PlanKey, "表单构成", Materials, "", s => PlanLines.Of(s.Content), (to, from) => to with { FormPlan = from.FormPlan }),
        new("reviewPoints", "材料审查要点", Materials, "",
            s => s.Content.Materials.SelectMany(m => m.ReviewPoints.Select(p => Joined(m.Name, p.Text, p.Rule))),
            (to, from) => to with { Materials = PlanLines.TakePoints(to.Materials, from.Materials) }),
        new("result", "办理结果", Result, "result_name",
            s => Text(Joined(s.Content.Result.Name, ResultKindName(s.Content.Result), Months(s.Content.Result.ValidMonths))),
            (to, from) => to with { Result = from.Result with { Sample = to.Result.Sample.Length > 0 ? to.Result.Sample : from.Result.Sample } }),
        new("fee", "收费标准", Result, "fee_stand", FeeLines, (to, from) => to with { Fee = from.Fee }),
        new("onlinePayment", "网上支付", Result, "is_pay_online", s => s.Content.OnlinePayment is { } b ? [b ? "支持" : "不支持"] : [], (to, from) => to with { OnlinePayment = from.OnlinePayment }),
        new("visits", "到办事现场次数", Service, "limit_scene_num", s => s.Content.Visits is { } n ? [n.ToString(CultureInfo.InvariantCulture) + " 次"] : [], (to, from) => to with { Visits = from.Visits }),
        new("visitsReason", "必须现场办理原因", Service, "limit_scene_explain", s => Text(s.Content.VisitsReason), (to, from) => to with { VisitsReason = from.VisitsReason }),
        new("onlineDepth", "网上办理深度", Service, "online_handle_depth", s => Text(s.Content.OnlineDepth), (to, from) => to with { OnlineDepth = from.OnlineDepth }),
        new("handleForms", "办理形式", Service, "handle_type", s => s.Content.HandleForms.Select(HandleFormName), (to, from) => to with { HandleForms = from.HandleForms }),
        new("entersHall", "是否进驻政务大厅", Service, "is_entry_center", s => s.Content.EntersHall is { } b ? [b ? "是" : "否"] : [], (to, from) => to with { EntersHall = from.EntersHall }),
        new("crossRegion", "通办范围", Service, "handle_area", s => Text(CrossRegionName(s.Content.CrossRegion)), (to, from) => to with { CrossRegion = from.CrossRegion }),
        new("commitment", "告知承诺", Service, "",
            s => s.Content.Commitment is { } c ? [c.Content, c.Requirements, c.Liability, c.Supervision] : [],
            (to, from) => to with { Commitment = from.Commitment }),
        new("tolerance", "容缺受理", Service, "", s => s.Content.ToleranceDays is { } d ? [Days(d)] : [], (to, from) => to with { ToleranceDays = from.ToleranceDays }),
        new("tags", "标签", Service, "", s => s.Content.Tags.Select(t => ItemTags.Names.GetValueOrDefault(t, t)), (to, from) => to with { Tags = from.Tags }),
        new("risks", "不得告知承诺的情形", Service, "", s => s.Content.RiskClasses.Select(ItemRisks.Name), (to, from) => to with { RiskClasses = from.RiskClasses }),
        new("platform", "平台运行", Service, "", PlatformLines, (to, from) => to with { ExcludedReason = from.ExcludedReason, Simple = from.Simple, PreReview = from.PreReview, Courier = from.Courier }),
        new("places", "办理地点和时间", Service, "transact_addr", s => s.Content.Places.Select(p => Joined(p.Name, p.Address, p.OfficeHours, p.Phone)), (to, from) => to with { Places = from.Places }),
        new("consult", "咨询方式", Service, "link_way", s => Text(s.Content.ConsultPhone), (to, from) => to with { ConsultPhone = from.ConsultPhone }),
        new("complaint", "监督投诉方式", Service, "supervise_way", s => Text(s.Content.ComplaintPhone), (to, from) => to with { ComplaintPhone = from.ComplaintPhone }),
        new("questions", "常见问题", Service, "question", s => s.Content.Questions.Select(q => Joined(q.Question, q.Answer)), (to, from) => to with { Questions = from.Questions }),
        new("manual", "业务手册", Service, "", s => s.Content.Manual.Select(m => Joined(m.Title, m.Text)), (to, from) => to with { Manual = from.Manual }),
        new("remarks", "通俗备注", Service, "",
            s => s.Content.Remarks.OrderBy(r => r.Key, StringComparer.Ordinal).Select(r => Joined(Find(r.Key)?.Name ?? r.Key, r.Value)),
            (to, from) => to with { Remarks = from.Remarks }),
    ];

    private static readonly Dictionary<string, ItemElement> ByKey = All.ToDictionary(e => e.Key, StringComparer.Ordinal);

    public static ItemElement? Find(string key) => ByKey.GetValueOrDefault(key);

    /// <summary>行使层级, GB/T 39046 A.2.</summary>
    public static string Level(int level) => level switch
    {
        1 => "国家",
        2 => "省级",
        3 => "市级",
        4 => "县级",
        5 => "乡级",
        6 => "村级",
        _ => "未定",
    };

    public static string PowerSourceName(string code) => code switch
    {
        "1" => "法定本级行使",
        "2" => "上级下放",
        "3" => "上级授权",
        "4" => "同级授权",
        "5" => "上级委托",
        "6" => "同级委托",
        _ => code,
    };

    public static string HandleFormName(string code) => code switch
    {
        "1" => "窗口",
        "2" => "电脑端网上",
        "3" => "移动端",
        "4" => "快递申请",
        "9" => "其他",
        _ => code,
    };

    public static string CrossRegionName(string code) => code switch
    {
        "1" => "全国",
        "2" => "全省",
        "3" => "全市",
        "4" => "全县",
        "5" => "全镇",
        "6" => "跨村",
        _ => code,
    };

    public static string SourceName(string code) => code switch
    {
        "10" => "申请人自备",
        "20" => "政府部门核发",
        "99" => "其他",
        _ => code,
    };

    /// <summary>The materials of the standard, each with what the lower item adds to it without changing it: points of acceptance and of review and blank forms of its own.</summary>
    private static List<ItemMaterial> TakeMaterials(IReadOnlyList<ItemMaterial> own, IReadOnlyList<ItemMaterial> standard)
    {
        var byName = own.GroupBy(m => m.Name, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.First(), StringComparer.Ordinal);
        return [.. standard.Select(m => byName.TryGetValue(m.Name, out var mine)
            ? m with
            {
                CheckPoints = m.CheckPoints.Count > 0 ? m.CheckPoints : mine.CheckPoints,
                ReviewPoints = m.ReviewPoints.Count > 0 ? m.ReviewPoints : mine.ReviewPoints,
                BlankForm = m.BlankForm.Length > 0 ? m.BlankForm : mine.BlankForm,
                Sample = m.Sample.Length > 0 ? m.Sample : mine.Sample,
            }
            : m)];
    }

    private static IEnumerable<string> AudienceLines(ItemState s) =>
        Text(s.Content.ServiceObject).Append((s.Content.ForPersons, s.Content.ForCompanies) switch
        {
            (true, true) => "个人和经营主体",
            (true, false) => "个人",
            (false, true) => "经营主体",
            _ => "未定",
        });

    /// <summary>Every item composes a form of its own from a plan: two agree when their plans do, whatever the forms are called.</summary>
    private static IEnumerable<string> FormLines(ItemState s) => s.Content.FormPlan is not null
        ? PlanLines.Of(s.Content)
        : Text(s.Content.PersonForm).Select(f => $"个人：单独制作的表单（编号 {f}）").Concat(Text(s.Content.CompanyForm).Select(f => $"经营主体：单独制作的表单（编号 {f}）"));

    private static IEnumerable<string> LimitLines(ItemState s)
    {
        if (Limit(s.Content.StatutoryLimit, s.Content.StatutoryLimitText) is { Length: > 0 } statutory)
        {
            yield return "法定：" + statutory;
        }

        if (Limit(s.Content.PromisedLimit, s.Content.PromisedLimitText) is { Length: > 0 } promised)
        {
            yield return "承诺：" + promised;
        }
    }

    private static string Kind(ItemContent content) => content.Instant ? "即办件" : "承诺件";

    /// <summary>Only what is not as usual.</summary>
    private static IEnumerable<string> PlatformLines(ItemState s) =>
    [
        .. Text(s.Content.ExcludedReason).Select(r => "不在平台运行：" + r),
        .. s.Content.Simple ? ["简易公共服务事项"] : Array.Empty<string>(),
        .. s.Content.PreReview ? Array.Empty<string>() : ["不开放预审"],
        .. s.Content.Courier ? Array.Empty<string>() : ["结果不邮寄"],
    ];

    private static IEnumerable<string> FeeLines(ItemState s)
    {
        if (s.Content.Fee.Charged is { } charged)
        {
            yield return charged ? "收费" : "不收费";
        }

        if (s.Content.Fee.BeforeDecision)
        {
            yield return "作出决定前缴费";
        }

        foreach (var line in Text(s.Content.Fee.Text).Concat(s.Content.Fee.Items.Select(f => Joined(f.Name, f.Standard, f.Basis))))
        {
            yield return line;
        }
    }

    private static string MaterialLine(ItemMaterial m) => Joined(
        m.Name, m.Form, m.Copies is { } n ? n.ToString(CultureInfo.InvariantCulture) + " 份" : "", m.Need == MaterialNeed.Required ? "必要" : "非必要", SourceName(m.SourceCode), m.When);

    private static string StepLine(ItemStep s) => Joined(s.Stage.ToString(CultureInfo.InvariantCulture) + ". " + s.Name, s.OrganisationName, Days(s.Days));

    private static string SpecialLine(SpecialStep s) => Joined(s.Kind, s.Name, Days(s.Days), s.LegalGround, s.Counted ? "计入法定时限" : "不计入法定时限", s.Charged ? "收费：" + s.ChargeBasis : "");

    private static string ResultKindName(ItemResult result) => result.Name.Length == 0 ? "" : result.KindCode switch
    {
        "1" => "证照",
        "2" => "批文",
        "4" => "无",
        _ => "其他",
    };

    private static string Limit(TimeLimit? limit, string text) => limit?.InWords() ?? text;

    private static string Days(int? days) => days is { } d ? d.ToString(CultureInfo.InvariantCulture) + " 个工作日" : "";

    private static string Months(int? months) => months is { } m ? "有效期 " + m.ToString(CultureInfo.InvariantCulture) + " 个月" : "";

    private static IEnumerable<string> Text(string text) => text.Length > 0 ? [text] : [];

    private static string Joined(params ReadOnlySpan<string> parts)
    {
        var line = "";
        foreach (var part in parts)
        {
            line = part.Length == 0 ? line : line.Length == 0 ? part : line + "｜" + part;
        }

        return line;
    }
}
