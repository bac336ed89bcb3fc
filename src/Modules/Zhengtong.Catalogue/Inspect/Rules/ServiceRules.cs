using Zhengtong.Platform.Codes;

namespace Zhengtong.Catalogue.Inspect.Rules;

/// <summary>入驻服务自检: rules on the service in the online hall itself, for what is incomplete or badly designed (功能不完善或设计不合理, 02.14).</summary>
internal static class ServiceRules
{
    private const string Source = "入驻服务监测标准";

    public static readonly IReadOnlyList<StandardRule> All =
    [
        new("no-materials", "可申请的事项列出材料", "没有材料清单，申请人不知道要上传什么，窗口也无从核对。", Source, "materials", false, 10, "请列出申请材料；确实不用材料的，请在办理条件里说明。", i =>
            i.Applicable && i.Content.Materials.Count == 0 && i.Content.Conditions.All(c => !c.Contains("无需", StringComparison.Ordinal)) ? [new("", "可以在线申请，却没有申请材料。")] : []),
        new("form", "申请表单可以使用", "表单不存在或有永远不会出现的字段，网上申请会中断。", Source, "form", false, 5, "请修改表单后重新发布。", Forms),
        new("step-unstaffed", "每个环节有人在岗", "环节的角色没有人员，办件会停在那里。", Source, "process", false, 5, "请在该单位或地区设置岗位人员。", i =>
            i.Applicable && i.Around.Staffed is { } staffed && i.Content.Steps.Where(s => !staffed(s, i)).Select(s => s.Name).ToList() is { Count: > 0 } empty
                ? [new("", $"{string.Join('、', empty)}环节没有人员在岗。")] : []),
        new("paper-online", "全程网办的材料可以电子提交", "全程网办又要求纸质原件，群众仍要跑一趟。", Source, "materials", false, 10, "请核对网上办理深度或纸质要求。", i =>
            CrossFieldRules.IsWhollyOnline(i.Content.OnlineDepth)
                ? i.Content.Materials.Where(m => m.PaperRequiredBy.Length > 0).Select(m => new Hit(m.Name, $"全程网办，材料“{m.Name.Shortened()}”却要求纸质原件。")) : []),
        new("hall-place", "进驻大厅的事项有办理地点", "进驻政务大厅的事项要写明在哪里、什么时间办；没有进驻的不应写大厅地址。", Source, "places", false, 10, "请核对办理地点和是否进驻大厅。", Hall),
        new("empty-situation", "每个情形都有对应的材料", "情形选了也不改变材料，是多余的问题。", Source, "situations", false, 20, "请为情形配置材料，或删去情形。", i =>
            i.Content.Materials.Count > 0
                ? i.Content.Situations.Where(s => i.Content.Materials.All(m => !m.Situations.Contains(s.Key))).Select(s => new Hit(s.Name, $"情形“{s.Name.Shortened()}”没有自己的材料。")) : []),
    ];

    private static IEnumerable<Hit> Forms(Inspected i)
    {
        if (!i.Applicable || i.Around.FormFault is not { } faultOf)
        {
            yield break;
        }

        foreach (var key in new[] { i.Content.ForPersons ? i.Content.PersonForm : "", i.Content.ForCompanies ? i.Content.CompanyForm : "" }.Where(k => k.Length > 0).Distinct(StringComparer.Ordinal))
        {
            if (faultOf(key) is { } fault)
            {
                yield return new(key, $"表单“{key}”{fault}");
            }
        }
    }

    private static IEnumerable<Hit> Hall(Inspected i)
    {
        if (i.Content.EntersHall == true && i.Content.Places.Count == 0)
        {
            yield return new("", "进驻政务大厅，却没有办理地点。");
        }

        if (i.Content.EntersHall == false && HallListRules.HallOf(i.Content) is { } hall)
        {
            yield return new(hall.Shortened(), $"标明没有进驻政务大厅，办理地点却是“{hall.Shortened()}”。");
        }
    }
}
