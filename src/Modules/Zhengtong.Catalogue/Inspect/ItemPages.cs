using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Catalogue.Elements;
using Zhengtong.Catalogue.Inspect.Rules;
using Zhengtong.Catalogue.Model;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Catalogue.Inspect;

/// <summary>Items in use and mere guides with their version in force, page by page in the order of their ids: never more than a page in memory.</summary>
internal static class ItemPages
{
    public const int Size = 2000;

    /// <param name="publishedAfter">Only versions published after; null: all.</param>
    public static Task<List<ItemPageRow>> ReadAsync(Database db, Guid after, DateTime? publishedAfter, string regionPrefix, CancellationToken ct, int size = Size)
    {
        var items = db.Set<Item>().AsNoTracking().Where(i => i.Id > after && (i.Status == ItemStatus.InUse || i.Status == ItemStatus.GuideOnly));
        items = regionPrefix.Length > 0 ? items.Where(i => i.RegionCode.StartsWith(regionPrefix)) : items;
        var versions = db.Set<ItemVersion>().AsNoTracking();
        versions = publishedAfter is { } since ? versions.Where(v => v.PublishedAt > since) : versions;
        return Rows(items, versions).OrderBy(r => r.ItemId).Take(size).ToListAsync(ct);
    }

    public static Task<ItemPageRow?> OneAsync(Database db, IQueryable<Item> items, CancellationToken ct) =>
        Rows(items.AsNoTracking(), db.Set<ItemVersion>().AsNoTracking()).SingleOrDefaultAsync(ct);

    private static IQueryable<ItemPageRow> Rows(IQueryable<Item> items, IQueryable<ItemVersion> versions) => items.Join(versions, i => i.CurrentVersionId, v => v.Id, (i, v) => new ItemPageRow
    {
        ItemId = i.Id,
        Code = i.Code,
        CatalogueCode = i.CatalogueCode,
        Kind = i.Kind,
        ParentId = i.ParentId,
        Status = i.Status,
        Name = i.Name,
        OrganisationId = i.OrganisationId,
        OrganisationName = i.OrganisationName,
        RegionCode = i.RegionCode,
        RegionName = i.RegionName,
        VersionId = v.Id,
        Version = v.Number,
        Content = v.Content,
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
