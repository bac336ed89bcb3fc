using Zhengtong.Catalogue.Model;
using Zhengtong.Platform.Access;

namespace Zhengtong.Catalogue.Change;

/// <summary>Who sees and who answers which changes; inside the SQL.</summary>
internal static class ChangeAccess
{
    /// <summary>A manager sees what his region handles and what it asked for, an editor what his organisation asked for.</summary>
    public static IQueryable<ItemChange> VisibleTo(this IQueryable<ItemChange> changes, Actor actor) => actor.Post switch
    {
        { Role: Roles.CatalogueManager, RegionCode: var region, OrganisationId: var organisation } => changes.Where(c => c.HandlerRegion.StartsWith(region) || c.RequesterOrganisationId == organisation),
        { Role: Roles.ItemEditor, OrganisationId: var organisation } => changes.Where(c => c.RequesterOrganisationId == organisation || c.OrganisationId == organisation),
        _ => changes.Where(_ => false),
    };

    /// <summary>Managers answer for exactly their own region: those above see, and do not answer in another's place.</summary>
    public static bool MayAnswer(this ItemChange change, Actor actor) =>
        actor.Post is { Role: Roles.CatalogueManager } post && post.RegionCode == change.HandlerRegion && actor.Id != change.RequestedById;

    /// <summary>Waits for somebody's answer.</summary>
    public static IQueryable<ItemChange> Waiting(this IQueryable<ItemChange> changes) =>
        changes.Where(c => c.SubmittedAt != null && c.ReturnedAt == null && c.ApprovedAt == null && c.WithdrawnAt == null);
}
