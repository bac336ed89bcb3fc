using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Catalogue.Model;
using Zhengtong.Catalogue.Publish;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Catalogue.Read;

/// <summary>
/// The catalogue from memory. Versions never change, so they stay once read. Which version is in force is asked anew every few seconds:
/// another node may have published, and within this node publishing forgets the code at once.
/// </summary>
internal sealed class PublishedItems(IServiceScopeFactory scopes, TimeProvider clock) : ICatalogue
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(5);
    private readonly ConcurrentDictionary<Guid, PublishedItem> _versions = new();
    private readonly ConcurrentDictionary<string, Pointer> _current = new(StringComparer.Ordinal);

    public async Task<PublishedItem?> FindAsync(string code, CancellationToken ct) =>
        await PointAsync(code, ct) is { Delisted: false, VersionId: { } version } && await VersionAsync(version, ct) is { Content.KeptOff: false } open ? open : null;

    public async Task<bool> IsDelistedAsync(string code, CancellationToken ct) => (await PointAsync(code, ct)).Delisted;

    public async Task<bool> IsZonesAsync(string code, CancellationToken ct) => (await PointAsync(code, ct)).InZone;

    private async Task<Pointer> PointAsync(string code, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        if (!_current.TryGetValue(code, out var pointer) || now - pointer.ReadAt > Fresh)
        {
            pointer = await InForceAsync(code, now, ct);
            _current[code] = pointer;
        }

        return pointer;
    }

    public async Task<PublishedItem> VersionAsync(Guid versionId, CancellationToken ct)
    {
        if (_versions.TryGetValue(versionId, out var known))
        {
            return known;
        }

        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<Database>();
        var row = await db.Set<ItemVersion>().AsNoTracking()
            .Where(v => v.Id == versionId)
            .Join(db.Set<Item>(), v => v.ItemId, i => i.Id, (v, i) => new { Version = v, i.Code, i.RegionCode, i.RegionName })
            .SingleOrDefaultAsync(ct)
            ?? throw new InvalidOperationException($"No item version {versionId}.");
        var v = row.Version;
        return _versions.GetOrAdd(versionId, new PublishedItem(
            v.Id, v.ItemId, v.Number, row.Code, v.Name, v.OrganisationId, v.OrganisationName, row.RegionCode, row.RegionName, v.PublishedAt, ItemContent.FromJson(v.Content)));
    }

    public async Task<IReadOnlyList<ItemSummary>> SearchAsync(string words, string regionPrefix, int take, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<Database>();
        var query = db.Set<ItemIndex>().AsNoTracking().Where(x => x.Applicable && x.RegionCode.StartsWith(regionPrefix));
        foreach (var word in words.Split((char[])[' ', '　'], StringSplitOptions.RemoveEmptyEntries))
        {
            var pattern = SearchText.Anywhere(SearchText.Normalise(word));
            query = query.Where(x => EF.Functions.Like(x.SearchText, pattern, "\\"));
        }

        return await query.OrderByDescending(x => x.HotScore).ThenBy(x => x.Name.Length).ThenBy(x => x.Code).Take(take)
            .Select(x => new ItemSummary(x.Code, x.Name, x.OrganisationName, x.RegionName, x.TypeName))
            .ToListAsync(ct);
    }

    /// <summary>Called when a version was saved, so that this node offers it at once.</summary>
    public void Forget(string code) => _current.TryRemove(code, out _);

    private async Task<Pointer> InForceAsync(string code, DateTimeOffset now, CancellationToken ct)
    {
        // Legal days are Beijing's.
        var today = DateOnly.FromDateTime(now.UtcDateTime.AddHours(8));
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<Database>();
        var newest = await db.Set<Item>().AsNoTracking()
            .Where(i => i.Code == code && i.Status == ItemStatus.InUse)
            .Join(db.Set<ItemVersion>().Where(Validity.HasBegun(today)), i => i.Id, v => v.ItemId, (i, v) => new { Item = i, Version = v })
            .OrderByDescending(x => x.Version.Number)
            .Select(x => new
            {
                x.Version.Id, x.Version.PlanCancel,
                Delisted = x.Item.Kind == ItemKind.Implementation && x.Item.TypeCode == "01" && db.Set<Item>().Any(p => p.Id == x.Item.ParentId && p.Status == ItemStatus.Cancelled),
                InZone = db.Set<ItemGrant>().Any(g => g.ItemId == x.Item.Id && g.Zone != ZoneKind.None),
            })
            .FirstOrDefaultAsync(ct);

        // A version that has come to its planned end is not followed by the one before it.
        return new Pointer(newest is null || newest.PlanCancel <= today ? null : newest.Id, newest?.Delisted == true, newest?.InZone == true, now);
    }

    private sealed record Pointer(Guid? VersionId, bool Delisted, bool InZone, DateTimeOffset ReadAt);
}
