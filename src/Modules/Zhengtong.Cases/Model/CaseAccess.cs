using Zhengtong.Platform.Access;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Cases.Model;

/// <summary>Who sees what, inside the SQL. Without a rule that admits, nothing.</summary>
internal static class CaseAccess
{
    /// <summary>
    /// Applicants see their own party's cases; regional posts those of their region's subtree; posts of an organisation those it decides
    /// or has a step in.
    /// </summary>
    public static IQueryable<Case> VisibleTo(this IQueryable<Case> cases, Database db, Actor actor, Party? party)
    {
        if (party is not null)
        {
            return cases.Where(c => c.ApplicantId == party.Id);
        }

        if (actor.Kind == ActorKind.System)
        {
            return cases;
        }

        if (actor.Post is not { } post || post.Role is Roles.CatalogueManager or Roles.ItemEditor or Roles.StandardExpert or Roles.Administrator)
        {
            return cases.Where(_ => false);
        }

        return Roles.IsRegional(post.Role)
            ? cases.Where(c => c.RegionCode.StartsWith(post.RegionCode))
            : cases.Where(c => c.OrganisationId == post.OrganisationId || db.Set<CaseStep>().Any(s => s.CaseId == c.Id && s.OrganisationId == post.OrganisationId));
    }

    /// <summary>The steps a post may do: its role, in its region or its organisation.</summary>
    public static IQueryable<CaseStep> ForPost(this IQueryable<CaseStep> steps, Post post) => Roles.IsRegional(post.Role)
        ? steps.Where(s => s.Role == post.Role && s.RegionCode == post.RegionCode)
        : steps.Where(s => s.Role == post.Role && s.OrganisationId == post.OrganisationId);
}
