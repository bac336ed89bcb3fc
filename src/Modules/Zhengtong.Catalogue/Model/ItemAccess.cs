using Zhengtong.Platform.Access;

namespace Zhengtong.Catalogue.Model;

/// <summary>Who sees and who keeps which items behind the counter. Deny by default; inside the SQL.</summary>
internal static class ItemAccess
{
    /// <summary>
    /// Managers and supervisors see the items of their region and of those below, editors those of their organisation; both see the entries of the basic catalogues
    /// above their region, which their items inherit from.
    /// </summary>
    public static IQueryable<Item> VisibleTo(this IQueryable<Item> items, Actor actor)
    {
        if (actor.Kind == ActorKind.System)
        {
            return items;
        }

        return actor.Post switch
        {
            { Role: Roles.CatalogueManager or Roles.Supervisor or Roles.Administrator, RegionCode: var region } =>
                items.Where(i => i.RegionCode.StartsWith(region) || (i.Kind == ItemKind.Basic && region.StartsWith(i.RegionCode))),
            { Role: Roles.ItemEditor, RegionCode: var region, OrganisationId: var organisation } =>
                items.Where(i => i.OrganisationId == organisation || (i.Kind == ItemKind.Basic && region.StartsWith(i.RegionCode))),
            _ => items.Where(_ => false),
        };
    }

    /// <summary>As <see cref="VisibleTo"/> for one kind: a single range of the index, where the general question would read all.</summary>
    public static IQueryable<Item> OfKind(this IQueryable<Item> items, ItemKind kind, Actor actor)
    {
        var visible = items.Where(i => i.Kind == kind);
        return kind == ItemKind.Basic ? visible.VisibleTo(actor) : actor.Post switch
        {
            { Role: Roles.CatalogueManager or Roles.Supervisor or Roles.Administrator, RegionCode: var region } => visible.Where(i => i.RegionCode.StartsWith(region)),
            { Role: Roles.ItemEditor, OrganisationId: var organisation } => visible.Where(i => i.OrganisationId == organisation),
            _ => visible.Where(_ => false),
        };
    }

    /// <summary>The measures of the implementation items that <see cref="VisibleTo(IQueryable{Item}, Actor)"/> shows.</summary>
    public static IQueryable<ItemMeasure> VisibleTo(this IQueryable<ItemMeasure> measures, Actor actor) => actor.Post switch
    {
        { Role: Roles.CatalogueManager or Roles.Supervisor or Roles.Administrator, RegionCode: { Length: 2 } province } => measures.Where(m => m.ProvinceCode == province),
        { Role: Roles.CatalogueManager or Roles.Supervisor or Roles.Administrator, RegionCode: var region } => measures.Where(m => m.RegionCode.StartsWith(region)),
        { Role: Roles.ItemEditor, OrganisationId: var organisation } => measures.Where(m => m.OrganisationId == organisation),
        _ => measures.Where(_ => false),
    };

    /// <summary>Items whose content the actor may propose to change: a manager's own region and below, an editor's organisation.</summary>
    public static IQueryable<Item> KeptBy(this IQueryable<Item> items, Actor actor) => actor switch
    {
        { Kind: ActorKind.System } => items,
        { Post: { Role: Roles.CatalogueManager, RegionCode: var region } } => items.Where(i => i.RegionCode.StartsWith(region)),
        { Post: { Role: Roles.ItemEditor, OrganisationId: var organisation } } => items.Where(i => i.OrganisationId == organisation && i.Kind == ItemKind.Implementation),
        _ => items.Where(_ => false),
    };
}
