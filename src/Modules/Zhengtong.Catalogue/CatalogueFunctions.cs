using Zhengtong.Platform.Access;

namespace Zhengtong.Catalogue;

/// <summary>What staff do with the catalogue, in the words of the menu.</summary>
internal static class CatalogueFunctions
{
    private static readonly string[] Manager = [Roles.CatalogueManager];
    private static readonly string[] Keepers = [Roles.CatalogueManager, Roles.ItemEditor];
    private static readonly string[] Readers = [Roles.CatalogueManager, Roles.ItemEditor, Roles.Supervisor, Roles.Administrator];

    public static readonly IReadOnlyList<StaffFunction> All =
    [
        new("catalogue.items", "事项库", Readers, ["/office/items"]),
        new("catalogue.takeover", "承接上级目录", Manager, ["/office/takeover"]),
        new("catalogue.bindings", "关联绑定", Keepers, ["/office/takeover/bindings"]),
        new("catalogue.lists", "清单管理", Manager, ["/office/lists"]),
        new("catalogue.changes", "事项变更", Keepers, ["/office/changes", "/office/items/changes", "/office/items/new"]),
        new("catalogue.timeliness", "变更办理及时性", Readers, ["/office/changes/timeliness"]),
        new("catalogue.mass-changes", "批量变更审批", Manager, ["/office/mass-changes"]),
        new("catalogue.sheets", "表格导入导出", Keepers, ["/office/items/import", "/office/items/export", "/office/items/template"]),
        new("catalogue.adoptions", "上级变更承接", Keepers, ["/office/adoptions"]),
        new("catalogue.agreement", "要素统一", Readers, ["/office/agreement"]),
        new("catalogue.profiles", "要素统一标准", [Roles.CatalogueManager, Roles.Administrator], ["/office/agreement/profiles"]),
        new("catalogue.elements", "数据要素字典", Keepers, ["/office/elements"]),
        new("catalogue.forms", "表单构成和试填", Keepers, ["/office/items/{code}/form", "/office/items/{code}/try"]),
        new("catalogue.standards", "标准管理", [.. Readers, Roles.StandardExpert], ["/office/standards"]),
        new("catalogue.findings", "问题清单", [.. Keepers, Roles.Supervisor], ["/office/inspection"]),
        new("catalogue.board", "动态清零", [Roles.CatalogueManager, Roles.Supervisor], ["/office/inspection/board"]),
        new("catalogue.checks", "人工校验", Keepers, ["/office/inspection/checks"]),
        new("catalogue.rules", "检测规则", Manager, ["/office/inspection/rules"]),
        new("catalogue.try", "事项自检", [.. Roles.Names.Keys], ["/office/inspection/try", "/api/inspect"]),
        new("catalogue.performance", "事项绩效", Keepers, ["/office/performance", "/office/items/{code}/performance"]),
        new("catalogue.pilots", "简版指南试点", Manager, ["/office/guides"]),
        new("catalogue.reach", "单点登录情况", Readers, ["/office/online-reach"]),
        new("catalogue.ends", "应用端管理", Keepers, ["/office/ends"]),
        new("catalogue.permissions", "权限调整", Keepers, ["/office/permissions"]),
        new("catalogue.reorganisations", "机构改革移交", Manager, ["/office/reorganisations"]),
        new("catalogue.manuals", "业务手册", [.. Roles.Names.Keys], ["/office/manuals"]),
        new("catalogue.import", "导入数据", [Roles.Administrator, Roles.CatalogueManager], ["/office/import"]),
    ];
}
