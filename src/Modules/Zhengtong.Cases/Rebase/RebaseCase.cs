using Microsoft.EntityFrameworkCore;
using Zhengtong.Cases.Clock;
using Zhengtong.Cases.Contracts;
using Zhengtong.Cases.Model;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Cases.Rebase;

/// <summary>
/// Takes one running case over to the version in force, by a manager who gives his reason; and back, while nothing was done on it since. The answers as they were
/// stay in <see cref="CaseRebase"/>, the files in the dossier.
/// </summary>
internal sealed class RebaseCase(Database db, RebaseSheets sheets, CaseFiles files, ICatalogue catalogue)
{
    private static readonly Problem Unexplained = Problem.Invalid("cases.rebase-reason", "请写明换版本的理由，不超过 1000 字。", "reason");
    private static readonly Problem UndoUnexplained = Problem.Invalid("cases.rebase-undo-reason", "请写明恢复原版本的理由，不超过 1000 字。", "why");

    /// <param name="revision">The case's revision that the manager saw the preview of.</param>
    public async Task<Outcome> HandleAsync(Guid caseId, Guid toVersionId, int revision, string reason, Act act, CancellationToken ct)
    {
        var found = await FindAsync(caseId, reason, Unexplained, act, ct);
        if (!found.TryGet(out var @case))
        {
            return Outcome.Refused(found.Problems);
        }

        var now = await catalogue.FindAsync((await catalogue.VersionAsync(@case.ItemVersionId, ct)).Code, ct);
        if (@case.Revision != revision || now is null || now.VersionId != toVersionId)
        {
            return Problem.Conflict("cases.rebase-changed", "预览之后，办件或者事项又有变动。请重新查看预览再决定。");
        }

        var sheet = await sheets.OfAsync(@case, now, ct);
        if (sheet.Refusal is { } refusal)
        {
            return refusal;
        }

        var application = await db.Set<Application>().SingleAsync(a => a.CaseId == caseId, ct);
        db.Add(new CaseRebase
        {
            Id = Guid.CreateVersion7(act.At),
            CaseId = caseId,
            FromVersionId = @case.ItemVersionId,
            ToVersionId = toVersionId,
            FromForm = application.FormKey,
            FromFormVersion = application.FormVersion,
            Answers = application.Answers,
            Reason = reason,
            At = act.At,
            ById = act.Actor.Id,
            ByName = act.Actor.Name,
            RevisionAfter = @case.Revision + 1,
        });
        if (sheet is { Plan: { } plan, To: { } to })
        {
            (application.FormKey, application.FormVersion, application.Answers) = (to.Definition.Key, to.Version, plan.Answers.ToJson());
        }

        @case.ItemVersionId = toVersionId;
        var file = await files.OpenAsync(@case, ct);
        Reckon(file, act);
        file.Record(
            act,
            "rebased",
            new CaseRebased(@case.Id, @case.Number, @case.ItemName, @case.ApplicantId, now.Version, sheet.Asked, reason, Undone: false),
            new
            {
                from = sheet.Before.Version,
                to = now.Version,
                reason,
                leaving = sheet.Leaving.Select(a => new { a.Section, a.Row, a.Field, fate = a.Fate.ToString() }),
                noLongerAsked = sheet.Materials.NoLongerAsked,
            });
        return await db.SaveAsync(ct);
    }

    public async Task<Outcome> UndoAsync(Guid caseId, string reason, Act act, CancellationToken ct)
    {
        var found = await FindAsync(caseId, reason, UndoUnexplained, act, ct);
        if (!found.TryGet(out var @case))
        {
            return Outcome.Refused(found.Problems);
        }

        var last = await db.Set<CaseRebase>().Where(r => r.CaseId == caseId).OrderByDescending(r => r.Id).FirstOrDefaultAsync(ct);
        if (last is not { UndoneAt: null } || last.RevisionAfter != @case.Revision)
        {
            return Problem.Conflict("cases.rebase-used", "换版本之后这件办件已经有了新的办理，或者已经恢复过，不能再恢复原版本。");
        }

        var application = await db.Set<Application>().SingleAsync(a => a.CaseId == caseId, ct);
        (application.FormKey, application.FormVersion, application.Answers) = (last.FromForm, last.FromFormVersion, last.Answers);
        (@case.ItemVersionId, last.UndoneAt) = (last.FromVersionId, act.At);
        var file = await files.OpenAsync(@case, ct);
        Reckon(file, act);
        file.Record(
            act,
            "rebase-undone",
            new CaseRebased(@case.Id, @case.Number, @case.ItemName, @case.ApplicantId, file.Item.Version, [], reason, Undone: true),
            new { to = file.Item.Version, reason });
        return await db.SaveAsync(ct);
    }

    private async Task<Outcome<Case>> FindAsync(Guid caseId, string reason, Problem unexplained, Act act, CancellationToken ct)
    {
        if (string.IsNullOrWhiteSpace(reason) || reason.Length > 1000)
        {
            return unexplained;
        }

        return await RebaseSheets.Within(db.Set<Case>(), act.Actor).SingleOrDefaultAsync(c => c.Id == caseId, ct) is { } @case ? @case : CaseFiles.CaseGone;
    }

    /// <summary>The ledger stays as it is; only the days are reckoned again under the rule of the version, which is never a longer one. Before acceptance no such clock runs.</summary>
    private static void Reckon(CaseFile file, Act act)
    {
        if (file.Case is { AcceptedAt: not null, PausedAt: null })
        {
            file.Reckon(LegalDay.Of(act.At));
            foreach (var step in file.OpenSteps)
            {
                step.DueOn = StepDue.Of(file, step);
            }
        }
    }
}
