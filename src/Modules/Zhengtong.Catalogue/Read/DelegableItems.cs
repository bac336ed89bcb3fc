using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Catalogue.Model;
using Zhengtong.Identity.Contracts;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Catalogue.Read;

/// <inheritdoc cref="IDelegableItems"/>
internal sealed class DelegableItems(Database db, ICatalogue catalogue) : IDelegableItems
{
    /// <summary>Whoever signs for a theme signs for items that can still be looked over.</summary>
    private const int MostOfTheme = 500;

    public async Task<IReadOnlyList<DelegableItem>> SearchAsync(string words, int take, CancellationToken ct)
    {
        List<string> codes = [.. (await catalogue.SearchAsync(words, "", take, ct)).Select(i => i.Code)];
        var found = await db.Set<ItemIndex>().AsNoTracking().Where(i => codes.Contains(i.Code) && i.Applicable)
            .Select(i => new DelegableItem(i.ItemId, i.Code, i.Name, i.OrganisationId, i.OrganisationName)).ToListAsync(ct);
        return [.. found.OrderBy(i => codes.IndexOf(i.Code))];
    }

    public async Task<DelegableItem?> FindAsync(string code, CancellationToken ct) =>
        await catalogue.FindAsync(code, ct) is { } item ? new(item.ItemId, item.Code, item.Name, item.OrganisationId, item.OrganisationName) : null;

    public async Task<IReadOnlyList<DelegableTheme>> ThemesAsync(string words, int take, CancellationToken ct)
    {
        var themes = await db.Set<Theme>().AsNoTracking().Where(t => t.Name.Contains(words)).OrderBy(t => t.Order).ThenBy(t => t.Id).Take(take).ToListAsync(ct);
        return await WithItemsAsync(themes, ct);
    }

    public async Task<DelegableTheme?> ThemeAsync(Guid id, CancellationToken ct) =>
        (await WithItemsAsync(await db.Set<Theme>().AsNoTracking().Where(t => t.Id == id).ToListAsync(ct), ct)).SingleOrDefault();

    /// <summary>Without those that have too many, or none.</summary>
    private async Task<IReadOnlyList<DelegableTheme>> WithItemsAsync(List<Theme> themes, CancellationToken ct)
    {
        List<Guid> ids = [.. themes.Select(t => t.Id)];
        var under = await db.Set<ItemTheme>().AsNoTracking().Where(t => ids.Contains(t.ThemeId)).Join(db.Set<ItemIndex>().Where(i => i.Applicable), t => t.ItemId, i => i.ItemId, (t, i) => t)
            .OrderBy(t => t.ItemId).ToListAsync(ct);
        var items = under.ToLookup(t => t.ThemeId, t => t.ItemId);
        return [.. themes.Select(t => new DelegableTheme(t.Id, t.Name, [.. items[t.Id]])).Where(t => t.Items.Count is > 0 and <= MostOfTheme)];
    }
}
