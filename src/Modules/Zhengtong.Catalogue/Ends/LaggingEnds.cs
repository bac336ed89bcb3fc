using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Model;
using Zhengtong.Catalogue.Publish;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Catalogue.Ends;

/// <summary>
/// Live items that an end was last compared with in an older version than the one in force (须重新报送). Computed from the versions and kept nowhere: a version comes in force by its planned day too,
/// of which no event tells. After the limit it is a finding.
/// </summary>
internal sealed class LaggingEnds(Database db, EndFindings findings, WorkingCalendars calendars, TimeProvider clock)
{
    private const int Page = 200;

    /// <summary>Inside the SQL: whether a version of the item in force today is newer than the one compared with.</summary>
    public static IQueryable<EndItem> Of(Database db, DateOnly today)
    {
        var begun = Validity.HasBegun(today);
        return db.Set<EndItem>().Where(x => x.LiveSince != null && x.WithdrawnAt == null
            && db.Set<ItemVersion>().Where(begun).Any(v => v.ItemId == x.ItemId && v.Number > db.Set<ItemVersion>().Where(c => c.Id == x.ComparedVersionId).Select(c => c.Number).FirstOrDefault()));
    }

    /// <summary>Begins findings of what has lagged for longer than the limit.</summary>
    public async Task FindAsync(CancellationToken ct)
    {
        var today = LegalDay.Today(clock);
        var calendar = await calendars.CurrentAsync(ct);
        var after = Guid.Empty;
        while (true)
        {
            var rows = await Of(db, today).AsNoTracking().Where(x => x.Id > after && db.Set<ApplicationEnd>().Any(e => e.Id == x.EndId && e.RetiredAt == null)).OrderBy(x => x.Id).Take(Page)
                .Join(db.Set<ApplicationEnd>(), x => x.EndId, e => e.Id, (x, e) => new { Row = x, End = e })
                .Join(db.Set<Item>(), x => x.Row.ItemId, i => i.Id, (x, i) => new { x.Row, x.End, Item = i })
                .OrderBy(x => x.Row.Id).ToListAsync(ct);
            if (rows.Count == 0)
            {
                return;
            }

            after = rows[^1].Row.Id;
            var items = rows.ConvertAll(r => r.Item.Id);
            var versions = (await db.Set<ItemVersion>().AsNoTracking().Where(v => items.Contains(v.ItemId))
                    .Select(v => new { v.Id, v.ItemId, v.Number, v.PublishedAt, v.PlanEffective }).ToListAsync(ct))
                .ToLookup(v => v.ItemId);
            var open = (await db.Set<Finding>().AsNoTracking().Where(f => items.Contains(f.ItemId) && f.Origin == FindingOrigin.SameSource && f.ClosedAt == null)
                .Select(f => new { f.ItemId, f.RuleKey }).ToListAsync(ct)).Select(f => (f.ItemId, f.RuleKey)).ToHashSet();
            await db.SavePageAsync(
                async () =>
                {
                    foreach (var row in rows.Where(r => !open.Contains((r.Item.Id, EndFindings.RuleOf(r.End.Id)))))
                    {
                        var known = versions[row.Item.Id].Where(v => v.Id == row.Row.ComparedVersionId).Select(v => v.Number).FirstOrDefault();
                        var since = versions[row.Item.Id].Where(v => v.Number > known).Select(v => v.PlanEffective ?? LegalDay.Of(v.PublishedAt)).Min();
                        if (EndFindings.IsOverdue(calendar, since, today))
                        {
                            var inForce = versions[row.Item.Id].Where(v => !Validity.Waits(v.PlanEffective, today)).Max(v => v.Number);
                            await findings.BeginLaggingAsync(row.End, row.Item, inForce, since, Act.Micro(clock.GetUtcNow().UtcDateTime), ct);
                        }
                    }
                },
                ct);
        }
    }
}
