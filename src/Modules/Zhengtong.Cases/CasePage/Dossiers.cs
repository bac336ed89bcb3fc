using Microsoft.EntityFrameworkCore;
using Zhengtong.Cases.Decide;
using Zhengtong.Cases.FirstAsked;
using Zhengtong.Cases.Model;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Forms.Contracts;
using Zhengtong.Identity.Contracts;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Files;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Cases.CasePage;

/// <summary>Reads a case with all that belongs to it: a fixed number of statements, whatever it holds. What the reader may not see is not found.</summary>
internal sealed class Dossiers(Database db, IZoneAuthority zones, ICatalogue catalogue, IFormCatalogue forms, IParties parties, WorkingCalendars calendars, TimeProvider clock)
{
    /// <param name="MayAct">The step is open and this post's; else the page is to read.</param>
    internal sealed record AtStep(Dossier Dossier, CaseStep Step, bool MayAct);

    public async Task<AtStep?> AtStepAsync(Guid stepId, Actor actor, CancellationToken ct)
    {
        if (actor.Post is not { } post)
        {
            return null;
        }

        var caseId = await db.Set<CaseStep>().Where(s => s.Id == stepId).Select(s => (Guid?)s.CaseId).SingleOrDefaultAsync(ct);
        if (caseId is null || await FindAsync(caseId.Value, actor, null, ct) is not { } dossier)
        {
            return null;
        }

        var step = dossier.Steps.Single(s => s.Id == stepId);
        var powers = step is { CompletedAt: null, ZoneItemId: { } item } ? await zones.Powers.Where(p => p.ItemId == item).ToListAsync(ct) : [];
        var (one, held) = (new[] { step }.AsQueryable(), powers.AsQueryable());
        var sits = dossier.InstantSitting && post.Role == Roles.Approver && step.OrganisationId == dossier.Case.OrganisationId && one.Waiting(post, held).Any();
        var mine = step.CompletedAt is null && (sits || one.ForPost(post, held).Any());
        return new AtStep(dossier, step, mine && (step.TakenById is null || step.TakenById == actor.Id));
    }

    public async Task<Dossier?> FindAsync(Guid caseId, Actor actor, Party? party, CancellationToken ct)
    {
        var found = await (
            from c in db.Set<Case>().Where(c => c.Id == caseId).VisibleTo(db, actor, party)
            join a in db.Set<Application>() on c.Id equals a.CaseId
            join d in db.Set<Duty>() on (Guid?)c.Id equals d.CaseId into duties
            from d in duties.DefaultIfEmpty()
            select new { Case = c, Application = a, Duty = d }).AsNoTracking().SingleOrDefaultAsync(ct);
        if (found is null)
        {
            return null;
        }

        var application = found.Application;
        return new Dossier
        {
            Case = found.Case,
            Application = application,
            Duty = found.Duty,
            Item = await catalogue.VersionAsync(found.Case.ItemVersionId, ct),
            Form = await forms.FindAsync(application.FormKey, application.FormVersion, ct) ?? throw new InvalidOperationException($"Form {application.FormKey} {application.FormVersion} is gone."),
            Applicant = await parties.FindAsync(found.Case.ApplicantId, ct),
            Steps = await db.Set<CaseStep>().AsNoTracking().Where(x => x.CaseId == caseId).OrderBy(x => x.StartedAt).ThenBy(x => x.Stage).ThenBy(x => x.Id).ToListAsync(ct),
            Ledger = await db.Set<ClockEntry>().AsNoTracking().Where(x => x.CaseId == caseId).OrderBy(x => x.Sequence).ToListAsync(ct),
            Materials = await MaterialsAsync(caseId, ct),
            Notices = await db.Set<Notice>().AsNoTracking().Where(x => x.CaseId == caseId).OrderBy(x => x.At).ThenBy(x => x.Id).ToListAsync(ct),
            Consultations = await db.Set<Consultation>().AsNoTracking().Where(x => x.CaseId == caseId).OrderBy(x => x.Id).ToListAsync(ct),
            Procedures = await db.Set<SpecialProcedureRun>().AsNoTracking().Where(x => x.CaseId == caseId).OrderBy(x => x.Id).ToListAsync(ct),
            Trace = await db.TraceOfAsync(caseId, ct),
            Calendar = await calendars.CurrentAsync(ct),
            Today = LegalDay.Today(clock),
        };
    }

    /// <summary>Records that the applicant's data was seen whole, and what for; must succeed before it is shown.</summary>
    public async Task<bool> RecordReadingAsync(Dossier dossier, Act act, CancellationToken ct)
    {
        db.RecordReading(dossier.Case.ApplicantId, act, $"办件 {dossier.Case.Number} 的申请人信息和申请表");
        return (await db.SaveAsync(ct)).Ok;
    }

    private Task<List<GivenMaterial>> MaterialsAsync(Guid caseId, CancellationToken ct) => (
        from m in db.Set<CaseMaterial>().AsNoTracking()
        where m.CaseId == caseId && m.ReplacedAt == null
        join f in db.Set<StoredFile>() on m.FileId equals (Guid?)f.Id into files
        from f in files.DefaultIfEmpty()
        orderby m.Sequence
        select new GivenMaterial(m.Sequence, m.Name, m.State, m.FileName, (long?)f.Size ?? 0, m.Deficiency, (ScanState?)f.ScanState)).ToListAsync(ct);
}
