using Zhengtong.Cases.Contracts;
using Zhengtong.Cases.Model;
using Zhengtong.Cases.Notices;
using Zhengtong.Cases.Rules;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Cases.Withdraw;

/// <summary>The applicant withdraws his application (撤回), which he may until it is decided.</summary>
internal sealed class WithdrawCase(Database db, CaseFiles files)
{
    public async Task<Outcome> HandleAsync(Guid caseId, string reason, Act act, CancellationToken ct)
    {
        if (act.Actor.Kind != ActorKind.Applicant)
        {
            return Problem.Forbidden("cases.withdraw-by-applicant", "只有申请人本人可以撤回申请。");
        }

        var opened = await files.ForCaseAsync(caseId, act, ct);
        if (!opened.TryGet(out var file))
        {
            return Outcome.Refused(opened.Problems);
        }

        var @case = file.Case;
        if (act.Party.Mandate is { } mandate && @case.MandateId != mandate.Id)
        {
            return CaseFiles.CaseGone;
        }

        var lawful = WithdrawalRule.Check(@case.DecidedAt is not null, @case.ClosedAt is not null);
        if (!lawful.Ok)
        {
            return lawful;
        }

        @case.WithdrawnAt = act.At;
        @case.ClosedAt = act.At;
        @case.PausedAt = null;
        @case.Ending = Ending.Withdrawn;
        foreach (var clock in file.Unstopped())
        {
            file.Clock(clock, ClockMoveKind.Stop, act.At, act, reason: "申请人撤回");
        }

        file.Notify(NoticeKinds.Withdrawn, act, new Dictionary<string, object?>
        {
            ["number"] = @case.Number,
            ["applicant"] = @case.ApplicantName,
            ["item"] = @case.ItemName,
            ["organisation"] = @case.OrganisationName,
            ["reason"] = reason,
            ["date"] = LegalDay.Date(LegalDay.Of(act.At)),
        });
        file.Ended(act);
        file.Record(act, "withdrawn", new CaseWithdrawn(@case.Id, @case.Number, @case.ItemName, @case.ApplicantId), new { reason });
        return await db.SaveAsync(ct);
    }
}
