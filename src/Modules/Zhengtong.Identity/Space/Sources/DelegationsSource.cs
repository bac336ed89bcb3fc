using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Identity.Contracts;
using Zhengtong.Identity.Delegations;
using Zhengtong.Identity.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Codes;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Identity.Space.Sources;

/// <summary>Delegations given and accepted, and who may act for which company. The other side is masked: its data are its own.</summary>
internal sealed class DelegationsSource(Database db, TimeProvider clock) : ISpaceSource
{
    public string Key => "delegations";

    public string Name => "委托和经办人";

    public int Order => 80;

    public async IAsyncEnumerable<SpaceRecord> EverythingAsync(Party party, [EnumeratorCancellation] CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        foreach (var d in await db.Set<Delegation>().AsNoTracking().Where(d => d.PrincipalId == party.Id || d.DelegateId == party.Id).OrderBy(d => d.Id).ToListAsync(ct))
        {
            var given = d.PrincipalId == party.Id;
            yield return new SpaceRecord(
                $"{(given ? "委托" : "受托")}：{d.Kind.Name()}", d.OfferedAt, new(given ? "受托人" : "委托人", given ? Mask.Name(d.DelegateName) : d.PrincipalName),
                new("事项", Mandate.TextOf(Mandate.ScopeOf(d.Scope))), new("可以做的事", d.Acts.Text()), new("期限", $"{LegalDay.Date(d.From)} 至 {LegalDay.Date(d.Until)}"),
                new("状态", DelegationRule.StateOf(d, now).Name()), new("委托书", given ? d.ConsentText : ""));
        }

        var agencies = db.Set<CompanyAgent>().AsNoTracking().Where(g => g.PersonId == party.Id || g.CompanyId == party.Id)
            .Join(db.Set<Company>(), g => g.CompanyId, c => c.Id, (g, c) => new { Agent = g, Company = c.Name })
            .Join(db.Set<Person>(), x => x.Agent.PersonId, p => p.Id, (x, p) => new { x.Agent, x.Company, Person = p.Name }).OrderBy(x => x.Agent.Id);
        foreach (var x in await agencies.ToListAsync(ct))
        {
            yield return new SpaceRecord(
                x.Agent.Representative ? "法定代表人" : "经办人", LegalDay.StartUtc(x.Agent.From),
                new("单位", x.Company), new("姓名", x.Agent.PersonId == party.Id ? x.Person : Mask.Name(x.Person)),
                new("期限", x.Agent.Until is { } until ? "至 " + LegalDay.Date(until) : "长期"), new("撤销", LegalDay.Moment(x.Agent.RevokedAt)));
        }
    }
}
