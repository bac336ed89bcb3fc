using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Change;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Catalogue.Elements;
using Zhengtong.Catalogue.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Catalogue.Manage;

/// <summary>One item as its keepers see it: elements, versions, the entry above, what lies below, what happened.</summary>
internal sealed class ItemCard(Database db, Lists.PublishedMappings lists)
{
    private const int MostShown = 20;

    public async Task<Card?> FindAsync(string code, Actor actor, CancellationToken ct)
    {
        var item = await db.Set<Item>().AsNoTracking().VisibleTo(actor).SingleOrDefaultAsync(i => i.Code == code, ct);
        if (item is null)
        {
            return null;
        }

        var versions = await db.Set<ItemVersion>().AsNoTracking().Where(v => v.ItemId == item.Id).OrderByDescending(v => v.Number)
            .Select(v => new VersionRow(v.Number, v.Name, v.PublishedAt, v.PublishedByName, v.PlanEffective, v.PlanCancel, v.Source)).ToListAsync(ct);
        var state = await StateAsync(item, item.CurrentVersion, ct);
        var parent = item.ParentId is { } id ? await db.Set<Item>().AsNoTracking().SingleAsync(i => i.Id == id, ct) : null;
        var below = await db.Set<Item>().AsNoTracking()
            .Where(i => i.ParentId == item.Id).OrderBy(i => i.RegionCode).Take(MostShown + 1)
            .Select(i => new BelowRow(i.Code, i.Name, i.OrganisationName, i.RegionName, i.ParentVersion))
            .ToListAsync(ct);
        var open = await db.Set<ItemChange>().AsNoTracking().VisibleTo(actor)
            .Where(c => c.ItemId == item.Id && c.ApprovedAt == null && c.WithdrawnAt == null)
            .OrderBy(c => c.DraftedAt).Take(MostShown).ToListAsync(ct);
        return new Card(item, state!, versions, parent, [.. below.Take(MostShown)], below.Count > MostShown, open, await db.TraceOfAsync(item.Id, ct))
        {
            Standards = await Standards.FollowedStandard.OfAsync(db, item.Id, s => s.PublishedAt != null, ct),
            Lists = await lists.OfItemAsync(item, ct),
        };
    }

    /// <summary>What the item said in a version; null when there is no such version.</summary>
    public async Task<ItemState?> StateAsync(Item item, int number, CancellationToken ct)
    {
        var version = await db.Set<ItemVersion>().AsNoTracking().Where(v => v.ItemId == item.Id && v.Number == number).Select(v => new { v.Name, v.Content }).SingleOrDefaultAsync(ct);
        return version is null ? null : new ItemState(item.CatalogueCode, version.Name, ItemContent.FromJson(version.Content));
    }

    internal sealed record Card(
        Item Item, ItemState State, IReadOnlyList<VersionRow> Versions, Item? Parent, IReadOnlyList<BelowRow> Below, bool MoreBelow, IReadOnlyList<ItemChange> Open, IReadOnlyList<TraceEntry> Trace)
    {
        /// <summary>Published standards the item follows, whether in force or not (17.06).</summary>
        public IReadOnlyList<Standards.FollowedStandard> Standards { get; init; } = [];

        /// <summary>Published lists the item is on (01.23).</summary>
        public IReadOnlyList<Lists.ListLink> Lists { get; init; } = [];
    }

    internal sealed record VersionRow(int Number, string Name, DateTime PublishedAt, string PublishedByName, DateOnly? PlanEffective, DateOnly? PlanCancel, string Source);

    internal sealed record BelowRow(string Code, string Name, string OrganisationName, string RegionName, int ParentVersion);
}
