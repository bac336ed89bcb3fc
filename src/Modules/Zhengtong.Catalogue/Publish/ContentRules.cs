using System.Text.RegularExpressions;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Catalogue.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Codes;
using Zhengtong.Platform.Outcomes;

namespace Zhengtong.Catalogue.Publish;

/// <summary>What every published version must hold to, and what is only pointed out in versions taken over from elsewhere.</summary>
internal static partial class ContentRules
{
    public static IReadOnlyList<Problem> Check(PublishRequest request)
    {
        var found = new List<Problem>();
        void Must(bool holds, string reason, string message, string? field = null)
        {
            if (!holds)
            {
                found.Add(Problem.Invalid("catalogue." + reason, message, field));
            }
        }

        var content = request.Content;
        Must(request.Name.Length is > 0 and <= 1000, "name-missing", "请填写事项名称，不超过 1000 个字。", nameof(request.Name));
        Must(IsKnownCode(request.Code), "code-shape", $"“{request.Code}”不是可识别的事项编码，请核对。", nameof(request.Code));
        Must(content is not { PromisedLimit: { } p, StatutoryLimit: { } s } || p.Unit != s.Unit || p.Days <= s.Days, "promise-over-law", "承诺办结时限不能长于法定办结时限。", nameof(content.PromisedLimit));
        Must(content.Materials.DistinctBy(m => m.Key).Count() == content.Materials.Count, "material-key", "同一事项的材料编号不能重复。", nameof(content.Materials));
        Must(content.Materials.All(m => m.Name.Length > 0), "material-name", "每项申请材料都要有名称。", nameof(content.Materials));
        Must(content.Materials.All(m => m.Situations.All(x => content.Situations.Any(y => y.Key == x))), "situation-unknown", "材料对应的情形不在事项的情形列表里，请先添加情形。", nameof(content.Situations));
        Must(content.Materials.All(m => m.When.Length == 0 || RuleText.Parse(m.When) is not null), "material-rule", "材料的条件无法读取，请在“表单”页重新填写。", nameof(content.Materials));
        Must(content.Situations.All(s => s.When.Length == 0 || RuleText.Parse(s.When) is not null), "situation-rule", "情形的条件无法读取，请在“表单”页重新填写。", nameof(content.Situations));
        Must(content.Materials.All(m => m.ReviewPoints.All(p => p.Rule.Length == 0 || RuleText.Parse(p.Rule) is not null)), "point-rule", "审查要点的条件无法读取，请在“表单”页重新填写。", nameof(content.Materials));
        Must(content.HandlingItems.All(h => SplitSerial().IsMatch(h.Serial)), "split-serial", "拆分标准的序号应为两位数字，例如 01：它是业务办理项编码的最后两位。", nameof(content.HandlingItems));
        Must(content.HandlingItems.DistinctBy(h => h.Serial).Count() == content.HandlingItems.Count, "split-serial-twice", "拆分标准的序号不能重复。", nameof(content.HandlingItems));
        Must(content.HandlingItems.All(h => h.Name.Length > 0), "split-name", "拆分标准的每个业务办理项都要有名称。", nameof(content.HandlingItems));
        Must(content.ForPersons || content.ForCompanies, "audience-missing", "请选择服务对象：个人、经营主体，或者两者。", nameof(content.ServiceObject));
        found.AddRange(Lists.TagRules.Check(content));
        if (!request.GuideOnly && (request.Kind == ItemKind.Implementation || content.Steps.Count > 0))
        {
            found.AddRange(Steps(content));
        }

        if (content.Simple)
        {
            found.AddRange(SimpleItems.Check(request));
        }

        return found;
    }

    /// <summary>Faults of the guide that a version taken over from elsewhere may have, and one made here may not (02.02, 02.04).</summary>
    public static IEnumerable<Problem> Faults(ItemContent content)
    {
        foreach (var material in content.Materials.Where(m => IsCatchAll(m.Name)))
        {
            yield return Problem.Invalid("catalogue.catch-all", $"材料“{material.Name}”是兜底性条款，请写明具体材料。", nameof(content.Materials));
        }

        if (!content.Simple && content.Materials.Where(m => m.SourceCode.Length == 0).Select(m => m.Name).ToList() is { Count: > 0 } without)
        {
            yield return Problem.Invalid("catalogue.source-missing", $"{without.Count} 项材料未注明来源渠道，请补充：{without[0]}{(without.Count > 1 ? " 等" : "")}。", nameof(content.Materials));
        }
    }

    /// <summary>“其他材料” and its like, named instead of a material.</summary>
    public static bool IsCatchAll(string materialName) => CatchAll().IsMatch(Bracketed().Replace(materialName, ""));

    private static IEnumerable<Problem> Steps(ItemContent content)
    {
        var steps = content.Steps;
        static Problem Wrong(string reason, string message) => Problem.Invalid("catalogue.steps-" + reason, message, nameof(ItemContent.Steps));
        if (steps.Count(s => s.Kind == StepKind.Intake) != 1 || steps.Any(s => (s.Kind == StepKind.Intake) != (s.Stage == 1)))
        {
            yield return Wrong("intake", "办理环节应从一个“收件受理”环节开始，并且只有一个。");
        }

        if (!content.Filing && !content.Instant && !content.Simple && steps.All(s => s.Kind != StepKind.Decide))
        {
            yield return Wrong("decide", "办理环节缺少“决定”。备案和即办件以外的事项都要有决定环节。");
        }

        if (content.Filing && steps.Any(s => s.Kind is StepKind.Review or StepKind.Decide))
        {
            yield return Wrong("filing", "备案事项只核对材料是否齐全、是否符合形式，不能设置审查和决定环节。");
        }

        var last = steps.Select(s => s.Stage).DefaultIfEmpty().Max();
        if (steps.Count == 0 || steps.Any(s => (s.Kind == StepKind.Issue) != (s.Stage == last)))
        {
            yield return Wrong("issue", "最后一个环节应是“制证出件”，并且只有最后一个环节是。");
        }

        if (!steps.Select(s => s.Stage).Distinct().Order().SequenceEqual(Enumerable.Range(1, last)))
        {
            yield return Wrong("stages", "环节的先后次序应从 1 开始连续编号。");
        }

        if (steps.FirstOrDefault(s => !Roles.Names.ContainsKey(s.Role)) is { } unknown)
        {
            yield return Wrong("role", $"环节“{unknown.Name}”的办理角色“{unknown.Role}”不存在。");
        }

        if (steps.DistinctBy(s => s.Key).Count() != steps.Count || steps.Any(s => s.Days is < 0))
        {
            yield return Wrong("shape", "环节编号不能重复，环节时限不能为负数。");
        }
    }

    private static bool IsKnownCode(string code) => ItemCode.Parse(code).Ok || Legacy().IsMatch(code) || Basic().IsMatch(code);

    /// <summary>
    /// Codes as they stand in published lists: county lists with older numbering (<c>E-000004-001-…</c>, <c>1J-5100-00026-…</c>) or a body number that is
    /// no credit code; ids of collected guides (<c>GD0001</c>, <c>ST0001</c>); items of the demonstration (<c>DEMO-…</c>).
    /// </summary>
    [GeneratedRegex(@"^(?:(?:GD|ST)\d{4}|DEMO-\d{2,12}-\d{3}|[0-9A-Z]{1,20}(?:-[0-9A-Za-z_]{1,24}){2,8})$")]
    private static partial Regex Legacy();

    /// <summary>An entry of a basic catalogue below the nation.</summary>
    [GeneratedRegex("^[0-9]{12}@[0-9]{2,9}$")]
    private static partial Regex Basic();

    [GeneratedRegex("(?:其他|其它).*(?:材料|文件|资料)$")]
    private static partial Regex CatchAll();

    [GeneratedRegex("[（(][^（）()]*[）)]")]
    private static partial Regex Bracketed();

    [GeneratedRegex("^[0-9]{2}$")]
    private static partial Regex SplitSerial();
}
