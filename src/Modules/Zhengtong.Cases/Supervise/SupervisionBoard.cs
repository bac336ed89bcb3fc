using Microsoft.EntityFrameworkCore;
using Zhengtong.Cases.Model;
using Zhengtong.Cases.Rules;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Cases.Supervise;

/// <summary>What a supervisor watches in his region: what is late, what was warned of, what was told twice, where the clock stands. Each list is one statement.</summary>
internal sealed class SupervisionBoard(Database db, WorkingCalendars calendars, TimeProvider clock)
{
    public const int PageSize = 30;

    /// <summary>Counting more is of no use on a board.</summary>
    public const int MostCounted = 1000;

    internal sealed record Late(Guid Id, string Number, string ItemName, string OrganisationName, DateOnly DueOn, DateOnly? StatutoryDueOn, WarningLevel Warning, int DaysLate);

    internal sealed record Pause(Guid CaseId, string Number, string ItemName, string OrganisationName, string Kind, string Reason, DateTime StartedAt, int PlannedDays, int UsedDays);

    internal sealed record Page<T>(IReadOnlyList<T> Rows, string? Next);

    /// <returns>How many warnings of each level were raised in the last thirty days; no more than <see cref="MostCounted"/> are counted.</returns>
    public async Task<IReadOnlyDictionary<WarningLevel, int>> LevelsAsync(Post post, CancellationToken ct)
    {
        var since = LegalDay.Today(clock).AddDays(-30);
        var levels = await Warnings(post).Where(x => x.On >= since).OrderByDescending(x => x.Id).Take(MostCounted).Select(x => x.Level).ToListAsync(ct);
        return levels.CountBy(x => x).ToDictionary();
    }

    public async Task<Page<Late>> LateAsync(Post post, string? after, CancellationToken ct)
    {
        var today = LegalDay.Today(clock);
        var calendar = await calendars.CurrentAsync(ct);
        var region = post.RegionCode;
        var (day, id) = DayCursor.Parse(after) ?? DayCursor.Start;
        var read = await db.Set<Case>().AsNoTracking()
            .Where(x => x.ClosedAt == null && x.DueOn != null && x.DecidedAt == null && x.PausedAt == null && x.DueOn < today && x.RegionCode.StartsWith(region))
            .Where(x => x.DueOn > day || (x.DueOn == day && x.Id > id))
            .OrderBy(x => x.DueOn).ThenBy(x => x.Id).Take(PageSize + 1)
            .Select(x => new { x.Id, x.Number, x.ItemName, x.OrganisationName, DueOn = x.DueOn!.Value, x.StatutoryDueOn, x.Warning })
            .ToListAsync(ct);
        var rows = read.Take(PageSize)
            .Select(x => new Late(x.Id, x.Number, x.ItemName, x.OrganisationName, x.DueOn, x.StatutoryDueOn, x.Warning, -calendar.WorkingDaysLeft(today, x.DueOn)))
            .ToList();
        return new Page<Late>(rows, read.Count > PageSize ? DayCursor.Of(rows[^1].DueOn, rows[^1].Id) : null);
    }

    /// <param name="rule">One rule only; null for every warning and card.</param>
    public async Task<Page<CaseWarning>> WarningsAsync(Post post, WarningLevel? level, string? rule, Guid? before, CancellationToken ct)
    {
        var warnings = Warnings(post);
        warnings = level is { } wanted ? warnings.Where(x => x.Level == wanted) : warnings;
        warnings = rule is null ? warnings : warnings.Where(x => x.Rule == rule);
        warnings = before is { } id ? warnings.Where(x => x.Id < id) : warnings;
        var read = await warnings.OrderByDescending(x => x.Id).Take(PageSize + 1).ToListAsync(ct);
        var rows = read.Take(PageSize).ToList();
        return new Page<CaseWarning>(rows, read.Count > PageSize ? rows[^1].Id.ToString() : null);
    }

    /// <summary>Where a special procedure runs now, the longest first.</summary>
    public async Task<Page<Pause>> PausedAsync(Post post, Guid? after, CancellationToken ct)
    {
        var today = LegalDay.Today(clock);
        var calendar = await calendars.CurrentAsync(ct);
        var region = post.RegionCode;
        var from = after ?? Guid.Empty;
        var read = await db.Set<SpecialProcedureRun>().AsNoTracking()
            .Where(x => x.EndedAt == null && x.Id > from)
            .Join(db.Set<Case>().Where(c => c.ClosedAt == null && c.RegionCode.StartsWith(region)), x => x.CaseId, c => c.Id, (x, c) => new { Run = x, c.Number, c.ItemName, c.OrganisationName })
            .OrderBy(x => x.Run.Id).Take(PageSize + 1).ToListAsync(ct);
        var rows = read.Take(PageSize).Select(x => new Pause(
            x.Run.CaseId, x.Number, x.ItemName, x.OrganisationName, x.Run.Kind, x.Run.Reason, x.Run.StartedAt, x.Run.PlannedDays,
            calendar.WorkingDaysBetween(LegalDay.Of(x.Run.StartedAt), today))).ToList();
        return new Page<Pause>(rows, read.Count > PageSize ? read[PageSize - 1].Run.Id.ToString() : null);
    }

    private IQueryable<CaseWarning> Warnings(Post post)
    {
        var region = post.RegionCode;
        return db.Set<CaseWarning>().AsNoTracking().Where(x => x.RegionCode.StartsWith(region));
    }
}
