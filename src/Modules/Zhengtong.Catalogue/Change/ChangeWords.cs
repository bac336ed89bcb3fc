using Zhengtong.Catalogue.Model;
using Zhengtong.Platform.Calendar;

namespace Zhengtong.Catalogue.Change;

/// <summary>What kinds and states of changes are called on screens.</summary>
internal static class ChangeWords
{
    public static string Of(ChangeKind kind) => kind switch
    {
        ChangeKind.New => "新增",
        ChangeKind.Change => "变更",
        ChangeKind.Suspend => "暂停",
        ChangeKind.Resume => "恢复",
        ChangeKind.Retire => "取消",
        ChangeKind.AskNew => "新增目录事项申请",
        ChangeKind.AskRetire => "取消目录事项申请",
        _ => "调整申请",
    };

    public static string Of(ChangeStatus status) => status switch
    {
        ChangeStatus.Draft => "草稿",
        ChangeStatus.ToCheck => "待审核",
        ChangeStatus.ToApprove => "待批准",
        ChangeStatus.Published => "已发布",
        ChangeStatus.Returned => "已退回",
        _ => "已撤回",
    };

    /// <summary>What happens when it is approved, in a sentence.</summary>
    public static string EffectOf(ChangeKind kind) => kind switch
    {
        ChangeKind.New => "批准后事项立即公布，群众可以办理。",
        ChangeKind.AskNew => "批准后由批准人起草这个目录事项，内容取自申请；起草的变更单另行审核、批准后公布。",
        ChangeKind.AskRetire => "批准后由批准人起草取消这个目录事项的变更单，另行审核、批准后取消。",
        ChangeKind.Suspend => "批准后事项暂停办理：不能再提出新的申请，在办的办件照常办完。",
        ChangeKind.Resume => "批准后事项恢复办理。",
        ChangeKind.Retire => "批准后事项取消：不能再提出新的申请，在办的办件照常办完，历史版本保留。取消后不能直接恢复，需要重新开办时用原来的编码新增。",
        _ => "批准后新版本生效，在办的办件仍按原来的版本办理。",
    };

    /// <summary>What has happened by the approval, in a sentence.</summary>
    public static string DoneOf(ItemChange change) => change.Kind switch
    {
        ChangeKind.AskNew => "已按申请起草目录事项，审核、批准后公布，结果会通知您。",
        ChangeKind.AskRetire => "已起草取消目录事项的变更单，审核、批准后取消，结果会通知您。",
        ChangeKind.Suspend => "事项已暂停办理，在办的办件照常办完。",
        ChangeKind.Resume => "事项已恢复办理。",
        ChangeKind.Retire => "事项已取消，在办的办件照常办完。",
        _ when change.PlanEffective is { } day && day > LegalDay.Of(change.ApprovedAt!.Value) => $"新版本已发布，{LegalDay.Date(day)}起生效。",
        _ => "新版本已发布，立即生效。",
    };

    public static string Of(ItemStatus status) => status switch
    {
        ItemStatus.InUse => "在用",
        ItemStatus.Paused => "暂停",
        ItemStatus.Cancelled => "取消",
        _ => "仅指南",
    };

    public static string Of(ItemKind kind) => kind == ItemKind.Basic ? "基本目录" : "实施清单";
}
