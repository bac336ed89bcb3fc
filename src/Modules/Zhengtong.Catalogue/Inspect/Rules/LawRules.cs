using Zhengtong.Catalogue.Contracts;
using Zhengtong.Platform.Codes;

namespace Zhengtong.Catalogue.Inspect.Rules;

/// <summary>Rules that follow from law or the national standard of items: basis, limits, codes, commitment, tags.</summary>
internal static class LawRules
{
    /// <summary>What 国办发〔2020〕42号 keeps out of 告知承诺, as words in names.</summary>
    private static readonly string[] NotByCommitment = ["危险化学品", "爆炸", "剧毒", "放射", "国家安全", "国家秘密", "金融", "核安全", "疫苗", "麻醉药品", "精神药品", "枪支", "安全生产许可"];

    public static readonly IReadOnlyList<StandardRule> All =
    [
        new("legal-basis-missing", "有设定依据", "没有依据的事项不得要求群众办理。", "要素校验规则 11；优化营商环境条例", "legalBasis", false, 10, "请填写设定依据。", i =>
            i.Content.LegalBasis.All(string.IsNullOrWhiteSpace) ? [new("", "没有设定依据。")] : []) { Scope = RuleScope.All },
        new("statutory-missing", "行政许可有法定时限", "行政许可法第四十二条规定了办结期限，指南应当写明。", "行政许可法第四十二条", "limits", false, 10, "请填写法定办结时限。", i =>
            i.Content is { StatutoryLimit: null, StatutoryLimitText.Length: 0 } ? [new("", "没有法定办结时限。")] : []) { Types = ["01"] },
        new("statutory-over-20", "超过 20 个工作日的法定时限有依据", "行政许可一般自受理之日起 20 日内决定，法律法规另有规定的才可以更长。", "行政许可法第四十二条", "limits", false, 10, "请在时限说明里写明依据的法律条款。", i =>
            i.Content.StatutoryLimit is { Unit: LimitUnit.WorkingDays, Days: > 20 } limit && !i.Content.StatutoryLimitText.Contains('《', StringComparison.Ordinal)
                ? [new("", $"法定时限 {limit.Days} 个工作日，没有写明依据。")] : []) { Types = ["01"] },
        new("promise-missing", "有承诺办结时限", "不写承诺时限，群众无法知道多久办好，监察也无从谈起。", "优化营商环境条例第四十三条", "limits", false, 10, "请填写承诺办结时限。", i =>
            i.Applicable && i.Content is { Instant: false, PromisedLimit: null, PromisedLimitText.Length: 0 } ? [new("", "没有承诺办结时限。")] : []),
        new("commitment-excluded", "不适用告知承诺的事项没有开通", "直接涉及国家安全、公共安全、金融审慎监管和人身健康的事项不适用告知承诺。", "国办发〔2020〕42号", "commitment", false, 3, "请关闭告知承诺。", i =>
            i.Content.Commitment is not null && NotByCommitment.FirstOrDefault(w => i.State.Name.Contains(w, StringComparison.Ordinal)) is { } word ? [new("", $"名称含“{word}”，却开通了告知承诺。")] : []),
        new("commitment-terms", "告知承诺的内容完整", "告知的内容、条件、责任和监管缺一不可，否则承诺没有约束。", "国办发〔2020〕42号", "commitment", false, 10, "请补全告知承诺的内容。", i =>
            i.Content.Commitment is { } c && (c.Content.Length == 0 || c.Requirements.Length == 0 || c.Liability.Length == 0 || c.Supervision.Length == 0) ? [new("", "告知承诺的内容、条件、责任或监管没有写全。")] : []),
        new("code-type", "编码与事项类型一致", "基本编码第 3、4 位是事项类型。", "GB/T 39554.1-2020", "catalogueCode", false, 20, "请核对基本编码和事项类型。", CodeType) { Scope = RuleScope.All },
        new("tags", "标签与要素一致", "标签向群众承诺了办事方式，不能与要素矛盾。", "事项标签管理要求", "tags", false, 5, "请核对标签。", Tags),
    ];

    private static IEnumerable<Hit> CodeType(Inspected i)
    {
        // Filing (30) is a type of its own here and stands among the other powers (10) or the services (20) in codes.
        if (ItemCode.Parse(i.State.CatalogueCode).TryGet(out var code) && code.ItemType.Length > 0 && i.Content.TypeCode != "30" && code.ItemType != i.Content.TypeCode)
        {
            yield return new("", $"基本编码 {i.State.CatalogueCode} 的类型是 {code.ItemType}，事项类型是 {i.Content.TypeCode}。");
        }
    }

    private static IEnumerable<Hit> Tags(Inspected i)
    {
        var c = i.Content;
        foreach (var tag in c.Tags)
        {
            var against = tag switch
            {
                ItemTags.ZeroTrip when c.Visits > 0 => $"却要到现场 {c.Visits} 次",
                ItemTags.OneTrip when c.Visits > 1 => $"却要到现场 {c.Visits} 次",
                ItemTags.Immediate when !c.Instant => "却不是即办件",
                ItemTags.Online when !CrossFieldRules.IsOnline(c) => "却不能网上办理",
                ItemTags.Commitment when c.Commitment is null => "却没有告知承诺的内容",
                ItemTags.Tolerance when c.ToleranceDays is null => "却没有容缺期限",
                ItemTags.CrossRegion when c.CrossRegion.Length == 0 => "却没有通办范围",
                _ => "",
            };
            if (against.Length > 0)
            {
                yield return new(tag, $"标签“{ItemTags.Names.GetValueOrDefault(tag, tag)}”{against}。");
            }
        }
    }
}
