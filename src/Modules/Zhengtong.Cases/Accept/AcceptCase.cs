using Zhengtong.Cases.Contracts;
using Zhengtong.Cases.Decide;
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
/// Accepts a case (受理): complete and in legal form. The notice is issued at once and the clocks of handling start. 行政许可法 art. 32(5). 03.12, 03.14.
/// </summary>
internal sealed class AcceptCase(Database db, CaseFiles files)
{
    internal sealed record Accepted(Guid CaseId, string Number, DateOnly? DueOn, Guid NoticeId);

    public async Task<Outcome<Accepted>> HandleAsync(Guid stepId, string opinion, Act act, CancellationToken ct)
    {
        var opened = await files.ForStepAsync(stepId, act, ct);
        if (!opened.TryGet(out var at))
        {
            return Outcome<Accepted>.Because(opened.Problems);
        }

        var (file, step) = at;
        if (step.Kind != StepKind.Intake)
        {
            return CaseFiles.StepGone;
        }

        var today = LegalDay.Of(act.At);
        var late = today > step.DueOn;
        var notice = Accept(file, step, late ? ReceivedOn(file.Case) : today, late, opinion, act);
        await RecordFiling.AtAcceptanceAsync(db, file, act, ct);
        var saved = await db.SaveAsync(ct);
        return saved.Ok ? new Accepted(file.Case.Id, file.Case.Number, file.Case.DueOn, notice.Id) : Outcome<Accepted>.Because(saved.Problems);
    }

    /// <summary>The act itself; the lapse of the five days and an instant decision use it too. Day 0 of the clocks is <paramref name="on"/>.</summary>
    public static Notice Accept(CaseFile file, CaseStep step, DateOnly on, bool byLapse, string opinion, Act act)
    {
        var @case = file.Case;
        @case.AcceptedAt = act.At;
        @case.AcceptedOn = on;
        @case.AcceptedByLapse = byLapse;
        @case.AcceptedById = act.Actor.Id;
        var from = byLapse ? LegalDay.StartUtc(on) : act.At;
        file.Clock(ClockKind.Acceptance, ClockMoveKind.Stop, act.At, act, reason: byLapse ? "逾期未告知，自收件之日起视为受理" : "受理");
        foreach (var clock in (ClockKind[])[ClockKind.Statutory, ClockKind.Promised])
        {
            if (ClockRules.For(file.Item, clock) is { } rule)
            {
                file.Clock(clock, ClockMoveKind.Start, from, act, ground: rule.Basis);
            }
        }

        file.Reckon(LegalDay.Of(act.At));
        file.End(step, StepOutcome.Passed, opinion, act);
        if (!RecordFiling.Applies(file.Item))
        {
            file.BeginStage(NextStage(file, step.Stage), act.At);
        }

        var notice = file.Notify(NoticeKinds.Acceptance, act, new Dictionary<string, object?>
        {
            ["number"] = @case.Number,
            ["applicant"] = @case.ApplicantName,
            ["item"] = @case.ItemName,
            ["organisation"] = @case.OrganisationName,
            ["acceptedOn"] = LegalDay.Date(on),
            ["statutoryDueOn"] = @case.StatutoryDueOn is { } statutory ? LegalDay.DateAndWeekday(statutory) : "未规定",
            ["dueOn"] = @case.DueOn is { } due ? LegalDay.DateAndWeekday(due) : "未规定",
            ["byLapse"] = byLapse,
            ["date"] = LegalDay.Date(LegalDay.Of(act.At)),
        });
        file.Record(act, byLapse ? "accepted-by-lapse" : "accepted", new CaseAccepted(@case.Id, @case.Number, @case.ItemName, @case.ApplicantId, on, @case.DueOn, byLapse),
            new { on, @case.DueOn, opinion, notice = notice.Number });
        return notice;
    }

    /// <summary>The day from which a case counts as accepted when nobody answered in time: that of the application, or of the corrected materials.</summary>
    public static DateOnly ReceivedOn(Case @case) => LegalDay.Of(@case.CorrectedAt ?? @case.ReceivedAt);

    private static int NextStage(CaseFile file, int after) => file.Item.Content.Steps.Where(s => s.Stage > after).Min(s => s.Stage);
}
