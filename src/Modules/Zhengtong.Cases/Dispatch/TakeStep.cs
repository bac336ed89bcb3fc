using Zhengtong.Cases.Model;
using Zhengtong.Cases.Rules;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Cases.Dispatch;

/// <summary>A colleague takes an open step (领取), so that no other works on it meanwhile, or gives it back (退回待办). Of two who take at once, the case's revision lets one.</summary>
internal sealed class TakeStep(Database db, CaseFiles files)
{
    private static readonly Problem NotYours = Problem.Conflict("cases.step-not-taken", "这个环节没有由您领取，无需退回。请刷新页面查看。");

    public async Task<Outcome> TakeAsync(Guid stepId, Act act, CancellationToken ct)
    {
        var opened = await files.ForStepAsync(stepId, act, ct);
        if (!opened.TryGet(out var at))
        {
            return opened;
        }

        var (file, step) = at;
        if (step.TakenById is not null)
        {
            return Outcome.Done();
        }

        if (step.Kind == StepKind.Decide && MayDecide(file.Case, act.Actor) is { Ok: false } same)
        {
            return same;
        }

        Hold(step, act.Actor.Id, act.Actor.Name, act);
        file.Add(Row(step, RoutingKind.Taken, act, toStaff: act.Actor.Id, toStaffName: act.Actor.Name));
        file.Record(act, "step-taken", null, new { step = step.Name });
        return await db.SaveAsync(ct);
    }

    public async Task<Outcome> GiveBackAsync(Guid stepId, string reason, Act act, CancellationToken ct)
    {
        var opened = await files.ForStepAsync(stepId, act, ct);
        if (!opened.TryGet(out var at))
        {
            return opened;
        }

        var (file, step) = at;
        if (step.TakenById != act.Actor.Id)
        {
            return NotYours;
        }

        file.Add(Row(step, RoutingKind.GivenBack, act, reason));
        (step.TakenById, step.TakenByName, step.TakenAt) = (null, null, null);
        file.Record(act, "step-given-back", null, new { step = step.Name, reason });
        return await db.SaveAsync(ct);
    }

    /// <summary>Who received or accepted a case does not decide it (03.09), named or by himself.</summary>
    public static Outcome MayDecide(Case @case, Actor decider) =>
        @case.Hands.Select(id => SeparationOfDuties.MayDecide(decider, id)).FirstOrDefault(o => !o.Ok) ?? Outcome.Done();

    public static void Hold(CaseStep step, Guid staffId, string name, Act act) => (step.TakenById, step.TakenByName, step.TakenAt) = (staffId, name, act.At);

    public static StepRouting Row(CaseStep step, RoutingKind kind, Act act, string reason = "", Guid? toStaff = null, string toStaffName = "", CaseStep? next = null) => new()
    {
        Id = Guid.CreateVersion7(act.At),
        CaseId = step.CaseId,
        StepId = step.Id,
        NextStepId = next?.Id,
        Kind = kind,
        FromOrganisationId = step.OrganisationId,
        FromOrganisationName = step.OrganisationName,
        ToOrganisationId = next?.OrganisationId ?? step.OrganisationId,
        ToOrganisationName = next?.OrganisationName ?? step.OrganisationName,
        FromStaffId = step.TakenById == toStaff ? null : step.TakenById,
        ToStaffId = toStaff,
        ToStaffName = toStaffName,
        Reason = reason,
        ById = act.Actor.Id,
        ByName = act.Actor.Name,
        At = act.At,
    };
}
