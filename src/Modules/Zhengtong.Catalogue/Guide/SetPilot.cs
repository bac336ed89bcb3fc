using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;
using Zhengtong.Platform.Regions;

namespace Zhengtong.Catalogue.Guide;

/// <summary>Begins and ends pilots of the short guide, by item or by region, within the region of the manager (02.11). An ended pilot stays to be read.</summary>
internal sealed class SetPilot(Database db, GuideCache cache)
{
    private const int Shown = 200;
    private static readonly Problem Running = Problem.Conflict("catalogue.pilot-running", "这个试点已经在进行中，不用重复设置。");

    /// <summary>Those that touch the manager's region: his own, and those of the regions below.</summary>
    public Task<List<GuidePilot>> ListAsync(Actor actor, CancellationToken ct)
    {
        var region = actor.Post!.RegionCode;
        return db.Set<GuidePilot>().AsNoTracking().Where(p => p.OwnerRegion.StartsWith(region)).OrderBy(p => p.EndedAt != null).ThenByDescending(p => p.Id).Take(Shown).ToListAsync(ct);
    }

    /// <param name="what">The code of an item or of a division.</param>
    public async Task<Outcome> StartAsync(string? what, Act act, CancellationToken ct)
    {
        var (wanted, own) = ((what ?? "").Trim(), act.Actor.Post!.RegionCode);
        var item = await db.Set<Item>().AsNoTracking().KeptBy(act.Actor).Where(i => i.Code == wanted && i.Kind == ItemKind.Implementation)
            .Select(i => new { i.Code, i.Name, i.RegionCode }).SingleOrDefaultAsync(ct);
        var region = item is null
            ? await db.Set<Region>().AsNoTracking().Where(r => r.Code == wanted && r.Code.StartsWith(own)).Select(r => new { r.Code, r.FullName }).SingleOrDefaultAsync(ct)
            : null;
        if (item is null && region is null)
        {
            return Problem.Invalid("catalogue.pilot-unknown", "请填写本地区的事项编码，或本地区（下级）的区划代码。", "What");
        }

        var (regionCode, itemCode, name) = item is null ? (region!.Code, "", region.FullName) : (item.RegionCode, item.Code, item.Name);
        if (await db.Set<GuidePilot>().AnyAsync(p => p.EndedAt == null && p.OwnerRegion == own && p.RegionCode == regionCode && p.ItemCode == itemCode, ct))
        {
            return Running;
        }

        var pilot = GuidePilot.Start(own, regionCode, itemCode, name, act);
        db.Add(pilot);
        db.Record(pilot, act, "pilot-started", new { pilot.OwnerRegion, pilot.RegionCode, pilot.ItemCode });
        return await SaveAsync(ct);
    }

    public async Task<Outcome> EndAsync(Guid id, Act act, CancellationToken ct)
    {
        var own = act.Actor.Post!.RegionCode;
        if (await db.Set<GuidePilot>().SingleOrDefaultAsync(p => p.Id == id && p.OwnerRegion.StartsWith(own), ct) is not { } pilot)
        {
            return Problem.NotFound("catalogue.pilot-gone", "没有找到这个试点。");
        }

        if (pilot.EndedAt is not null)
        {
            return Outcome.Done();
        }

        pilot.End(act);
        db.Record(pilot, act, "pilot-ended", new { pilot.RegionCode, pilot.ItemCode });
        return await SaveAsync(ct);
    }

    private async Task<Outcome> SaveAsync(CancellationToken ct)
    {
        var saved = await db.SaveAsync(ct, Running);
        cache.EvictAll();
        return saved;
    }
}
