using Zhengtong.Platform.Outcomes;

namespace Zhengtong.Cases.Rules;

/// <summary>
/// Extension of the time to decide (延长审批期限), 行政许可法 art 42: once; at most 10 days with the approval of the head of the authority, 15 days
/// with that of the government where authorities decide jointly (统一、联合、集中办理); the reason is told to the applicant.
/// </summary>
internal static class ExtensionRule
{
    public const int MostDays = 10;
    public const int MostDaysJoint = 15;

    /// <param name="state">Of the statutory clock.</param>
    /// <param name="moves">Its ledger.</param>
    public static Outcome Check(DeadlineState state, IEnumerable<ClockMove> moves, int days, string reason, bool joint, DateOnly today)
    {
        var most = joint ? MostDaysJoint : MostDays;
        if (state.StartedOn is null || state.Stopped || state.Paused)
        {
            return Problem.Conflict("cases.extension-not-running", "只有正在计时的办件可以延期。请先恢复计时，或确认办件尚未办结。");
        }

        if (moves.Any(x => x.Kind == ClockMoveKind.Extend))
        {
            return Problem.Conflict("cases.extension-once", "本件已延长过一次，法律只允许延长一次。");
        }

        if (state.IsOverdue(today))
        {
            return Problem.Conflict("cases.extension-late", "办理期限已经届满，不能再延期。请尽快作出决定。");
        }

        if (days < 1 || days > most)
        {
            return Problem.Invalid("cases.extension-days", $"延长天数应为 1 至 {most} 个工作日。", "Days");
        }

        return string.IsNullOrWhiteSpace(reason)
            ? Problem.Invalid("cases.extension-reason", "请填写延长期限的理由，系统会告知申请人。", "Reason")
            : Outcome.Done();
    }
}
