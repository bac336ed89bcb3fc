using Zhengtong.Catalogue.Contracts;
using Zhengtong.Catalogue.Guide;

namespace Zhengtong.Catalogue.Elements;

/// <summary>
/// What a content says besides its elements: who does a step, the wording of limits, the template and the sample of the result, where it comes from. No profile fixes these and no end shows
/// them, so that only the view of a difference between two states tells them.
/// </summary>
internal static class ElementDetails
{
    public static readonly IReadOnlyList<ItemElement> All =
    [
        new("typeCode", "事项类型代码", ItemElements.Identity, "", s => [s.Content.TypeCode]),
        new("limitTexts", "时限的依据和说明", ItemElements.Handling, "", s => [Named("法定", s.Content.StatutoryLimitText), Named("承诺", s.Content.PromisedLimitText)]),
        new("stepTerms", "环节的种类和岗位", ItemElements.Handling, "", s => s.Content.Steps.Select(t => $"{t.Stage}. {t.Name}｜{KindOf(t.Kind)}｜{RoleOf(t.Role)}")),
        new("processText", "流程说明", ItemElements.Handling, "", s => s.Content.ProcessText),
        new("formVersions", "表单版本", ItemElements.Materials, "", s => s.Content.FormPlan is null ? [] : [Named("个人", VersionOf(s.Content.PersonForm)), Named("经营主体", VersionOf(s.Content.CompanyForm))]),
        new("resultKind", "结果类型", ItemElements.Result, "", s => [s.Content.Result.KindCode switch { "1" => "证照", "2" => "批文", "4" => "无", _ => "其他" }]),
        new("resultTemplate", "结果文书模板", ItemElements.Result, "", s => [s.Content.Result.Template]),
        new("resultSample", "结果样本", ItemElements.Result, "", s => [UploadedSample.Shown(s.Content.Result.Sample)]),
        new("source", "来源", ItemElements.Identity, "", s => [Named("网址", s.Content.SourceUrl), Named("日期", s.Content.SourceDate), s.Content.SourceNote]),
        new("defaulted", "按默认标准补全的要素", ItemElements.Identity, "", s => s.Content.Defaulted),
    ];

    private static string Named(string name, string text) => text.Length == 0 ? "" : name + "：" + text;

    /// <summary>Of a form that was composed: its key is the item's own and tells nobody anything.</summary>
    private static string VersionOf(string form) => form.Length == 0 ? "" : $"第 {form.Split('@')[^1]} 版";

    private static string KindOf(StepKind kind) => kind switch
    {
        StepKind.Intake => "收件受理",
        StepKind.Review => "审查",
        StepKind.Decide => "决定",
        _ => "制证出件",
    };

    private static string RoleOf(string role) => Platform.Access.Roles.Names.GetValueOrDefault(role, role);
}
