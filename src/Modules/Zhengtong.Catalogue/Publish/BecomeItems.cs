using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Catalogue.Findings;
using Zhengtong.Catalogue.Model;
using Zhengtong.Catalogue.Read;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Catalogue.Publish;

/// <summary>
/// Pauses, resumes or cancels items, by whatever way that comes: cases go on, new applications are only taken while an item is in use. What becomes of an entry of a basic catalogue is handed down
/// to the items below it (01.17); what was found of a paused item rests; a cancelled item has nothing left to take over.
/// </summary>
internal sealed class BecomeItems(Database db, PublishedItems published, RestFindings rest)
{
    public async Task<Outcome> HandleAsync(string code, ItemStatus status, Act act, CancellationToken ct)
    {
        await StageAsync(await db.Set<Item>().Where(x => x.Code == code).ToListAsync(ct), status, act, ct);

        // What can be taken is the item's next place in its trace: then somebody was quicker.
        var saved = await db.SaveAsync(ct, Database.ChangedMeanwhile);
        published.Forget(code);
        return saved;
    }

    /// <summary>Adds item, index, trace and event to the unit of work; who saves it lets the catalogue in memory forget the codes.</summary>
    /// <param name="items">As the unit of work tracks them.</param>
    public async Task StageAsync(IReadOnlyList<Item> items, ItemStatus status, Act act, CancellationToken ct, string by = "")
    {
        if (items.Count == 0)
        {
            return;
        }

        var ids = items.Select(i => i.Id).ToList();
        var indexes = await db.Set<ItemIndex>().Where(x => ids.Contains(x.ItemId)).ToDictionaryAsync(x => x.ItemId, ct);
        var versions = await VersionsInForce.OfAsync(db, [.. items.Where(i => indexes.ContainsKey(i.Id))], LegalDay.Of(act.At), ct);
        var tasks = status == ItemStatus.Cancelled ? (await db.Set<AdoptionTask>().Where(t => ids.Contains(t.ItemId) && t.ClosedAt == null).ToListAsync(ct)).ToLookup(t => t.ItemId) : null;
        await rest.StageAsync(ids, status, act, ct);
        foreach (var item in items)
        {
            item.Become(status);
            if (versions.TryGetValue(item.Id, out var version))
            {
                ItemIndex.Show(db, indexes[item.Id], item, version, ItemContent.FromJson(version.Content));
            }
            else if (indexes.TryGetValue(item.Id, out var index))
            {
                // Its version leaves in the same save, and has written all else.
                index.Applicable = status == ItemStatus.InUse;
            }

            foreach (var task in (tasks?[item.Id] ?? []).Where(t => t.ClosedAt is null))
            {
                if (task.AsksFor(status))
                {
                    task.Adopt(item.CurrentVersion, act);
                }
                else
                {
                    task.Supersede(act.At);
                }
            }

            if (item.Kind == ItemKind.Basic)
            {
                db.Add(FanOutRun.Of(item, act.At));
            }

            db.Record(item, act, "became", new { status = status.ToString(), by });
            db.Publish(new ItemPublished(item.Id, item.CurrentVersionId, item.Code) { What = ItemEvent.StatusChanged }, act.At);
        }
    }
}
