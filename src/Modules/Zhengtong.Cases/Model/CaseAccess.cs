using Zhengtong.Catalogue.Contracts;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Cases.Model;

/// <summary>Who sees what, inside the SQL. Without a rule that admits, nothing.</summary>
internal static class CaseAccess
{
    /// <summary>
    /// Applicants see their own party's cases, delegates as far as their mandate reaches; regional posts those of their region's subtree; posts of an organisation those it decides
    /// or has a step in.
    /// </summary>
    public static IQueryable<Case> VisibleTo(this IQueryable<Case> cases, Database db, Actor actor, Party? party)
    {
        if (party is not null)
        {
            return cases.OfParty(party);
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

    /// <summary>
    /// The cases of a party. Under a mandate those begun by it and, where it allows to follow, the principal's others of the items it covers: none besides (08.11).
    /// </summary>
    public static IQueryable<Case> OfParty(this IQueryable<Case> cases, Party party)
    {
        cases = cases.Where(c => c.ApplicantId == party.Id);
        if (party.Mandate is not { } mandate)
        {
            return cases;
        }

        if (!mandate.Allows(MandateActs.Follow))
        {
            return cases.BegunUnder(mandate);
        }

        var (id, items, organisations) = (mandate.Id, mandate.Items, mandate.Organisations);
        return mandate.Everything ? cases : cases.Where(c => c.MandateId == id || items.Contains(c.ItemId) || organisations.Contains(c.OrganisationId));
    }

    /// <summary>Those that the party itself may act on: under a mandate it must allow to apply.</summary>
    public static IQueryable<Case> OpenToActsOf(this IQueryable<Case> cases, Party party) =>
        party.Mandate?.Allows(MandateActs.Apply) == false ? cases.Where(_ => false) : cases.OfParty(party);

    /// <summary>Those that are wholly his own: under a mandate what was handed in by it. Files are read, and an application is withdrawn, only there.</summary>
    public static IQueryable<Case> OwnOf(this IQueryable<Case> cases, Party party) => party.Mandate is { } mandate ? cases.OfParty(party).BegunUnder(mandate) : cases.OfParty(party);

    /// <summary>Whether results may be fetched.</summary>
    public static bool MayCollect(this Party? party) => party?.Mandate?.Allows(MandateActs.Collect) != false;

    private static IQueryable<Case> BegunUnder(this IQueryable<Case> cases, Mandate mandate)
    {
        var id = mandate.Id;
        return cases.Where(c => c.MandateId == id);
    }

    /// <summary>The steps a post may do: its role, in its region or its organisation; of a special zone those that the list in force authorises (01.36).</summary>
    public static IQueryable<CaseStep> ForPost(this IQueryable<CaseStep> steps, Post post, IQueryable<ZonePower> powers) => (Roles.IsRegional(post.Role)
        ? steps.Where(s => s.Role == post.Role && s.RegionCode == post.RegionCode)
        : steps.Where(s => s.Role == post.Role && s.OrganisationId == post.OrganisationId)).Authorised(powers);

    /// <summary>A zone accepts with the authority to accept, and does everything after it with the authority to decide.</summary>
    public static IQueryable<CaseStep> Authorised(this IQueryable<CaseStep> steps, IQueryable<ZonePower> powers) =>
        steps.Where(s => s.ZoneItemId == null || powers.Any(p => p.ItemId == s.ZoneItemId && (s.Kind == StepKind.Intake ? p.MayAccept : p.MayDecide)));
}
