using Zhengtong.Catalogue.Model;
using Zhengtong.Platform.Access;

namespace Zhengtong.Catalogue.Change;

/// <summary>Who sees and who answers which changes; inside the SQL.</summary>
internal static class ChangeAccess
{
    /// <summary>
    /// A manager sees what his region handles and what it asked for, an editor what is about his organisation's items and its requests to a catalogue above; both what their organisation is to
    /// give an opinion on.
    /// </summary>
    public static IQueryable<ItemChange> VisibleTo(this IQueryable<ItemChange> changes, Actor actor)
    {
        var invited = (actor.Post?.OrganisationId ?? Guid.Empty).ToString("N");
        return actor.Post switch
        {
            { Role: Roles.CatalogueManager, RegionCode: var region, OrganisationId: var organisation } =>
                changes.Where(c => c.HandlerRegion.StartsWith(region) || c.RequesterOrganisationId == organisation || c.InvitedIds.Contains(invited)),
            { Role: Roles.ItemEditor, OrganisationId: var organisation } =>
                changes.Where(c => (c.RequesterOrganisationId == organisation && ChangeKinds.FromBelow.Contains(c.Kind)) || c.OrganisationId == organisation || c.InvitedIds.Contains(invited)),
            _ => changes.Where(_ => false),
        };
    }

    /// <summary>Rounds of changes as the changes themselves; supervisors and administrators those of their region and below.</summary>
    public static IQueryable<ChangeRound> VisibleTo(this IQueryable<ChangeRound> rounds, Actor actor) => actor.Post switch
    {
        { Role: Roles.Supervisor or Roles.Administrator, RegionCode: var region } => rounds.Where(r => r.HandlerRegion.StartsWith(region)),
        { Role: Roles.CatalogueManager, RegionCode: var region, OrganisationId: var organisation } =>
            rounds.Where(r => r.HandlerRegion.StartsWith(region) || r.RequesterOrganisationId == organisation),
        { Role: Roles.ItemEditor, OrganisationId: var organisation } => rounds.Where(r => r.RequesterOrganisationId == organisation),
        _ => rounds.Where(_ => false),
    };

    /// <summary>
    /// Who writes in changes: who asked, and his organisation. An editor only where it is about an item of his organisation or is its request to a catalogue above: a manager's change of an entry is
    /// not his, though both sit in one office.
    /// </summary>
    public static IQueryable<ItemChange> WrittenBy(this IQueryable<ItemChange> changes, Actor actor)
    {
        var organisation = actor.Post?.OrganisationId ?? Guid.Empty;
        var own = changes.Where(c => c.RequestedById == actor.Id || c.RequesterOrganisationId == organisation);
        return actor.Has(Roles.ItemEditor) ? own.Where(c => ChangeKinds.FromBelow.Contains(c.Kind) || (c.ItemKind == ItemKind.Implementation && c.OrganisationId == organisation)) : own;
    }

    /// <summary>Managers answer for exactly their own region: those above see, and do not answer in another's place. Nobody answers what he wrote in.</summary>
    public static bool MayAnswer(this ItemChange change, Actor actor) =>
        actor.Post is { Role: Roles.CatalogueManager } post && post.RegionCode == change.HandlerRegion && !change.WasWrittenBy(actor.Id);

    /// <summary>Waits for somebody's answer.</summary>
    public static IQueryable<ItemChange> Waiting(this IQueryable<ItemChange> changes) =>
        changes.Where(c => c.SubmittedAt != null && c.ReturnedAt == null && c.ApprovedAt == null && c.WithdrawnAt == null);
}
