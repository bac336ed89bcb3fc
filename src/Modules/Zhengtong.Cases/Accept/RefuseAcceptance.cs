using Zhengtong.Cases.Contracts;
using Zhengtong.Cases.Model;
using Zhengtong.Cases.Notices;
using Zhengtong.Cases.Rules;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Cases.Accept;

/// <summary>
/// Not accepting a case (不予受理). 行政许可法 art. 32(1)(2). The window has no veto (03.17): it sends the case up with its reasons, and the acceptance lead
/// confirms or gives it back.
/// </summary>
internal sealed class RefuseAcceptance(Database db, CaseFiles files)
{
    /// <param name="Needed">false: no licence is needed at all (1); true: it is, but not from this organisation (2).</param>
    /// <param name="RightOrganisation">Where to apply instead; must be said when another organisation is competent.</param>
    internal sealed record Grounds(bool Needed, string Reason, string RightOrganisation);

    public async Task<Outcome> HandleAsync(Guid stepId, Grounds grounds, Act act, CancellationToken ct)
    {
        if (string.IsNullOrWhiteSpace(grounds.Reason))
        {
            return Problem.Invalid("cases.reason-missing", "请写明不予受理的理由。", "reason");
        }

        if (grounds.Needed && string.IsNullOrWhiteSpace(grounds.RightOrganisation))
        {
            return Problem.Invalid("cases.where-to-missing", "请写明申请人应当向哪个行政机关申请。", "rightOrganisation");
        }

        var opened = await files.ForStepAsync(stepId, act, ct);
        if (!opened.TryGet(out var at))
        {
            return Outcome.Refused(opened.Problems);
        }

        var (file, step) = at;
        if (step.Kind != StepKind.Intake)
        {
            return CaseFiles.StepGone;
        }

        if (AcceptanceRules.TooLateFor(step.DueOn, LegalDay.Of(act.At)) is { } late)
        {
            return late;
        }

        if (act.Actor.Has(Roles.AcceptanceLead))
        {
            Refuse(file, step, grounds, act);
        }
        else
        {
            SendUp(file, step, grounds, act);
        }

        return await db.SaveAsync(ct);
    }

    /// <summary>The lead does not follow the window: the case goes back to be accepted or told once.</summary>
    public async Task<Outcome> GiveBackAsync(Guid stepId, string reason, Act act, CancellationToken ct)
    {
        var opened = await files.ForStepAsync(stepId, act, ct);
        if (!opened.TryGet(out var at))
        {
            return Outcome.Refused(opened.Problems);
        }

        var (file, step) = at;
        if (step.Kind != StepKind.Intake || !act.Actor.Has(Roles.AcceptanceLead))
        {
            return CaseFiles.StepGone;
        }

        if (string.IsNullOrWhiteSpace(reason))
        {
            return Problem.Invalid("cases.reason-missing", "请写明退回窗口的理由。", "reason");
        }

        file.End(step, StepOutcome.SentBack, reason, act);
        file.Begin(file.Item.Content.Steps.First(s => s.Kind == StepKind.Intake), act.At, step.DueOn);
        file.Record(act, "given-back-to-window", null, new { reason });
        return await db.SaveAsync(ct);
    }

    private static void SendUp(CaseFile file, CaseStep step, Grounds grounds, Act act)
    {
        file.End(step, StepOutcome.SentUp, Words(grounds), act);
        var lead = new ItemStep(Deviation.RefusalReview, "不予受理审核", StepKind.Intake, step.Stage, Roles.AcceptanceLead);
        file.Begin(lead, act.At, step.DueOn);
        file.Record(act, "refusal-sent-up", null, grounds);
    }

    private static void Refuse(CaseFile file, CaseStep step, Grounds grounds, Act act)
    {
        var @case = file.Case;
        @case.NotAcceptedAt = act.At;
        @case.ClosedAt = act.At;
        @case.Ending = Ending.NotAccepted;
        file.Clock(ClockKind.Acceptance, ClockMoveKind.Stop, act.At, act, reason: "不予受理");
        file.End(step, StepOutcome.Passed, Words(grounds), act);
        var kind = grounds.Needed ? NoticeKinds.NotCompetent : NoticeKinds.NotNeeded;
        var notice = file.Notify(kind, act, new Dictionary<string, object?>
        {
            ["number"] = @case.Number,
            ["applicant"] = @case.ApplicantName,
            ["item"] = @case.ItemName,
            ["organisation"] = @case.OrganisationName,
            ["reason"] = grounds.Reason,
            ["rightOrganisation"] = grounds.RightOrganisation,
            ["remedies"] = Remedies.Text,
            ["date"] = LegalDay.Date(LegalDay.Of(act.At)),
        });
        file.Record(act, "not-accepted", new CaseNotAccepted(@case.Id, @case.Number, @case.ItemName, @case.ApplicantId, grounds.Reason), new { grounds, notice = notice.Number });
        file.Ended(act);
    }

    private static string Words(Grounds g) => g.Needed ? $"{g.Reason}（应向{g.RightOrganisation}申请）" : g.Reason;
}
