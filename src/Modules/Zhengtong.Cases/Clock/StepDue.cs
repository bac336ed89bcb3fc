using Zhengtong.Cases.Model;
using Zhengtong.Cases.Rules;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Platform.Calendar;

namespace Zhengtong.Cases.Clock;

/// <summary>The last day of an open step, computed again from its beginning, its own limit, the pauses since and the case's limit.</summary>
internal static class StepDue
{
    public static DateOnly Of(CaseFile file, CaseStep step)
    {
        var startedOn = LegalDay.Of(step.StartedAt);
        var own = file.Item.Content.Steps.FirstOrDefault(s => s.Key == step.Key)?.Days;
        if (step.Kind == StepKind.Intake)
        {
            return AcceptanceRules.AnswerDueOn(file.Case.CorrectedAt ?? file.Case.ReceivedAt, file.Calendar);
        }

        if (step.Kind == StepKind.Issue)
        {
            return file.Calendar.AddWorkingDays(startedOn, Math.Min(own ?? DeliveryRule.WithinDays, DeliveryRule.WithinDays));
        }

        var paused = PausedSince(file, startedOn);
        var caseDue = file.Case.DueOn ?? file.Calendar.AddWorkingDays(startedOn, DeliveryRule.WithinDays + paused);
        if (own is not { } days || (step.Kind == StepKind.Decide && file.Case.ExtendedAt is not null))
        {
            return caseDue;
        }

        var limit = file.Calendar.AddWorkingDays(startedOn, days + paused);
        return limit < caseDue ? limit : caseDue;
    }

    /// <summary>The working days of ended pauses that fell into the step.</summary>
    private static int PausedSince(CaseFile file, DateOnly startedOn)
    {
        var clock = file.Moves(ClockKind.Statutory) is { Count: > 0 } moves ? moves : file.Moves(ClockKind.Promised);
        return ClockLedger.Read(clock) is { } ledger
            ? ledger.Closed.Sum(p => file.Calendar.WorkingDaysBetween(p.From > startedOn ? p.From : startedOn, p.To))
            : 0;
    }
}
