using Microsoft.EntityFrameworkCore;
using Zhengtong.Identity.Agents;
using Zhengtong.Identity.Entering;
using Zhengtong.Identity.Model;
using Zhengtong.Identity.Protecting;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Identity.Proving;

/// <summary>登记信息核验 (08.04, 08.08): the register of companies says whether code, name and legal representative belong together; its yes is kept as a proof of the company.</summary>
internal sealed class ProveCompany(Database db, PersonalData personal, IRealNameSystem system, Attempts attempts)
{
    public Task<Outcome<RealNameAnswer>> AskAsync(CompanyQuestion question, CancellationToken ct) => system.AskAsync(question, ct);

    /// <summary>Adds the proof of an answer that is one; does not save.</summary>
    public void Keep(Company company, RealNameAnswer answer, Act act)
    {
        if (answer.Result == RealNameResult.Same)
        {
            db.Add(IdentityProof.Of(company.Id, ProofKind.Register, system.Name, answer.Reference, act.At));
            db.Record(company, act, "register-proved", new { answer.Reference });
        }
    }

    /// <summary>Of a company that was registered while the register could not be asked: once more, by its legal representative.</summary>
    public async Task<Outcome> AgainAsync(Guid companyId, string address, Act act, CancellationToken ct)
    {
        var found = await db.CompanyOfAsync(companyId, act, ct);
        if (!found.TryGet(out var company))
        {
            return found;
        }

        if (await db.IsProvedAsync(companyId, AssuranceLevel.RealName, ct))
        {
            return Outcome.Done();
        }

        if (await attempts.TakeAsync("company", company.CreditCode, address, ct) is { } wait)
        {
            return CheckPassword.Wait(wait);
        }

        var person = await db.Set<Person>().AsNoTracking().SingleAsync(p => p.Id == act.Actor.Id, ct);
        var asked = await AskAsync(new CompanyQuestion(company.CreditCode, company.Name, person.Name, person.IdKind, personal.Open(person.IdNumberHidden)), ct);
        if (!asked.TryGet(out var answer))
        {
            return asked;
        }

        if (RealNameRule.OfCompany(answer.Result) is { } refused)
        {
            return refused with { Field = null };
        }

        Keep(company, answer, act);
        return await db.SaveAsync(ct);
    }
}
