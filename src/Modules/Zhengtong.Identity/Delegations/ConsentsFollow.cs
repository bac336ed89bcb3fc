using Microsoft.EntityFrameworkCore;
using Zhengtong.Identity.Model;
using Zhengtong.Identity.Protecting;
using Zhengtong.Platform.Persistence;
using Zhengtong.Platform.Protection;

namespace Zhengtong.Identity.Delegations;

/// <summary>The seal of a signed text holds the hash of the address it went to. When that is exchanged the text is sealed anew, unless it was altered: then it goes on showing.</summary>
internal sealed class ConsentsFollow(Sealing sealing) : IFollowsLookup
{
    public string Table => "identity_delegation";

    public async Task FollowAsync(Database db, IReadOnlyList<Guid> ids, Lookups former, Lookups next, CancellationToken ct)
    {
        var (before, after) = (new PersonalData(sealing, former), new PersonalData(sealing, next));
        foreach (var d in await db.Set<Delegation>().AsNoTracking().Where(d => ids.Contains(d.Id)).ToListAsync(ct))
        {
            if (Consent.IsWhole(before, d) && next.Renew(d.AddressLookup) is { } address)
            {
                var seal = Consent.Seal(after, d.ConsentText, DelegationTerms.Of(d), d.PrincipalId, d.SignedById, address, d.OfferedAt);
                await db.UpdateAsync(db.Set<Delegation>().Where(x => x.Id == d.Id), s => s.SetProperty(x => x.Seal, seal), ct);
            }
        }
    }
}
