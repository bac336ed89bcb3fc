using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Zhengtong.Halls.Model;
using Zhengtong.Halls.Rules;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Halls.Facilities;

/// <summary>The open halls of a region where a facility is missing, out of order, not registered or not checked for too long (18.06).</summary>
internal sealed class FacilityGaps(Database db, IOptions<HallSettings> settings, TimeProvider clock)
{
    private const int Batch = 100;

    /// <param name="Faults">Kind and what is wrong with it, in the order of the kinds.</param>
    internal sealed record Gap(Guid HallId, string HallName, string RegionCode, IReadOnlyList<(FacilityKind Kind, string Fault)> Faults);

    public int Days => settings.Value.FacilityCheckDays;

    /// <summary>A page of halls by key. Two statements.</summary>
    public async Task<IReadOnlyList<Gap>> PageAsync(string region, Guid after, int most, CancellationToken ct)
    {
        var today = LegalDay.Today(clock);
        var halls = await Faulty(today).Where(h => h.RegionCode.StartsWith(region) && h.Id > after).OrderBy(h => h.Id).Take(most)
            .Select(h => new { h.Id, h.Name, h.RegionCode }).ToListAsync(ct);
        var ids = halls.ConvertAll(h => h.Id);
        var known = (await db.Set<Facility>().AsNoTracking().Where(f => ids.Contains(f.HallId)).ToListAsync(ct)).ToDictionary(f => (f.HallId, f.Kind));
        return
        [
            .. halls.Select(h => new Gap(h.Id, h.Name, h.RegionCode,
            [
                .. FacilityRule.Kinds.Select(k => (Kind: k, Fault: FacilityRule.Fault(known.GetValueOrDefault((h.Id, k)), today, Days)))
                    .Where(x => x.Fault is not null).Select(x => (x.Kind, x.Fault!)),
            ])),
        ];
    }

    public async IAsyncEnumerable<IReadOnlyList<string>> SheetAsync(string region, [EnumeratorCancellation] CancellationToken ct)
    {
        for (var after = Guid.Empty; await PageAsync(region, after, Batch, ct) is { Count: > 0 } page; after = page[^1].HallId)
        {
            foreach (var (hall, kind, fault) in page.SelectMany(h => h.Faults.Select(f => (h, f.Kind, f.Fault))))
            {
                yield return [hall.HallName, hall.RegionCode, kind.Name(), fault];
            }
        }
    }

    /// <summary>Open halls with something registered that nobody has looked after for too long.</summary>
    public IQueryable<Hall> Overdue(DateOnly today)
    {
        var since = today.AddDays(-Days);
        return db.Set<Hall>().AsNoTracking().Where(h => h.Open && db.Set<Facility>().Any(f => f.HallId == h.Id && f.CheckedOn < since));
    }

    /// <summary>Fewer kinds are in order than there are: what <see cref="FacilityRule.Fault"/> says of one, as the store asks it.</summary>
    private IQueryable<Hall> Faulty(DateOnly today)
    {
        var (since, all) = (today.AddDays(-Days), FacilityRule.Kinds.Count);
        return db.Set<Hall>().AsNoTracking().Where(h => h.Open && db.Set<Facility>().Count(f => f.HallId == h.Id && f.Number > 0 && f.OutSince == null && f.CheckedOn >= since) < all);
    }
}
