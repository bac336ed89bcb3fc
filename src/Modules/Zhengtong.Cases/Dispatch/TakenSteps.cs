using Microsoft.EntityFrameworkCore;
using Zhengtong.Cases.Model;
using Zhengtong.Cases.Rules;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Identity.Contracts;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Cases.Dispatch;

/// <summary>Steps that somebody has taken or was named for. When he leaves they go to a colleague who may do them, and back to the work list where he may not (08.17).</summary>
internal sealed class TakenSteps(Database db, CaseFiles files) : IOpenWork
{
    public string Key => "cases.steps";

    public string Name => "已领取的办理环节";

    public string Otherwise => "退回待办，由同事领取";

    public async Task<OpenWork> OfAsync(Guid staffId, int most, CancellationToken ct)
    {
        var open = Open([staffId]);
        return new OpenWork(await open.CountAsync(ct), most == 0 ? [] : await open.Select(s => s.ItemName + "的" + s.Name).Distinct().Order().Take(most).ToListAsync(ct));
    }

    public async Task<IReadOnlyList<Guid>> HoldersAsync(IReadOnlyCollection<Guid> staff, CancellationToken ct) =>
        await Open(staff).Select(s => s.TakenById!.Value).Distinct().ToListAsync(ct);

    public async Task<HandedOver> HandOverAsync(Guid staffId, Colleague? to, Act act, CancellationToken ct)
    {
        var (given, released) = (0, 0);
        // Who manages staff was not asked about the case: he is not its first asked.
        var by = act with { Actor = act.Actor with { Post = null } };
        foreach (var id in await Open([staffId]).OrderBy(s => s.Id).Select(s => s.Id).ToListAsync(ct))
        {
            bool? went = null;
            await db.SavePageAsync(async () => went = await StageAsync(id, staffId, to, by, ct), ct);
            given += went == true ? 1 : 0;
            released += went == false ? 1 : 0;
        }

        return new HandedOver(given, released);
    }

    /// <returns>Whether the colleague got it; null when it is his no more.</returns>
    private async Task<bool?> StageAsync(Guid id, Guid staffId, Colleague? to, Act act, CancellationToken ct)
    {
        if (await Open([staffId]).Where(s => s.Id == id).Select(s => (Guid?)s.CaseId).SingleOrDefaultAsync(ct) is not { } caseId)
        {
            return null;
        }

        var file = await files.OpenAsync(await db.Set<Case>().SingleAsync(c => c.Id == caseId, ct), ct);
        if (file.OpenSteps.FirstOrDefault(s => s.Id == id && s.TakenById == staffId) is not { } step)
        {
            return null;
        }

        if (to is not null && MayDo(file.Case, step, to))
        {
            file.Add(TakeStep.Row(step, RoutingKind.Named, act, act.Reason, to.StaffId, to.Name));
            TakeStep.Hold(step, to.StaffId, to.Name, act);
            file.Record(act, "step-named", null, new { step = step.Name, to = to.Name, organisation = step.OrganisationName, due = step.DueOn, reason = act.Reason });
            return true;
        }

        file.Add(TakeStep.Row(step, RoutingKind.GivenBack, act, act.Reason));
        (step.TakenById, step.TakenByName, step.TakenAt) = (null, null, null);
        file.Record(act, "step-given-back", null, new { step = step.Name, reason = act.Reason });
        return false;
    }

    /// <summary>In the step's own role and place, and not who received a case that is to be decided (03.09).</summary>
    private static bool MayDo(Case of, CaseStep step, Colleague to) => step.Role == to.Role
        && (Roles.IsRegional(step.Role) || step.OrganisationId == to.OrganisationId)
        && (step.Kind != StepKind.Decide || !of.Hands.Contains(to.StaffId));

    private IQueryable<CaseStep> Open(IReadOnlyCollection<Guid> staff) => db.Set<CaseStep>().Where(s => s.CompletedAt == null && s.TakenById != null && staff.Contains(s.TakenById.Value));
}
