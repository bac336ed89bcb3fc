using Microsoft.AspNetCore.Mvc.Rendering;
using Zhengtong.Catalogue.Model;
using Zhengtong.Ui.Components;

namespace Zhengtong.Catalogue.PermissionAdjustment;

/// <summary>What pages call the parts of an adjustment.</summary>
internal static class AdjustmentWords
{
    public static IReadOnlyList<SelectListItem> Kinds { get; } = [.. new[] { AdjustmentKind.Delegate, AdjustmentKind.Entrust }.Select(k => new SelectListItem(k.Name(), k.ToString()))];

    public static IReadOnlyList<SelectListItem> Zones { get; } = [.. Enum.GetValues<ZoneKind>().Select(z => new SelectListItem(z.Name(), z.ToString()))];

    public static IReadOnlyList<SelectListItem> ZoneActs { get; } =
        [.. new[] { Model.ZoneActs.Both, Model.ZoneActs.Accept, Model.ZoneActs.Decide }.Select(a => new SelectListItem(a.Name(), a.ToString()))];

    public static IReadOnlyList<SelectListItem> Opinions { get; } = [.. Enum.GetValues<OpinionKind>().Select(o => new SelectListItem(o.Name(), o.ToString()))];

    public static string Name(this AdjustmentKind kind) => kind switch
    {
        AdjustmentKind.Delegate => "下放",
        AdjustmentKind.Entrust => "委托",
        AdjustmentKind.Recall => "收回",
        _ => "",
    };

    public static string Name(this ZoneKind zone) => zone switch
    {
        ZoneKind.FreeTrade => "自贸区",
        ZoneKind.NewArea => "新区",
        ZoneKind.HighTech => "高新区",
        ZoneKind.Development => "经济开发区",
        _ => "不是特定区域",
    };

    /// <summary>As the list of zones words it.</summary>
    public static string Name(this ZoneActs acts) => acts switch
    {
        Model.ZoneActs.Accept => "受理",
        Model.ZoneActs.Decide => "决定",
        Model.ZoneActs.Both => "受理和决定",
        _ => "",
    };

    public static string Name(this OpinionKind opinion) => opinion switch
    {
        OpinionKind.Smooth => "承接顺畅",
        OpinionKind.NeedsHelp => "有困难，需要支持",
        OpinionKind.TakeBack => "建议收回",
        _ => "",
    };

    public static string Name(this AdjustmentStage stage) => stage switch
    {
        AdjustmentStage.Assessing => "待承接能力评估",
        AdjustmentStage.Reviewing => "待合法性审查",
        AdjustmentStage.Approving => "待批准",
        AdjustmentStage.Linking => "待关联权责清单",
        AdjustmentStage.Effecting => "待生效",
        AdjustmentStage.InEffect => "已生效",
        AdjustmentStage.Returned => "已退回",
        AdjustmentStage.Stopped => "已终止",
        AdjustmentStage.Withdrawn => "已撤回",
        _ => "",
    };

    public static Tone Tone(this AdjustmentStage stage) => stage switch
    {
        AdjustmentStage.InEffect => Ui.Components.Tone.Done,
        AdjustmentStage.Stopped => Ui.Components.Tone.Danger,
        AdjustmentStage.Returned => Ui.Components.Tone.Warning,
        AdjustmentStage.Withdrawn => Ui.Components.Tone.Neutral,
        _ => Ui.Components.Tone.Info,
    };
}
