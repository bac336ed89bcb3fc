using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Lists;
using Zhengtong.Catalogue.Model;
using Zhengtong.Platform.Persistence;

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

    /// <summary>Those that may be linked, the newest first.</summary>
    public Task<List<ListVersion>> SinceApprovalAsync(Model.PermissionAdjustment of, CancellationToken ct) => Since(of).OrderByDescending(v => v.PublishedAt).Take(Most).ToListAsync(ct);

    /// <returns>null when the version is none that may be linked.</returns>
    public async Task<Found?> FindAsync(Model.PermissionAdjustment of, Guid versionId, CancellationToken ct)
    {
        if (await Since(of).SingleOrDefaultAsync(v => v.Id == versionId, ct) is not { } version)
        {
            return null;
        }

        var before = await db.Set<ListVersion>().AsNoTracking()
            .Where(v => v.List == RegisterLists.Power && v.RegionCode == version.RegionCode && v.Number < version.Number && v.PublishedAt <= of.ApprovedAt)
            .OrderByDescending(v => v.Number).FirstOrDefaultAsync(ct);
        var items = await ItemsAsync(of, ct);
        var codes = items.SelectMany(i => i.Codes).Distinct().ToList();
        var (now, then) = (await SaysAsync(version.Id, codes, ct), before is null ? [] : await SaysAsync(before.Id, codes, ct));
        var unchanged = items.Where(i => Texts(now, i.Codes).SetEquals(Texts(then, i.Codes))).Select(i => i.Name).ToList();
        return new Found(version, [.. now.Select(s => s.Entry).DistinctBy(e => e.EntryId).OrderBy(e => e.Number, StringComparer.Ordinal)], unchanged);
    }

    private IQueryable<ListVersion> Since(Model.PermissionAdjustment of)
    {
        var regions = PublishedMappings.AndAbove(of.RegionCode);
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
