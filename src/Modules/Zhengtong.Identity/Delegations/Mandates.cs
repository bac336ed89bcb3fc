using Microsoft.EntityFrameworkCore;
using Zhengtong.Identity.Contracts;
using Zhengtong.Identity.Model;
using Zhengtong.Identity.Sessions;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Codes;
using Zhengtong.Platform.Messaging;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Identity.Delegations;

/// <inheritdoc cref="IMandates"/>
internal sealed class Mandates(Database db, SessionStore sessions, IMessages messages, TimeProvider clock) : IMandates
{
    private static readonly Problem Over = Problem.Forbidden("identity.mandate-over", "委托已经结束、次数已用完，或不包括这个事项，不能提交。请联系委托人重新委托。");

    public async Task<Outcome<IReadOnlyList<object>>> UseAsync(MandateUse use, Act act, CancellationToken ct)
    {
        var (mandate, today) = (act.Party.Mandate?.Id, LegalDay.Of(act.At));
        var delegation = await db.MandatesOn(today).SingleOrDefaultAsync(d => d.Id == mandate && (d.DelegateId == act.Actor.Id || d.HelperId == act.Actor.Id) && d.PrincipalId == act.Party.Id, ct);
        if (delegation is null || !DelegationRule.Admits(delegation, use.ItemId, use.OrganisationId))
        {
            return Over;
        }

        delegation.Uses++;
        delegation.Revision++;
        return new List<object>
        {
            new DelegationUse
            {
                DelegationId = delegation.Id, Number = delegation.Uses, CaseId = use.CaseId, CaseNumber = use.CaseNumber, ItemName = use.ItemName,
                ById = act.Actor.Id, ByName = act.Actor.Name, At = act.At,
            },
            Trace.Next(delegation, act, "used", $$"""{"case":"{{use.CaseNumber}}"}"""),
        };
    }

    public async Task CaseEndedAsync(Guid caseId, DateTime at, CancellationToken ct)
    {
        if (await db.Set<DelegationUse>().SingleOrDefaultAsync(u => u.CaseId == caseId && u.CaseEndedAt == null, ct) is not { } use)
        {
            return;
        }

        use.CaseEndedAt = at;
        var delegation = await db.Set<Delegation>().SingleAsync(d => d.Id == use.DelegationId, ct);
        // Counts on the same row as a use does: an application made at this moment and the end of the last case cannot both pass.
        delegation.Revision++;
        var open = await db.Set<DelegationUse>().CountAsync(u => u.DelegationId == delegation.Id && u.CaseId != caseId && u.CaseEndedAt == null, ct);
        if (delegation is not { RevokedAt: null, EndedAt: null } || !DelegationRule.Done(delegation, open))
        {
            return;
        }

        delegation.EndedAt = at;
        db.Record(delegation, Act.BySystem("委托的事已办完", at), "ended");
        var link = $"/my/delegations/{delegation.Id}";
        messages.Send(db, new NewMessage(
            delegation.SignedById, "委托已结束", $"您委托{Mask.Name(delegation.DelegateName)}办的事已经办结（{use.CaseNumber}），委托随之结束。", $"{delegation.Id}:done-by", link));
        messages.Send(db, new NewMessage(
            delegation.DelegateId ?? delegation.HelperId!.Value, "委托已结束", $"您代{OfferDelegation.NameOf(delegation)}办的事已经办结（{use.CaseNumber}），委托随之结束。", $"{delegation.Id}:done-to", link));
        await ForgetOnceSavedAsync(delegation, ct);
    }

    public Task<string?> HandAsync(Guid mandateId, CancellationToken ct) => db.Set<Delegation>().Where(d => d.Id == mandateId).Select(d => d.DelegateName).SingleOrDefaultAsync(ct);

    public Task<bool> HoldsAsync(Guid mandateId, CancellationToken ct) => db.MandatesOn(LegalDay.Today(clock)).AnyAsync(d => d.Id == mandateId, ct);

    /// <summary>The sessions of who acted by it are read anew once its end is saved, which the caller does: read before, they would hold it on.</summary>
    private async Task ForgetOnceSavedAsync(Delegation delegation, CancellationToken ct)
    {
        var (person, helper) = (delegation.DelegateId, delegation.HelperId);
        if (await db.Set<Account>().Where(a => (person != null && a.PersonId == person) || (helper != null && a.StaffId == helper)).Select(a => (Guid?)a.Id).SingleOrDefaultAsync(ct) is { } account)
        {
            db.SavedChanges += (_, _) => sessions.ForgetAccount(account);
        }
    }
}
