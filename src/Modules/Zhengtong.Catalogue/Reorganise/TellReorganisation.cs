using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Catalogue.Model;
using Zhengtong.Catalogue.Tell;
using Zhengtong.Identity.Contracts;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Messaging;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Catalogue.Reorganise;

/// <summary>
/// Tells the managers who may decide that a reorganisation waits, who proposed it what became of it, and at its end those who keep the items on both sides what has moved and what
/// has not (01.41). The rows leave in the save of the act they tell of.
/// </summary>
internal sealed class TellReorganisation(Database db, IMessages messages, IOrganisations organisations, NearestManagers managers)
{
    public async Task ProposedAsync(Reorganisation of, CancellationToken ct)
    {
        foreach (var staff in await managers.OfAsync(of.RegionCode, [of.ProposedById], ct))
        {
            Send(of, "proposed", staff, $"{Kind(of)}待审定", $"{of.ProposedByName}提出了{Kind(of)}，承接单位是{of.ToName}，拟从 {LegalDay.Date(of.EffectiveOn)} 起执行，请审定。依据：{of.Reason}");
        }
    }

    public void Approved(Reorganisation of) =>
        Send(of, "approved", of.ProposedById, $"{Kind(of)}已同意", $"{of.ToName}的{Kind(of)}已由{of.ApprovedByName}同意，从 {LegalDay.Date(of.EffectiveOn)} 起执行。");

    public void Refused(Reorganisation of) =>
        Send(of, "refused", of.ProposedById, $"{Kind(of)}未获同意", $"{of.ToName}的{Kind(of)}没有获得同意。理由：{of.RefusedWhy}");

    public async Task FinishedAsync(Reorganisation of, IReadOnlyList<Rehoming> legs, CancellationToken ct)
    {
        var kept = await db.Set<ReorganisationRefusal>().CountAsync(r => r.ReorganisationId == of.Id, ct);
        var left = kept == 0 ? "" : $"有 {kept} 项没有移交，请在移交报告里查看原因，改正后另行提出移交。";
        foreach (var staff in new[] { of.ProposedById, of.ApprovedById!.Value }.Distinct())
        {
            Send(of, kept == 0 ? "finished" : "finished-in-part", staff, kept == 0 ? $"{Kind(of)}已完成" : $"{Kind(of)}已执行，部分没有移交", $"{of.ToName}的{Kind(of)}已执行完毕。{left}");
        }

        foreach (var leg in legs)
        {
            var body = of.UndoesId is null
                ? $"职能移交已执行，{leg.ToName}现在负责移交过来的事项、在办件和待办。请核对事项的办理地点、办理时间、咨询电话、监督投诉电话和办理环节，需要时提出事项变更。依据：{of.Reason}"
                : $"职能移交已撤回，之后没有变动过的事项和待办已退回原单位。依据：{of.Reason}";
            foreach (var staff in (await organisations.ColleaguesAsync(leg.ToId, [Roles.ItemEditor], ct)).Select(c => c.StaffId).Distinct())
            {
                Send(of, $"moved-{leg.ToId:N}", staff, of.UndoesId is null ? "承接了移交的职能" : "移交的职能已退回", body, "/office/items");
            }
        }
    }

    private void Send(Reorganisation of, string step, Guid staff, string title, string body, string? link = null) =>
        messages.Send(db, new NewMessage(staff, title, body, $"rehome-{step}:{of.Id:N}:{of.Revision}:{staff:N}", link ?? $"/office/reorganisations/{of.Id}"));

    private static string Kind(Reorganisation of) => of.UndoesId is null ? "职能移交" : "职能移交的撤回";
}
