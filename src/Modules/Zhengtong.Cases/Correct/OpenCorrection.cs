using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Cases.Accept;
using Zhengtong.Cases.Model;
using Zhengtong.Cases.Rules;
using Zhengtong.Cases.Track;
using Zhengtong.Forms.Contracts;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Cases.Correct;

/// <summary>What an applicant is asked to correct or to hand in later: the one-time notice (补正) or the tolerated materials (容缺补交).</summary>
/// <param name="FormFault">What is wrong in the form; null when the form was not asked for.</param>
internal sealed record OpenCorrection(
    Case Case, bool Asked, DateOnly? Until, IReadOnlyList<CaseMaterial> Materials, string? FormFault, PublishedForm Form, FormAnswers Answers, FormContext Context)
{
    public bool Nothing => !Asked && (Materials.Count == 0 || !Case.Open);
}

/// <summary>Finds it, for a case the asker may act on.</summary>
internal sealed class OpenCorrections(Database db, IFormCatalogue forms, TimeProvider clock)
{
    public async Task<OpenCorrection?> FindAsync(Guid caseId, Party party, CancellationToken ct)
    {
        if (await db.Set<Case>().AsNoTracking().Where(c => c.Id == caseId).OpenToActsOf(party).SingleOrDefaultAsync(ct) is not { } @case)
        {
            return null;
        }

        var asked = @case is { CorrectionAskedAt: not null, CorrectedAt: null, Open: true };
        var materials = await db.Set<CaseMaterial>().AsNoTracking()
            .Where(m => m.CaseId == caseId && m.ReplacedAt == null && (m.State == MaterialState.Wanted || m.State == MaterialState.Tolerated))
            .OrderBy(m => m.Sequence).ToListAsync(ct);
        var application = await db.Set<Application>().AsNoTracking().SingleAsync(a => a.CaseId == caseId, ct);
        var form = await forms.FindAsync(application.FormKey, application.FormVersion, ct)
            ?? throw new InvalidOperationException($"Form {application.FormKey} {application.FormVersion} is gone.");
        return new OpenCorrection(
            @case,
            asked,
            asked ? CorrectionTerm.LastDay(LegalDay.Of(@case.CorrectionAskedAt!.Value)) : application.ToleratedUntil,
            materials,
            asked ? await FormFaultAsync(caseId, ct) : null,
            form,
            FormAnswers.Parse(application.Answers).Value,
            CaseForm.Context(@case, LegalDay.Today(clock)));
    }

    private async Task<string?> FormFaultAsync(Guid caseId, CancellationToken ct)
    {
        var data = await db.Set<TraceEntry>().AsNoTracking().Where(t => t.SubjectId == caseId && t.What == "correction-asked")
            .OrderByDescending(t => t.Sequence).Select(t => t.Data).FirstAsync(ct);
        using var document = JsonDocument.Parse(data);
        return new TraceData(document.RootElement).Many("deficiencies").FirstOrDefault(d => d.Text("Key") == AskCorrection.Form)?.Text("What");
    }
}
