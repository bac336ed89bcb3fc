using Zhengtong.Platform.Outcomes;

namespace Zhengtong.Cases.Rules;

/// <summary>
/// Withdrawal by the applicant (撤回申请): lawful as long as nothing is decided. The licensing law does not restrict it; after the decision the
/// result is given up or cancelled (注销, art 70), which is another procedure.
/// </summary>
internal static class WithdrawalRule
{
    public static Outcome Check(bool decided, bool closed) => decided
        ? Problem.Conflict("cases.withdraw-decided", "本件已作出决定，不能撤回。如不再需要，可以申请注销办理结果。")
        : closed ? Problem.Conflict("cases.withdraw-closed", "本件已经办结或终止，无需撤回。") : Outcome.Done();
}
