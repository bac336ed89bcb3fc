using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Model;
using Zhengtong.Identity.Contracts;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Codes;
using Zhengtong.Platform.Messaging;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Catalogue.Change;

/// <summary>
/// Tells who asked for a change what became of it, with the reason, and those who may take the next step that it waits for them (01.17, 01.18). The rows leave in the save
/// of the act they tell of; a change that is submitted anew is told of anew.
/// </summary>
internal sealed class TellChange(Database db, IMessages messages, IOrganisations organisations)
{
    /// <summary>A large department is told through a few: its work list shows the changes to all.</summary>
    private const int MostTold = 10;

    public async Task ToCheckAsync(ItemChange change, CancellationToken ct) =>
        await WaitingAsync(
            change,
            "to-check",
            $"{Kind(change)}待审核",
            $"{change.RequesterOrganisationName} {change.RequestedByName}提交了“{change.Name.Shortened()}”的{Kind(change)}，请在 {LegalDay.Date(change.DueOn!.Value)} 前审核。",
            [change.RequestedById],
            ct);

    public async Task CheckedAsync(ItemChange change, CancellationToken ct)
    {
        var opinion = change.CheckOpinion.Length > 0 ? change.CheckOpinion : "同意";
        Asker(change, "checked", $"{Kind(change)}已通过审核", $"“{change.Name.Shortened()}”的{Kind(change)}已由{change.CheckedByName}审核通过，等待另一人批准。审核意见：{opinion}");
        await WaitingAsync(
            change,
            "to-approve",
            $"{Kind(change)}待批准",
            $"“{change.Name.Shortened()}”的{Kind(change)}已由{change.CheckedByName}审核通过，请在 {LegalDay.Date(change.DueOn!.Value)} 前批准或退回。",
            [change.RequestedById, change.CheckedById!.Value],
            ct);
    }

    public void Returned(ItemChange change) =>
        Asker(change, "returned", $"{Kind(change)}被退回", $"“{change.Name.Shortened()}”的{Kind(change)}被{change.ReturnedByName}退回，请修改后重新提交。原因：{change.ReturnReason}");

    public void Approved(ItemChange change) =>
        Asker(change, "approved", $"{Kind(change)}已批准", $"“{change.Name.Shortened()}”的{Kind(change)}已由{change.ApprovedByName}批准。{ChangeWords.DoneOf(change)}");

    /// <summary>Those whose requests this change carries out are told what came of it: that it was done, or that it was given up.</summary>
    public async Task CarriedOutAsync(ItemChange change, CancellationToken ct)
    {
        if (change.Kind is not (ChangeKind.New or ChangeKind.Retire))
        {
            return;
        }

        foreach (var request in await db.Set<ItemChange>().AsNoTracking().Where(c => c.LeadsTo == change.Id).ToListAsync(ct))
        {
            var what = change.Status == ChangeStatus.Withdrawn ? "没有办成：按申请起草的变更单已经撤回。仍然需要的，请写明情况重新申请。"
                : change.Kind == ChangeKind.New ? $"已经办结：新的目录事项“{change.Name.Shortened()}”已公布，请到事项库认领或者关联。"
                : "已经办结：目录事项已取消，关联的事项请在“上级变更承接”里办理。";
            Asker(request, "carried-out", $"{Kind(request)}有了结果", $"您提出的“{request.Name.Shortened()}”的{Kind(request)}{what}");
        }
    }

    public void OpinionAsked(ItemChange change, ChangeOpinion opinion, IEnumerable<Guid> staff)
    {
        foreach (var one in staff.Distinct().Take(MostTold))
        {
            Send(change, "opinion", one, "征求变更意见", $"请在 {LegalDay.Date(opinion.DueOn)} 前对“{change.Name.Shortened()}”的{Kind(change)}出具本单位意见。{opinion.AskedByName}：{opinion.Question}");
        }
    }

    /// <summary>Tells those who may answer the change now.</summary>
    public Task OpinionGivenAsync(ItemChange change, ChangeOpinion opinion, CancellationToken ct) => WaitingAsync(
        change, $"opinion-{opinion.Id:N}-{opinion.Revision}", "收到联合审核意见", $"{opinion.OrganisationName}对“{change.Name.Shortened()}”的{Kind(change)}{(opinion.Agrees ? "同意" : "不同意")}：{opinion.Text}",
        [change.RequestedById], ct);

    private async Task WaitingAsync(ItemChange change, string step, string title, string body, Guid[] but, CancellationToken ct)
    {
        // Exactly the managers who may answer (ChangeAccess.MayAnswer).
        foreach (var staff in (await organisations.InRegionAsync(Roles.CatalogueManager, change.HandlerRegion, ct)).Select(c => c.StaffId).Distinct().Except(but).Take(MostTold))
        {
            Send(change, step, staff, title, body);
        }
    }

    private void Asker(ItemChange change, string step, string title, string body)
    {
        if (change.RequestedById != Guid.Empty)
        {
            Send(change, step, change.RequestedById, title, body);
        }
    }

    private void Send(ItemChange change, string step, Guid staff, string title, string body) =>
        messages.Send(db, new NewMessage(staff, title, body, $"change-{step}:{change.Id:N}:{change.Revision}:{staff:N}", "/office/items/changes/" + change.Id));

    private static string Kind(ItemChange change) => change.Kind.IsFromBelow() ? ChangeWords.Of(change.Kind) : $"事项{ChangeWords.Of(change.Kind)}";
}
