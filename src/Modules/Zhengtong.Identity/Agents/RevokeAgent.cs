using Microsoft.EntityFrameworkCore;
using Zhengtong.Identity.Model;
using Zhengtong.Identity.Sessions;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Messaging;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Identity.Agents;

/// <summary>Ends an appointment at once, by the legal representative or by the agent himself: an open session stops acting for the company with its next request.</summary>
internal sealed class RevokeAgent(Database db, SessionStore sessions, IMessages messages)
{
    private static readonly Problem Gone = Problem.NotFound("identity.agent-unknown", "没有找到这名经办人，或任命已经结束。请刷新页面查看。");

    public async Task<Outcome> HandleAsync(Guid companyId, Guid agentId, Act act, CancellationToken ct)
    {
        var found = await db.CompanyOfAsync(companyId, act, ct);
        if (!found.TryGet(out var company))
        {
            return found;
        }

        var agent = await db.Set<CompanyAgent>().SingleOrDefaultAsync(g => g.Id == agentId && g.CompanyId == companyId && !g.Representative && g.RevokedAt == null, ct);
        return agent is null ? Gone : await EndAsync(company, agent, act, "agent-revoked", act.Actor.Id, ct);
    }

    /// <summary>An agent lays his appointment down.</summary>
    public async Task<Outcome> ResignAsync(Guid agentId, Act act, CancellationToken ct)
    {
        var agent = await db.Set<CompanyAgent>().SingleOrDefaultAsync(g => g.Id == agentId && g.PersonId == act.Actor.Id && !g.Representative && g.RevokedAt == null, ct);
        if (agent is null)
        {
            return Gone;
        }

        var company = await db.Set<Company>().SingleAsync(c => c.Id == agent.CompanyId, ct);
        var representative = await db.Set<CompanyAgent>().Where(g => g.CompanyId == company.Id && g.Representative && g.RevokedAt == null).Select(g => (Guid?)g.PersonId).SingleOrDefaultAsync(ct);
        return await EndAsync(company, agent, act, "agent-resigned", representative, ct);
    }

    private async Task<Outcome> EndAsync(Company company, CompanyAgent agent, Act act, string what, Guid? representative, CancellationToken ct)
    {
        agent.RevokedAt = act.At;
        agent.Revision++;
        db.Record(company, act, what, new { agent = agent.Id });
        messages.Send(db, new NewMessage(agent.PersonId, "经办人任命已结束", $"您不再是“{company.Name}”的经办人，即时生效。", $"{agent.Id}:ended-to", "/my/companies"));
        if (representative is { } person)
        {
            messages.Send(db, new NewMessage(person, "经办人任命已结束", $"“{company.Name}”的一名经办人任命已结束，即时生效。", $"{agent.Id}:ended-by", $"/my/companies/{company.Id}/agents"));
        }

        var saved = await db.SaveAsync(ct);
        if (saved.Ok)
        {
            await sessions.ForgetPersonAsync(db, agent.PersonId, ct);
        }

        return saved;
    }
}
