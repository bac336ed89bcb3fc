using Zhengtong.Catalogue.Model;
using Zhengtong.Platform.Access;

namespace Zhengtong.Catalogue.MassChanges;

/// <summary>Who sees and who answers which mass changes; inside the SQL.</summary>
internal static class MassChangeAccess
{
    /// <summary>Who asked, and the managers of his region and of those above it.</summary>
    public static IQueryable<MassChange> VisibleTo(this IQueryable<MassChange> changes, Actor actor)
    {
        var (id, region) = (actor.Id, actor.Post is { Role: Roles.CatalogueManager } post ? post.RegionCode : null);
        return region is null ? changes.Where(c => c.AskedById == id) : changes.Where(c => c.AskedById == id || c.RegionCode.StartsWith(region));
    }

    /// <summary>A manager of the same region or of one above, and never who asked.</summary>
    public static bool MayAnswer(this MassChange change, Actor actor) =>
        actor.Post is { Role: Roles.CatalogueManager } post && change.RegionCode.StartsWith(post.RegionCode, StringComparison.Ordinal) && actor.Id != change.AskedById;
}
