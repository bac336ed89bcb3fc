using Zhengtong.Cases.Accept;
using Zhengtong.Cases.Apply;
using Zhengtong.Cases.Decide;
using Zhengtong.Cases.Deliver;
using Zhengtong.Cases.Model;
using Zhengtong.Cases.Review;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Forms.Contracts;
using Zhengtong.Platform.Calendar;

namespace Zhengtong.Cases.Seed;

/// <summary>Plays cases by the acts' own code into rows. What the acts decide, they decide here; only reading from and saving to a database is left out.</summary>
internal sealed class BulkHand(BulkRows rows, WorkingCalendar calendar, Func<PlannedCase, long> serialOf) : ISeedHand
{
    public Task PlayAsync(PlannedCase planned, CancellationToken ct)
    {
        Play(planned);
        return Task.CompletedTask;
    }

    public void Play(PlannedCase planned)
    {
        var item = planned.Item.Item;
        var draft = planned.Draft();
        var form = planned.Item.FormFor(planned.Party.Party.Kind).Definition;
        var answers = SeedAnswers.Of(form, planned.Party).Effective(form, Drafts.Context(draft, LegalDay.Of(planned.Received.At)));
        var received = SubmitApplication.Receive(draft, item, form, answers, planned.Item.Given, serialOf(planned), calendar, planned.Received);
        draft.CaseId = received.Case.Id;
        draft.Revision++;
        rows.Add(draft);
        foreach (var row in received.Rows)
        {
            rows.Add(row);
        }

        var steps = received.Rows.OfType<CaseStep>().ToList();
        var ledger = received.Rows.OfType<ClockEntry>().ToList();
        var application = received.Rows.OfType<Application>().Single();
        Delivery? delivery = null;
        foreach (var move in planned.Moves)
        {
            // A file anew for each act, as each act opens one.
            var file = new CaseFile(rows, received.Case, steps, ledger, item, calendar);
            var step = steps.Single(s => s.Key == move.StepKey);
            switch (move.Kind)
            {
                case StepKind.Intake:
                    AcceptCase.Accept(file, step, LegalDay.Of(move.Act.At), false, SeedMove.AcceptOpinion, move.Act);
                    break;
                case StepKind.Review:
                    CompleteReview.Complete(file, step, new(step.Id, move.Favourable, move.Opinion), move.Act);
                    break;
                case StepKind.Decide:
                    DecideCase.Decide(file, step, new(step.Id, move.Favourable, move.Reason), application, move.Act);
                    delivery = rows.LastDelivery;
                    break;
                case StepKind.Issue:
                    DeliverResult.HandOver(file, step, delivery!, planned.Party.PersonName, true, move.Act);
                    break;
                default:
                    throw new ArgumentOutOfRangeException(nameof(planned), move.Kind, null);
            }
        }
    }
}
