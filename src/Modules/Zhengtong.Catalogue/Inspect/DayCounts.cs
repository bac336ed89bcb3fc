using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Model;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Catalogue.Inspect;

/// <summary>Counts once, after a run, how every organisation stands, for the board of 动态清零 (02.09). What rests with a paused item is not to be mended now.</summary>
internal sealed class DayCounts(Database db)
{
    /// <param name="nation">The region whose managers keep what is the nation's.</param>
    public async Task WriteAsync(DateOnly day, string nation, CancellationToken ct)
    {
        var findings = await db.Set<Finding>().AsNoTracking()
            .GroupBy(f => new { f.RegionCode, f.OrganisationId })
            .Select(g => new
            {
                g.Key.RegionCode,
                g.Key.OrganisationId,
                Name = g.Max(f => f.OrganisationName)!,
                Open = g.Sum(f => f.ClosedAt == null && f.RestsSince == null ? 1 : 0),
                Overdue = g.Sum(f => f.ClosedAt == null && f.RestsSince == null && f.DueOn < day ? 1 : 0),
                Mended = g.Sum(f => f.ClosedAs == FindingEnd.Mended ? 1 : 0),
                InTime = g.Sum(f => f.ClosedAs == FindingEnd.Mended && (f.RestsOn ?? f.ClosedOn) <= f.DueOn ? 1 : 0),
            })
            .ToListAsync(ct);
        var counted = await db.Set<Item>().AsNoTracking().Where(i => i.Status == ItemStatus.InUse || i.Status == ItemStatus.GuideOnly)
            .GroupBy(i => new { i.RegionCode, i.OrganisationId })
            .Select(g => new { g.Key.RegionCode, g.Key.OrganisationId, Name = g.Max(i => i.OrganisationName)!, Count = g.Count() })
            .ToListAsync(ct);
        var items = counted.GroupBy(x => (RegionCode: x.RegionCode.Length == 0 ? nation : x.RegionCode, x.OrganisationId)).ToDictionary(g => g.Key, g => (g.First().Name, Count: g.Sum(x => x.Count)));
        var rows = new List<InspectionDay>();
        foreach (var f in findings)
        {
            items.Remove((f.RegionCode, f.OrganisationId), out var of);
            rows.Add(new InspectionDay
            {
                Day = day, RegionCode = f.RegionCode, OrganisationId = f.OrganisationId, OrganisationName = f.Name, Items = of.Count,
                Open = f.Open, Overdue = f.Overdue, Mended = f.Mended, MendedInTime = f.InTime,
            });
        }

        rows.AddRange(items.Select(i => new InspectionDay
        {
            Day = day, RegionCode = i.Key.RegionCode, OrganisationId = i.Key.OrganisationId, OrganisationName = i.Value.Name, Items = i.Value.Count,
            Open = 0, Overdue = 0, Mended = 0, MendedInTime = 0,
        }));
        await db.DeleteAsync(db.Set<InspectionDay>().Where(d => d.Day == day), ct);
        await db.BulkInsertAsync(rows, ct);
    }
}
