using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Model;
using Zhengtong.Catalogue.Sheets;
using Zhengtong.Catalogue.Takeover;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Catalogue.MassChanges;

/// <summary>The second person approves or sends back, who asked withdraws (01.19). What is approved is run by the job.</summary>
internal sealed class AnswerMassChange(Database db, TellMassChange tell)
{
    public static readonly Problem Self = Problem.Forbidden("catalogue.mass-self", "批量变更不能由提交人自己批准。请同级或上级的另一位事项管理人员批准。");
    private static readonly Problem NotYours = Problem.Forbidden("catalogue.mass-not-yours", "批量变更由同级或上级的事项管理人员批准或退回。");
    private static readonly Problem NotNow = Problem.Conflict("catalogue.mass-not-now", "这次批量变更已经不在等待批准，请刷新页面查看最新状态。");

    /// <summary>The open question, or the newest one, about a checked file, for whom may see it.</summary>
    public Task<MassChange?> OfSubjectAsync(Guid subject, Actor actor, CancellationToken ct) =>
        db.Set<MassChange>().AsNoTracking().VisibleTo(actor).Where(c => c.SubjectId == subject)
            .OrderBy(c => c.DoneAt == null ? 0 : 1).ThenByDescending(c => c.AskedAt).FirstOrDefaultAsync(ct);

    public Task<Outcome> ApproveAsync(Guid id, Act act, CancellationToken ct) => AnswerAsync(id, act, change =>
    {
        var run = new ImportRun
        {
            Id = Guid.CreateVersion7(act.At), Kind = RunningSheets.Kind, FileName = change.FileName, Fingerprint = change.Fingerprint, StartedAt = act.At,
            ByName = change.AskedByName, ById = change.AskedById, RegionCode = change.RegionCode,
        };
        if (change.Kind == MassChangeKind.Sheet)
        {
            db.Add(run);
        }

        change.Approve(run.Id, act);
        db.Record(change, act, "mass-approved");
        return Outcome.Done();
    }, ct);

    public Task<Outcome> RejectAsync(Guid id, string? reason, Act act, CancellationToken ct) => AnswerAsync(id, act, change =>
    {
        if (reason?.Trim() is not { Length: > 0 and <= AskMassChange.ReasonLength } why)
        {
            return Problem.Invalid("catalogue.mass-reject-reason", $"请填写退回的原因，让提交人知道怎么修改，不超过 {AskMassChange.ReasonLength} 字。", "Answer");
        }

        change.Reject(why, act);
        db.Record(change, act with { Reason = why }, "mass-rejected");
        return Outcome.Done();
    }, ct);

    public async Task<Outcome> WithdrawAsync(Guid id, Act act, CancellationToken ct)
    {
        var me = act.Actor.Id;
        if (await db.Set<MassChange>().SingleOrDefaultAsync(c => c.Id == id && c.AskedById == me, ct) is not { } change)
        {
            return AskMassChange.Unknown;
        }

        if (change.Status != MassChangeStatus.Waiting)
        {
            return NotNow;
        }

        change.Withdraw(act.At);
        db.Record(change, act, "mass-withdrawn");
        return await db.SaveAsync(ct, NotNow);
    }

    private async Task<Outcome> AnswerAsync(Guid id, Act act, Func<MassChange, Outcome> answer, CancellationToken ct)
    {
        if (await db.Set<MassChange>().VisibleTo(act.Actor).SingleOrDefaultAsync(c => c.Id == id, ct) is not { } change)
        {
            return AskMassChange.Unknown;
        }

        if (change.AskedById == act.Actor.Id)
        {
            return Self;
        }

        if (!change.MayAnswer(act.Actor) || (change.Kind == MassChangeKind.NationalList && !TakeOverList.MayTake(act.Actor)))
        {
            return NotYours;
        }

        if (change.Status != MassChangeStatus.Waiting)
        {
            return NotNow;
        }

        var answered = answer(change);
        if (!answered.Ok)
        {
            return answered;
        }

        tell.Answered(change);
        return await db.SaveAsync(ct, NotNow);
    }
}
