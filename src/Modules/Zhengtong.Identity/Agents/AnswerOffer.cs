using Microsoft.EntityFrameworkCore;
using Zhengtong.Identity.Model;
using Zhengtong.Identity.Protecting;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Codes;
using Zhengtong.Platform.Messaging;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Identity.Agents;

/// <summary>Whoever was asked to be agent accepts or refuses; nobody becomes one without his own word.</summary>
internal sealed class AnswerOffer(Database db, PersonalData personal, IMessages messages)
{
    public static readonly Problem Gone = Problem.NotFound("identity.offer-unknown", "没有找到这项任命，它可能已被撤回或过期。请联系单位的法定代表人。");

    public async Task<Outcome> HandleAsync(Guid offerId, bool accept, Act act, CancellationToken ct)
    {
        var mine = await db.OffersToAsync(personal, act.Actor.Id, act.At, ct);
        if (await mine.SingleOrDefaultAsync(o => o.Id == offerId, ct) is not { } offer)
        {
            return Gone;
        }

        var today = LegalDay.Of(act.At);
        var company = await db.Set<Company>().SingleAsync(c => c.Id == offer.CompanyId, ct);
        offer.EndedAt = act.At;
        offer.Revision++;
        if (accept)
        {
            if (offer.Until < today || await db.AgenciesOn(today).AnyAsync(g => g.CompanyId == company.Id && g.PersonId == act.Actor.Id, ct))
            {
                return Problem.Conflict("identity.agent-already", "您已经可以为这个单位办事，或这项任命的期限已过。请拒绝这项任命。");
            }

            db.Add(new CompanyAgent { Id = Guid.CreateVersion7(act.At), CompanyId = company.Id, PersonId = act.Actor.Id, From = today, Until = offer.Until });
        }

        db.Record(company, act, accept ? "agent-accepted" : "agent-refused", new { offer = offerId });
        var word = accept ? "接受" : "拒绝";
        messages.Send(db, new NewMessage(
            offer.ById, $"经办人任命已被{word}", $"{Mask.Name(offer.Name)}（{offer.AddressMasked}）已{word}担任“{company.Name}”的经办人。",
            $"{offerId}:answer-by", $"/my/companies/{company.Id}/agents"));
        messages.Send(db, new NewMessage(
            act.Actor.Id, $"您已{word}经办人任命",
            accept ? $"您现在可以为“{company.Name}”办事。办事前请在页面上方切换身份。" : $"您没有成为“{company.Name}”的经办人。",
            $"{offerId}:answer-to", accept ? "/account/acting-for" : "/my/companies"));
        return await db.SaveAsync(ct);
    }
}
