using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.DependencyInjection;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Catalogue.Model;
using Zhengtong.Catalogue.Publish;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Catalogue.Read;

/// <summary>
/// The catalogue from memory, as much of it as is asked for most. Versions never change, so they stay once read. Which version is in force is asked anew every few seconds:
/// another node may have published, and within this node publishing forgets the code at once.
/// </summary>
/// <param name="limit">So many characters of contents are kept.</param>
internal sealed class PublishedItems(IServiceScopeFactory scopes, TimeProvider clock, long limit = PublishedItems.MemoryLimit) : ICatalogue, IDisposable
{
    private const long MemoryLimit = 64L * 1024 * 1024;

    /// <summary>What a pointer weighs beside the contents.</summary>
    private const int PointerSize = 200;
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(5);
    private readonly MemoryCache _kept = new(new MemoryCacheOptions { SizeLimit = limit, CompactionPercentage = 0.2 });

    /// <summary>How many versions and pointers are in memory.</summary>
    public int Kept => _kept.Count;

    public async Task<PublishedItem?> FindAsync(string code, CancellationToken ct) =>
        await PointAsync(code, ct) is { Delisted: false, VersionId: { } version } && await VersionAsync(version, ct) is { Content.KeptOff: false } open ? open : null;

    public async Task<bool> IsDelistedAsync(string code, CancellationToken ct) => (await PointAsync(code, ct)).Delisted;

    public async Task<bool> IsZonesAsync(string code, CancellationToken ct) => (await PointAsync(code, ct)).InZone;

    private async Task<Pointer> PointAsync(string code, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        if (_kept.TryGetValue(code, out Pointer? known) && now - known!.ReadAt <= Fresh)
        {
            return known;
        }

        var pointer = await InForceAsync(code, now, ct);
        if (pointer.VersionId is not null)
        {
            // Codes that nobody offers come in any number.
            _kept.Set(code, pointer, new MemoryCacheEntryOptions { Size = PointerSize });
        }
        else
        {
            _kept.Remove(code);
        }

        return pointer;
    }

    public async Task<PublishedItem> VersionAsync(Guid versionId, CancellationToken ct)
    {
        if (_kept.TryGetValue(versionId, out PublishedItem? known))
        {
            return known!;
        }

        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<Database>();
        var row = await db.Set<ItemVersion>().AsNoTracking()
            .Where(v => v.Id == versionId)
            .Join(db.Set<Item>(), v => v.ItemId, i => i.Id, (v, i) => new { Version = v, i.Code, i.RegionCode, i.RegionName })
            .SingleOrDefaultAsync(ct)
            ?? throw new InvalidOperationException($"No item version {versionId}.");
        var v = row.Version;
        return _kept.Set(
            versionId,
            new PublishedItem(v.Id, v.ItemId, v.Number, row.Code, v.Name, v.OrganisationId, v.OrganisationName, row.RegionCode, row.RegionName, v.PublishedAt, ItemContent.FromJson(v.Content)),
            new MemoryCacheEntryOptions { Size = v.Content.Length });
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
    public void Forget(string code) => _kept.Remove(code);

    public void Dispose() => _kept.Dispose();

    private async Task<Pointer> InForceAsync(string code, DateTimeOffset now, CancellationToken ct)
    {
        var today = LegalDay.Of(now.UtcDateTime);
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
