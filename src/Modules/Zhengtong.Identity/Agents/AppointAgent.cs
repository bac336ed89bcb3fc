using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Identity.Contracts;
using Zhengtong.Identity.Entering;
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

/// <summary>
/// The legal representative asks somebody to be agent, for a term, or takes the question back (requirement 08.11). What he is told is the same whether such an account is
/// there or not; whoever registers later finds the offer.
/// </summary>
internal sealed class AppointAgent(Database db, PersonalData personal, IMessages messages)
{
    private const int MostOpen = 20;
    private const int LongestYears = 5;

    internal sealed class Command
    {
        [Required(ErrorMessage = "请输入对方的手机号或账号。"), StringLength(50, ErrorMessage = "手机号或账号最长 50 个字符。")]
        public string Address { get; set; } = "";

        [Required(ErrorMessage = "请输入对方的姓名。"), StringLength(50, ErrorMessage = "姓名最长 50 个字。")]
        public string Name { get; set; } = "";

        /// <summary>The last day; none: until revoked.</summary>
        public DateOnly? Until { get; set; }
    }

    public async Task<Outcome> HandleAsync(Guid companyId, Command command, Act act, CancellationToken ct)
    {
        var found = await db.CompanyOfAsync(companyId, act, ct);
        if (!found.TryGet(out var company))
        {
            return found;
        }

        var today = LegalDay.Of(act.At);
        if (command.Until < today || command.Until > today.AddYears(LongestYears))
        {
            return Problem.Invalid("identity.agent-term", $"截止日期应在今天之后、{LongestYears} 年以内；不填写表示到撤销为止。", nameof(Command.Until));
        }

        if (await db.OpenOffers(act.At).CountAsync(o => o.CompanyId == companyId, ct) >= MostOpen)
        {
            return Problem.Conflict("identity.agent-offers-full", $"等待对方确认的任命已有 {MostOpen} 项，请先撤回不需要的。");
        }

        var name = PersonName.Tidy(command.Name);
        var address = Addressee.Of(personal, command.Address);
        // One that lapsed unanswered makes room for a new one to the same address.
        await foreach (var lapsed in db.Set<AgentOffer>()
            .Where(o => o.CompanyId == companyId && o.AddressLookup == address.Lookup && o.EndedAt == null && o.AskedAt <= act.At - Agencies.OfferLasts)
            .AsAsyncEnumerable().WithCancellation(ct))
        {
            lapsed.EndedAt = act.At;
            lapsed.Revision++;
        }

        var offer = new AgentOffer
        {
            Id = Guid.CreateVersion7(act.At),
            CompanyId = companyId,
            ById = act.Actor.Id,
            Name = name,
            AddressLookup = address.Lookup,
            AddressMasked = address.Masked,
            From = today,
            Until = command.Until,
            AskedAt = act.At,
        };
        db.Add(offer);
        db.Record(company, act, "agent-asked", new { offer = offer.Id, address = offer.AddressMasked, until = offer.Until });
        await TellAsync(company, offer, address, act, ct);
        return await db.SaveAsync(ct, Problem.Conflict("identity.agent-asked-already", "已经向这个手机号或账号发出过任命，正在等待对方确认。"));
    }

    public async Task<Outcome> WithdrawAsync(Guid companyId, Guid offerId, Act act, CancellationToken ct)
    {
        var found = await db.CompanyOfAsync(companyId, act, ct);
        if (!found.TryGet(out var company))
        {
            return found;
        }

        if (await db.Set<AgentOffer>().SingleOrDefaultAsync(o => o.Id == offerId && o.CompanyId == companyId && o.EndedAt == null, ct) is not { } offer)
        {
            return Problem.Conflict("identity.offer-gone", "这项任命已经有了答复，请刷新页面查看。");
        }

        offer.EndedAt = act.At;
        offer.Revision++;
        db.Record(company, act, "agent-offer-withdrawn", new { offer = offerId });
        return await db.SaveAsync(ct);
    }

    private async Task TellAsync(Company company, AgentOffer offer, Addressee address, Act act, CancellationToken ct)
    {
        messages.Send(db, new NewMessage(
            act.Actor.Id, "已发出经办人任命", $"您已任命{Mask.Name(offer.Name)}（{offer.AddressMasked}）为“{company.Name}”的经办人，对方接受后生效。",
            $"{offer.Id}:by", $"/my/companies/{company.Id}/agents"));
        if (await address.FindAsync(db, offer.Name, ct) is { } asked)
        {
            messages.Send(db, new NewMessage(
                asked.Id, "请确认经办人任命", $"“{company.Name}”的法定代表人任命您为经办人。请在 30 天内登录确认；不同意的可以拒绝。", $"{offer.Id}:to", "/my/companies", Phone: personal.Open(asked.PhoneHidden)));
        }
    }
}
