using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Catalogue.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Catalogue.Reorganise;

/// <summary>
/// What an organisation has delegated or entrusted, or has taken on (01.41): the successor sees, rates and recalls what the predecessor gave, and does what it received. Two parts,
/// one for each side, so that either comes back by itself.
/// </summary>
/// <param name="given">The side of the giver; else that of the receiver.</param>
internal sealed class RehomeGrants(Database db, bool given) : IRehomes
{
    public string Name => given ? "下放、委托出去的事项" : "承接的下放、委托事项";

    public bool ComesUpLater => false;

    public IReadOnlyList<RehomeRefusal> Refused { get; private set; } = [];

    private string Id => given ? nameof(ItemGrant.GiverId) : nameof(ItemGrant.ReceiverId);

    private string NameOf => given ? nameof(ItemGrant.GiverName) : nameof(ItemGrant.ReceiverName);

    public Task<int> CountAsync(Rehoming move, CancellationToken ct) => Of(move).CountAsync(ct);

    public async Task<RehomedPage> StageAsync(Rehoming move, Guid after, int atMost, Act act, CancellationToken ct)
    {
        var grants = await Of(move).Where(g => g.Id > after).OrderBy(g => g.Id).Take(atMost).ToListAsync(ct);
        var twice = await TwiceAsync(grants, move.ToId, ct);
        var moved = grants.FindAll(g => !twice.Contains(g.Id)).ConvertAll(g =>
        {
            var (fromId, fromName) = Hand(g, move.ToId, move.ToName);
            return new Rehomed(g.Id, fromId, fromName, Stamp(g));
        });
        Refused = [.. grants.Where(g => twice.Contains(g.Id)).Select(g => new RehomeRefusal(g.Id, $"{g.Name}（{g.Code}）", $"{move.ToName}已经承接了{g.GiverName}的同一个事项，请先收回其中一个。"))];
        return new RehomedPage(moved, grants.Count < atMost ? null : grants[^1].Id);
    }

    public async Task<IReadOnlyList<Guid>> StageBackAsync(Rehoming move, IReadOnlyList<Rehomed> moved, Act act, CancellationToken ct)
    {
        Refused = [];
        var from = moved.ToDictionary(m => m.SubjectId);
        var ids = from.Keys.ToList();
        var side = Id;
        var open = db.Set<ItemGrant>().Where(g => ids.Contains(g.Id) && g.RecalledAt == null && EF.Property<Guid>(g, side) == move.ToId);
        var back = (await open.ToListAsync(ct)).FindAll(g => from[g.Id].Stamp == Stamp(g));
        back.ForEach(g => Hand(g, from[g.Id].FromId, from[g.Id].FromName));
        return back.ConvertAll(g => g.Id);
    }

    private IQueryable<ItemGrant> Of(Rehoming move)
    {
        var side = Id;
        var grants = db.Set<ItemGrant>().Where(g => g.RecalledAt == null && move.From.Contains(EF.Property<Guid>(g, side)));
        return move.Items is not { } chosen ? grants : given ? grants.Where(g => chosen.Contains(g.GiverItemId)) : grants.Where(g => chosen.Contains(g.ItemId));
    }

    /// <summary>A receiver has an item of a giver once: of those that two predecessors received, the first goes over.</summary>
    private async Task<HashSet<Guid>> TwiceAsync(List<ItemGrant> grants, Guid toId, CancellationToken ct)
    {
        if (given)
        {
            return [];
        }

        var items = grants.ConvertAll(g => g.GiverItemId);
        var there = (await db.Set<ItemGrant>().Where(g => g.ReceiverId == toId && g.RecalledAt == null && items.Contains(g.GiverItemId)).Select(g => g.GiverItemId).ToListAsync(ct)).ToHashSet();
        return [.. grants.Where(g => !there.Add(g.GiverItemId)).Select(g => g.Id)];
    }

    /// <summary>Nobody else changes whose a grant is, so the grant itself keeps it closed.</summary>
    private (Guid Id, string Name) Hand(ItemGrant grant, Guid toId, string toName)
    {
        var entry = db.Entry(grant);
        var was = (Id: (Guid)entry.Property(Id).CurrentValue!, Name: (string)entry.Property(NameOf).CurrentValue!);
        entry.Property(Id).CurrentValue = toId;
        entry.Property(NameOf).CurrentValue = toName;
        grant.Revision++;
        return was;
    }

    /// <summary>Touched is a grant whose recall was begun since.</summary>
    private static string Stamp(ItemGrant grant) => grant.RecallId?.ToString("N") ?? "";
}
