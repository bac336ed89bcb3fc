using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Lists;
using Zhengtong.Catalogue.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Catalogue.PermissionAdjustment;

/// <summary>
/// Keeps the list of what zones are authorised to do (01.36) and the power list (01.37) with an adjustment that comes into effect: entries as they are compiled, which give no
/// authority and are not public before two managers have published the list. Saves nothing.
/// </summary>
internal sealed class ZoneEntries(Database db, MapEntry map)
{
    private const int MostNumber = 60;

    /// <summary>The zone's entry in the list of the giver's region; one that was taken off with a recall comes back.</summary>
    public async Task AddAsync(ItemGrant grant, ZoneActs acts, string ground, Act act, CancellationToken ct)
    {
        var number = grant.Code.Length <= MostNumber ? grant.Code : grant.ItemId.ToString("N");
        var facts = new EntryFacts(number, grant.Name.Length <= 300 ? grant.Name : grant.Name[..300], "", grant.ReceiverName, new Dictionary<string, string>
        {
            [RegisterLists.ZoneKind] = grant.Zone.Name(), [RegisterLists.ZoneName] = grant.ReceiverName, [RegisterLists.ZoneActs] = acts.Name(), ["grant"] = ground,
        });
        var entry = await db.Set<RegisterEntry>().SingleOrDefaultAsync(e => e.List == RegisterLists.Zones && e.RegionCode == grant.GiverRegionCode && e.Number == number, ct);
        if (entry is null)
        {
            entry = RegisterEntry.Add(RegisterLists.Zones, grant.GiverRegionCode, facts, act);
            db.Add(entry);
        }
        else
        {
            entry.Change(facts, act);
        }

        db.Record(entry, act, "list-entry-added", new { entry.List, entry.Number, entry.Name, entry.TypeCode, entry.Organisation, entry.Fields });
        await MapAsync(entry, grant.Code, act, ct);
    }

    public async Task RemoveAsync(ItemGrant grant, Act act, CancellationToken ct)
    {
        var mapped = db.Set<ListMapping>().Where(m => m.List == RegisterLists.Zones && m.RegionCode == grant.GiverRegionCode && m.TargetCode == grant.Code).Select(m => m.EntryId);
        foreach (var entry in await db.Set<RegisterEntry>().Where(e => mapped.Contains(e.Id) && e.RemovedAt == null).ToListAsync(ct))
        {
            entry.Remove(act);
            db.Record(entry, act, "list-entry-removed", new { entry.List, entry.Number, entry.Name });
        }
    }

    /// <summary>The received item corresponds to the entries of the giver's power list that the giver's item corresponds to.</summary>
    public async Task MapPowersAsync(IReadOnlyCollection<Guid> entries, string region, string code, Act act, CancellationToken ct)
    {
        foreach (var entry in await db.Set<RegisterEntry>().Where(e => entries.Contains(e.Id) && e.List == RegisterLists.Power && e.RegionCode == region && e.RemovedAt == null).ToListAsync(ct))
        {
            await MapAsync(entry, code, act, ct);
        }
    }

    private async Task MapAsync(RegisterEntry entry, string code, Act act, CancellationToken ct)
    {
        if (!await db.Set<ListMapping>().AnyAsync(m => m.EntryId == entry.Id && m.TargetCode == code, ct))
        {
            map.Stage(entry, code, act);
        }
    }
}
