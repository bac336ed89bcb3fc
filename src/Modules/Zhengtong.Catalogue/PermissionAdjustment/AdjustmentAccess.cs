using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Catalogue.PermissionAdjustment;

/// <summary>Who sees which adjustments. Deny by default; inside the SQL.</summary>
internal static class AdjustmentAccess
{
    /// <summary>Managers those given or received in their region; editors those their organisation gives or receives.</summary>
    public static IQueryable<Model.PermissionAdjustment> VisibleTo(this IQueryable<Model.PermissionAdjustment> adjustments, Database db, Actor actor) => actor.Post switch
    {
        { Role: Roles.CatalogueManager, RegionCode: var region } => adjustments.Where(a =>
            a.RegionCode.StartsWith(region) || db.Set<AdjustmentReceiver>().Any(r => r.AdjustmentId == a.Id && r.RegionCode.StartsWith(region))),
        { Role: Roles.ItemEditor, OrganisationId: var organisation } => adjustments.Where(a =>
            a.GiverId == organisation || db.Set<AdjustmentReceiver>().Any(r => r.AdjustmentId == a.Id && r.OrganisationId == organisation)),
        _ => adjustments.Where(_ => false),
    };

    /// <summary>Those a manager assesses, reviews, approves: given in his region.</summary>
    public static IQueryable<Model.PermissionAdjustment> ManagedBy(this IQueryable<Model.PermissionAdjustment> adjustments, Actor actor) => actor.Post switch
    {
        { Role: Roles.CatalogueManager, RegionCode: var region } => adjustments.Where(a => a.RegionCode.StartsWith(region)),
        _ => adjustments.Where(_ => false),
    };

    /// <summary>Whether somebody handed the adjustment in, in any round: then its gates and its approval are others'.</summary>
    public static Task<bool> HandedInByAsync(this Database db, Guid adjustmentId, Actor actor, CancellationToken ct) =>
        db.Set<AdjustmentApplicant>().AnyAsync(a => a.AdjustmentId == adjustmentId && a.StaffId == actor.Id, ct);

    public static IQueryable<ItemGrant> VisibleTo(this IQueryable<ItemGrant> grants, Actor actor) => actor.Post switch
    {
        { Role: Roles.CatalogueManager, RegionCode: var region } => grants.Where(g => g.GiverRegionCode.StartsWith(region) || g.RegionCode.StartsWith(region)),
        { Role: Roles.ItemEditor, OrganisationId: var organisation } => grants.Where(g => g.GiverId == organisation || g.ReceiverId == organisation),
        _ => grants.Where(_ => false),
    };

    /// <summary>The batches of one's region, of those above and of those below.</summary>
    public static IQueryable<AdjustmentBatch> VisibleTo(this IQueryable<AdjustmentBatch> batches, Actor actor) => actor.Post switch
    {
        { Role: Roles.CatalogueManager or Roles.ItemEditor, RegionCode: var region } => batches.Where(b => b.RegionCode.StartsWith(region) || region.StartsWith(b.RegionCode)),
        _ => batches.Where(_ => false),
    };
}
