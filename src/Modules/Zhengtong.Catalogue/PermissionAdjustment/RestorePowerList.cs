using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Lists;
using Zhengtong.Catalogue.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Codes;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Catalogue.PermissionAdjustment;

/// <summary>
/// An adjustment that comes to nothing after the power list was changed for it changes the list again (01.37): its entries are compiled as they were before, and the list is put forward
/// with the reason, so that a new version says it. Nobody publishes a list alone, also not so: a second manager of the list's region approves.
/// </summary>
internal sealed class RestorePowerList(Database db, PowerListVersions versions, MapEntry map, PublishList lists, TellAdjustment tell)
{
    private const int LongestNote = 500;
    private const int MostNamed = 5;

    /// <summary>Leaves in the save of the act that ends the adjustment. Saves nothing.</summary>
    public async Task StageAsync(Model.PermissionAdjustment of, string why, Act act, CancellationToken ct)
    {
        if (of.LinkedAt is null || await versions.LinkedAsync(of, ct) is not { } linked)
        {
            return;
        }

        var list = RegisterLists.Find(RegisterLists.Power)!;
        var changed = await versions.ChangedAsync(of, linked, ct);
        var by = act with { Reason = $"权限调整{(of.Stage == AdjustmentStage.Withdrawn ? "撤回" : "退回")}，恢复原来的内容。{of.GiverName}：{of.Power} 理由：{why}".Shortened(LongestNote) };
        var (restored, kept) = (new Dictionary<Guid, EntryFacts?>(), new List<string>());
        var ids = changed.Select(c => c.EntryId).ToList();
        var entries = await db.Set<RegisterEntry>().Where(e => ids.Contains(e.Id)).ToDictionaryAsync(e => e.Id, ct);
        var mappings = (await db.Set<ListMapping>().Where(m => ids.Contains(m.EntryId)).ToListAsync(ct)).ToLookup(m => m.EntryId);
        foreach (var change in changed)
        {
            var entry = entries[change.EntryId];
            var compiled = entry.RemovedAt is null ? entry.Facts() with { Targets = EntryFacts.Ordered(mappings[entry.Id].Select(m => m.TargetCode)) } : null;
            if (EntryFacts.Same(compiled, change.Before))
            {
                continue;
            }

            // What was written in it since is for those who wrote it to judge.
            if (!EntryFacts.Same(compiled, change.Linked) || await TakenAsync(linked, entry, change.Before, ct))
            {
                kept.Add($"{entry.Number} {entry.Name}");
                continue;
            }

            Restore(entry, mappings[entry.Id], change.Before, by);
            restored[entry.Id] = change.Before;
        }

        var forward = restored.Count > 0 && await lists.StageAsync(list, linked.RegionCode, restored, by.Reason, by, ct);
        db.Record(of, act, "power-list-restored", new { version = linked.Id, linked.RegionCode, restored = restored.Keys, kept });
        if (!forward || kept.Count > 0)
        {
            await tell.ToRestoreAsync(of, linked.RegionCode, string.Join('、', kept.Take(MostNamed)), ct);
        }
    }

    private void Restore(RegisterEntry entry, IEnumerable<ListMapping> mappings, EntryFacts? before, Act by)
    {
        if (before is null)
        {
            entry.Remove(by);
            db.Record(entry, by, "list-entry-removed", new { entry.List, entry.Number, entry.Name });
            return;
        }

        entry.Change(before, by);
        map.StageTargets(entry, mappings, before.Targets, by);
        db.Record(entry, by, "list-entry-changed", new { entry.List, entry.Number, entry.Name, entry.TypeCode, entry.Organisation, entry.Fields });
    }

    /// <summary>The number it had is another entry's by now.</summary>
    private async Task<bool> TakenAsync(ListVersion linked, RegisterEntry entry, EntryFacts? before, CancellationToken ct) => before is not null && before.Number != entry.Number
        && await db.Set<RegisterEntry>().AnyAsync(e => e.List == linked.List && e.RegionCode == linked.RegionCode && e.Number == before.Number && e.Id != entry.Id, ct);
}
