using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Caching.Memory;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Catalogue.Model;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Catalogue.Browse;

/// <summary>What lists offer to choose from. The same for all visitors of a region, so kept for some minutes; a visitor who leaves does not stop what others wait for.</summary>
internal sealed class Shelves(Database db, IMemoryCache cache) : IShelves
{
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(5);
    private const int HotItems = 8;

    /// <summary>A county has fewer; of a whole country the largest are enough to choose from.</summary>
    private const int MostDepartments = 500;

    public Task<IReadOnlyList<DepartmentShelf>> DepartmentsAsync(RegionView region, CancellationToken ct)
    {
        var serving = region.ServingCode;
        return KeptAsync<IReadOnlyList<DepartmentShelf>>($"shelf-departments:{serving}", async () =>
        {
            var rows = await db.Set<ItemIndex>().AsNoTracking()
                .Where(x => x.RegionCode.StartsWith(serving) && x.OrganisationName != "")
                .GroupBy(x => new { x.OrganisationId, x.OrganisationName, x.RegionName })
                .Select(g => new { g.Key.OrganisationId, g.Key.OrganisationName, g.Key.RegionName, Count = g.Count() })
                .OrderByDescending(g => g.Count).ThenBy(g => g.OrganisationId)
                .Take(MostDepartments)
                .ToListAsync(CancellationToken.None);
            return [.. rows.OrderByDescending(r => r.Count).ThenBy(r => r.OrganisationName, StringComparer.Ordinal)
                .Select(r => new DepartmentShelf(r.OrganisationId, r.OrganisationName, r.RegionName, r.Count))];
        });
    }

    public Task<IReadOnlyList<ThemeShelf>> ThemesAsync(CancellationToken ct) => KeptAsync<IReadOnlyList<ThemeShelf>>("shelf-themes", async () =>
    {
        var rows = await db.Set<Theme>().AsNoTracking()
            .Select(t => new { t.Id, t.Audience, t.Kind, t.Name, t.Order, Count = db.Set<ItemTheme>().Count(x => x.ThemeId == t.Id) })
            .ToListAsync(CancellationToken.None);
        return [.. rows.OrderBy(t => t.Order).ThenBy(t => t.Name, StringComparer.Ordinal)
            .Select(t => new ThemeShelf(t.Id, t.Audience is ThemeAudience.Person or ThemeAudience.Everybody, t.Audience is ThemeAudience.Company or ThemeAudience.Everybody, t.Kind, t.Name, t.Count))];
    });

    public Task<IReadOnlyList<TypeShelf>> TypesAsync(CancellationToken ct) => KeptAsync<IReadOnlyList<TypeShelf>>("shelf-types", async () =>
        await db.Set<ItemIndex>().AsNoTracking().GroupBy(x => new { x.TypeCode, x.TypeName })
            .Select(g => new TypeShelf(g.Key.TypeCode, g.Key.TypeName, g.Count())).ToListAsync(CancellationToken.None) is var types
            ? [.. types.OrderBy(t => t.Code, StringComparer.Ordinal)]
            : []);

    public Task<IReadOnlyList<HotItem>> HotAsync(RegionView region, bool forCompanies, CancellationToken ct)
    {
        var serving = region.ServingCode;
        return KeptAsync<IReadOnlyList<HotItem>>($"shelf-hot:{serving}:{forCompanies}", async () => await db.Set<ItemIndex>().AsNoTracking()
            .Where(x => x.Applicable && x.RegionCode.StartsWith(serving) && (forCompanies ? x.ForCompanies : x.ForPersons))
            .OrderByDescending(x => x.HotScore).ThenByDescending(x => db.Set<ItemTheme>().Count(t => t.ItemId == x.ItemId)).ThenBy(x => x.Code).Take(HotItems)
            .Select(x => new HotItem(x.Code, x.Name, x.OrganisationName, x.RegionName, x.HotScore)).ToListAsync(CancellationToken.None));
    }

    private Task<T> KeptAsync<T>(string key, Func<Task<T>> read) => cache.KeepAsync(key, Kept, read);
}
