using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Catalogue.Reorganise;

/// <summary>Another manager approves a reorganisation, or refuses it; and the proposal to take a finished one back (01.41).</summary>
internal sealed class DecideReorganisation(Database db, Reorganisations reorganisations, TellReorganisation tell)
{
    private static readonly Problem Unknown = Problem.NotFound("catalogue.reorganisation-unknown", "没有找到这次职能移交，或不在您管理的区划内。");
    private static readonly Problem Decided = Problem.Conflict("catalogue.reorganisation-decided", "这次职能移交已经审定，请刷新页面查看。");
    private static readonly Problem Same = Problem.Forbidden("catalogue.second-person", "职能移交须由提出人以外的另一位管理人员审定。");

    public async Task<Outcome> ApproveAsync(Guid id, Act act, CancellationToken ct)
    {
        var found = await FindAsync(id, act, ct);
        if (!found.TryGet(out var reorganisation))
        {
            return found;
        }

        reorganisation.Approve(act);
        db.Record(reorganisation, act, "approved", new { reorganisation.EffectiveOn });
        tell.Approved(reorganisation);
        return await db.SaveAsync(ct);
    }

    public async Task<Outcome> RefuseAsync(Guid id, string? why, Act act, CancellationToken ct)
    {
        if ((why ?? "").Trim() is not { Length: > 0 and <= 1000 } reason)
        {
            return Problem.Invalid("catalogue.refusal-reason", "请写明不同意的理由，不超过 1000 个字。", "why");
        }

        var found = await FindAsync(id, act, ct);
        if (!found.TryGet(out var reorganisation))
        {
            return found;
        }

        reorganisation.Refuse(reason, act);
        db.Record(reorganisation, act, "refused", new { reason });
        tell.Refused(reorganisation);
        return await db.SaveAsync(ct);
    }

    /// <summary>Proposes the way back: a second reorganisation linked to the first, approved by another like any.</summary>
    public async Task<Outcome<Guid>> TakeBackAsync(Guid id, string? why, Act act, CancellationToken ct)
    {
        if ((why ?? "").Trim() is not { Length: > 0 and <= 1000 } reason)
        {
            return Problem.Invalid("catalogue.take-back-reason", "请写明撤回的依据和原因，不超过 1000 个字。", "why");
        }

        var first = await reorganisations.VisibleTo(act.Actor).SingleOrDefaultAsync(r => r.Id == id, ct);
        if (first is null)
        {
            return Unknown;
        }

        if (first.FinishedAt is null || first.UndoneAt is not null || first.UndoesId is not null)
        {
            return Problem.Conflict("catalogue.take-back-not-now", "只有执行完毕、尚未撤回的职能移交可以撤回。");
        }

        var back = Reorganisation.Propose(first.RegionCode, first.ToId, first.ToName, first.AllItems, LegalDay.Of(act.At), reason, first.MovesPosts, act, first.Id);
        db.Add(back);
        foreach (var source in await db.Set<ReorganisationSource>().AsNoTracking().Where(s => s.ReorganisationId == id).ToListAsync(ct))
        {
            db.Add(new ReorganisationSource { ReorganisationId = back.Id, OrganisationId = source.OrganisationId, OrganisationName = source.OrganisationName });
        }

        db.Record(back, act, "take-back-proposed", new { of = first.Id, reason });
        await tell.ProposedAsync(back, ct);
        var saved = await db.SaveAsync(ct, Problem.Conflict("catalogue.take-back-twice", "这次职能移交已经提出撤回，请刷新页面查看。"));
        return saved.Ok ? back.Id : Outcome<Guid>.Because(saved.Problems);
    }

    private async Task<Outcome<Reorganisation>> FindAsync(Guid id, Act act, CancellationToken ct)
    {
        var found = await reorganisations.VisibleTo(act.Actor).SingleOrDefaultAsync(r => r.Id == id, ct);
        return found is null ? Unknown : !found.Waits ? Decided : found.ProposedById == act.Actor.Id ? Same : found;
    }
}
