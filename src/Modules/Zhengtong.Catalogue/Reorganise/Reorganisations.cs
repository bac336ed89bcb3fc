using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Catalogue.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Catalogue.Reorganise;

/// <summary>Reorganisations as the managers of their region see them.</summary>
internal sealed class Reorganisations(Database db)
{
    public IQueryable<Reorganisation> VisibleTo(Actor actor) => actor.Post is { Role: Roles.CatalogueManager, RegionCode: var region }
        ? db.Set<Reorganisation>().Where(r => r.RegionCode.StartsWith(region))
        : db.Set<Reorganisation>().Where(_ => false);

    /// <summary>
    /// What the participants are asked to hand over, successor by successor: who gets chosen items first, the main one, who gets the rest, last. The way back has the legs of what it undoes.
    /// </summary>
    public async Task<IReadOnlyList<Rehoming>> LegsAsync(Reorganisation of, CancellationToken ct)
    {
        var from = await db.Set<ReorganisationSource>().Where(s => s.ReorganisationId == of.Id).Select(s => s.OrganisationId).ToListAsync(ct);
        var chosen = await db.Set<ReorganisationItem>().AsNoTracking().Where(s => s.ReorganisationId == (of.UndoesId ?? of.Id)).ToListAsync(ct);
        Rehoming Leg(Guid toId, string toName, IReadOnlyList<Guid>? items) =>
            new(of.Id, from, toId, toName, items, of.Reason, of.StartedAt ?? Rehoming.EndOfTime) { Posts = of.MovesPosts && items is null };
        return
        [
            .. chosen.Where(c => c.ToId != of.ToId).GroupBy(c => (c.ToId, c.ToName)).OrderBy(g => g.Key.ToId).Select(g => Leg(g.Key.ToId, g.Key.ToName, [.. g.Select(c => c.ItemId)])),
            Leg(of.ToId, of.ToName, of.AllItems ? null : [.. chosen.Where(c => c.ToId == of.ToId).Select(c => c.ItemId)]),
        ];
    }
}
