using Microsoft.AspNetCore.Mvc.Rendering;
using Zhengtong.Safety.Model;
using Zhengtong.Ui.Components;

namespace Zhengtong.Safety.Rules;

/// <summary>When a share may run, and how great its risk is (18.10, 18.15). Pure.</summary>
internal static class ShareRule
{
    public static readonly IReadOnlyList<SelectListItem> Kinds = [new("向其他单位提供", nameof(ShareKind.Provide)), new("委托其他单位处理", nameof(ShareKind.Entrust))];

    public static readonly IReadOnlyList<SelectListItem> Grades = [new("低", nameof(RiskGrade.Low)), new("中", nameof(RiskGrade.Medium)), new("高", nameof(RiskGrade.High))];

    public static readonly IReadOnlyList<SelectListItem> Verdicts =
        [new("通过", nameof(ShareVerdict.Passed)), new("附条件通过", nameof(ShareVerdict.Conditional)), new("不通过", nameof(ShareVerdict.Refused))];

    /// <summary>Assessed by one and passed by another, within its days, and not ended since.</summary>
    public static bool MayRun(DataShare share, DateOnly day) =>
        share.EndedAt is null && share.Verdict is ShareVerdict.Passed or ShareVerdict.Conditional && share.InForceFrom <= day && day <= share.InForceUntil;

    public static ShareStatus StatusOn(DataShare share, DateOnly day) => share switch
    {
        { EndedAt: not null } => ShareStatus.Ended,
        { Verdict: null } => share.AssessedAt is null ? ShareStatus.Asked : ShareStatus.Assessed,
        { Verdict: ShareVerdict.Refused } => ShareStatus.Refused,
        _ when MayRun(share, day) => ShareStatus.InForce,
        _ => day < share.InForceFrom ? ShareStatus.Agreed : ShareStatus.Lapsed,
    };

    /// <summary>Likelihood by harm: the usual matrix of three by three.</summary>
    public static RiskGrade RiskOf(RiskGrade likelihood, RiskGrade harm) => ((int)likelihood * (int)harm) switch
    {
        <= 2 => RiskGrade.Low,
        <= 4 => RiskGrade.Medium,
        _ => RiskGrade.High,
    };

    public static string Name(this RiskGrade grade) => Grades[(int)grade - 1].Text;

    public static string Name(this ShareKind kind) => Kinds[(int)kind - 1].Text;

    public static string Name(this ShareVerdict verdict) => Verdicts[(int)verdict - 1].Text;

    public static (string Name, Tone Tone) Words(this ShareStatus status) => status switch
    {
        ShareStatus.Asked => ("等待风险评估", Tone.Info),
        ShareStatus.Assessed => ("等待安全审查", Tone.Info),
        ShareStatus.Refused => ("审查不通过", Tone.Danger),
        ShareStatus.Agreed => ("审查通过，尚未开始", Tone.Neutral),
        ShareStatus.InForce => ("审查通过，可以共享", Tone.Done),
        ShareStatus.Lapsed => ("审查已到期", Tone.Warning),
        _ => ("已终止", Tone.Neutral),
    };
}
