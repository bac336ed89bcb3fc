using Microsoft.EntityFrameworkCore;
using Zhengtong.Cases.Model;
using Zhengtong.Cases.WorkList;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Forms.Contracts;
using Zhengtong.Identity.Contracts;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Files;
using Zhengtong.Platform.Persistence;
using Zhengtong.Ui.Components;

namespace Zhengtong.Cases.Accept;

/// <summary>Everything a clerk or a lead sees of a case that waits for its answer, on one page.</summary>
internal sealed class IntakeSheet(Database db, IZoneAuthority zones, ICatalogue catalogue, IFormCatalogue forms, IParties parties, WorkingCalendars calendars, TimeProvider clock)
{
    /// <param name="File">null: on paper, or nothing was given.</param>
    internal sealed record Material(int Sequence, string Key, string Name, MaterialState State, string? Deficiency, FileOf? File);

    internal sealed record FileOf(string Name, long Size, ScanState Scan);

    /// <summary>That the draft was looked at before it was handed in. To be known; it decides nothing.</summary>
    internal sealed record PreReviewed(Guid Id, string Number, DateTime RequestedAt, PreReviewAnswer? Answer, DateTime? AnsweredAt);

    /// <param name="SentUp">What the window said when it sent the case up; null on the window's own page.</param>
    internal sealed record Sheet(
        CaseStep Step, Case Case, Application Application, PublishedItem Item, PublishedForm Form, FormAnswers Answers, FormContext Context, PartyProfile? Applicant,
        IReadOnlyList<Material> Materials, IReadOnlyList<TimelineEntry> History, string? SentUp, int DaysLeft, string DueText)
    {
        public PreReviewed? PreReview { get; init; }

        /// <summary>Who applied in the applicant's name, as the first entry of the trace says it; null when he did so himself or at a window.</summary>
        public string? AgentName { get; init; }

        public bool ToldBefore => Case.CorrectionAskedAt is not null;

        public CardState Card => DaysLeft < 0 ? CardState.Yellow : CardState.None;

        /// <summary>The answers as rules of the item see them.</summary>
        public IAnswers Seen => Answers.Seen(Form.Definition, Context);

        /// <summary>The item's materials that this case may be asked for, each with what stands for it now.</summary>
        public IEnumerable<(ItemMaterial Wanted, IReadOnlyList<Material> Given)> ByMaterial =>
            Item.Content.MaterialsFor(Case.Situation, Seen).Select(m => (m, (IReadOnlyList<Material>)[.. Materials.Where(g => g.Key == m.Key)]));
    }

    /// <returns>null when the step is done or not of this post.</returns>
    public async Task<Sheet?> FindAsync(Guid stepId, Post post, CancellationToken ct)
    {
        var found = await db.Set<CaseStep>().AsNoTracking()
            .Where(s => s.Id == stepId && s.CompletedAt == null && s.Kind == StepKind.Intake).ForPost(post, zones.Powers)
            .Join(db.Set<Case>().AsNoTracking(), s => s.CaseId, c => c.Id, (s, c) => new { Step = s, Case = c })
            .Join(db.Set<Application>().AsNoTracking(), x => x.Case.Id, a => a.CaseId, (x, a) => new
            {
                x.Step,
                x.Case,
                Application = a,
                Agent = db.Set<TraceEntry>().Where(t => t.SubjectId == x.Case.Id && t.Sequence == 1 && x.Case.AgentId == t.ActorId).Select(t => t.ActorName).FirstOrDefault(),
                PreReview = db.Set<PreReviewRequest>().Where(p => p.DraftId == x.Case.DraftId && p.Ending != PreReviewEnding.Withdrawn).OrderByDescending(p => p.Id)
                    .Select(p => new PreReviewed(p.Id, p.Number, p.RequestedAt, p.Answer, p.AnsweredAt)).FirstOrDefault(),
            })
            .SingleOrDefaultAsync(ct);
        if (found is null)
        {
            return null;
        }

        var (step, @case, application) = (found.Step, found.Case, found.Application);
        var item = await catalogue.VersionAsync(@case.ItemVersionId, ct);
        var form = await forms.FindAsync(application.FormKey, application.FormVersion, ct) ?? throw new InvalidOperationException($"Form {application.FormKey} {application.FormVersion} is gone.");
        var today = LegalDay.Today(clock);
        var calendar = await calendars.CurrentAsync(ct);
        var left = calendar.WorkingDaysLeft(today, step.DueOn);
        return new Sheet(
            step, @case, application, item, form, FormAnswers.Parse(application.Answers).Value, ContextOf(@case, today), await parties.FindAsync(@case.ApplicantId, ct),
            await MaterialsAsync(@case.Id, ct), await IntakeHistory.OfAsync(db, @case, ct), await SentUpAsync(step, ct), left, LegalDay.DueText(step.DueOn, today, calendar))
        {
            PreReview = found.PreReview,
            AgentName = found.Agent,
        };
    }

    /// <summary>That this reader saw the applicant's data whole, and what for; before it is shown.</summary>
    public async Task<bool> RecordReadingAsync(Sheet sheet, Act act, CancellationToken ct)
    {
        db.RecordReading(sheet.Case.ApplicantId, act, $"办件 {sheet.Case.Number} 的申请人信息和申请表");
        return (await db.SaveAsync(ct)).Ok;
    }

    public static FormContext ContextOf(Case @case, DateOnly today) => new(
        @case.Situation.Length == 0 ? [] : [@case.Situation],
        @case.Mode switch { Mode.Commitment => FormContext.Commitment, Mode.Tolerance => FormContext.Tolerance, _ => FormContext.Normal },
        @case.ApplicantKind,
        today);

    private async Task<IReadOnlyList<Material>> MaterialsAsync(Guid caseId, CancellationToken ct)
    {
        var read = await (
            from m in db.Set<CaseMaterial>().AsNoTracking()
            where m.CaseId == caseId && m.ReplacedAt == null
            join f in db.Set<StoredFile>() on m.FileId equals (Guid?)f.Id into files
            from f in files.DefaultIfEmpty()
            orderby m.Sequence
            select new { m.Sequence, m.Key, m.Name, m.State, m.Deficiency, m.FileName, FileId = (Guid?)f.Id, Size = (long?)f.Size, Scan = (ScanState?)f.ScanState }).ToListAsync(ct);
        return [.. read.Select(m => new Material(m.Sequence, m.Key, m.Name, m.State, m.Deficiency, m.FileId is null ? null : new FileOf(m.FileName, m.Size!.Value, m.Scan!.Value)))];
    }

    private async Task<string?> SentUpAsync(CaseStep step, CancellationToken ct) => step.Role != Roles.AcceptanceLead
        ? null
        : await db.Set<CaseStep>().Where(s => s.CaseId == step.CaseId && s.Outcome == StepOutcome.SentUp).OrderByDescending(s => s.CompletedAt)
            .Select(s => s.CompletedByName + "：" + s.Opinion).FirstOrDefaultAsync(ct);
}
