using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Model;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Catalogue.Agreement;

/// <summary>Counts how many items of each organisation agree with each profile, so that the dashboard reads a few hundred rows and not a million.</summary>
internal sealed class CountAgreement(Database db, ProfilesInForce profiles)
{
    private const int Batch = 200;

    private sealed record Held(string RegionCode, Guid OrganisationId, string OrganisationName, int Level, bool Bound, int Items);

    private sealed record Differing(string ProfileKey, string RegionCode, Guid OrganisationId, int Items);

    /// <summary>Counts the place of one item anew; does not save. What was found of the item itself is not in the database yet.</summary>
    public async Task OfPlaceAsync(Item item, IReadOnlyCollection<string> disagrees, DateTime at, CancellationToken ct)
    {
        var (region, organisation, self) = (item.RegionCode, item.OrganisationId, item.Id);
        var held = await HeldAsync(db.Set<Item>().Where(i => i.OrganisationId == organisation && i.RegionCode == region), ct);
        var differing = (await DifferingAsync(db.Set<ItemDifference>().Where(d => d.OrganisationId == organisation && d.RegionCode == region && d.ItemId != self), ct))
            .ToDictionary(d => d.ProfileKey, d => d.Items);
        var known = await db.Set<AgreementCount>().Where(c => c.OrganisationId == organisation && c.RegionCode == region).ToDictionaryAsync(c => c.ProfileKey, ct);
        foreach (var profile in await profiles.ActiveAsync(ct))
        {
            Write(known.GetValueOrDefault(profile.Key), profile, held, differing.GetValueOrDefault(profile.Key) + (disagrees.Contains(profile.Key) ? 1 : 0), at);
        }
    }

    /// <summary>Counts some organisations anew, a save for each batch of them.</summary>
    public async Task OfOrganisationsAsync(IReadOnlyCollection<Guid> organisations, DateTime at, CancellationToken ct)
    {
        foreach (var some in organisations.Chunk(Batch))
        {
            await db.SavePageAsync(() => StageAsync(some, at, ct), ct);
        }
    }

    private async Task StageAsync(Guid[] organisations, DateTime at, CancellationToken ct)
    {
        var held = (await HeldAsync(db.Set<Item>().Where(i => organisations.Contains(i.OrganisationId)), ct)).GroupBy(h => (h.RegionCode, h.OrganisationId)).ToList();
        var differing = (await DifferingAsync(db.Set<ItemDifference>().Where(d => organisations.Contains(d.OrganisationId)), ct))
            .ToDictionary(d => (d.ProfileKey, d.RegionCode, d.OrganisationId), d => d.Items);
        var known = await db.Set<AgreementCount>().Where(c => organisations.Contains(c.OrganisationId)).ToDictionaryAsync(c => (c.ProfileKey, c.RegionCode, c.OrganisationId), ct);
        foreach (var profile in await profiles.ActiveAsync(ct))
        {
            foreach (var place in held)
            {
                var key = (profile.Key, place.Key.RegionCode, place.Key.OrganisationId);
                Write(known.GetValueOrDefault(key), profile, [.. place], differing.GetValueOrDefault(key), at);
            }
        }
    }

    /// <summary>Counts everything anew, a save for each profile.</summary>
    public async Task AllAsync(DateTime at, CancellationToken ct)
    {
        var active = await profiles.ActiveAsync(ct);
        var places = (await HeldAsync(db.Set<Item>(), ct)).GroupBy(h => (h.RegionCode, h.OrganisationId)).ToList();
        var differing = (await DifferingAsync(db.Set<ItemDifference>(), ct)).ToDictionary(d => (d.ProfileKey, d.RegionCode, d.OrganisationId), d => d.Items);
        foreach (var profile in active)
        {
            await db.SavePageAsync(() => StageAsync(profile), ct);
        }

        async Task StageAsync(Profile profile)
        {
            var known = await db.Set<AgreementCount>().Where(c => c.ProfileKey == profile.Key).ToDictionaryAsync(c => (c.RegionCode, c.OrganisationId), ct);
            foreach (var place in places)
            {
                known.Remove(place.Key, out var row);
                Write(row, profile, [.. place], differing.GetValueOrDefault((profile.Key, place.Key.RegionCode, place.Key.OrganisationId)), at);
            }

            db.RemoveRange(known.Values);
        }
    }

    private void Write(AgreementCount? row, Profile profile, IReadOnlyList<Held> held, int differing, DateTime at)
    {
        if (held.Count == 0)
        {
            return;
        }

        if (row is null)
        {
            row = new AgreementCount { ProfileKey = profile.Key, RegionCode = held[0].RegionCode, OrganisationId = held[0].OrganisationId };
            db.Add(row);
        }

        var covered = held.Where(h => profile.Covers(h.Level)).ToList();
        (row.Bound, row.Unbound) = (covered.Where(h => h.Bound).Sum(h => h.Items), covered.Where(h => !h.Bound).Sum(h => h.Items));
        (row.Agreeing, row.OrganisationName, row.CountedAt) = (Math.Max(0, row.Bound - differing), held[0].OrganisationName, at);
    }

    private static Task<List<Held>> HeldAsync(IQueryable<Item> items, CancellationToken ct) => items
        .Where(i => i.Status != ItemStatus.Cancelled)
        .GroupBy(i => new { i.RegionCode, i.OrganisationId, i.Level, Bound = i.ParentId != null })
        .Select(g => new Held(g.Key.RegionCode, g.Key.OrganisationId, g.Max(i => i.OrganisationName)!, g.Key.Level, g.Key.Bound, g.Count())).ToListAsync(ct);

    private static Task<List<Differing>> DifferingAsync(IQueryable<ItemDifference> differences, CancellationToken ct) => differences
        .GroupBy(d => new { d.ProfileKey, d.RegionCode, d.OrganisationId })
        .Select(g => new Differing(g.Key.ProfileKey, g.Key.RegionCode, g.Key.OrganisationId, g.Select(d => d.ItemId).Distinct().Count())).ToListAsync(ct);
}
