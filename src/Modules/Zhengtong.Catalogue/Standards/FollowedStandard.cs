using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Model;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Catalogue.Standards;

/// <summary>A standard that an item follows.</summary>
internal sealed record FollowedStandard(Guid Id, string Number, string Title)
{
    private const int Most = 50;

    public static async Task<IReadOnlyList<FollowedStandard>> OfAsync(Database db, Guid itemId, Expression<Func<Standard, bool>> which, CancellationToken ct) =>
        await db.Set<Standard>().AsNoTracking().Where(which).Where(s => db.Set<ItemStandard>().Any(x => x.StandardId == s.Id && x.ItemId == itemId))
            .OrderBy(s => s.Number).Take(Most).Select(s => new FollowedStandard(s.Id, s.Number!, s.Title)).ToListAsync(ct);
}
