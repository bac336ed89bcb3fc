using Microsoft.EntityFrameworkCore;
using Zhengtong.Cases.Clock;
using Zhengtong.Cases.Contracts;
using Zhengtong.Cases.Model;
using Zhengtong.Cases.Notices;
using Zhengtong.Cases.Rules;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Cases.SpecialProcedure;

/// <summary>
/// Starts and ends a special procedure (特别程序). Its time does not count, and the applicant is told in writing how long it will take: 行政许可法 art. 45.
/// Only procedures of the item's published list of uncounted steps (03.20) may stop the clock.
/// </summary>
internal sealed class RunSpecialProcedure(Database db, CaseFiles files)
{
    internal sealed record Command(Guid StepId, string Kind, int PlannedDays, string Reason);

    public async Task<Outcome<Guid>> StartAsync(Command command, Act act, CancellationToken ct)
    {
        var opened = await files.ForStepAsync(command.StepId, act, ct);
        if (!opened.TryGet(out var at))
        {
            return Outcome<Guid>.Because(opened.Problems);
        }

        var (file, step) = at;
        var listed = file.Item.Content.UncountedSteps.FirstOrDefault(u => u.Name == command.Kind);
        if (Refusal(file, step, listed, command) is { } refusal)
        {
            return refusal;
        }

        Begin(file, listed!, command.PlannedDays, command.Reason, act);
        var saved = await db.SaveAsync(ct);
        return saved.Ok ? file.Case.Id : Outcome<Guid>.Because(saved.Problems);
    }

    public async Task<Outcome<Guid>> EndAsync(Guid stepId, string finding, Act act, CancellationToken ct)
    {
        if (string.IsNullOrWhiteSpace(finding))
        {
            return Problem.Invalid("cases.finding-missing", "请填写特别程序的结论。", "finding");
        }

        var opened = await files.ForStepAsync(stepId, act, ct);
        if (!opened.TryGet(out var at))
        {
            return Outcome<Guid>.Because(opened.Problems);
        }

        var file = at.File;
        var running = await db.Set<SpecialProcedureRun>().SingleOrDefaultAsync(x => x.CaseId == file.Case.Id && x.EndedAt == null, ct);
        if (running is null)
        {
            return Problem.Conflict("cases.no-special-procedure", "目前没有正在进行的特别程序。");
        }

        Finish(file, running, finding, act);
        var saved = await db.SaveAsync(ct);
        return saved.Ok ? file.Case.Id : Outcome<Guid>.Because(saved.Problems);
    }

    /// <summary>Stops the clocks for an uncounted step of the item's list, with the written notice.</summary>
    public static void Begin(CaseFile file, UncountedStep listed, int days, string reason, Act act)
    {
        var @case = file.Case;
        @case.PausedAt = act.At;
        file.Add(new SpecialProcedureRun
        {
            Id = Guid.CreateVersion7(act.At),
            CaseId = @case.Id,
            Kind = listed.Name,
            Ground = listed.LegalGround,
            PlannedDays = days,
            Reason = reason,
            StartedAt = act.At,
            StartedById = act.Actor.Id,
        });
        var notice = file.Notify(NoticeKinds.SpecialProcedure, act, new Dictionary<string, object?>
        {
            ["number"] = @case.Number,
            ["applicant"] = @case.ApplicantName,
            ["item"] = @case.ItemName,
            ["organisation"] = @case.OrganisationName,
            ["procedure"] = listed.Name,
            ["ground"] = listed.LegalGround,
            ["plannedDays"] = days,
            ["reason"] = reason,
            ["date"] = LegalDay.Date(LegalDay.Of(act.At)),
        });
        foreach (var clock in file.Running(LegalDay.Of(act.At)))
        {
            file.Clock(clock, ClockMoveKind.Pause, act.At, act, days, listed.Name, reason, notice.Id);
        }

        file.Record(act, "special-procedure-started", new ClockPaused(@case.Id, @case.Number, @case.ItemName, @case.ApplicantId, listed.Name, days),
            new { Kind = listed.Name, listed.LegalGround, PlannedDays = days, Reason = reason, notice = notice.Number });
    }

    /// <summary>Ends it with what came of it; the clocks run again.</summary>
    public static void Finish(CaseFile file, SpecialProcedureRun running, string finding, Act act)
    {
        running.EndedAt = act.At;
        running.Finding = finding;
        Resume(file, running, act);
        file.Record(act, "special-procedure-ended",
            new ClockResumed(file.Case.Id, file.Case.Number, file.Case.ItemName, file.Case.ApplicantId, running.Kind, file.Case.DueOn), new { running.Kind, finding, file.Case.DueOn });
    }

    /// <summary>The clocks run again; what is open is due as many working days later as the pause took.</summary>
    private static void Resume(CaseFile file, SpecialProcedureRun run, Act act)
    {
        var today = LegalDay.Of(act.At);
        foreach (var clock in file.Running(today))
        {
            file.Clock(clock, ClockMoveKind.Resume, act.At, act, ground: run.Kind);
        }

        file.Case.PausedAt = null;
        file.Reckon(today);
        foreach (var step in file.OpenSteps)
        {
            step.DueOn = StepDue.Of(file, step);
        }
    }

    private static Problem? Refusal(CaseFile file, CaseStep step, UncountedStep? listed, Command command)
    {
        if (step.Kind is not (StepKind.Review or StepKind.Decide) || file.Case.AcceptedAt is null)
        {
            return CaseFiles.StepGone;
        }

        if (listed is null)
        {
            return Problem.Invalid("cases.procedure-not-listed", "这个事项没有公布该特别程序，不能停止计时。", "kind");
        }

        if (listed == PaymentWait.Listed(file.Item.Content))
        {
            return Problem.Invalid("cases.payment-by-order", "缴费环节由缴费通知书启动，缴清后自动恢复计时。请在“收费”中开具缴费通知书。", "kind");
        }

        if (file.Case.PausedAt is not null)
        {
            return Problem.Conflict("cases.already-paused", "已有特别程序正在进行，请先结束后再启动。");
        }

        if (command.PlannedDays is < 1 or > 365)
        {
            return Problem.Invalid("cases.planned-days", "请填写预计所需的工作日数（1 至 365）。", "plannedDays");
        }

        return string.IsNullOrWhiteSpace(command.Reason) ? Problem.Invalid("cases.reason-missing", "请写明启动特别程序的理由。", "reason") : null;
    }
}
