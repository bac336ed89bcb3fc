using Microsoft.EntityFrameworkCore;
using Zhengtong.Catalogue.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Catalogue.Findings;

/// <summary>Findings rest while their item is paused and go on with the days that were left when it is handled again (02.09). Stages with what the items become, does not save.</summary>
internal sealed class RestFindings(Database db, WorkingCalendars calendars)
{
    public static readonly Problem ItemPaused = Problem.Conflict("catalogue.item-paused", "事项暂停办理期间不复检，问题保留，整改期限停止计算；恢复办理后自动复检，期限继续计算。");

    public async Task StageAsync(IReadOnlyCollection<Guid> items, ItemStatus status, Act act, CancellationToken ct)
    {
        // What ends with the item needs no limit any more.
        if (status == ItemStatus.Cancelled)
        {
            return;
        }

        var begins = status == ItemStatus.Paused;
        var findings = await db.Set<Finding>().Where(FindingMerge.EndsWithItem).Where(f => items.Contains(f.ItemId) && (f.RestsSince == null) == begins).ToListAsync(ct);
        if (findings.Count == 0)
        {
            return;
        }

        var (calendar, today) = (await calendars.CurrentAsync(ct), LegalDay.Of(act.At));
        foreach (var finding in findings)
        {
            if (begins)
            {
                finding.Rest(act.At);
                db.Record(finding, act, "finding-rests", new { left = calendar.WorkingDaysLeft(today, finding.DueOn) });
            }
            else
            {
                finding.Resume(today, calendar);
                db.Record(finding, act, "finding-resumed", new { due = finding.DueOn });
            }
        }
    }
}
