using Microsoft.EntityFrameworkCore;
using Zhengtong.Cases.Contracts;
using Zhengtong.Cases.Model;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Identity.Contracts;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Cases.Dispatch;

/// <summary>
/// Central dispatching (集中调度, 03.07): routes an open review to another organisation or names who does a step, with the reason. The day it is due on stays, every move is a
/// row, and the power to decide stays where the law put it: deciding steps change hands within their organisation only.
/// </summary>
internal sealed class RouteStep(Database db, CaseFiles files, IOrganisations organisations, DispatchScope scope)
{
    public const int LongestReason = 500;
    private static readonly Problem ReasonMissing = Problem.Invalid("cases.dispatch-reason", $"请写明调度的理由（{LongestReason} 字以内）。", "reason");

    public async Task<Outcome> ToOrganisationAsync(Guid stepId, Guid organisationId, string reason, Act act, CancellationToken ct)
    {
        var opened = await OpenAsync(stepId, reason, act, ct);
        if (!opened.TryGet(out var at))
        {
            return opened;
        }

        var (file, step, reach) = at;
        if (!reach.WholeRegion)
        {
            return Problem.Forbidden("cases.dispatch-own", "您只能为本单位的环节指定人员；转交其他单位由综合窗口的受理负责人办理。");
        }

        if (step.Kind != StepKind.Review)
        {
            return Problem.Conflict("cases.dispatch-review-only", "只有审查环节可以转交其他单位。决定权依法由有权机关行使，请改为指定人员。");
        }

        var target = await organisations.FindAsync(organisationId, ct);
        if (target is null || !target.RegionCode.StartsWith(reach.Post.RegionCode, StringComparison.Ordinal))
        {
            return Problem.Invalid("cases.dispatch-target", "请选择本地区的一个单位。", "organisation");
        }

        if (target.Id == step.OrganisationId)
        {
            return Problem.Invalid("cases.dispatch-same", "这个环节已经在该单位，请选择其他单位，或指定人员。", "organisation");
        }

        if ((await organisations.ColleaguesAsync(target.Id, [step.Role], ct, CasesFunctions.OfSteps(step.Role))).Count == 0)
        {
            return Problem.Invalid("cases.dispatch-unstaffed", $"{target.Name}没有在岗的{Roles.Names[step.Role]}，请选择其他单位。", "organisation");
        }

        var next = file.Reroute(step, target.Id, target.Name, reason.Trim(), act);
        file.Add(TakeStep.Row(step, RoutingKind.Rerouted, act, reason.Trim(), next: next));
        file.Record(act, "step-rerouted", Routed(file, step, next, null, reason), new { step = step.Name, from = step.OrganisationName, to = target.Name, due = step.DueOn, reason = reason.Trim() });
        return await db.SaveAsync(ct);
    }

    public async Task<Outcome> ToPersonAsync(Guid stepId, Guid staffId, string reason, Act act, CancellationToken ct)
    {
        var opened = await OpenAsync(stepId, reason, act, ct);
        if (!opened.TryGet(out var at))
        {
            return opened;
        }

        var (file, step, _) = at;
        if ((await CandidatesAsync(step, ct)).FirstOrDefault(c => c.StaffId == staffId) is not { } named)
        {
            return Problem.Invalid("cases.dispatch-person", $"请选择{(Roles.IsRegional(step.Role) ? "本地区" : step.OrganisationName)}在岗的{Roles.Names[step.Role]}。", "person");
        }

        if (step.TakenById == named.StaffId)
        {
            return Problem.Invalid("cases.dispatch-same", $"这个环节已经由{named.Name}办理。", "person");
        }

        var decider = new Actor(named.StaffId, named.Name, ActorKind.Staff, new Post(Guid.Empty, named.Role, named.OrganisationId, named.OrganisationName, step.RegionCode));
        if (step.Kind == StepKind.Decide && TakeStep.MayDecide(file.Case, decider) is { Ok: false })
        {
            return Problem.Conflict("cases.decider-received", $"{named.Name}是本件的收件或受理人员，按收办分离要求不能作出决定，请指定其他人员。");
        }

        file.Add(TakeStep.Row(step, RoutingKind.Named, act, reason.Trim(), named.StaffId, named.Name));
        file.Publish(Routed(file, step, step, named.StaffId, reason), act.At);
        TakeStep.Hold(step, named.StaffId, named.Name, act);
        file.Record(act, "step-named", null, new { step = step.Name, to = named.Name, organisation = step.OrganisationName, due = step.DueOn, reason = reason.Trim() });
        return await db.SaveAsync(ct);
    }

    /// <summary>Who could do a step.</summary>
    public Task<IReadOnlyList<Colleague>> CandidatesAsync(CaseStep step, CancellationToken ct) => Roles.IsRegional(step.Role)
        ? organisations.InRegionAsync(step.Role, step.RegionCode, ct, CasesFunctions.OfSteps(step.Role))
        : organisations.ColleaguesAsync(step.OrganisationId, [step.Role], ct, CasesFunctions.OfSteps(step.Role));

    private static StepRouted Routed(CaseFile file, CaseStep from, CaseStep to, Guid? named, string reason) => new(
        file.Case.Id, file.Case.Number, file.Case.ItemName, to.Id, from.Name, from.Role, from.OrganisationId, from.OrganisationName, to.OrganisationId, to.OrganisationName,
        from.TakenById, named, reason.Trim());

    private async Task<Outcome<(CaseFile File, CaseStep Step, DispatchScope.Reach Reach)>> OpenAsync(Guid stepId, string reason, Act act, CancellationToken ct)
    {
        if (await scope.OfAsync(act.Actor, ct) is not { } reach)
        {
            return CaseFiles.StepGone;
        }

        if (reason.Trim().Length is 0 or > LongestReason)
        {
            return ReasonMissing;
        }

        var caseId = await reach.Of(db.Set<CaseStep>().Where(s => s.Id == stepId && s.CompletedAt == null)).Select(s => (Guid?)s.CaseId).SingleOrDefaultAsync(ct);
        if (caseId is null)
        {
            return CaseFiles.StepGone;
        }

        var file = await files.OpenAsync(await db.Set<Case>().SingleAsync(c => c.Id == caseId, ct), ct);
        return file.OpenSteps.FirstOrDefault(s => s.Id == stepId) is { } step ? (file, step, reach) : CaseFiles.StepGone;
    }
}
