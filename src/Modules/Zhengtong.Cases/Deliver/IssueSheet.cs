using Microsoft.EntityFrameworkCore;
using Zhengtong.Cases.Model;
using Zhengtong.Cases.Notices;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Cases.Deliver;

/// <summary>What the issue desk sees of a decided case: the papers to hand over, how they are to reach the applicant, and how far that is.</summary>
internal sealed class IssueSheet(Database db, IZoneAuthority zones, WorkingCalendars calendars, TimeProvider clock)
{
    internal sealed record Paper(string Title, string Number, string Href);

    internal sealed record Sheet(CaseStep Step, Case Case, Delivery Delivery, Result? Result, IReadOnlyList<Paper> Papers, string DueText)
    {
        public bool Locked => Delivery.WrongCodes >= DeliverResult.MaxWrongCodes;
    }

    /// <returns>null when the step is done or not of this post.</returns>
    public async Task<Sheet?> FindAsync(Guid stepId, Post post, CancellationToken ct)
    {
        var found = await (
            from s in db.Set<CaseStep>().AsNoTracking().Where(s => s.Id == stepId && s.CompletedAt == null && s.Kind == StepKind.Issue).ForPost(post, zones.Powers)
            join c in db.Set<Case>().AsNoTracking() on s.CaseId equals c.Id
            join d in db.Set<Delivery>().AsNoTracking() on c.Id equals d.CaseId
            join r in db.Set<Result>().AsNoTracking() on c.Id equals r.CaseId into results
            from r in results.DefaultIfEmpty()
            select new { s, c, d, r }).SingleOrDefaultAsync(ct);
        if (found is null)
        {
            return null;
        }

        var id = found.c.Id;
        var decisions = (string[])[NoticeKinds.Granted.Key, NoticeKinds.Denied.Key, NoticeKinds.Filed.Key];
        var notices = await db.Set<Notice>().Where(n => n.CaseId == id && decisions.Contains(n.Kind)).OrderBy(n => n.Id).Select(n => new { n.Id, n.Kind, n.Number }).ToListAsync(ct);
        List<Paper> papers = [.. notices.Select(n => new Paper(NoticeKinds.All[n.Kind].Title, n.Number, NoticeEndpoints.Notice(id, n.Id)))];
        if (found.r is { } result)
        {
            papers.Add(new Paper(result.Name, result.Number, NoticeEndpoints.Result(id)));
        }

        return new Sheet(found.s, found.c, found.d, found.r, papers, LegalDay.DueText(found.s.DueOn, LegalDay.Today(clock), await calendars.CurrentAsync(ct)));
    }
}
