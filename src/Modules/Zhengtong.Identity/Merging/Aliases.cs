using Microsoft.EntityFrameworkCore;
using Zhengtong.Identity.Model;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Identity.Merging;

/// <summary>The names under which people signed in to departments' portals.</summary>
internal static class Aliases
{
    /// <summary>The account of whoever alone had the name; two people of two portals may have had the same, then it says nothing.</summary>
    public static async Task<Account?> AccountOfAliasAsync(this Database db, string login, CancellationToken ct)
    {
        var holders = await db.Set<LoginAlias>().Where(a => a.Login == login).Select(a => a.PersonId).Distinct().Take(2).ToListAsync(ct);
        return holders is [var only] ? await db.Set<Account>().SingleOrDefaultAsync(a => a.PersonId == only, ct) : null;
    }
}
