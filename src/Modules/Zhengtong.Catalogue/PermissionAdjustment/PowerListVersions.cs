using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Lists;
using Zhengtong.Catalogue.Model;
using Zhengtong.Platform.Persistence;
using Zhengtong.Platform.Regions;

namespace Zhengtong.Catalogue.PermissionAdjustment;

/// <summary>
/// Asks the published power list whether it was changed for an adjustment (01.37): by a version of the giver's region, or of one above it, that two managers published after the
/// approval, and in which something is said anew of each item.
/// </summary>
internal sealed class PowerListVersions(Database db)
{
    private const int Most = 20;

    /// <param name="Entries">Of the version, that correspond to items of the adjustment.</param>
    /// <param name="Unchanged">Names of the items of which it says what the version before said, or nothing.</param>
    internal sealed record Found(ListVersion Version, IReadOnlyList<ListVersionEntry> Entries, IReadOnlyList<string> Unchanged);

    /// <param name="Linked">What the linked version says of it; null: it is not on that.</param>
    /// <param name="Before">What the version before the approval said; null: it was not on that.</param>
    internal sealed record Changed(Guid EntryId, EntryFacts? Linked, EntryFacts? Before);

    /// <summary>Those that may be linked, the newest first.</summary>
    public Task<List<ListVersion>> SinceApprovalAsync(Model.PermissionAdjustment of, CancellationToken ct) => Since(of).OrderByDescending(v => v.PublishedAt).Take(Most).ToListAsync(ct);

    /// <returns>null when the version is none that may be linked.</returns>
    public async Task<Found?> FindAsync(Model.PermissionAdjustment of, Guid versionId, CancellationToken ct)
    {
        if (await Since(of).SingleOrDefaultAsync(v => v.Id == versionId, ct) is not { } version)
        {
            return null;
        }

        var before = await BeforeAsync(of, version, ct);
        var items = await ItemsAsync(of, ct);
        var codes = items.SelectMany(i => i.Codes).Distinct().ToList();
        var (now, then) = (await SaysAsync(version.Id, codes, ct), before is null ? [] : await SaysAsync(before.Id, codes, ct));
        var unchanged = items.Where(i => Texts(now, i.Codes).SetEquals(Texts(then, i.Codes))).Select(i => i.Name).ToList();
        return new Found(version, [.. now.Select(s => s.Entry).DistinctBy(e => e.EntryId).OrderBy(e => e.Number, StringComparer.Ordinal)], unchanged);
    }

    /// <summary>The version that is linked in the present round.</summary>
    public Task<ListVersion?> LinkedAsync(Model.PermissionAdjustment of, CancellationToken ct) => db.Set<ListVersion>().AsNoTracking()
        .Where(v => db.Set<PowerListChange>().Any(c => c.AdjustmentId == of.Id && c.Round == of.Round && c.ListVersionId == v.Id)).SingleOrDefaultAsync(ct);

    /// <summary>The entries that the linked version has otherwise than the one before the approval, for items of the adjustment.</summary>
    public async Task<IReadOnlyList<Changed>> ChangedAsync(Model.PermissionAdjustment of, ListVersion linked, CancellationToken ct)
    {
        var before = await BeforeAsync(of, linked, ct);
        List<Guid> versions = before is null ? [linked.Id] : [linked.Id, before.Id];
        var codes = (await ItemsAsync(of, ct)).SelectMany(i => i.Codes).Distinct().ToList();
        var entries = await db.Set<ListVersionTarget>().Where(t => versions.Contains(t.VersionId) && codes.Contains(t.TargetCode)).Select(t => t.EntryId).Distinct().ToListAsync(ct);
        var now = await FactsAsync(linked.Id, entries, ct);
        var then = before is null ? [] : await FactsAsync(before.Id, entries, ct);
        return [.. entries.Select(e => new Changed(e, now.GetValueOrDefault(e), then.GetValueOrDefault(e))).Where(c => !EntryFacts.Same(c.Linked, c.Before))];
    }

    /// <summary>Names of the items of which the list in force says what it was changed to for an adjustment that came to nothing.</summary>
    public async Task<IReadOnlyList<string>> StillSaidAsync(Model.PermissionAdjustment of, CancellationToken ct)
    {
        if (of is not { LinkedAt: not null, Stage: AdjustmentStage.Returned or AdjustmentStage.Withdrawn } || await LinkedAsync(of, ct) is not { } linked)
        {
            return [];
        }

        var inForce = await db.Set<ListVersion>().Where(v => v.List == linked.List && v.RegionCode == linked.RegionCode).OrderByDescending(v => v.Number).Select(v => v.Id).FirstAsync(ct);
        var items = await ItemsAsync(of, ct);
        var codes = items.SelectMany(i => i.Codes).Distinct().ToList();
        var (now, then) = (await SaysAsync(inForce, codes, ct), await SaysAsync(linked.Id, codes, ct));
        return [.. items.Where(i => Texts(now, i.Codes).SetEquals(Texts(then, i.Codes))).Select(i => i.Name)];
    }

    private Task<ListVersion?> BeforeAsync(Model.PermissionAdjustment of, ListVersion version, CancellationToken ct) => db.Set<ListVersion>().AsNoTracking()
        .Where(v => v.List == RegisterLists.Power && v.RegionCode == version.RegionCode && v.Number < version.Number && v.PublishedAt <= of.ApprovedAt)
        .OrderByDescending(v => v.Number).FirstOrDefaultAsync(ct);

    private async Task<Dictionary<Guid, EntryFacts>> FactsAsync(Guid versionId, List<Guid> entries, CancellationToken ct)
    {
        var codes = (await db.Set<ListVersionTarget>().AsNoTracking().Where(t => t.VersionId == versionId && entries.Contains(t.EntryId)).ToListAsync(ct)).ToLookup(t => t.EntryId, t => t.TargetCode);
        return (await db.Set<ListVersionEntry>().AsNoTracking().Where(e => e.VersionId == versionId && entries.Contains(e.EntryId)).ToListAsync(ct))
            .ToDictionary(e => e.EntryId, e => e.Facts() with { Targets = EntryFacts.Ordered(codes[e.EntryId]) });
    }

    private IQueryable<ListVersion> Since(Model.PermissionAdjustment of)
    {
        var regions = Region.PathOf(of.RegionCode);
        return db.Set<ListVersion>().AsNoTracking().Where(v => v.List == RegisterLists.Power && regions.Contains(v.RegionCode) && v.PublishedAt > of.ApprovedAt);
    }

    /// <summary>Each item with the codes under which the list may know it; what is recalled also by that of the giver's item.</summary>
    private async Task<List<(string Name, IReadOnlyList<string> Codes)>> ItemsAsync(Model.PermissionAdjustment of, CancellationToken ct)
    {
        var rows = await db.Set<AdjustmentItem>().AsNoTracking().Where(x => x.AdjustmentId == of.Id).OrderBy(x => x.Code)
            .Join(db.Set<Item>(), x => x.ItemId, i => i.Id, (x, i) => new
            {
                x.Name,
                x.Code,
                i.CatalogueCode,
                Given = db.Set<ItemGrant>().Where(g => g.RecallId == of.Id && g.ItemId == i.Id).Join(db.Set<Item>(), g => g.GiverItemId, o => o.Id, (_, o) => o.Code).FirstOrDefault(),
            }).ToListAsync(ct);
        return rows.ConvertAll(r => (r.Name, (IReadOnlyList<string>)[.. new[] { r.Code, r.CatalogueCode, r.Given ?? "" }.Where(c => c.Length > 0)]));
    }

    private async Task<List<(string Code, ListVersionEntry Entry)>> SaysAsync(Guid versionId, List<string> codes, CancellationToken ct) =>
        (await db.Set<ListVersionTarget>().AsNoTracking().Where(t => t.VersionId == versionId && codes.Contains(t.TargetCode))
            .Join(db.Set<ListVersionEntry>(), t => new { t.VersionId, t.EntryId }, e => new { e.VersionId, e.EntryId }, (t, e) => new { t.TargetCode, Entry = e }).ToListAsync(ct))
        .ConvertAll(x => (x.TargetCode, x.Entry));

    /// <summary>Everything a version says of an item.</summary>
    private static HashSet<string> Texts(List<(string Code, ListVersionEntry Entry)> says, IReadOnlyList<string> codes) =>
        [.. says.Where(s => codes.Contains(s.Code)).Select(s => string.Join('\u001f', s.Code, s.Entry.Number, s.Entry.Name, s.Entry.TypeCode, s.Entry.Organisation, s.Entry.Fields))];
}
