using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Catalogue.Model;
using Zhengtong.Platform.Events;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Catalogue.Performance;

/// <summary>What one version asks for.</summary>
internal sealed record VersionFigures(int Number, DateTime At, string OrganisationName, int Materials, int Steps, int? Days, bool Commitment)
{
    public static VersionFigures Of(ItemVersion version)
    {
        var content = ItemContent.FromJson(version.Content);
        return new(
            version.Number, version.PublishedAt, version.OrganisationName, content.Materials.Count(m => m.Need == MaterialNeed.Required), content.Steps.Count,
            content.Instant ? 0 : content.PromisedLimit is { Unit: LimitUnit.WorkingDays, Days: var days } ? days : null, content.Commitment is not null);
    }

    /// <summary>
    /// Materials, steps and promised working days saved against the first version (减材料、减环节、减时限, 01.43: 003 任务7). What has grown counts against it; days count only
    /// where both versions promise working days.
    /// </summary>
    public int SavedSince(VersionFigures first) => first.Materials - Materials + first.Steps - Steps + (first.Days is { } before && Days is { } now ? before - now : 0);
}

/// <summary>Keeps the measure of an item with each of its versions; a cancelled item has none.</summary>
internal sealed class MeasureItem(Database db) : ISubscriber<ItemPublished>
{
    public async Task HandleAsync(ItemPublished happened, Guid eventId, CancellationToken ct)
    {
        var item = await db.Set<Item>().AsNoTracking().SingleOrDefaultAsync(i => i.Id == happened.ItemId, ct);
        if (item is not { Kind: ItemKind.Implementation })
        {
            return;
        }

        var measure = await db.Set<ItemMeasure>().SingleOrDefaultAsync(m => m.ItemId == item.Id, ct);
        if (item.Status == ItemStatus.Cancelled)
        {
            db.RemoveRange(measure is null ? [] : [measure]);
            await db.SaveAsync(ct);
            return;
        }

        var ends = await db.Set<ItemVersion>().AsNoTracking().Where(v => v.ItemId == item.Id && (v.Number == 1 || v.Number == item.CurrentVersion)).OrderBy(v => v.Number).ToListAsync(ct);
        var (first, now) = (VersionFigures.Of(ends[0]), VersionFigures.Of(ends[^1]));
        if (measure is null)
        {
            measure = new ItemMeasure { ItemId = item.Id, Code = item.Code, RegionCode = item.RegionCode };
            db.Add(measure);
        }

        (measure.Name, measure.OrganisationId, measure.OrganisationName, measure.Versions) = (item.Name, item.OrganisationId, item.OrganisationName, item.CurrentVersion);
        (measure.FirstMaterials, measure.FirstSteps, measure.FirstDays) = (first.Materials, first.Steps, first.Days);
        (measure.Materials, measure.Steps, measure.Days, measure.Commitment) = (now.Materials, now.Steps, now.Days, now.Commitment);
        measure.Saved = now.SavedSince(first);
    }
}
