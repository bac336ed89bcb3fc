using Microsoft.EntityFrameworkCore;
using Zhengtong.Cases.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Codes;
using Zhengtong.Platform.Persistence;
using Zhengtong.Ui.Components;

namespace Zhengtong.Cases.PreReview;

/// <summary>The pre-reviews of a window's region: those that wait, due first; or those that have ended, newest first. One statement a page.</summary>
internal sealed class PreReviewList(Database db, WorkingCalendars calendars, TimeProvider clock)
{
    public const int PageSize = 30;

    internal sealed record Row(
        Guid Id, string Number, string ItemName, string OrganisationName, string Party,
        DateTime RequestedAt, DateOnly DueOn, int DaysLeft, CardState Card, PreReviewAnswer? Answer, PreReviewEnding? Ending);

    /// <param name="Next">The cursor of the next page; null at the end.</param>
    internal sealed record Page(IReadOnlyList<Row> Rows, string? Next);

    public async Task<Page> ReadAsync(Post post, bool ended, string? words, string? after, CancellationToken ct)
    {
        var requests = db.Set<PreReviewRequest>().AsNoTracking().ForPost(post).Where(p => ended ? p.EndedAt != null : p.EndedAt == null);
        if (!string.IsNullOrWhiteSpace(words))
        {
            var part = words.Trim();
            requests = requests.Where(p => p.ItemName.Contains(part) || p.Number.StartsWith(part));
        }

        if (DayCursor.Parse(after) is var (day, last))
        {
            requests = ended ? requests.Where(p => p.Id < last) : requests.Where(p => p.DueOn > day || (p.DueOn == day && p.Id > last));
        }

        var ordered = ended ? requests.OrderByDescending(p => p.Id) : requests.OrderBy(p => p.DueOn).ThenBy(p => p.Id);
        var read = await ordered.Take(PageSize + 1)
            .Select(p => new { p.Id, p.Number, p.ItemName, p.OrganisationName, p.PartyName, p.PartyKind, p.RequestedAt, p.DueOn, p.Answer, p.Ending }).ToListAsync(ct);
        var (calendar, today) = (await calendars.CurrentAsync(ct), LegalDay.Today(clock));
        List<Row> rows =
        [
            .. from p in read.Take(PageSize)
               let left = calendar.WorkingDaysLeft(today, p.DueOn)
               select new Row(
                   p.Id, p.Number, p.ItemName, p.OrganisationName, p.PartyKind == PartyKind.Person ? Mask.Name(p.PartyName) : p.PartyName, p.RequestedAt, p.DueOn, left,
                   p.Ending is null && p.DueOn < today ? CardState.Yellow : CardState.None, p.Answer, p.Ending),
        ];
        return new Page(rows, read.Count > PageSize ? DayCursor.Of(rows[^1].DueOn, rows[^1].Id) : null);
    }
}
