using Microsoft.EntityFrameworkCore;
using Zhengtong.Identity.Contracts;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;
using Zhengtong.Safety.Forms;
using Zhengtong.Safety.Mapping;
using Zhengtong.Safety.Model;
using Zhengtong.Safety.Rules;

namespace Zhengtong.Safety.Shares;

/// <summary>
/// The risk of a share is assessed by one and reviewed by another who did not ask for it either (18.10, 18.15). A share in force is assessed and reviewed again in the same way; what was concluded
/// before stays, and goes on until the new conclusion.
/// </summary>
internal sealed class ReviewShare(Database db, IConnectedSystems systems)
{
    internal sealed class Assessing
    {
        public RiskGrade? Likelihood { get; set; }

        public RiskGrade? Harm { get; set; }

        public string? Measures { get; set; }

        public string? Assessment { get; set; }
    }

    internal sealed class Reviewing
    {
        public ShareVerdict? Verdict { get; set; }

        public string? Grounds { get; set; }

        public string? Conditions { get; set; }

        public DateOnly? From { get; set; }

        public DateOnly? Until { get; set; }
    }

    public Task<Outcome> AssessAsync(Guid id, Assessing command, Act act, CancellationToken ct) => OnAsync(id, act, async share =>
    {
        if (!act.Actor.Has(Roles.Administrator))
        {
            return Problem.Forbidden("safety.share-assessor", "风险评估由系统管理员填写。");
        }

        var form = new TypedForm();
        if (command.Likelihood is not { } likelihood || command.Harm is not { } harm || !Enum.IsDefined(likelihood) || !Enum.IsDefined(harm))
        {
            form.Wrong("safety.share-risk", "请选择发生的可能性和造成的危害。", nameof(Assessing.Likelihood));
            (likelihood, harm) = (default, default);
        }

        var measures = form.Text(command.Measures, nameof(Assessing.Measures), "防护措施", SafetyModel.Paragraph);
        var assessment = form.Text(command.Assessment, nameof(Assessing.Assessment), "评估结论", SafetyModel.Paragraph);
        if (!form.Ok)
        {
            return Outcome.Refused(form.Problems);
        }

        // What the system asks for may have changed since.
        share.Want(share.SystemId is { } system ? (await systems.FindAsync(system, ct))?.Data ?? [] : []);
        share.Assess(likelihood, harm, measures, assessment, act);
        db.Record(share, act, "share-assessed", new { likelihood, harm, measures, assessment, share.WantedKeys });
        return Outcome.Done();
    }, ct);

    public Task<Outcome> ReviewAsync(Guid id, Reviewing command, Act act, CancellationToken ct) => OnAsync(id, act, share =>
    {
        if (share.AssessedAt is null)
        {
            return Said(Problem.Conflict("safety.share-not-assessed", "还没有等待审查的风险评估，请先评估。"));
        }

        if (act.Actor.Id == share.AssessedById || act.Actor.Id == share.AskedById)
        {
            return Said(Problem.Forbidden("safety.share-second-person", "安全审查须由另一个人作出：提出共享的人和评估风险的人都不能审查。"));
        }

        var form = new TypedForm();
        if (command.Verdict is not { } verdict || !Enum.IsDefined(verdict))
        {
            form.Wrong("safety.share-verdict", "请选择审查结论。", nameof(Reviewing.Verdict));
            verdict = ShareVerdict.Refused;
        }

        var grounds = form.Text(command.Grounds, nameof(Reviewing.Grounds), "审查理由", SafetyModel.Paragraph);
        var conditions = form.Text(command.Conditions, nameof(Reviewing.Conditions), "附加的条件", SafetyModel.Paragraph, required: verdict == ShareVerdict.Conditional);
        CheckVerdict(share, verdict, command, form, LegalDay.Of(act.At));
        if (!form.Ok)
        {
            return Said(Outcome.Refused(form.Problems));
        }

        var refused = verdict == ShareVerdict.Refused;
        var concluded = share.Conclude(verdict, grounds, verdict == ShareVerdict.Conditional ? conditions : "", refused ? null : command.From, refused ? null : command.Until, act);
        db.Add(concluded);
        db.Record(share, act, "share-reviewed", new { concluded.Round, verdict, grounds, concluded.Conditions, concluded.From, concluded.Until, share.CoveredKeys });
        return Said(Outcome.Done());
    }, ct);

    /// <summary>At once and by one person: stopping does no harm that waiting would not.</summary>
    public Task<Outcome> EndAsync(Guid id, Act act, CancellationToken ct) => OnAsync(id, act, share =>
    {
        if (act.Reason.Length is 0 or > SafetyModel.Line)
        {
            return Said(Problem.Invalid("safety.share-reason", $"请写明终止的原因，不超过 {SafetyModel.Line} 个字。", "Reason"));
        }

        share.End(act.Reason, act);
        db.Record(share, act, "share-ended");
        return Said(Outcome.Done());
    }, ct);

    private static Task<Outcome> Said(Outcome outcome) => Task.FromResult(outcome);

    private static void CheckVerdict(DataShare share, ShareVerdict verdict, Reviewing command, TypedForm form, DateOnly today)
    {
        if (verdict == ShareVerdict.Refused)
        {
            return;
        }

        if (command is not { From: { } from, Until: { } until } || until < from || until < today || until > share.WantedUntil)
        {
            form.Wrong("safety.share-days", $"请填写审查通过后从哪天到哪天可以共享，不能早于今天结束，也不能超过申请的期限（{LegalDay.Date(share.WantedUntil)}）。", nameof(Reviewing.Until));
        }

        if (verdict == ShareVerdict.Passed && ShareRule.RiskOf(share.Likelihood!.Value, share.Harm!.Value) == RiskGrade.High)
        {
            form.Wrong("safety.share-high-risk", "评估为高风险的，不能直接通过：请附加条件，或不予通过。", nameof(Reviewing.Verdict));
        }
    }

    private async Task<Outcome> OnAsync(Guid id, Act act, Func<DataShare, Task<Outcome>> change, CancellationToken ct)
    {
        if (await db.SharesOf(act.Actor).SingleOrDefaultAsync(s => s.Id == id, ct) is not { } share)
        {
            return ShareScope.Unknown;
        }

        if (act.SawOther(share.Revision))
        {
            return Database.ChangedMeanwhile;
        }

        if (share.EndedAt is not null)
        {
            return Problem.Conflict("safety.share-over", "这项共享已经终止。需要再共享的，请重新提出。");
        }

        var changed = await change(share);
        return changed.Ok ? await db.SaveAsync(ct) : changed;
    }
}
