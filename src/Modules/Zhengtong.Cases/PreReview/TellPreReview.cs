using Microsoft.EntityFrameworkCore;
using Zhengtong.Cases.Contracts;
using Zhengtong.Cases.Model;
using Zhengtong.Identity.Contracts;
using Zhengtong.Platform.Events;
using Zhengtong.Platform.Messaging;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Cases.PreReview;

/// <summary>Tells the party, and the person who asked for another, that the window has answered its pre-review.</summary>
internal sealed class TellPreReview(Database db, IMessages messages, IParties parties) : ISubscriber<PreReviewAnswered>
{
    public async Task HandleAsync(PreReviewAnswered happened, Guid eventId, CancellationToken ct)
    {
        var request = await db.Set<PreReviewRequest>().AsNoTracking().SingleAsync(p => p.Id == happened.PreReviewId, ct);
        var said = happened.Ready
            ? $"窗口已看过您的“{request.ItemName}”申请草稿（预审编号 {request.Number}），答复：可以提交。请打开草稿提交申请；受理以正式提交后的审查为准。"
            : $"窗口已看过您的“{request.ItemName}”申请草稿（预审编号 {request.Number}），建议修改几处，请打开草稿查看。预审只供参考，您也可以直接提交。";
        await SendAsync(request.PartyId, said, request, eventId, ct);
        if (request.RequestedById != request.PartyId)
        {
            await SendAsync(request.RequestedById, $"{said}（您为“{request.PartyName}”经办，查看时请先切换到该单位。）", request, eventId, ct);
        }
    }

    private async Task SendAsync(Guid partyId, string said, PreReviewRequest request, Guid eventId, CancellationToken ct)
    {
        var profile = await parties.FindAsync(partyId, ct);
        var title = $"预审已答复：{request.ItemName}";
        messages.Send(db, new NewMessage(
            partyId, title.Length <= 100 ? title : title[..99] + "…", said, $"{eventId}:{partyId}", $"/apply/draft/{request.DraftId}/pre-review", profile?.Email, profile?.Phone));
    }
}
