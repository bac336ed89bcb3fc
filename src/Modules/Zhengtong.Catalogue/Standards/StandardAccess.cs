using Zhengtong.Catalogue.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Catalogue.Standards;

/// <summary>
/// Who sees and who decides on which standards. What is published everybody sees. Province and city make local standards (标准化法 article 13): theirs decide, those below propose.
/// Deny by default; inside the SQL.
/// </summary>
internal static class StandardAccess
{
    /// <summary>Who may open the office's pages of standards.</summary>
    public const string Reader = "role:" + Roles.CatalogueManager + "," + Roles.ItemEditor + "," + Roles.StandardExpert + "," + Roles.Supervisor + "," + Roles.Administrator;

    public static readonly string[] Readers = [Roles.CatalogueManager, Roles.ItemEditor, Roles.StandardExpert, Roles.Supervisor, Roles.Administrator];

    private const int City = 4;

    public static IQueryable<Standard> VisibleTo(this IQueryable<Standard> standards, Database db, Actor actor) => actor.Post switch
    {
        { Role: Roles.CatalogueManager or Roles.Supervisor or Roles.Administrator, RegionCode: var region } =>
            standards.Where(s => s.PublishedAt != null || s.OwnerRegion.StartsWith(region) || (s.RegionCode != "" && s.RegionCode.StartsWith(region))),
        { Role: Roles.ItemEditor, OrganisationId: var organisation } => standards.Where(s => s.PublishedAt != null || s.OwnerId == organisation),
        { Role: Roles.StandardExpert } => standards.Where(s =>
            s.PublishedAt != null || db.Set<StandardReview>().Any(r => r.StandardId == s.Id && db.Set<ReviewSeat>().Any(x => x.ReviewId == r.Id && x.StaffId == actor.Id))),
        _ => standards.Where(_ => false),
    };

    /// <summary>
    /// Those on which a manager decides: local ones of his province or city and of cities below. National, industry and association standards hold for everybody here: whoever registered one, only the
    /// managers of the site's highest region let it in, amend it or end it.
    /// </summary>
    /// <param name="highest">As <see cref="Findings.ResponsibleStaff.KeepersOfNationAsync"/> finds it.</param>
    public static IQueryable<Standard> DecidedBy(this IQueryable<Standard> standards, Actor actor, string highest)
    {
        if (actor.Post is not { Role: Roles.CatalogueManager, RegionCode: var region })
        {
            return standards.Where(_ => false);
        }

        var (makes, keeps) = (region.Length is > 0 and <= City, region == highest);
        return standards.Where(s => (makes && s.RegionCode != "" && s.RegionCode.StartsWith(region)) || (keeps && s.RegionCode == ""));
    }

    /// <summary>Those that one's own office proposed.</summary>
    public static IQueryable<Standard> OwnedBy(this IQueryable<Standard> standards, Actor actor) => actor.Post switch
    {
        { Role: Roles.CatalogueManager or Roles.ItemEditor, OrganisationId: var organisation } => standards.Where(s => s.OwnerId == organisation),
        _ => standards.Where(_ => false),
    };

    public static IQueryable<TechnicalCommittee> KeptBy(this IQueryable<TechnicalCommittee> committees, Actor actor) => actor.Post switch
    {
        { Role: Roles.CatalogueManager, RegionCode: { Length: > 0 and <= City } region } => committees.Where(c => c.RegionCode.StartsWith(region)),
        _ => committees.Where(_ => false),
    };

    /// <summary>Committees of one's region, of those above and of those below.</summary>
    public static IQueryable<TechnicalCommittee> VisibleTo(this IQueryable<TechnicalCommittee> committees, Actor actor) => actor.Post switch
    {
        { RegionCode: var region } => committees.Where(c => c.RegionCode.StartsWith(region) || region.StartsWith(c.RegionCode)),
        _ => committees.Where(_ => false),
    };

    public static IQueryable<StandardProgramme> KeptBy(this IQueryable<StandardProgramme> programmes, Actor actor) => actor.Post switch
    {
        { Role: Roles.CatalogueManager, RegionCode: { Length: > 0 and <= City } region } => programmes.Where(p => p.RegionCode.StartsWith(region)),
        _ => programmes.Where(_ => false),
    };

    public static IQueryable<StandardProgramme> VisibleTo(this IQueryable<StandardProgramme> programmes, Actor actor) => actor.Post switch
    {
        { RegionCode: var region } => programmes.Where(p => p.RegionCode.StartsWith(region) || region.StartsWith(p.RegionCode)),
        _ => programmes.Where(_ => false),
    };

    /// <summary>Managers and supervisors the experiences of their region and below, editors those of their office.</summary>
    public static IQueryable<StandardExperience> VisibleTo(this IQueryable<StandardExperience> experiences, Actor actor) => actor.Post switch
    {
        { Role: Roles.CatalogueManager or Roles.Supervisor or Roles.Administrator, RegionCode: var region } => experiences.Where(x => x.RegionCode.StartsWith(region)),
        { Role: Roles.ItemEditor, OrganisationId: var organisation } => experiences.Where(x => x.OrganisationId == organisation),
        _ => experiences.Where(_ => false),
    };

    public static IQueryable<StandardExperience> KeptBy(this IQueryable<StandardExperience> experiences, Actor actor) =>
        actor.Post is { Role: Roles.CatalogueManager or Roles.ItemEditor } ? experiences.VisibleTo(actor) : experiences.Where(_ => false);
}
