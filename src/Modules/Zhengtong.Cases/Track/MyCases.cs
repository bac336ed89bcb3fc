using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Cases.Model;
using Zhengtong.Cases.Rules;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Cases.Track;

/// <summary>The cases of a party, newest first, with what is next on each. Two statements a page, however many rows.</summary>
internal sealed class MyCases(Database db, WorkingCalendars calendars, TimeProvider clock)
{
    public const int PageSize = 20;
    private const int Portion = 500;

    internal sealed record Row(Case Case, string? Next);

    /// <summary>All that a search shows, read portion by portion as it is asked for.</summary>
    public async IAsyncEnumerable<Row> AllAsync(Actor actor, Party party, bool? ended, string? words, [EnumeratorCancellation] CancellationToken ct)
    {
        Page? page = null;
        do
        {
            page = await ListAsync(actor, party, ended, words, page?.After, Portion, ct);
            foreach (var row in page.Rows)
            {
                yield return row;
            }
        }
        while (page.After is not null);
    }

    /// <param name="After">Id of the last row, for the next page; null at the end.</param>
    internal sealed record Page(IReadOnlyList<Row> Rows, Guid? After);

    /// <param name="ended">null: all; false: those still open.</param>
    /// <param name="words">A case number, or words of the item's name.</param>
    public async Task<Page> ListAsync(Actor actor, Party party, bool? ended, string? words, Guid? after, int take, CancellationToken ct)
    {
        var cases = db.Set<Case>().AsNoTracking().VisibleTo(db, actor, party);
        cases = ended switch
        {
            true => cases.Where(c => c.ClosedAt != null),
            false => cases.Where(c => c.ClosedAt == null),
            null => cases,
        };
        if (CaseNumber.TryParse(words) is { } number)
        {
            var text = number.ToString();
            cases = cases.Where(c => c.Number == text);
        }
        else if (!string.IsNullOrWhiteSpace(words))
        {
            var part = words.Trim();
            cases = cases.Where(c => c.ItemName.Contains(part) || c.Number.Contains(part));
        }

        if (after is { } last)
        {
            cases = cases.Where(c => c.Id < last);
        }

        var found = await cases.OrderByDescending(c => c.Id).Take(take + 1).ToListAsync(ct);
        var shown = found.Take(take).ToList();
        var ids = shown.Where(c => c.Open).Select(c => c.Id).ToList();
        var steps = ids.Count == 0
            ? []
            : await db.Set<CaseStep>().AsNoTracking().Where(s => ids.Contains(s.CaseId) && s.CompletedAt == null).OrderBy(s => s.Stage).ToListAsync(ct);
        var calendar = await calendars.CurrentAsync(ct);
        var today = LegalDay.Today(clock);
        var open = steps.ToLookup(s => s.CaseId);
        return new Page(
            [.. shown.Select(c => new Row(c, NextLine.Of(c, [.. open[c.Id]], calendar, today)))],
            found.Count > take ? shown[^1].Id : null);
    }
}
