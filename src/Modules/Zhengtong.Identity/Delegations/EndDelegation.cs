using Microsoft.EntityFrameworkCore;
using Zhengtong.Identity.Model;
using Zhengtong.Identity.Protecting;
using Zhengtong.Identity.Sessions;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Codes;
using Zhengtong.Platform.Messaging;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Identity.Delegations;

/// <summary>
/// Ends a delegation at once, by either side: the principal takes it back, the delegate lays it down. An open session stops acting by it with its next request. Both are told.
/// </summary>
internal sealed class EndDelegation(Database db, PersonalData personal, SessionStore sessions, IMessages messages)
{
    public static readonly Problem Over = Problem.Conflict("identity.delegation-over", "这项委托已经结束，不需要再撤销。");

    public async Task<Outcome> HandleAsync(Guid id, Act act, CancellationToken ct)
    {
        var given = db.GivenBy(act.Actor.Id, LegalDay.Of(act.At));
        if (await db.Set<Delegation>().SingleOrDefaultAsync(d => d.Id == id && (d.DelegateId == act.Actor.Id || d.HelperId == act.Actor.Id || given.Any(g => g.Id == d.Id)), ct) is not { } delegation)
        {
            return DelegationAccess.Gone;
        }

        if (delegation is not { RefusedAt: null, RevokedAt: null, EndedAt: null })
        {
            return Over;
        }

        var byDelegate = delegation.DelegateId == act.Actor.Id || delegation.HelperId == act.Actor.Id;
        var offered = delegation.AcceptedAt is null;
        (delegation.RevokedAt, delegation.RevokedById) = (act.At, act.Actor.Id);
        delegation.Revision++;
        db.Record(delegation, act, offered ? "withdrawn" : byDelegate ? "laid-down" : "revoked");
        await TellAsync(delegation, byDelegate, offered, ct);
        var saved = await db.SaveAsync(ct);
        if (saved.Ok && delegation.DelegateId is { } person)
        {
            await sessions.ForgetPersonAsync(db, person, ct);
        }

        if (saved.Ok && delegation.HelperId is { } helper)
        {
            await sessions.ForgetStaffAsync(db, [helper], ct);
        }

        return saved;
    }

    private async Task TellAsync(Delegation delegation, bool byDelegate, bool offered, CancellationToken ct)
    {
        var link = $"/my/delegations/{delegation.Id}";
        messages.Send(db, new NewMessage(
            delegation.SignedById, offered ? "委托已撤回" : "委托已结束",
            byDelegate ? $"{Mask.Name(delegation.DelegateName)}已辞去您的委托，即时生效。" : $"您对{Mask.Name(delegation.DelegateName)}（{delegation.AddressMasked}）的委托已{(offered ? "撤回" : "撤销，即时生效")}。",
            $"{delegation.Id}:ended-by", link));
        if (delegation.HelperId is { } helper && !byDelegate)
        {
            messages.Send(db, new NewMessage(
                helper, "委托已结束", $"{OfferDelegation.NameOf(delegation)}已撤销对您的帮办代办委托，即时生效，您不能再代办。", $"{delegation.Id}:ended-to", HelpingPageModel.Path));
        }

        if (delegation.DelegateId is { } person)
        {
            var hidden = await db.Set<Person>().Where(p => p.Id == person).Select(p => p.PhoneHidden).SingleAsync(ct);
            messages.Send(db, new NewMessage(
                person, "委托已结束", byDelegate ? $"您已辞去{OfferDelegation.NameOf(delegation)}的委托，即时生效。" : $"{OfferDelegation.NameOf(delegation)}已撤销对您的委托，即时生效，您不能再代办。",
                $"{delegation.Id}:ended-to", link, Phone: byDelegate ? null : personal.Open(hidden)));
        }
    }
}
