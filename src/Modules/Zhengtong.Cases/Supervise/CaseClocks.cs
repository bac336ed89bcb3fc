using Zhengtong.Cases.Model;
using Zhengtong.Cases.Rules;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Platform.Calendar;

namespace Zhengtong.Cases.Supervise;

/// <summary>The clocks that the rules of supervision judge a case by, as they stand on a day.</summary>
internal static class CaseClocks
{
    /// <summary>Acceptance while it waits for an answer, the limits of handling until the decision, delivery after it.</summary>
    public static IReadOnlyList<(ClockKind Kind, DeadlineState State)> Of(CaseFile file, DateOnly today)
    {
        var clocks = new List<(ClockKind, DeadlineState)>();
        foreach (var kind in file.Case.DecidedAt is null ? (ClockKind[])[ClockKind.Statutory, ClockKind.Promised] : [ClockKind.Delivery])
        {
            if (file.Deadline(kind, today) is { } state)
            {
                clocks.Add((kind, state));
            }
        }

        if (file.OpenSteps.FirstOrDefault(s => s.Kind == StepKind.Intake) is { } intake)
        {
            // Since the last receipt: a correction starts the five days anew.
            var since = file.Case.CorrectedAt ?? file.Case.ReceivedAt;
            clocks.Add((ClockKind.Acceptance, Deadline.Of(AcceptanceRules.Clock, file.Calendar, [new ClockMove(ClockMoveKind.Start, since)], today)));
        }

        return clocks;
    }

    /// <summary>The time of a step that has a limit of its own; the others run with the case.</summary>
    public static DeadlineState? OfStep(CaseFile file, CaseStep step, DateOnly today)
    {
        if (step.Kind == StepKind.Intake || file.Item.Content.Steps.FirstOrDefault(s => s.Key == step.Key)?.Days is null)
        {
            return null;
        }

        var startedOn = LegalDay.Of(step.StartedAt);
        var days = file.Calendar.WorkingDaysBetween(startedOn.AddDays(1), step.DueOn.AddDays(1));
        var moves = new List<ClockMove> { new(ClockMoveKind.Start, step.StartedAt) };
        if (file.Case.PausedAt is { } paused)
        {
            moves.Add(new ClockMove(ClockMoveKind.Pause, paused > step.StartedAt ? paused : step.StartedAt));
        }

        return Deadline.Of(new ClockRule(ClockKind.Step, days, TimeUnit.WorkingDays, "", step.Name), file.Calendar, moves, today);
    }
}
