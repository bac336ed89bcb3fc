using Zhengtong.Platform.Outcomes;

namespace Zhengtong.Cases.Rules;

/// <summary>A procedure whose time is not counted (特别程序).</summary>
/// <param name="Basis">The legal ground; empty when a local rule must give it.</param>
/// <param name="NeedsLocalBasis">Not in the national law: allowed only where a local regulation says so, which must be named.</param>
internal sealed record SpecialProcedure(string Code, string Name, string Basis, bool NeedsLocalBasis);

/// <summary>
/// The procedures that stop the clock: the eight of 行政许可法 art 45, and those that only local rules add (for example 安阳市政务服务条例 art 37).
/// The time they need is told to the applicant in writing, or it counts.
/// </summary>
internal static class SpecialProcedures
{
    private const string Article45 = "《行政许可法》第四十五条";

    public static IReadOnlyList<SpecialProcedure> All { get; } =
    [
        new("hearing", "听证", Article45, false),
        new("tender", "招标", Article45, false),
        new("auction", "拍卖", Article45, false),
        new("inspection", "检验", Article45, false),
        new("testing", "检测", Article45, false),
        new("quarantine", "检疫", Article45, false),
        new("appraisal", "鉴定", Article45, false),
        new("expert-review", "专家评审", Article45, false),
        new("site-survey", "现场勘验", "", true),
        new("technical-review", "技术审查", "", true),
        new("publicity", "公示", "", true),
    ];

    public static SpecialProcedure? Find(string code) => All.FirstOrDefault(x => x.Code == code);

    /// <param name="localBasis">Name and article of the local rule.</param>
    /// <param name="noticeId">The notice by which the applicant is told the time needed.</param>
    public static Outcome<SpecialProcedure> Check(string code, int plannedDays, string? localBasis, Guid? noticeId)
    {
        if (Find(code) is not { } procedure)
        {
            return Problem.Invalid("cases.special-unknown", "请选择特别程序的种类。法律没有规定的程序不能停止计时。", "Code");
        }

        if (procedure.NeedsLocalBasis && string.IsNullOrWhiteSpace(localBasis))
        {
            return Problem.Invalid("cases.special-basis", $"“{procedure.Name}”不在《行政许可法》第四十五条之列，请填写允许不计时的地方规定名称和条款。", "LocalBasis");
        }

        if (plannedDays < 1)
        {
            return Problem.Invalid("cases.special-days", "请填写特别程序预计需要的天数，须书面告知申请人。", "PlannedDays");
        }

        return noticeId is null || noticeId == Guid.Empty
            ? Problem.Invalid("cases.special-notice", "请先生成特别程序告知书。未书面告知申请人的，时间照常计算。", "Notice")
            : procedure;
    }
}
