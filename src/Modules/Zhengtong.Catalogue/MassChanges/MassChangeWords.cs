using Zhengtong.Catalogue.Model;

namespace Zhengtong.Catalogue.MassChanges;

/// <summary>What mass changes and their states are called on screens.</summary>
internal static class MassChangeWords
{
    public static string Of(MassChangeKind kind) => kind switch
    {
        MassChangeKind.Sheet => "表格导入",
        MassChangeKind.NationalList => "承接国家清单",
        MassChangeKind.Import => "导入事项或指南",
        _ => "承接上级目录",
    };

    public static string Of(MassChangeStatus status) => status switch
    {
        MassChangeStatus.Waiting => "待批准",
        MassChangeStatus.Running => "正在执行",
        MassChangeStatus.Done => "已完成",
        MassChangeStatus.Failed => "没有执行",
        MassChangeStatus.Rejected => "已退回",
        _ => "已撤回",
    };

    public static string Counts(MassChange change) => $"新增 {change.Added} 项，变更 {change.Changed} 项" + (change.Kind == MassChangeKind.NationalList ? $"，取消 {change.Removed} 项" : "");

    public static string Address(MassChange change) => Address(change.Kind, change.SubjectId);

    /// <summary>The page of what was checked or chosen.</summary>
    public static string Address(MassChangeKind kind, Guid subject) => kind switch
    {
        MassChangeKind.Sheet => "/office/items/import/",
        MassChangeKind.NationalList => "/office/takeover/lists/",
        MassChangeKind.Import => "/office/import/",
        _ => "/office/takeover/choices/",
    } + subject;
}
