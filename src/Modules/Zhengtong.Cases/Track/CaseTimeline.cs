using Microsoft.EntityFrameworkCore;
using Zhengtong.Cases.Model;
using Zhengtong.Cases.Rules;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Persistence;
using Zhengtong.Ui.Components;

namespace Zhengtong.Cases.Track;

/// <summary>
/// The one timeline of a case (办件进度): what happened, who has it now, what is next, by when and why. Applicant, officer and public see the same story at
/// different depth (03.08, 03.32): it is read from the trace, the open steps and the steps of the pinned version, so no channel can tell another one.
/// Three statements.
/// </summary>
internal sealed class CaseTimeline(Database db, ICatalogue catalogue, WorkingCalendars calendars, TimeProvider clock)
{
    /// <param name="case">Already found within what the reader may see.</param>
    public async Task<TimelineView> OfAsync(Case @case, TimelineDepth depth, CancellationToken ct)
    {
        var trace = await db.TraceOfAsync(@case.Id, ct);
        var steps = await db.Set<CaseStep>().AsNoTracking().Where(x => x.CaseId == @case.Id).OrderBy(x => x.Stage).ThenBy(x => x.Id).ToListAsync(ct);
        var notices = await db.Set<Notice>().AsNoTracking().Where(x => x.CaseId == @case.Id).OrderBy(x => x.Id).ToListAsync(ct);
        var item = await catalogue.VersionAsync(@case.ItemVersionId, ct);
        var now = new TimelineNow(@case, item, await calendars.CurrentAsync(ct), LegalDay.Today(clock));
        var open = steps.Where(s => s.CompletedAt is null).ToList();
        var past = new TimelinePast(@case, notices, depth);
        return new TimelineView(
            [.. trace.Select(past.EntryOf).OfType<TimelineEntry>(), .. now.Current(open, trace, depth), .. now.Coming(open)],
            now.WaitsFor(open),
            open,
            notices,
            trace,
            item);
    }
}

/// <summary>How much of the story a reader gets.</summary>
internal enum TimelineDepth
{
    /// <summary>Whoever knows number and name: what and when, no names, reasons or documents.</summary>
    Public,

    /// <summary>The applicant: also by whom, why, and the documents.</summary>
    Applicant,

    /// <summary>Staff: every act with the hand that did it.</summary>
    Staff,
}

/// <param name="Waits">In one line: who has it now, what is next and by when; null when the case has ended.</param>
internal sealed record TimelineView(
    IReadOnlyList<TimelineEntry> Entries,
    string? Waits,
    IReadOnlyList<CaseStep> OpenSteps,
    IReadOnlyList<Notice> Notices,
    IReadOnlyList<TraceEntry> Trace,
    PublishedItem Item);
