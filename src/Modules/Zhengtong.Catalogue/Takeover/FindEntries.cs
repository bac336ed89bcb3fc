using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Catalogue.Takeover;

/// <summary>Entries of the catalogues above an item, found by words (关联上级目录, 01.17): for items that no suggestion fits. The nearest catalogue first. One statement.</summary>
internal sealed class FindEntries(Database db)
{
    public const int Most = 20;

    /// <param name="words">Part of the name, or the beginning of the catalogue code.</param>
    /// <returns>One more than is shown when there are more.</returns>
    public async Task<IReadOnlyList<Row>> OfAsync(Item item, string words, Actor actor, CancellationToken ct) =>
        await db.Set<Item>().AsNoTracking().OfKind(ItemKind.Basic, actor).Above(item.RegionCode).Where(e => e.Name.Contains(words) || e.CatalogueCode.StartsWith(words))
            .OrderByDescending(e => e.RegionCode).ThenBy(e => e.Code).Take(Most + 1)
            .Select(e => new Row(e.Id, e.Code, e.Name, e.OrganisationName, e.RegionName, e.CurrentVersion)).ToListAsync(ct);

    internal sealed record Row(Guid Id, string Code, string Name, string OrganisationName, string RegionName, int Version);
}
