using Microsoft.EntityFrameworkCore;
using Zhengtong.Identity.Model;
using Zhengtong.Identity.Protecting;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Codes;
using Zhengtong.Platform.Messaging;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Identity.Delegations;

/// <summary>Whoever was asked accepts or refuses; nobody acts for another without his own word. Both are told.</summary>
internal sealed class AnswerDelegation(Database db, PersonalData personal, IMessages messages)
{
    public async Task<Outcome> HandleAsync(Guid id, bool accept, Act act, CancellationToken ct)
    {
        var mine = await db.OfferedToAsync(personal, act.Actor.Id, act.At, ct);
        if (await mine.SingleOrDefaultAsync(d => d.Id == id, ct) is not { } delegation)
        {
            return DelegationAccess.Gone;
        }

        if (delegation.PrincipalId == act.Actor.Id)
        {
            return Problem.Conflict("identity.delegation-self", "不能接受自己的委托。请撤回后，委托另一个人。");
        }

        delegation.AcceptedAt = accept ? act.At : null;
        delegation.RefusedAt = accept ? null : act.At;
        delegation.DelegateId = accept ? act.Actor.Id : null;
        delegation.Revision++;
        db.Record(delegation, act, accept ? "accepted" : "refused");
        var word = accept ? "接受" : "拒绝";
        messages.Send(db, new NewMessage(
            delegation.SignedById, $"委托已被{word}", $"{Mask.Name(delegation.DelegateName)}（{delegation.AddressMasked}）已{word}您的委托。", $"{id}:answer-by", $"/my/delegations/{id}"));
        messages.Send(db, new NewMessage(
            act.Actor.Id, $"您已{word}委托",
            accept ? $"您现在可以代{OfferDelegation.NameOf(delegation)}办事。办事前请在页面上方切换身份。" : $"您没有接受{OfferDelegation.NameOf(delegation)}的委托。",
            $"{id}:answer-to", accept ? "/account/acting-for" : "/my/delegations"));
        return await db.SaveAsync(ct);
    }
}
