using Microsoft.EntityFrameworkCore;
using Zhengtong.Cases.Model;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Cases.Accept;

/// <summary>
/// Small errors that can be put right at once are put right at the window (当场更正), in the applicant's presence. 行政许可法 art. 32(3).
/// What stood before and what stands now is in the trace.
/// </summary>
internal sealed class MendOnTheSpot(Database db, CaseFiles files)
{
    /// <param name="answers">JSON of the whole corrected form, already validated against its definition.</param>
    /// <param name="changes">What changed, in words: field, before, after.</param>
    public async Task<Outcome> HandleAsync(Guid stepId, string answers, IReadOnlyList<(string Field, string Before, string After)> changes, Act act, CancellationToken ct)
    {
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

        if (changes.Count == 0)
        {
            return Problem.Invalid("cases.nothing-changed", "没有改动。请改正后再保存，或直接受理。");
        }

        var application = await db.Set<Application>().SingleAsync(x => x.CaseId == file.Case.Id, ct);
        application.Answers = answers;
        file.Record(act, "mended-on-the-spot", null, new { changes = changes.Select(c => new { c.Field, c.Before, c.After }) });
        return await db.SaveAsync(ct);
    }
}
