using Zhengtong.Cases.Model;
using Zhengtong.Identity.Contracts;
using Zhengtong.Platform.Access;

namespace Zhengtong.Cases.Dispatch;

/// <summary>
/// How far a dispatcher's hand reaches (集中调度, 03.07). The acceptance lead of the organisation that runs the region's unified window dispatches the whole region; the lead of
/// any other organisation only names people for its own steps. No role of its own: who answers for acceptance answers for where it goes.
/// </summary>
internal sealed class DispatchScope(IOrganisations organisations)
{
    public const string Policy = "role:" + Roles.AcceptanceLead;

    /// <param name="WholeRegion">false: the own organisation only.</param>
    internal sealed record Reach(Post Post, bool WholeRegion)
    {
        public IQueryable<CaseStep> Of(IQueryable<CaseStep> steps)
        {
            var (region, organisation) = (Post.RegionCode, Post.OrganisationId);
            return WholeRegion ? steps.Where(s => s.RegionCode.StartsWith(region)) : steps.Where(s => s.OrganisationId == organisation && s.Role != Roles.WindowClerk && s.Role != Roles.IssueClerk);
        }
    }

    /// <returns>null: this actor dispatches nothing.</returns>
    public async Task<Reach?> OfAsync(Actor actor, CancellationToken ct) => actor.Post is { Role: Roles.AcceptanceLead } post
        ? new Reach(post, (await organisations.ColleaguesAsync(post.OrganisationId, [Roles.WindowClerk], ct)).Count > 0)
        : null;
}
