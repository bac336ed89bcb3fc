using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Catalogue.Lists;

/// <summary>Adds, changes and takes off entries of a region's list. Nothing is public before the list is published.</summary>
internal sealed class SaveEntry(Database db, MapEntry map)
{
    public static readonly Problem Unknown = Problem.NotFound("catalogue.list-entry-unknown", "没有找到这条清单内容，或不是您所在地区的清单。");
    private static readonly Problem Taken = Problem.Invalid("catalogue.list-number-taken", "清单里已有这个编号，请换一个编号，或修改原来的条目。", "Number");

    /// <param name="id">null: a new one.</param>
    public async Task<Outcome<Guid>> HandleAsync(RegisterList list, Guid? id, EntryInput input, Act act, CancellationToken ct)
    {
        var read = EntryReading.Read(list, input);
        if (!read.TryGet(out var facts))
        {
            return Outcome<Guid>.Because(read.Problems);
        }

        var region = act.Actor.Post!.RegionCode;
        var same = await db.Set<RegisterEntry>().SingleOrDefaultAsync(e => e.List == list.Key && e.RegionCode == region && e.Number == facts.Number, ct);
        RegisterEntry entry;
        if (id is null)
        {
            if (same is { RemovedAt: null })
            {
                return Taken;
            }

            // A number that was taken off before is the same entry come back.
            entry = same ?? RegisterEntry.Add(list.Key, region, facts, act);
            _ = same is null ? db.Add(entry) : null;
            same?.Change(facts, act);
        }
        else
        {
            if (await db.FindEntryAsync(list, id.Value, act.Actor, ct) is not { } found)
            {
                return Unknown;
            }

            if (input.Revision is { } revision && revision != found.Revision)
            {
                return Problem.Conflict("catalogue.list-entry-meanwhile", $"您打开这一条之后，{found.ChangedByName}修改过它，没有保存您的修改。请重新打开这一条，在现在的内容上修改。");
            }

            if (same is not null && same.Id != found.Id)
            {
                return Taken;
            }

            entry = found;
            entry.Change(facts, act);
        }

        if (facts.Targets is { } targets)
        {
            if ((await map.RefusalsAsync(list, targets, ct)).Values.FirstOrDefault() is { } refusal)
            {
                return Problem.Invalid(refusal.Code, refusal.Message, "Targets");
            }

            map.StageTargets(entry, await db.Set<ListMapping>().Where(m => m.EntryId == entry.Id).ToListAsync(ct), targets, act);
        }

        db.Record(entry, act, id is null ? "list-entry-added" : "list-entry-changed", new { entry.List, entry.Number, entry.Name, entry.TypeCode, entry.Organisation, entry.Fields });
        var saved = await db.SaveAsync(ct, Taken);
        return saved.Ok ? entry.Id : Outcome<Guid>.Because(saved.Problems);
    }

    public async Task<Outcome> RemoveAsync(RegisterList list, Guid id, Act act, CancellationToken ct)
    {
        if (string.IsNullOrWhiteSpace(act.Reason) || act.Reason.Length > 500)
        {
            return Problem.Invalid("catalogue.list-reason", "请写明移出清单的理由，不超过 500 个字。", "Reason");
        }

        if (await db.FindEntryAsync(list, id, act.Actor, ct) is not { RemovedAt: null } entry)
        {
            return Unknown;
        }

        entry.Remove(act);
        db.Record(entry, act, "list-entry-removed", new { entry.List, entry.Number, entry.Name });
        return await db.SaveAsync(ct);
    }
}

/// <summary>Whose entries one keeps: the managers of exactly the region whose list it is. Inside the SQL.</summary>
internal static class EntryAccess
{
    public static IQueryable<RegisterEntry> EntriesOf(this Database db, RegisterList list, Actor actor)
    {
        var entries = db.Set<RegisterEntry>().Where(e => e.List == list.Key);
        return actor is { Post: { Role: Roles.CatalogueManager, RegionCode: var region } } ? entries.Where(e => e.RegionCode == region) : entries.Where(_ => false);
    }

    public static Task<RegisterEntry?> FindEntryAsync(this Database db, RegisterList list, Guid id, Actor actor, CancellationToken ct) =>
        db.EntriesOf(list, actor).SingleOrDefaultAsync(e => e.Id == id, ct);
}
