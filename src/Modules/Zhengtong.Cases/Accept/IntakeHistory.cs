using Microsoft.EntityFrameworkCore;
using Zhengtong.Cases.CasePage;
using Zhengtong.Cases.Model;
using Zhengtong.Cases.Track;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Persistence;
using Zhengtong.Ui.Components;

namespace Zhengtong.Cases.Accept;

/// <summary>The history of a case for the window that takes it in: what, when, who, why. The applicant's side is masked.</summary>
internal static class IntakeHistory
{
    public static async Task<IReadOnlyList<TimelineEntry>> OfAsync(Database db, Case @case, CancellationToken ct)
    {
        var entries = await db.Set<TraceEntry>().AsNoTracking().Where(t => t.SubjectId == @case.Id).OrderBy(t => t.Sequence).ToListAsync(ct);
        return [.. entries.Select(t => new TimelineEntry(TraceWords.NameOf(t.What), LegalDay.Moment(t.At), @case.NameOf(t), t.Reason.Length == 0 ? null : t.Reason))];
    }
}
