using Microsoft.EntityFrameworkCore;
using Zhengtong.Cases.Model;
using Zhengtong.Cases.Rules;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Cases.Accept;

/// <summary>
/// The applicant (or a clerk for him) hands in everything that was asked (补正). The five days to answer run anew from this day.
/// Also takes what was tolerated at acceptance (容缺补交) while the case goes on.
/// </summary>
internal sealed class HandInCorrection(Database db, CaseFiles files)
{
    /// <param name="FileId">null: shown on paper at the window.</param>
    internal sealed record Given(string Key, Guid? FileId, string FileName);

    /// <param name="answers">The corrected answers of the form, or null when they stay.</param>
    public async Task<Outcome> HandleAsync(Guid caseId, IReadOnlyList<Given> given, string? answers, Act act, CancellationToken ct)
    {
        var opened = await files.ForCaseAsync(caseId, act, ct);
        if (!opened.TryGet(out var file))
        {
            return Outcome.Refused(opened.Problems);
        }

        var open = await db.Set<CaseMaterial>()
            .Where(x => x.CaseId == caseId && x.ReplacedAt == null && (x.State == MaterialState.Wanted || x.State == MaterialState.Tolerated))
            .ToListAsync(ct);
        var asked = file.Case is { CorrectionAskedAt: not null, CorrectedAt: null, Open: true };
        if (Refusal(file.Case, asked, open, given, answers, act) is { } refusal)
        {
            return refusal;
        }

        var last = await db.Set<CaseMaterial>().Where(x => x.CaseId == caseId).MaxAsync(x => (int?)x.Sequence, ct) ?? 0;
        foreach (var one in given)
        {
            var wanted = open.Single(x => x.Key == one.Key);
            wanted.ReplacedAt = act.At;
            db.Add(new CaseMaterial
            {
                CaseId = caseId,
                Sequence = ++last,
                Key = one.Key,
                Name = wanted.Name,
                FileId = one.FileId,
                FileName = one.FileName,
                State = one.FileId is null ? MaterialState.Paper : MaterialState.Given,
                At = act.At,
            });
        }

        if (answers is not null)
        {
            var application = await db.Set<Application>().SingleAsync(x => x.CaseId == caseId, ct);
            application.Answers = answers;
        }

        if (asked)
        {
            Reopen(file, act);
        }

        file.Record(act, asked ? "correction-handed-in" : "tolerated-handed-in", null, new { materials = given.Select(g => new { g.Key, g.FileName }), form = answers is not null });
        return await db.SaveAsync(ct);
    }

    private static Problem? Refusal(Case @case, bool asked, List<CaseMaterial> open, IReadOnlyList<Given> given, string? answers, Act act)
    {
        if (act.Actor.Kind == ActorKind.Staff && !act.Actor.Has(Roles.WindowClerk))
        {
            return Problem.Forbidden("cases.not-yours-to-mend", "只有申请人或窗口人员可以补交材料。");
        }

        if (!asked && (open.Count == 0 || !@case.Open))
        {
            return Problem.Conflict("cases.nothing-asked", "这件办件目前没有需要补交的材料。");
        }

        if (given.FirstOrDefault(g => open.All(o => o.Key != g.Key)) is { } extra)
        {
            return Problem.Invalid("cases.not-asked-for", "这份材料没有被要求补交。", $"material-{extra.Key}");
        }

        if (asked && open.FirstOrDefault(o => o.State == MaterialState.Wanted && given.All(g => g.Key != o.Key)) is { } still)
        {
            return Problem.Invalid("cases.still-missing", $"请补交“{still.Name}”：{still.Deficiency}", $"material-{still.Key}");
        }

        return given.Count == 0 && answers is null
            ? Problem.Invalid("cases.nothing-given", "请先上传要补交的材料。", "materials")
            : null;
    }

    private static void Reopen(CaseFile file, Act act)
    {
        file.Case.CorrectedAt = act.At;
        file.Clock(ClockKind.Acceptance, ClockMoveKind.Start, act.At, act, reason: "收到补正材料");
        var intake = file.Item.Content.Steps.First(s => s.Kind == StepKind.Intake);
        file.Begin(intake, act.At, file.Calendar.AddWorkingDays(LegalDay.Of(act.At), AcceptanceRules.AnswerWithinDays));
    }
}
