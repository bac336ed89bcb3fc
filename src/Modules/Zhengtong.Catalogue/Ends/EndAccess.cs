using Zhengtong.Catalogue.Model;
using Zhengtong.Platform.Access;

namespace Zhengtong.Catalogue.Ends;

/// <summary>Who keeps which ends: managers those of their region and below, editors those of their organisation. Deny by default; inside the SQL.</summary>
internal static class EndAccess
{
    public static IQueryable<ApplicationEnd> KeptBy(this IQueryable<ApplicationEnd> ends, Actor actor) => actor.Post switch
    {
        { Role: Roles.CatalogueManager, RegionCode: var region } => ends.Where(e => e.RegionCode.StartsWith(region)),
        { Role: Roles.ItemEditor, OrganisationId: var organisation } => ends.Where(e => e.OrganisationId == organisation),
        _ => ends.Where(_ => false),
    };

    public static string Name(this EndKind kind) => kind switch
    {
        EndKind.Website => "网站",
        EndKind.App => "APP",
        EndKind.MiniProgram => "小程序",
        EndKind.Kiosk => "自助终端",
        _ => "第三方平台",
    };
}
