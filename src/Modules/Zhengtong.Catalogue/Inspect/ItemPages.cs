using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Catalogue.Elements;
using Zhengtong.Catalogue.Inspect.Rules;
using Zhengtong.Catalogue.Model;
using Zhengtong.Catalogue.Read;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Catalogue.Inspect;

/// <summary>Items in use and mere guides with their version in force, page by page in the order of their ids: never more than a page in memory.</summary>
internal static class ItemPages
{
    public const int Size = 2000;

    /// <param name="since">Only versions published after, or in force since that day; null: all.</param>
    public static Task<List<ItemPageRow>> ReadAsync(Database db, DateOnly today, Guid after, DateTime? since, string regionPrefix, CancellationToken ct, int size = Size)
    {
        var items = db.Set<Item>().AsNoTracking().Where(i => i.Id > after && (i.Status == ItemStatus.InUse || i.Status == ItemStatus.GuideOnly));
        items = regionPrefix.Length > 0 ? items.Where(i => i.RegionCode.StartsWith(regionPrefix)) : items;
        var read = VersionsInForce.Of(db, items, today);
        if (since is { } at)
        {
            var day = LegalDay.Of(at);
            read = read.Where(x => x.Version.PublishedAt > at || x.Version.PlanEffective >= day);
        }

        return Rows(read).OrderBy(r => r.ItemId).Take(size).ToListAsync(ct);
    }

    /// <returns>null: unknown, or nothing of it is in force yet.</returns>
    public static Task<ItemPageRow?> OneAsync(Database db, IQueryable<Item> items, DateOnly today, CancellationToken ct) =>
        Rows(VersionsInForce.Of(db, items.AsNoTracking(), today)).SingleOrDefaultAsync(ct);

    private static IQueryable<ItemPageRow> Rows(IQueryable<InForce> read) => read.Select(x => new ItemPageRow
    {
        ItemId = x.Item.Id,
        Code = x.Item.Code,
        CatalogueCode = x.Item.CatalogueCode,
        Kind = x.Item.Kind,
        ParentId = x.Item.ParentId,
        Status = x.Item.Status,
        Name = x.Version.Name,
        OrganisationId = x.Item.OrganisationId,
        OrganisationName = x.Item.OrganisationName,
        RegionCode = x.Item.RegionCode,
        RegionName = x.Item.RegionName,
        VersionId = x.Version.Id,
        Version = x.Version.Number,
        Content = x.Version.Content,
    });
}

internal sealed class ItemPageRow
{
    public required Guid ItemId { get; init; }

    public required string Code { get; init; }

    public required string CatalogueCode { get; init; }

    public required ItemKind Kind { get; init; }

    public required Guid? ParentId { get; init; }

    public required ItemStatus Status { get; init; }

    public required string Name { get; init; }

    public required Guid OrganisationId { get; init; }

    public required string OrganisationName { get; init; }

    public required string RegionCode { get; init; }

    public required string RegionName { get; init; }

    public required Guid VersionId { get; init; }

    public required int Version { get; init; }

    public required string Content { get; init; }

    public Inspected As(ItemContent content, Around around) => new(
        Code, Kind, RegionCode, OrganisationId, Kind == ItemKind.Implementation && Status == ItemStatus.InUse, new ItemState(CatalogueCode, Name, content), around);
}
