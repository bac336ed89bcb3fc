using System.Text.RegularExpressions;
using Zhengtong.Catalogue.Inspect.Links;
using Zhengtong.Catalogue.Publish;
using Zhengtong.Platform.Codes;

namespace Zhengtong.Catalogue.Inspect.Rules;

/// <summary>Rules on materials, forms, samples and the result's sample (02.02, 02.03, 02.04, 02.06).</summary>
internal static partial class MaterialRules
{
    private const string Source = "办事指南编制要求";

    public static readonly IReadOnlyList<StandardRule> All =
    [
        new("catch-all", "没有兜底性条款", "“其他材料”等兜底条款让群众不知道要交什么，指南中不得出现。", Source, "materials", true, 5, "请写明具体材料。", i =>
            i.Content.Materials.Where(m => ContentRules.IsCatchAll(m.Name)).Select(m => new Hit(m.Name, $"材料“{m.Name.Shortened()}”是兜底性条款，"))) { Scope = RuleScope.All },
        new("source-missing", "材料注明来源渠道", "每项材料都要写明由申请人自备还是由政府部门核发。", Source, "materials", true, 5, "请补充来源渠道。", i =>
            i.Content.Materials.Where(m => m.SourceCode.Length == 0).Select(m => new Hit(m.Name, $"材料“{m.Name.Shortened()}”没有注明来源渠道。"))) { Scope = RuleScope.All },
        new("blank-form-missing", "申请表格类材料提供空白表格", "申请表、申请书等由政府制定格式的材料，应能下载空白表格。", Source + "：空表和样表统一编制", "materials", false, 15, "请上传空白表格。", i =>
            i.Content.Materials.Where(m => m.BlankForm.Length == 0 && IsForm(m.Name)).Select(m => new Hit(m.Name, $"材料“{m.Name.Shortened()}”没有空白表格。"))),
        new("filled-sample-missing", "申请表格类材料提供示范样本", "填好的样表让群众一次填对。", Source + "：空表和样表统一编制", "materials", false, 15, "请上传示范样本。", i =>
            i.Content.Materials.Where(m => m.Sample.Length == 0 && IsForm(m.Name)).Select(m => new Hit(m.Name, $"材料“{m.Name.Shortened()}”没有示范样本。"))),
        new("file-missing", "表格和样本能够下载", "指南上的链接打不开，等于没有提供。", Source, "materials", false, 3, "请重新上传文件。", MissingFiles),
        new("source-url", "来源网址格式正确", "公布的网址打不开时无法核对来源。", "办事指南监测标准", "remarks", false, 10, "请核对网址。", i =>
            i.Content.SourceUrl.Length > 0 && !(Uri.TryCreate(i.Content.SourceUrl, UriKind.Absolute, out var url) && url.Scheme is "http" or "https")
                ? [new("", $"来源网址“{i.Content.SourceUrl.Shortened()}”格式不正确。")] : []),
        new("source-dead", "公布的网址能够打开", "网址连续多日打不开，群众无法核对来源，也办不了事。网址由平台每日访问一次，连续几日打不开才计为问题。", "办事指南监测标准", "remarks", false, 10, "请更换能打开的网址，或删去。", i =>
            i.Around.LinkDead is { } dead ? OutwardLinks.Of(i.Content).Where(dead).Select(a => new Hit(a.Shortened(), $"网址“{a.Shortened()}”连续多日打不开。")) : []),
        new("material-twice", "同一材料不重复列出", "重复列出的材料让群众以为要交两次。", "办事指南监测标准", "materials", false, 10, "请合并为一项。", i =>
            i.Content.Materials.GroupBy(m => (m.Name, string.Join(',', m.Situations))).Where(g => g.Count() > 1).Select(g => new Hit(g.Key.Name, $"材料“{g.Key.Name.Shortened()}”列了 {g.Count()} 次。"))),
    ];

    /// <summary>A material whose form the government lays down: 申请表, 登记表, 申请书, 承诺书 ...</summary>
    public static bool IsForm(string name) => FormName().IsMatch(Bracketed().Replace(name, ""));

    private static IEnumerable<Hit> MissingFiles(Inspected i)
    {
        if (i.Around.SampleExists is not { } exists)
        {
            yield break;
        }

        foreach (var file in i.Content.Materials.SelectMany(m => new[] { m.BlankForm, m.Sample }).Append(i.Content.Result.Sample).Where(f => f.Length > 0).Distinct(StringComparer.Ordinal))
        {
            if (!exists(file))
            {
                yield return new(file, $"文件“{file.Shortened()}”无法下载。");
            }
        }
    }

    [GeneratedRegex("(?:申请|登记|备案|申报|审批|报告|变更|核准|注销|延续|信息)(?:表|书|单)$|承诺书$|委托书$")]
    private static partial Regex FormName();

    [GeneratedRegex("[（(《》][^（()）《》]*[）)]|[《》]")]
    private static partial Regex Bracketed();
}
