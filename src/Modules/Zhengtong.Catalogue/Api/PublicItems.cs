using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Catalogue.Elements;
using Zhengtong.Catalogue.Model;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Catalogue.Api;

/// <summary>What of the library anybody may read: published versions without what is for staff; nothing of an item that is kept off the platform (01.08).</summary>
internal sealed class PublicItems(Database db, TimeProvider clock)
{
    public const int MostTaken = 200;

    /// <summary>Elements for staff only (01.07).</summary>
    private static readonly string[] Hidden = ["manual", "reviewPoints"];

    public static readonly IReadOnlyList<string> Keys = [.. ItemElements.All.Select(e => e.Key).Except(Hidden)];

    /// <summary>Raw quotes never stand inside a JSON text, so this finds the property and nothing a person wrote.</summary>
    private static IQueryable<ItemVersion> Open(IQueryable<ItemVersion> versions) =>
        versions.Where(v => v.Content.Contains("\"excludedReason\":\"\"") || !v.Content.Contains("\"excludedReason\":"));

    public async Task<ItemPage> PageAsync(string region, Guid? organisation, string type, ItemKind kind, ItemCursor? after, int take, CancellationToken ct)
    {
        // A range of digits instead of a beginning: both databases walk the index of kind, region and code, in any collation.
        var end = EndOf(region);
        var items = db.Set<Item>().AsNoTracking().Where(i => i.Kind == kind);
        items = region.Length > 0 ? items.Where(i => string.Compare(i.RegionCode, region) >= 0 && string.Compare(i.RegionCode, end) < 0 && i.RegionCode.StartsWith(region)) : items;
        items = organisation is null ? items : items.Where(i => i.OrganisationId == organisation);
        items = type.Length > 0 ? items.Where(i => i.TypeCode == type) : items;
        if (after is var (lastRegion, lastCode))
        {
            items = items.Where(i => string.Compare(i.RegionCode, lastRegion) > 0 || (i.RegionCode == lastRegion && string.Compare(i.Code, lastCode) > 0));
        }

        var rows = await items.Join(Open(db.Set<ItemVersion>()), i => i.CurrentVersionId, v => v.Id, (i, v) => new { Item = i, v.PublishedAt })
            .OrderBy(x => x.Item.RegionCode).ThenBy(x => x.Item.Code).Take(take + 1).ToListAsync(ct);
        List<ItemLine> lines = [.. rows.Take(take).Select(r => ItemLine.Of(r.Item, r.PublishedAt))];
        return new ItemPage(lines, rows.Count > take ? new ItemCursor(rows[take - 1].Item.RegionCode, rows[take - 1].Item.Code).ToString() : null);
    }

    /// <summary>The first code behind all that begin with this one: 5117 for 5116.</summary>
    private static string EndOf(string region) => long.TryParse(region, NumberStyles.None, CultureInfo.InvariantCulture, out var code) && region.Trim('9').Length > 0
        ? (code + 1).ToString("D" + region.Length.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture) : "\uFFFF";

    /// <summary>The version in force today, or the one of that number.</summary>
    public async Task<Published?> FindAsync(string code, int? number, CancellationToken ct)
    {
        var today = LegalDay.Today(clock);
        var versions = db.Set<Item>().AsNoTracking().Where(i => i.Code == code).Join(Open(db.Set<ItemVersion>().AsNoTracking()), i => i.Id, v => v.ItemId, (i, v) => new { Item = i, Version = v });
        versions = number is { } n ? versions.Where(x => x.Version.Number == n) : versions.Where(x => x.Version.PlanEffective == null || x.Version.PlanEffective <= today);
        var found = await versions.OrderByDescending(x => x.Version.Number)
            .Select(x => new { x.Item, x.Version, Parent = db.Set<Item>().Where(p => p.Id == x.Item.ParentId).Select(p => p.Code).FirstOrDefault() }).FirstOrDefaultAsync(ct);
        return found is null ? null : new Published(found.Item, found.Version, found.Parent);
    }

    /// <summary>The changes after a number, in order.</summary>
    public async Task<ChangePage> ChangesAsync(long after, int take, CancellationToken ct)
    {
        var rows = await db.Set<FeedEntry>().AsNoTracking().Where(c => c.Sequence > after).OrderBy(c => c.Sequence).Take(take + 1)
            .Join(db.Set<ItemVersion>(), c => c.VersionId, v => v.Id, (c, v) => new
            {
                c.Sequence, c.Code, v.Number, v.Id, v.Name, v.PublishedAt,
                Hidden = v.Content.Contains("\"excludedReason\":") && !v.Content.Contains("\"excludedReason\":\"\""),
            })
            .OrderBy(x => x.Sequence).ToListAsync(ct);
        var page = rows.Take(take).ToList();
        return new ChangePage(
            [.. page.Where(r => !r.Hidden).Select(r => new ChangeLine(r.Sequence!.Value, r.Code, r.Number, r.Id, r.Name, r.PublishedAt))],
            page.Count > 0 ? page[^1].Sequence!.Value : after, rows.Count > take);
    }

    internal sealed record Published(Item Item, ItemVersion Version, string? Parent);
}

/// <summary>Where a list in the order of (region, code) goes on.</summary>
internal sealed record ItemCursor(string Region, string Code)
{
    public static ItemCursor? Parse(string? text) => text?.Split('~') is [var region, { Length: > 0 } code] ? new ItemCursor(region, code) : null;

    public override string ToString() => $"{Region}~{Code}";
}
