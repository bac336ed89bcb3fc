using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Catalogue.Elements;
using Zhengtong.Catalogue.Model;
using Zhengtong.Catalogue.Publish;
using Zhengtong.Catalogue.Read;
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

    /// <summary>Raw quotes never stand inside a JSON text, so these find the property and nothing a person wrote.</summary>
    private const string Excluded = "\"excludedReason\":";
    private const string NotExcluded = "\"excludedReason\":\"\"";

    private static bool IsExcluded(string content) => content.Contains(Excluded, StringComparison.Ordinal) && !content.Contains(NotExcluded, StringComparison.Ordinal);

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

        // Of an item whose newest version waits for its day, what is in force is told; whether that may be told is known only then.
        var today = LegalDay.Today(clock);
        var rows = await items.Join(db.Set<ItemVersion>(), i => i.CurrentVersionId, v => v.Id, (i, v) => new { Item = i, Version = v })
            .Where(x => x.Item.EffectiveOn > today || x.Version.Content.Contains(NotExcluded) || !x.Version.Content.Contains(Excluded))
            .OrderBy(x => x.Item.RegionCode).ThenBy(x => x.Item.Code).Take(take + 1)
            .Select(x => new
            {
                x.Item, Version = new VersionTold(x.Version.Id, x.Version.Number, x.Version.Name, x.Version.OrganisationId, x.Version.OrganisationName, x.Version.PublishedAt),
            }).ToListAsync(ct);
        var page = rows.Take(take).ToList();
        var inForce = await VersionsInForce.WaitingAsync(db, page.Select(r => r.Item), today, ct);
        var lines = page.Select(r => !r.Item.Waits(today) ? ItemLine.Of(r.Item, r.Version)
            : inForce.GetValueOrDefault(r.Item.Id) is { } v && !IsExcluded(v.Content) ? ItemLine.Of(r.Item, VersionTold.Of(v)) : null);
        return new ItemPage([.. lines.OfType<ItemLine>()], rows.Count > take ? new ItemCursor(rows[take - 1].Item.RegionCode, rows[take - 1].Item.Code).ToString() : null);
    }

    /// <summary>The first code behind all that begin with this one: 5117 for 5116.</summary>
    private static string EndOf(string region) => long.TryParse(region, NumberStyles.None, CultureInfo.InvariantCulture, out var code) && region.Trim('9').Length > 0
        ? (code + 1).ToString("D" + region.Length.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture) : "\uFFFF";

    /// <summary>The version in force today, or the one of that number; nothing of an item that is kept off the platform today.</summary>
    public async Task<Published?> FindAsync(string code, int? number, CancellationToken ct)
    {
        var today = LegalDay.Today(clock);
        var begun = Validity.HasBegun(today);
        var versions = number is { } n ? db.Set<ItemVersion>().AsNoTracking().Where(v => v.Number == n) : db.Set<ItemVersion>().AsNoTracking().Where(begun);
        var found = await db.Set<Item>().AsNoTracking().Where(i => i.Code == code).Join(versions, i => i.Id, v => v.ItemId, (i, v) => new { Item = i, Version = v })
            .OrderByDescending(x => x.Version.Number)
            .Select(x => new
            {
                x.Item, x.Version, Parent = db.Set<Item>().Where(p => p.Id == x.Item.ParentId).Select(p => p.Code).FirstOrDefault(),
                Hidden = number != null && db.Set<ItemVersion>().Where(begun).Where(v => v.ItemId == x.Item.Id).OrderByDescending(v => v.Number)
                    .Select(v => v.Content.Contains(Excluded) && !v.Content.Contains(NotExcluded)).FirstOrDefault(),
            }).FirstOrDefaultAsync(ct);
        return found is null || found.Hidden || IsExcluded(found.Version.Content) ? null : new Published(found.Item, found.Version, found.Parent);
    }

    /// <summary>
    /// The changes after a number, in order. The status is the one of now, so that a change that is told late never undoes a later one. An item that is kept off the platform is withdrawn by its bare
    /// code, to those who could know it from before; one that always was is not told of.
    /// </summary>
    public async Task<ChangePage> ChangesAsync(long after, int take, CancellationToken ct)
    {
        var today = LegalDay.Today(clock);
        var rows = await db.Set<FeedEntry>().AsNoTracking().Where(c => c.Sequence > after).OrderBy(c => c.Sequence).Take(take + 1)
            .Join(db.Set<ItemVersion>(), c => c.VersionId, v => v.Id, (c, v) => new { Entry = c, Version = v })
            .Join(db.Set<Item>(), x => x.Entry.ItemId, i => i.Id, (x, i) => new
            {
                x.Entry.Sequence, x.Entry.Code, x.Entry.What, x.Version.Number, x.Version.Id, x.Version.Name, x.Version.PublishedAt, x.Version.PlanEffective, i.Status,
                Hidden = x.Version.Content.Contains(Excluded) && !x.Version.Content.Contains(NotExcluded),
                HiddenNow = i.Excluded && (i.EffectiveOn == null || i.EffectiveOn <= today),
                WasOpen = db.Set<ItemVersion>().Any(o => o.ItemId == i.Id && (o.Content.Contains(NotExcluded) || !o.Content.Contains(Excluded))),
            })
            .OrderBy(x => x.Sequence).ToListAsync(ct);
        var page = rows.Take(take).ToList();
        var lines = new List<ChangeLine>();
        foreach (var r in page)
        {
            var what = ChangeLine.NameOf(r.What);
            if (!r.Hidden && !r.HiddenNow)
            {
                lines.Add(new ChangeLine(r.Sequence!.Value, r.Code, what, ItemLine.StatusName(r.Status), r.Number, r.Id, r.Name, r.PublishedAt, r.PlanEffective));
            }
            else if (r.WasOpen && !(r.Hidden && Validity.Waits(r.PlanEffective, today)))
            {
                lines.Add(new ChangeLine(r.Sequence!.Value, r.Code, what, ChangeLine.Withdrawn, null, null, null, null, null));
            }
        }

        return new ChangePage(lines, page.Count > 0 ? page[^1].Sequence!.Value : after, rows.Count > take);
    }

    /// <summary>What a line of a list says of a version.</summary>
    internal sealed record VersionTold(Guid Id, int Number, string Name, Guid OrganisationId, string OrganisationName, DateTime PublishedAt)
    {
        public static VersionTold Of(ItemVersion v) => new(v.Id, v.Number, v.Name, v.OrganisationId, v.OrganisationName, v.PublishedAt);
    }

    internal sealed record Published(Item Item, ItemVersion Version, string? Parent);
}

/// <summary>Where a list in the order of (region, code) goes on.</summary>
internal sealed record ItemCursor(string Region, string Code)
{
    public static ItemCursor? Parse(string? text) => text?.Split('~') is [var region, { Length: > 0 } code] ? new ItemCursor(region, code) : null;

    public override string ToString() => $"{Region}~{Code}";
}
