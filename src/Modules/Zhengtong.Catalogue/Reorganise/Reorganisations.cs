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

    /// <summary>What the participants are asked to hand over.</summary>
    public async Task<Rehoming> RehomingAsync(Reorganisation of, CancellationToken ct)
    {
        var from = await db.Set<ReorganisationSource>().Where(s => s.ReorganisationId == of.Id).Select(s => s.OrganisationId).ToListAsync(ct);
        var items = of.AllItems ? null : await db.Set<ReorganisationItem>().Where(s => s.ReorganisationId == of.Id).Select(s => s.ItemId).ToListAsync(ct);
        return new Rehoming(of.Id, from, of.ToId, of.ToName, items, of.Reason, of.StartedAt ?? Rehoming.EndOfTime);
    }
}
