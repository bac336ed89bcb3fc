using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Cases.Model;
using Zhengtong.Cases.Rules;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Persistence;
using Zhengtong.Ui.Components;

namespace Zhengtong.Cases.WorkList;

/// <summary>What waits for a post, what is due first on top, whichever end it came through (统一受理, 统一出件). 03.11, 03.29. A page is one statement.</summary>
internal sealed class WorkLists(Database db, IZoneAuthority zones, WorkingCalendars calendars, TimeProvider clock)
{
    public const int PageSize = 30;

    private const int Portion = 500;

    /// <param name="DaysLeft">Working days left, negative when late; null while the clock stands still.</param>
    internal sealed record Row(
        Guid StepId, Guid CaseId, StepKind Kind, string Role, string StepName, string Number, string ItemName, string Applicant, string OrganisationName,
        End End, Mode Mode, DateTime ReceivedAt, DateOnly DueOn, int? DaysLeft, string DueText, CardState Card)
    {
        /// <summary>Who has taken it, so that nobody else begins with it.</summary>
        public string? TakenBy { get; init; }
    }

    /// <param name="Next">The cursor of the next page; null at the end.</param>
    internal sealed record Page(IReadOnlyList<Row> Rows, string? Next);

    /// <param name="after">The <see cref="Page.Next"/> of the page before; what is no cursor begins at the top.</param>
    public Task<Page> PageAsync(Post post, WorkListFilter filter, string? after, CancellationToken ct) => ReadAsync(post, filter, after, PageSize, ct);

    /// <summary>All that the filter shows, read portion by portion as it is asked for.</summary>
    public async IAsyncEnumerable<Row> AllAsync(Post post, WorkListFilter filter, [EnumeratorCancellation] CancellationToken ct)
    {
        Page? page = null;
        do
        {
            page = await ReadAsync(post, filter, page?.Next, Portion, ct);
            foreach (var row in page.Rows)
            {
                yield return row;
            }
        }
        while (page.Next is not null);
    }

    /// <summary>The step to open when one is done.</summary>
    public async Task<Row?> FirstAsync(Post post, WorkListFilter filter, CancellationToken ct) => (await ReadAsync(post, filter, null, 1, ct)).Rows is [var first, ..] ? first : null;

    private async Task<Page> ReadAsync(Post post, WorkListFilter filter, string? after, int take, CancellationToken ct)
    {
        var today = LegalDay.Today(clock);
        var calendar = await calendars.CurrentAsync(ct);
        var steps = filter.Apply(db.Set<CaseStep>().AsNoTracking().Where(s => s.CompletedAt == null).ForPost(post, zones.Powers), today);
        if (DayCursor.Parse(after) is var (day, id))
        {
            steps = steps.Where(s => s.DueOn > day || (s.DueOn == day && s.Id > id));
        }

        var ends = filter.Ends;
        var read = await steps
            .Join(db.Set<Case>(), s => s.CaseId, c => c.Id, (s, c) => new { s, c.End, c.Mode, c.ReceivedAt, c.PausedAt })
            .Where(x => ends.Count == 0 || ends.Contains(x.End))
            .OrderBy(x => x.s.DueOn).ThenBy(x => x.s.Id)
            .Take(take + 1)
            .ToListAsync(ct);
        var rows = read.Take(take).Select(x => RowOf(x.s, x.End, x.Mode, x.ReceivedAt, x.PausedAt is not null, today, calendar)).ToList();
        return new Page(rows, read.Count > take ? DayCursor.Of(rows[^1].DueOn, rows[^1].StepId) : null);
    }

    private static Row RowOf(CaseStep s, End end, Mode mode, DateTime receivedAt, bool paused, DateOnly today, WorkingCalendar calendar)
    {
        var left = calendar.WorkingDaysLeft(today, s.DueOn);
        var card = paused ? CardState.Paused
            : s.Warning == WarningLevel.Red ? CardState.Red
            : s.Warning == WarningLevel.Yellow || s.DueOn < today ? CardState.Yellow
            : CardState.None;
        var text = paused ? "计时已暂停" : LegalDay.DueText(s.DueOn, today, calendar);
        return new Row(
            s.Id, s.CaseId, s.Kind, s.Role, s.Name, s.CaseNumber, s.ItemName, s.ApplicantMasked, s.OrganisationName,
            end, mode, receivedAt, s.DueOn, paused ? null : left, text, card) { TakenBy = s.TakenByName };
    }
}
