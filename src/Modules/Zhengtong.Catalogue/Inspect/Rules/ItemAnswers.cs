using System.Globalization;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Catalogue.Elements;
using Zhengtong.Forms.Contracts;
using Zhengtong.Platform.Outcomes;

namespace Zhengtong.Catalogue.Inspect.Rules;

/// <summary>An item as the forms' rule language sees it: an element's key stands for its lines, and a few names for numbers and plain answers.</summary>
internal sealed class ItemAnswers(Inspected item) : IAnswers
{
    /// <summary>Names that are no elements, with what they mean, as the page tells.</summary>
    public static readonly IReadOnlyDictionary<string, string> Scalars = new Dictionary<string, string>
    {
        ["typeCode"] = "事项类型代码，01 行政许可、20 公共服务……",
        ["region"] = "区划代码",
        ["visitCount"] = "到现场次数（数字）",
        ["statutoryDays"] = "法定时限的天数（工作日）",
        ["promisedDays"] = "承诺时限的天数（工作日）",
        ["materialCount"] = "材料数量",
        ["stepCount"] = "环节数量",
        ["questionCount"] = "常见问题数量",
        ["feeCharged"] = "是否收费：yes、no",
        ["onlinePay"] = "能否网上支付：yes、no",
        ["instant"] = "是否即办件：yes、no",
        ["filing"] = "是否备案：yes、no",
        ["online"] = "能否网办：yes、no",
        ["applicable"] = "能否在线申请：yes、no",
        ["materialNames"] = "材料名称（多个）",
        ["tagKeys"] = "标签代码（多个）",
    };

    public IReadOnlyList<string> Values(string name) => Scalar(name) ?? (ItemElements.Find(name) is { } element
        ? [.. element.Lines(item.State).Select(l => l.Trim()).Where(l => l.Length > 0)]
        : []);

    public int Count(string section) => Values(section).Count;

    /// <summary>The rule when it can be read and every name in it is known; else what is wrong.</summary>
    public static Outcome<Rule> Read(string expression, string field)
    {
        var parsed = Rule.Parse(expression);
        if (!parsed.TryGet(out var rule))
        {
            return Problem.Invalid("catalogue.rule-unreadable", $"判断条件无法读取，请对照页面下方的示例修改。{parsed.Problems[0].Message}", field);
        }

        return Names(rule).FirstOrDefault(n => !Scalars.ContainsKey(n) && ItemElements.Find(n) is null) is { } unknown
            ? Problem.Invalid("catalogue.rule-name-unknown", $"判断条件里的“{unknown}”不是要素名，请从页面下方的名称中选用。", field)
            : parsed;
    }

    private static IEnumerable<string> Names(Rule rule) => rule switch
    {
        Rule.All all => all.Rules.SelectMany(Names),
        Rule.Any any => any.Rules.SelectMany(Names),
        Rule.Not not => Names(not.Inner),
        Rule.Compare compare => [compare.Name],
        Rule.In within => [within.Name],
        Rule.Filled filled => [filled.Name],
        Rule.Count count => [count.Section],
        _ => [],
    };

    private IReadOnlyList<string>? Scalar(string name)
    {
        var c = item.Content;
        return name switch
        {
            "typeCode" => [c.TypeCode],
            "region" => One(item.RegionCode),
            "visitCount" => Number(c.Visits),
            "statutoryDays" => Number(c.StatutoryLimit is { Unit: LimitUnit.WorkingDays } s ? s.Days : null),
            "promisedDays" => Number(c.PromisedLimit is { Unit: LimitUnit.WorkingDays } p ? p.Days : null),
            "materialCount" => Number(c.Materials.Count),
            "stepCount" => Number(c.Steps.Count),
            "questionCount" => Number(c.Questions.Count),
            "feeCharged" => c.Fee.Charged is { } charged ? YesNo(charged) : [],
            "onlinePay" => c.OnlinePayment is { } payable ? YesNo(payable) : [],
            "instant" => YesNo(c.Instant),
            "filing" => YesNo(c.Filing),
            "online" => YesNo(CrossFieldRules.IsOnline(c)),
            "applicable" => YesNo(item.Applicable),
            "materialNames" => [.. c.Materials.Select(m => m.Name)],
            "tagKeys" => c.Tags,
            _ => null,
        };
    }

    private static IReadOnlyList<string> One(string text) => text.Length > 0 ? [text] : [];

    private static IReadOnlyList<string> Number(int? number) => number is { } n ? [n.ToString(CultureInfo.InvariantCulture)] : [];

    private static IReadOnlyList<string> YesNo(bool yes) => [yes ? "yes" : "no"];
}
