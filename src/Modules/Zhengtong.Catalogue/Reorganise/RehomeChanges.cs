using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Catalogue.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Catalogue.Reorganise;

/// <summary>
/// Changes of items that are on their way (事项变更单, 01.41): they go on under the successor, at the step they had reached. The version that the moving of the item itself made says
/// nothing new, so a change made on the one before is not stale by it.
/// </summary>
internal sealed class RehomeChanges(Database db) : IRehomes
{
    /// <summary>The item is of the organisation that hands over.</summary>
    private const string Owned = "o";

    /// <summary>The organisation that hands over asked for the change, of whosever item.</summary>
    private const string Asked = "a";

    public string Name => "办理中的事项变更";

    public bool ComesUpLater => false;

    public Task<int> CountAsync(Rehoming move, CancellationToken ct) => Of(move).CountAsync(ct);

    public async Task<RehomedPage> StageAsync(Rehoming move, Guid after, int atMost, Act act, CancellationToken ct)
    {
        var changes = await Of(move).Where(c => c.Id > after).OrderBy(c => c.Id).Take(atMost).ToListAsync(ct);
        var current = await MovedItemsAsync(changes, move.ToId, ct);
        var moved = new List<Rehomed>();
        foreach (var change in changes)
        {
            var (owned, asked) = (move.From.Contains(change.OrganisationId), move.From.Contains(change.RequesterOrganisationId));
            var (fromId, fromName) = owned ? (change.OrganisationId, change.OrganisationName) : (change.RequesterOrganisationId, change.RequesterOrganisationName);
            Hand(change, (owned, asked), fromId, (move.ToId, move.ToName), current, act, move.Reason);
            moved.Add(new Rehomed(change.Id, fromId, fromName, $"{Stamp(change)}{(owned ? Owned : "")}{(asked ? Asked : "")}"));
        }

        return new RehomedPage(moved, changes.Count < atMost ? null : changes[^1].Id);
    }

    public async Task<IReadOnlyList<Guid>> StageBackAsync(Rehoming move, IReadOnlyList<Rehomed> moved, Act act, CancellationToken ct)
    {
        var from = moved.ToDictionary(m => m.SubjectId);
        var ids = from.Keys.ToList();
        var changes = (await Open().Where(c => ids.Contains(c.Id)).OrderBy(c => c.Id).ToListAsync(ct)).FindAll(c => from[c.Id].Stamp.TrimEnd('o', 'a') == Stamp(c));
        foreach (var change in changes)
        {
            var former = from[change.Id];
            var sides = (former.Stamp.Contains('o', StringComparison.Ordinal), former.Stamp.Contains('a', StringComparison.Ordinal));
            Hand(change, sides, move.ToId, (former.FromId, former.FromName), await MovedItemsAsync([change], former.FromId, ct), act, move.Reason);
        }

        return changes.ConvertAll(c => c.Id);
    }

    private IQueryable<ItemChange> Open() => db.Set<ItemChange>().Where(c => c.WithdrawnAt == null && c.ApprovedAt == null);

    private IQueryable<ItemChange> Of(Rehoming move)
    {
        var changes = Open().Where(c => move.From.Contains(c.OrganisationId) || move.From.Contains(c.RequesterOrganisationId));
        return move.Items is { } chosen ? changes.Where(c => c.ItemId != null && chosen.Contains(c.ItemId.Value)) : changes;
    }

    /// <summary>Items whose newest version only says that they are of the organisation now, with its number.</summary>
    private async Task<Dictionary<Guid, int>> MovedItemsAsync(List<ItemChange> changes, Guid toId, CancellationToken ct)
    {
        var items = changes.Where(c => c.ItemId is not null).Select(c => c.ItemId!.Value).Distinct().ToList();
        return await db.Set<Item>().AsNoTracking().Where(i => items.Contains(i.Id) && i.OrganisationId == toId)
            .Join(db.Set<ItemVersion>().Where(v => v.Source.StartsWith(RehomeItems.Source)), i => i.CurrentVersionId, v => v.Id, (i, v) => new { i.Id, i.CurrentVersion })
            .ToDictionaryAsync(x => x.Id, x => x.CurrentVersion, ct);
    }

    private void Hand(ItemChange change, (bool Owned, bool Asked) sides, Guid wasId, (Guid Id, string Name) to, Dictionary<Guid, int> current, Act act, string reason)
    {
        var entry = db.Entry(change);
        var was = sides.Owned ? change.OrganisationName : change.RequesterOrganisationName;
        if (sides.Owned)
        {
            entry.Property(c => c.OrganisationId).CurrentValue = to.Id;
            entry.Property(c => c.OrganisationName).CurrentValue = to.Name;
            var content = ItemContent.FromJson(change.Content);
            if (content.Steps.Any(s => s.OrganisationId == wasId))
            {
                entry.Property(c => c.Content).CurrentValue =
                    (content with { Steps = [.. content.Steps.Select(s => s.OrganisationId == wasId ? s with { OrganisationId = to.Id, OrganisationName = to.Name } : s)] }).ToJson();
            }

            if (change.ItemId is { } item && current.TryGetValue(item, out var version) && change.BaseVersion == version - 1)
            {
                entry.Property(c => c.FromVersion).CurrentValue = change.WithdrawsWaiting ? change.FromVersion : version;
                entry.Property(c => c.BaseVersion).CurrentValue = version;
            }
        }

        if (sides.Asked)
        {
            entry.Property(c => c.RequesterOrganisationId).CurrentValue = to.Id;
            entry.Property(c => c.RequesterOrganisationName).CurrentValue = to.Name;
        }

        entry.Property(c => c.Revision).CurrentValue = change.Revision + 1;
        db.Record(change, act, "rehomed", new { from = was, to = to.Name, reason });
    }

    private string Stamp(ItemChange change) => db.Entry(change).Property(c => c.Revision).CurrentValue.ToString(CultureInfo.InvariantCulture);
}
