using Zhengtong.Platform.Access;
using Zhengtong.Platform.Outcomes;

namespace Zhengtong.Cases.Rules;

/// <summary>
/// 受理与办理分离、办理与监督评价分离 (03.09) and 窗口无否决权 (03.17): who receives a case does not decide it, who handles it does not supervise it,
/// and a window refuses nothing by itself.
/// </summary>
internal static class SeparationOfDuties
{
    public static Outcome MayDecide(Actor decider, Guid receivedBy)
    {
        if (decider.Id == receivedBy)
        {
            return Problem.Forbidden("cases.decider-received", "您是本件的收件人员，按收办分离要求不能作出决定，请交由其他决定人员处理。");
        }

        return decider.Has(Roles.WindowClerk)
            ? Problem.Forbidden("cases.window-decides", "窗口岗位只负责收件和受理，请把本件转给承办部门决定。")
            : Outcome.Done();
    }

    /// <summary>Not accepting, or refusing, is answered by the acceptance lead or an approver; a window sends it up.</summary>
    public static Outcome MayRefuse(Actor actor) => actor.Has(Roles.AcceptanceLead) || actor.Has(Roles.Approver)
        ? Outcome.Done()
        : Problem.Forbidden("cases.no-veto", "窗口不能直接拒绝申请，请填写意见后提交受理负责人处理。");

    /// <param name="handlers">Everybody who received, reviewed or decided.</param>
    public static Outcome MaySupervise(Actor supervisor, IEnumerable<Guid> handlers) => handlers.Contains(supervisor.Id)
        ? Problem.Forbidden("cases.handler-supervises", "您经办过本件，按办理与监督分离要求不能监督或评价，请交由其他监察人员处理。")
        : Outcome.Done();
}
