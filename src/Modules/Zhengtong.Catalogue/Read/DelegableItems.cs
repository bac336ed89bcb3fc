using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Catalogue.Model;
using Zhengtong.Identity.Contracts;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Catalogue.Read;

/// <inheritdoc cref="IDelegableItems"/>
internal sealed class DelegableItems(Database db, ICatalogue catalogue) : IDelegableItems
{
    public async Task<IReadOnlyList<DelegableItem>> SearchAsync(string words, int take, CancellationToken ct)
    {
        List<string> codes = [.. (await catalogue.SearchAsync(words, "", take, ct)).Select(i => i.Code)];
        var found = await db.Set<ItemIndex>().AsNoTracking().Where(i => codes.Contains(i.Code) && i.Applicable)
            .Select(i => new DelegableItem(i.ItemId, i.Code, i.Name, i.OrganisationId, i.OrganisationName)).ToListAsync(ct);
        return [.. found.OrderBy(i => codes.IndexOf(i.Code))];
    }

    public async Task<DelegableItem?> FindAsync(string code, CancellationToken ct) =>
        await catalogue.FindAsync(code, ct) is { } item ? new(item.ItemId, item.Code, item.Name, item.OrganisationId, item.OrganisationName) : null;
}
