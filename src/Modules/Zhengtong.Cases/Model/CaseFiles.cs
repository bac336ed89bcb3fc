using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Cases.Model;

/// <summary>
/// Opens cases for an act. Who may is part of the query: what one may not act on is not found. A case is read before whatever hangs on it: its revision tells only what changed after it was read.
/// </summary>
internal sealed class CaseFiles(Database db, ICatalogue catalogue, IZoneAuthority zones, WorkingCalendars calendars)
{
    public static readonly Problem StepGone = Problem.NotFound("cases.step-gone", "这个环节已经办理完毕，或不在您的岗位职责范围内。请返回工作列表查看。");

    public static readonly Problem CaseGone = Problem.NotFound("cases.not-found", "没有找到这件办件，或您无权查看。请核对办件编号。");

    /// <summary>The case of an open step that the actor's post may do now, and that no colleague has taken.</summary>
    public async Task<Outcome<(CaseFile File, CaseStep Step)>> ForStepAsync(Guid stepId, Act act, CancellationToken ct)
    {
        var found = await ForStepOfAnyAsync(stepId, act, ct);
        return found.TryGet(out var at) && at.Step.TakenById is { } holder && holder != act.Actor.Id ? TakenBy(at.Step) : found;
    }

    /// <summary>The same, whoever has taken it.</summary>
    public async Task<Outcome<(CaseFile File, CaseStep Step)>> ForStepOfAnyAsync(Guid stepId, Act act, CancellationToken ct)
    {
        return act.Actor.Post is { } post
            ? await ForStepAsync(stepId, db.Set<CaseStep>().Where(x => x.CompletedAt == null).ForPost(post, zones.Powers), ct)
            : StepGone;
    }

    /// <summary>The same, of the open steps that the actor may do. Whose step it is never changes; who has taken it, and whether it is open, is as it was after its case was read.</summary>
    public async Task<Outcome<(CaseFile File, CaseStep Step)>> ForStepAsync(Guid stepId, IQueryable<CaseStep> may, CancellationToken ct)
    {
        var @case = await may.Where(s => s.Id == stepId).Join(db.Set<Case>(), s => s.CaseId, c => c.Id, (s, c) => c).SingleOrDefaultAsync(ct);
        if (@case is null)
        {
            return StepGone;
        }

        var file = await OpenAsync(@case, ct);
        return file.OpenSteps.FirstOrDefault(x => x.Id == stepId) is { } open ? (file, open) : StepGone;
    }

    /// <summary>The case of an opinion that is still to be given.</summary>
    public async Task<Outcome<(CaseFile File, Consultation Asked)>> ForOpinionAsync(IQueryable<Consultation> one, CancellationToken ct)
    {
        one = one.Where(x => x.AnsweredAt == null);
        var @case = await one.Join(db.Set<Case>(), x => x.CaseId, c => c.Id, (x, c) => c).SingleOrDefaultAsync(ct);
        if (@case is null)
        {
            return StepGone;
        }

        var file = await OpenAsync(@case, ct);
        return await one.SingleOrDefaultAsync(ct) is { } asked ? (file, asked) : StepGone;
    }

    public static Problem TakenBy(CaseStep step) => Problem.Conflict("cases.step-taken", $"这个环节已由{step.TakenByName}领取，请由其办理，或请其退回待办后再领取。");

    /// <summary>A case that the act's party owns or the actor's post may see.</summary>
    public async Task<Outcome<CaseFile>> ForCaseAsync(Guid caseId, Act act, CancellationToken ct)
    {
        var found = db.Set<Case>().Where(x => x.Id == caseId);
        var @case = await (act.Actor.Kind == ActorKind.Applicant ? found.OpenToActsOf(act.Party) : found.VisibleTo(db, act.Actor, null)).SingleOrDefaultAsync(ct);
        return @case is null ? CaseGone : await OpenAsync(@case, ct);
    }

    public async Task<CaseFile> OpenAsync(Case @case, CancellationToken ct)
    {
        var steps = await db.Set<CaseStep>().Where(x => x.CaseId == @case.Id && x.CompletedAt == null).OrderBy(x => x.Stage).ToListAsync(ct);
        var ledger = await db.Set<ClockEntry>().Where(x => x.CaseId == @case.Id).OrderBy(x => x.Sequence).ToListAsync(ct);
        var item = await catalogue.VersionAsync(@case.ItemVersionId, ct);
        return new CaseFile(new DatabaseRows(db), @case, steps, ledger, item, await calendars.CurrentAsync(ct), @case.InZone ? await zones.StandingAsync(@case.ItemId, ct) : null);
    }
}
