using Microsoft.AspNetCore.Mvc.Rendering;
using Zhengtong.Safety.Model;

namespace Zhengtong.Safety.Rules;

/// <summary>Stages and objects in words, and where no measure holds. Pure.</summary>
internal static class MeasureRule
{
    public static readonly IReadOnlyList<SelectListItem> Stages =
    [
        new("采集", nameof(DataStage.Collect)), new("传输", nameof(DataStage.Transmit)), new("存储", nameof(DataStage.Store)), new("使用", nameof(DataStage.Use)),
        new("共享", nameof(DataStage.Share)), new("开放", nameof(DataStage.Open)), new("销毁", nameof(DataStage.Destroy)),
    ];

    public static readonly IReadOnlyList<SelectListItem> Objects =
        [new("电子政务外网", nameof(ProtectedObject.Extranet)), new("数据共享交换平台", nameof(ProtectedObject.Exchange)), new("网上平台", nameof(ProtectedObject.Online))];

    public static string Name(this DataStage stage) => Stages[(int)stage - 1].Text;

    public static string Name(this ProtectedObject part) => Objects[(int)part - 1].Text;

    /// <summary>Every stage of every object for which nothing is laid down.</summary>
    public static IReadOnlyList<MeasureGap> Gaps(IReadOnlyCollection<Measure> measures) =>
    [
        .. from stage in Enum.GetValues<DataStage>()
           from part in Enum.GetValues<ProtectedObject>()
           where !measures.Any(m => m.Stage == stage && m.Objects.Contains(part))
           select new MeasureGap(stage, part),
    ];

    /// <summary>Of the published versions the newest that holds on a day.</summary>
    public static SafetyRulesVersion? InForce(IEnumerable<SafetyRulesVersion> versions, DateOnly day) => versions.Where(v => v.EffectiveFrom <= day).MaxBy(v => v.Number);
}

/// <summary>A stage of an object for which no measure is laid down.</summary>
internal sealed record MeasureGap(DataStage Stage, ProtectedObject Object);
