using Microsoft.EntityFrameworkCore;
using Zhengtong.Identity.Model;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Identity.Merging;

/// <summary>The names under which people signed in to departments' portals.</summary>
internal static class Aliases
{
    /// <summary>The account of whoever alone had the name; two people of two portals may have had the same, then it says nothing.</summary>
    public static IQueryable<Account> AccountsOfAlias(this Database db, string login)
    {
        var holders = db.Set<LoginAlias>().Where(a => a.Login == login);
        return holders.Where(a => !holders.Any(b => b.PersonId != a.PersonId)).Join(db.Set<Account>(), a => (Guid?)a.PersonId, x => x.PersonId, (_, x) => x);
    }
}
