using System.Text.RegularExpressions;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Catalogue.Elements;
using Zhengtong.Catalogue.Model;
using Zhengtong.Platform.Codes;

namespace Zhengtong.Catalogue.Inspect.Rules;

/// <summary>
/// Elements that must agree with each other: the eleven checks of a published checker (standards.md 1.7, a local rule of Wenzhou that other places use as well),
/// each a rule of its own. Steps are those of the product: intake holds 收件 and 受理, issue holds 制证 and 送达.
/// </summary>
internal static partial class CrossFieldRules
{
    private const string Source = "事项要素交叉校验规则";

    public static readonly IReadOnlyList<StandardRule> All =
    [
        new("handling-kind", "办件类型与流程、时限一致", "即办件当场办结，不应有多日的时限或限时环节；当场办结的事项应标为即办件。", Source + " 1", "handlingKind", false, 10, "请核对办件类型。", HandlingKind),
        new("result-kind", "办理结果名称与结果类型一致", "名称为证、照的结果是证照，名称为批复、批文的结果是批文。", Source + " 2", "result", false, 10, "请核对结果类型。", ResultKind),
        new("visits-reason", "到现场的事项写明原因", "需要到现场的次数大于 0 时，必须说明为什么非到现场不可。", Source + " 3", "visitsReason", false, 10, "请填写必须现场办理的原因，或改为 0 次。", i =>
            i.Content is { Visits: > 0, VisitsReason.Length: 0 } ? [new("", $"到现场 {i.Content.Visits} 次，没有写明原因。")] : []),
        new("visits-courier", "不到现场又不能网办的事项可以寄件", "次数为 0 而不能网上办理的事项，办理形式应含快递申请，否则群众无法递交材料。", Source + " 4", "handleForms", false, 10, "请开通网上办理或快递申请。", i =>
            i.Content.Visits == 0 && !IsOnline(i.Content) && !i.Content.HandleForms.Contains("4") ? [new("", "到现场 0 次，但既不能网办也不能寄件。")] : []),
        new("depth-visits", "全程网办不用到现场", "网上办理深度到办结以上（Ⅳ级）的事项，到现场次数应为 0。", Source + " 5", "visits", false, 10, "请核对网上办理深度和到现场次数。", i =>
            IsWhollyOnline(i.Content.OnlineDepth) && i.Content.Visits > 0 ? [new("", $"网上办理深度为“{i.Content.OnlineDepth}”，却要到现场 {i.Content.Visits} 次。")] : []),
        new("fee-terms", "收费事项写明项目、标准和依据", "收费必须有项目、标准、依据，并说明能否网上支付；不收费的不应列收费项目，也没有网上支付。", Source + " 6；优化营商环境条例", "fee", false, 5, "请核对收费项目和网上支付。", Fee),
        new("phones", "咨询电话和投诉电话分开并带区号", "两个电话相同等于没有监督渠道；没有区号外地打不通。", Source + " 7", "consult", false, 5, "请核对电话号码。", Phones),
        new("audience", "服务对象与申请人范围一致", "服务对象写自然人的应允许个人申请，写法人、企业的应允许经营主体申请。", Source + " 8", "audience", false, 10, "请核对服务对象。", Audience),
        new("audience-theme", "主题与服务对象一致", "个人主题下的事项应能由个人申请，经营主体主题下的应能由经营主体申请；能申请的人要在自己的主题里找得到它。", Source + " 8", "audience", false, 10, "请核对服务对象和主题。", Themes),
        new("visits-missing", "写明到办事现场次数", "没有写明次数的事项不会列入“最多跑一次”“零跑腿”清单，群众也不知道要跑几趟。", "“最多跑一次”事项清单编制要求", "visits", false, 10, "请填写到办事现场次数，不用到场的填 0。", i =>
            i.Applicable && i.Content.Visits is null ? [new("", "没有写明到办事现场次数。")] : []),
        new("licence-questions", "行政许可有常见问题", "行政许可的指南至少回答一个常见问题。", Source + " 9", "questions", false, 20, "请补充常见问题。", i =>
            i.Applicable && i.Content.Questions.Count == 0 ? [new("", "没有常见问题。")] : []) { Types = ["01"] },
        new("licence-process", "行政许可环节完整", "行政许可应有受理、审查、决定、制证送达各环节。", Source + " 9", "process", false, 20, "请补全办理环节。", Process) { Types = ["01"] },
        new("result-sample", "有结果文书的提供样本", "事项有审批结果文书的，应公布样本。", Source + " 10；办事指南编制要求", "result", false, 20, "请上传结果样本。", i =>
            i.Content.Result is { Name.Length: > 0, KindCode: not "4", Sample.Length: 0 } r ? [new("", $"结果“{r.Name}”没有样本。")] : []),
        new("promise-over-law", "承诺时限不超过法定时限", "承诺办结时限长于法定时限即为违法承诺。", Source + " 11；行政许可法第四十二条", "limits", true, 3, "请缩短承诺时限。", i =>
            i.Content is { PromisedLimit: { } p, StatutoryLimit: { } s } && p.Unit == s.Unit && p.Days > s.Days ? [new("", $"承诺 {p.Days}，法定 {s.Days}，承诺时限超过法定时限。")] : []) { Scope = RuleScope.All },
    ];

    public static bool IsOnline(ItemContent c) =>
        c.HandleForms.Contains("2") || c.HandleForms.Contains("3") || c.OnlineDepth.Contains('网', StringComparison.Ordinal) || c.OnlineDepth.Contains("在线", StringComparison.Ordinal) || IsWhollyOnline(c.OnlineDepth);

    /// <summary>Grade Ⅳ of the depth of online handling: decided online, or more (codes 5, 6 and 7).</summary>
    public static bool IsWhollyOnline(string depth) =>
        depth.Contains("全程", StringComparison.Ordinal) || depth.Contains('Ⅳ', StringComparison.Ordinal) || depth.Contains("四级", StringComparison.Ordinal)
        || depth.Split('^', ',', '，').Any(d => d.Trim() is "5" or "6" or "7");

    private static IEnumerable<Hit> HandlingKind(Inspected i)
    {
        var c = i.Content;
        if (c.Instant && (c.PromisedLimit is { Days: > 1 } || c.Steps.Any(s => s.Days > 1)))
        {
            yield return new("", $"标为即办件，承诺时限或环节时限却超过 1 天{(c.PromisedLimit is { } p ? $"（承诺 {p.Days}）" : "")}。");
        }
        else if (!c.Instant && (c.PromisedLimit is { Days: 0 } || c.PromisedLimitText.Contains("当场", StringComparison.Ordinal) || c.PromisedLimitText.Contains("即时", StringComparison.Ordinal)))
        {
            yield return new("", "承诺当场办结，却没有标为即办件。");
        }
    }

    private static IEnumerable<Hit> ResultKind(Inspected i)
    {
        var r = i.Content.Result;
        if (r.Name.Length == 0)
        {
            yield break;
        }

        var wanted = Licence().IsMatch(r.Name) ? "1" : Approval().IsMatch(r.Name) ? "2" : "";
        if (r.KindCode == "4" || (wanted.Length > 0 && r.KindCode != wanted))
        {
            yield return new("", $"结果“{r.Name}”的类型与名称不一致{(wanted.Length == 0 ? "" : wanted == "1" ? "，应为证照" : "，应为批文")}。");
        }
    }

    private static IEnumerable<Hit> Fee(Inspected i)
    {
        var fee = i.Content.Fee;
        if (fee.Charged == true && fee.Items.Count == 0)
        {
            yield return new("", "标明收费，没有收费项目。");
        }

        if (fee.Charged is { } charged && (charged ? i.Content.OnlinePayment is null : i.Content.OnlinePayment == true))
        {
            yield return new("online", charged ? "标明收费，没有写明能否网上支付。" : "标明不收费，却写着可以网上支付。");
        }

        foreach (var item in fee.Charged == true ? fee.Items.Where(f => f.Standard.Length == 0 || f.Basis.Length == 0) : [])
        {
            yield return new(item.Name, $"收费项目“{item.Name}”缺少{(item.Standard.Length == 0 ? "标准" : "依据")}。");
        }

        if (fee.Charged == false && fee.Items.Count > 0)
        {
            yield return new("", "标明不收费，却列有收费项目。");
        }
    }

    private static IEnumerable<Hit> Phones(Inspected i)
    {
        var (consult, complaint) = (i.Content.ConsultPhone, i.Content.ComplaintPhone);
        if (consult.Length > 0 && consult == complaint && !consult.Contains("12345", StringComparison.Ordinal))
        {
            yield return new("same", "咨询电话和投诉电话相同。");
        }

        foreach (var (name, phone) in new[] { ("咨询电话", consult), ("投诉电话", complaint) })
        {
            if (phone.Length == 0)
            {
                if (i.Applicable)
                {
                    yield return new(name, $"没有{name}。");
                }
            }
            else if (!WithAreaCode().IsMatch(phone))
            {
                yield return new(name, $"{name}“{phone.Shortened()}”没有区号。");
            }
        }
    }

    private static IEnumerable<Hit> Audience(Inspected i)
    {
        var (c, told) = (i.Content, i.Content.ServiceObject);
        if (told.Length == 0)
        {
            yield break;
        }

        var legal = told.Contains("法人", StringComparison.Ordinal) || told.Contains("企业", StringComparison.Ordinal) || told.Contains("组织", StringComparison.Ordinal);
        var natural = told.Contains("自然人", StringComparison.Ordinal) || told.Contains("个人", StringComparison.Ordinal) || told.Contains("公民", StringComparison.Ordinal);
        if (natural != c.ForPersons && (natural || legal))
        {
            yield return new("person", natural ? "服务对象含自然人，却不能由个人申请。" : "服务对象不含自然人，却可以由个人申请。");
        }

        if (legal != c.ForCompanies && (natural || legal))
        {
            yield return new("company", legal ? "服务对象含法人，却不能由经营主体申请。" : "服务对象不含法人，却可以由经营主体申请。");
        }
    }

    private static IEnumerable<Hit> Themes(Inspected i)
    {
        if (i.Around.ThemesOf?.Invoke(i) is not { Count: > 0 } themes)
        {
            yield break;
        }

        var all = themes.Contains(ThemeAudience.Everybody);
        foreach (var (theme, may, who, place) in new[] { (ThemeAudience.Person, i.Content.ForPersons, "个人", "person"), (ThemeAudience.Company, i.Content.ForCompanies, "经营主体", "company") })
        {
            if (!may && themes.Contains(theme))
            {
                yield return new(place, $"列在{who}主题里，却不能由{who}申请。");
            }
            else if (may && !all && !themes.Contains(theme))
            {
                yield return new(place, $"可以由{who}申请，却没有列在{who}主题里。");
            }
        }
    }

    private static IEnumerable<Hit> Process(Inspected i)
    {
        if (!i.Applicable || i.Content.Instant || i.Content.Filing)
        {
            yield break;
        }

        foreach (var (kind, name) in new[] { (StepKind.Intake, "受理"), (StepKind.Review, "审查"), (StepKind.Decide, "决定"), (StepKind.Issue, "制证送达") })
        {
            if (i.Content.Steps.All(s => s.Kind != kind))
            {
                yield return new(name, $"缺少“{name}”环节。");
            }
        }
    }

    [GeneratedRegex("(?:证|执照)(?:[（(].*[）)])?$")]
    private static partial Regex Licence();

    [GeneratedRegex("(?:批复|批文|决定书|批准文件)")]
    private static partial Regex Approval();

    /// <summary>A land line with its area code, a national number, or a hotline.</summary>
    [GeneratedRegex(@"(?:\(?0\d{2,3}\)?[-— ]?\d{7,8})|(?:400[- ]?\d{3}[- ]?\d{4})|(?:\b1[23]\d{3}\b)|(?:\b1[3-9]\d{9}\b)")]
    private static partial Regex WithAreaCode();
}
