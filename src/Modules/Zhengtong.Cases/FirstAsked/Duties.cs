using Microsoft.EntityFrameworkCore;
using Zhengtong.Cases.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Cases.FirstAsked;

internal static class DutyAccess
{
    /// <summary>A duty that a member of staff answers for, is asked to take over, or had; the supervisor of the region reads.</summary>
    public static Task<Duty?> FindDutyAsync(this Database db, Guid id, Actor actor, CancellationToken ct)
    {
        var (me, region) = (actor.Id, actor.Post?.RegionCode ?? "-");
        var supervisor = actor.Has(Roles.Supervisor);
        return db.Set<Duty>().SingleOrDefaultAsync(
            d => d.Id == id && (d.StaffId == me || d.FirstId == me || db.Set<DutyHandOver>().Any(h => h.DutyId == d.Id && h.ToId == me) || (supervisor && d.RegionCode.StartsWith(region))), ct);
    }
}

/// <summary>The lists of 我的首问 and of supervision; by key, one statement a page.</summary>
internal sealed class Duties(Database db, TimeProvider clock)
{
    public const int PageSize = 30;

    /// <param name="Open">Still to be followed through: an unanswered enquiry, a case that is not closed.</param>
    internal sealed record Row(Duty Duty, bool Open, bool Late, string? OfferedTo);

    internal sealed record Page(IReadOnlyList<Row> Rows, string? Next);

    /// <param name="offered">Those one is asked to take over, in place of those one answers for.</param>
    public async Task<Page> MineAsync(Actor actor, bool offered, Guid? before, CancellationToken ct)
    {
        var me = actor.Id;
        var duties = offered
            ? db.Set<Duty>().Where(d => db.Set<DutyHandOver>().Any(h => h.DutyId == d.Id && h.ToId == me && h.RepliedAt == null))
            : db.Set<Duty>().Where(d => d.StaffId == me);
        duties = before is { } id ? duties.Where(d => d.Id < id) : duties;
        var read = await (
            from d in duties.AsNoTracking()
            join c in db.Set<Case>() on d.CaseId equals (Guid?)c.Id into cases
            from c in cases.DefaultIfEmpty()
            join h in db.Set<DutyHandOver>().Where(h => h.RepliedAt == null) on d.Id equals h.DutyId into offers
            from h in offers.DefaultIfEmpty()
            orderby d.Id descending
            select new { Duty = d, Closed = (DateTime?)c.ClosedAt, To = (string?)h.ToName }).Take(PageSize + 1).ToListAsync(ct);
        var today = LegalDay.Today(clock);
        var rows = read.Take(PageSize).Select(x => new Row(x.Duty, x.Duty.CaseId is null ? x.Duty.AnsweredAt is null : x.Closed is null, x.Duty.Late(today), x.To)).ToList();
        return new Page(rows, read.Count > PageSize ? rows[^1].Duty.Id.ToString() : null);
    }

    /// <summary>Window enquiries of a region that were not answered in time, the oldest first.</summary>
    public async Task<Page> LateAsync(Post post, string? after, CancellationToken ct)
    {
        var (today, region) = (LegalDay.Today(clock), post.RegionCode);
        var (day, id) = DayCursor.Parse(after) ?? DayCursor.Start;
        var read = await db.Set<Duty>().AsNoTracking()
            .Where(d => d.AnsweredAt == null && d.AnswerBy != null && d.AnswerBy < today && d.RegionCode.StartsWith(region))
            .Where(d => d.AnswerBy > day || (d.AnswerBy == day && d.Id > id))
            .OrderBy(d => d.AnswerBy).ThenBy(d => d.Id).Take(PageSize + 1).ToListAsync(ct);
        var rows = read.Take(PageSize).Select(d => new Row(d, true, true, null)).ToList();
        return new Page(rows, read.Count > PageSize ? DayCursor.Of(rows[^1].Duty.AnswerBy!.Value, rows[^1].Duty.Id) : null);
    }
}
