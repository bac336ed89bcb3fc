using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Caching.Memory;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Catalogue.Model;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Catalogue.Browse;

/// <summary>A page of the items that a filter lets through: most used first, paged by key. Requirements 12.03, 05.18.</summary>
internal sealed class ItemList(Database db, IMemoryCache cache)
{
    public const int PageSize = 20;
    private const int MostCounted = 10_000;

    /// <param name="after">The key that the page before ended with.</param>
    public async Task<ItemPage> ReadAsync(ItemFilter filter, RegionView region, string? after, CancellationToken ct)
    {
        var query = filter.Apply(db.Set<ItemIndex>().AsNoTracking(), db.Set<ItemTheme>(), db.Set<ListItem>(), region.ServingCode);
        var page = query;
        if (Key.Parse(after) is { } key)
        {
            var (hot, code) = (key.Hot, key.Code);
            page = page.Where(x => x.HotScore < hot || (x.HotScore == hot && string.Compare(x.Code, code) > 0));
        }

        var rows = await page.OrderByDescending(x => x.HotScore).ThenBy(x => x.Code).Take(PageSize + 1).Select(ItemRow.Of).ToListAsync(ct);
        var more = rows.Count > PageSize;
        if (more)
        {
            rows.RemoveAt(PageSize);
        }

        var about = !more && after is null ? rows.Count : await cache.AboutAsync($"items\n{region.ServingCode}\n{filter.Link()}", query, MostCounted);
        return new ItemPage(rows, more ? new Key(rows[^1].HotScore, rows[^1].Code).ToString() : null, about);
    }

    /// <summary>Place of a row in the order of the list.</summary>
    private sealed record Key(int Hot, string Code)
    {
        public static Key? Parse(string? text) =>
            text?.Split('.', 2) is [var hot, var code] && int.TryParse(hot, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
                ? new Key(number, code)
                : null;

        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Hot}.{Code}");
    }
}

internal sealed record ItemPage(IReadOnlyList<ItemRow> Rows, string? Next, int About);
