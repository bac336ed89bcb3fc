using Zhengtong.Cases.Model;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Cases.Review;

/// <summary>Sends a case back to an earlier stage of review (退回), with the reason. Acceptance is never undone: the clock goes on.</summary>
internal sealed class SendBack(Database db, CaseFiles files)
{
    public async Task<Outcome<Guid>> HandleAsync(Guid stepId, string reason, Act act, CancellationToken ct)
    {
        if (string.IsNullOrWhiteSpace(reason))
        {
            return Problem.Invalid("cases.reason-missing", "请写明退回的理由。", "reason");
        }

        var opened = await files.ForStepAsync(stepId, act, ct);
        if (!opened.TryGet(out var at))
        {
            return Outcome<Guid>.Because(opened.Problems);
        }

        var (file, step) = at;
        var earlier = file.Item.Content.Steps.Where(s => s.Stage < step.Stage && s.Kind == StepKind.Review).Select(s => (int?)s.Stage).Max();
        if (step.Kind is not (StepKind.Review or StepKind.Decide) || earlier is null)
        {
            return Problem.Conflict("cases.nowhere-back", "前面没有可以退回的审查环节。");
        }

        file.End(step, StepOutcome.SentBack, reason, act);
        foreach (var parallel in file.OpenSteps.Where(s => s.Stage == step.Stage).ToList())
        {
            file.End(parallel, StepOutcome.Dropped, "同阶段环节已退回", act);
        }

        file.BeginStage(earlier.Value, act.At);
        file.Record(act, "sent-back", null, new { from = step.Name, toStage = earlier, reason });
        var saved = await db.SaveAsync(ct);
        return saved.Ok ? file.Case.Id : Outcome<Guid>.Because(saved.Problems);
    }
}
