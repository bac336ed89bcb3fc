using Zhengtong.Cases.Model;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Cases.Review;

/// <summary>
/// Ends a review step (审查) with an opinion. Steps of one stage run in parallel (并联审批, 03.27): the next stage begins when the last of them ends.
/// </summary>
internal sealed class CompleteReview(Database db, CaseFiles files)
{
    /// <param name="Favourable">false: 建议不予, which the decider sees; a review never ends a case.</param>
    internal sealed record Command(Guid StepId, bool Favourable, string Opinion);

    public async Task<Outcome<Guid>> HandleAsync(Command command, Act act, CancellationToken ct)
    {
        if (string.IsNullOrWhiteSpace(command.Opinion))
        {
            return Problem.Invalid("cases.opinion-missing", "请填写审查意见。", "opinion");
        }

        var opened = await files.ForStepAsync(command.StepId, act, ct);
        if (!opened.TryGet(out var at))
        {
            return Outcome<Guid>.Because(opened.Problems);
        }

        var (file, step) = at;
        if (step.Kind != StepKind.Review)
        {
            return CaseFiles.StepGone;
        }

        Complete(file, step, command, act);
        var saved = await db.SaveAsync(ct);
        return saved.Ok ? file.Case.Id : Outcome<Guid>.Because(saved.Problems);
    }

    public static void Complete(CaseFile file, CaseStep step, Command command, Act act)
    {
        file.End(step, command.Favourable ? StepOutcome.Passed : StepOutcome.Against, command.Opinion, act);
        if (file.OpenSteps.All(s => s.Stage != step.Stage))
        {
            file.BeginStage(file.Item.Content.Steps.Where(s => s.Stage > step.Stage).Min(s => s.Stage), act.At);
        }

        file.Record(act, "reviewed", null, new { step = step.Name, step.OrganisationName, command.Favourable, command.Opinion });
    }
}
