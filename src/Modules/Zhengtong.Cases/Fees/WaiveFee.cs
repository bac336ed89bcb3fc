using Microsoft.EntityFrameworkCore;
using Zhengtong.Cases.Contracts;
using Zhengtong.Cases.Model;
using Zhengtong.Cases.Notices;
using Zhengtong.Cases.Rules;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Files;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Cases.Fees;

/// <summary>Remits a fee wholly or in part (减免), by an approver, on a ground and a document; or takes back an order raised by mistake.</summary>
internal sealed class WaiveFee(Database db, CaseFiles files, Uploads uploads)
{
    public static readonly Problem OrderGone = Problem.NotFound("cases.fee-gone", "没有找到这张缴费单，或您无权办理。请刷新页面。");
    public static readonly Problem NotOpen = Problem.Conflict("cases.fee-not-open", "这张缴费单已经缴清、免缴或撤销，请刷新页面查看。");
    public const int LongestGround = 500;

    internal sealed record Document(Stream Content, string Name);

    /// <param name="Fen">How much is remitted.</param>
    internal sealed record Command(Guid OrderId, long Fen, string Ground, Document? Document);

    public async Task<Outcome> HandleAsync(Command command, Act act, CancellationToken ct)
    {
        if (!act.Actor.Has(Roles.Approver))
        {
            return Problem.Forbidden("cases.waive-by-approver", "减免由决定人员办理，请报请本单位的决定人员。");
        }

        var opened = await OpenAsync(command.OrderId, act, ct);
        if (!opened.TryGet(out var at))
        {
            return opened;
        }

        var (file, order) = at;
        if (Refusal(file, order, command, act) is { } refusal)
        {
            return refusal;
        }

        var kept = await uploads.AcceptAsync(command.Document!.Content, command.Document.Name, order.ApplicantId, UploadRules.Materials, act, ct);
        if (!kept.TryGet(out var document))
        {
            return Outcome.Refused([.. kept.Problems.Select(p => p with { Field = "document" })]);
        }

        order.WaivedFen += command.Fen;
        order.WaivedAt = act.At;
        order.WaivedById = act.Actor.Id;
        order.WaivedByName = act.Actor.Name;
        order.WaiverGround = command.Ground.Trim();
        order.WaiverFileId = document.Id;
        order.Revision++;
        var elements = FeeWrite.Elements(file, order.Number, act);
        elements["total"] = FeeStandard.Yuan(order.TotalFen);
        elements["waived"] = FeeStandard.Yuan(order.WaivedFen);
        elements["due"] = FeeStandard.Yuan(order.DueFen);
        elements["ground"] = order.WaiverGround;
        var notice = file.Notify(NoticeKinds.FeeWaiver, act, elements);
        file.Record(act, "fee-waived", new FeeWaived(file.Case.Id, file.Case.Number, file.Case.ItemName, file.Case.ApplicantId, order.Number, order.DueFen),
            new { order = order.Number, waived = FeeStandard.Yuan(command.Fen), due = FeeStandard.Yuan(order.DueFen), ground = order.WaiverGround, file = document.Name, notice = notice.Number });
        if (order.DueFen == 0)
        {
            await FeeWrite.ClearedAsync(db, file, order, "已免缴", act, ct);
        }

        return await db.SaveAsync(ct);
    }

    /// <summary>Takes an unpaid order back. A payment that still comes in for it is refunded.</summary>
    public async Task<Outcome> CancelAsync(Guid orderId, string reason, Act act, CancellationToken ct)
    {
        if (string.IsNullOrWhiteSpace(reason))
        {
            return Problem.Invalid("cases.reason-missing", "请写明撤销缴费单的理由。", "reason");
        }

        var opened = await OpenAsync(orderId, act, ct);
        if (!opened.TryGet(out var at))
        {
            return opened;
        }

        var (file, order) = at;
        order.CancelledAt = act.At;
        order.Revision++;
        file.Record(act, "fee-cancelled", null, new { order = order.Number, reason = reason.Trim() });
        await FeeWrite.ClearedAsync(db, file, order, "缴费单已撤销", act, ct);
        return await db.SaveAsync(ct);
    }

    private async Task<Outcome<(CaseFile File, FeeOrder Order)>> OpenAsync(Guid orderId, Act act, CancellationToken ct)
    {
        var order = act.Actor.Kind == ActorKind.Staff ? await db.Set<FeeOrder>().SingleOrDefaultAsync(o => o.Id == orderId, ct) : null;
        if (order is null)
        {
            return OrderGone;
        }

        var opened = await files.ForCaseAsync(order.CaseId, act, ct);
        return !opened.TryGet(out var file) ? OrderGone : order.State != FeeState.Unpaid ? NotOpen : (file, order);
    }

    private static Problem? Refusal(CaseFile file, FeeOrder order, Command command, Act act) =>
        file.Case.OrganisationId != act.Actor.Post!.OrganisationId ? Problem.Forbidden("cases.waive-own", "减免由执收单位的决定人员办理。")
        : command.Fen < 1 || command.Fen > order.DueFen ? Problem.Invalid("cases.waive-amount", $"减免金额请填大于 0、不超过 {FeeStandard.Yuan(order.DueFen)}的数。", "amount")
        : command.Fen < order.DueFen && order.AskedAt is not null ? Problem.Conflict("cases.waive-asked", "申请人已经发起支付，不能再减一部分。请撤销后重新开具，或全部免缴。")
        : command.Ground.Trim().Length is 0 or > LongestGround ? Problem.Invalid("cases.waive-ground", $"请写明减免的依据和理由（{LongestGround} 字以内）。", "ground")
        : command.Document is null ? Problem.Invalid("cases.waive-document", "请上传减免的证明材料。", "document")
        : null;
}
