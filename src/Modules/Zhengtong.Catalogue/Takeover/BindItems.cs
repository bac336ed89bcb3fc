using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Agreement;
using Zhengtong.Catalogue.Model;
using Zhengtong.Catalogue.Publish;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Catalogue.Takeover;

/// <summary>关联绑定 (01.17): implementation items point at the entry above that they inherit from. No version comes of it; it can be undone. They are compared at once.</summary>
internal sealed class BindItems(Database db, CheckItems check)
{
    public const int Most = 200;
    private static readonly Problem None = Problem.Invalid("catalogue.bind-none", $"请勾选要关联的事项，一次不超过 {Most} 项。", "Chosen");
    private static readonly Problem NotKept = Problem.NotFound("catalogue.bind-not-kept", "所选事项不在您的管理范围内，或目录条目已取消。请刷新后重新选择。");
    private static readonly Problem Bound = Problem.Conflict("catalogue.bind-already", "所选事项中有的已经关联，没有关联任何一项。请刷新后再选。");

    /// <param name="pairs">Item and entry.</param>
    public async Task<Outcome<int>> BindAsync(IReadOnlyList<(Guid Item, Guid Entry)> pairs, Act act, CancellationToken ct)
    {
        if (pairs.Count is 0 or > Most || pairs.DistinctBy(p => p.Item).Count() != pairs.Count)
        {
            return None;
        }

        var (itemIds, entryIds) = (pairs.Select(p => p.Item).ToList(), pairs.Select(p => p.Entry).Distinct().ToList());
        var items = await db.Set<Item>().KeptBy(act.Actor).Where(i => itemIds.Contains(i.Id) && i.Kind == ItemKind.Implementation).ToDictionaryAsync(i => i.Id, ct);
        var entries = await db.Set<Item>().VisibleTo(act.Actor).Standing().Where(i => entryIds.Contains(i.Id)).ToDictionaryAsync(i => i.Id, ct);
        if (items.Count != itemIds.Count || entries.Count != entryIds.Count)
        {
            return NotKept;
        }

        foreach (var (itemId, entryId) in pairs)
        {
            var (item, entry) = (items[itemId], entries[entryId]);
            if (!item.MayFollow(entry))
            {
                return PublishItemVersion.NotAbove with { Field = "Chosen" };
            }

            if (item.ParentId is not null)
            {
                return Bound;
            }
        }

        foreach (var (itemId, entryId) in pairs)
        {
            items[itemId].Adopt(entries[entryId]);
            db.Record(items[itemId], act, "bound", new { entry = entries[entryId].Code, version = entries[entryId].CurrentVersion });
        }

        var saved = await db.SaveAsync(ct);
        if (!saved.Ok)
        {
            return Outcome<int>.Because(saved.Problems);
        }

        await check.TheseAsync(itemIds, ct);
        return pairs.Count;
    }

    /// <summary>Undoes a binding that was wrong; the trace keeps both.</summary>
    public async Task<Outcome> UnbindAsync(Guid id, Act act, CancellationToken ct)
    {
        if (act.Reason.Length is 0 or > 500)
        {
            return Problem.Invalid("catalogue.unbind-reason", "请填写解除关联的理由，不超过 500 字。", "Reason");
        }

        if (await db.Set<Item>().KeptBy(act.Actor).SingleOrDefaultAsync(i => i.Id == id && i.Kind == ItemKind.Implementation && i.ParentId != null, ct) is not { } item)
        {
            return NotKept;
        }

        db.Record(item, act, "unbound", new { entry = item.ParentId, version = item.ParentVersion });
        item.Unbind();
        foreach (var task in await db.Set<AdoptionTask>().Where(t => t.ItemId == id && t.ClosedAt == null).ToListAsync(ct))
        {
            task.Supersede(act.At);
        }

        var saved = await db.SaveAsync(ct);
        if (saved.Ok)
        {
            await check.TheseAsync([id], ct);
        }

        return saved;
    }
}
