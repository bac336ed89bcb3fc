using Microsoft.EntityFrameworkCore;
using Zhengtong.Identity.Model;
using Zhengtong.Identity.Proving;
using Zhengtong.TestKit;

namespace Zhengtong.Tests.Integration.Identity;

internal static class KnownOf
{
    /// <summary>The proofs of a party that hold, the oldest first.</summary>
    public static Task<List<IdentityProof>> ProofsAsync(this TestHost host, Guid partyId) =>
        host.InDatabaseAsync(db => db.ProofsOf(partyId).AsNoTracking().OrderBy(p => p.At).ToListAsync());
}
