using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Zhengtong.Halls.Book;
using Zhengtong.Halls.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Protection;
using Zhengtong.Ui.Problems;

namespace Zhengtong.Halls.Desk;

/// <summary>今日预约: a window clerk's visitors by half hour, found by code or name, names masked; arrival, and on to the application.</summary>
[Authorize(Policy = Policies.Window)]
[ResponseCache(NoStore = true)]
internal sealed class DayPageModel(DayList list, RecordArrival arrive, SealedWords sealing, TimeProvider clock) : PageModel
{
    /// <summary>The hall; the first of the region unless told.</summary>
    [BindProperty(SupportsGet = true, Name = "hall")]
    public Guid? HallId { get; set; }

    [BindProperty(SupportsGet = true, Name = "day")]
    public string? DayText { get; set; }

    /// <summary>A code or the name of a visitor: sent, and sealed in the address that shows what was found.</summary>
    [BindProperty]
    public string? Words { get; set; }

    public IReadOnlyList<Hall> Halls { get; private set; } = [];

    public IReadOnlyList<SelectListItem> HallOptions => [.. Halls.Select(h => new SelectListItem(h.Name, h.Id.ToString()))];

    public DateOnly Day { get; private set; }

    public DayList.Page Shown { get; private set; } = new([], null);

    public string? Next { get; private set; }

    public async Task<IActionResult> OnGetAsync(string? q, string? after, CancellationToken ct)
    {
        Words = sealing.Open(q);
        return await ShowAsync(after, ct) ? Page() : NotFound();
    }

    public async Task<IActionResult> OnPostFindAsync(CancellationToken ct) => await ShowAsync(null, ct) ? Redirect(Href(null)) : NotFound();

    public async Task<IActionResult> OnPostArriveAsync(Guid id, CancellationToken ct)
    {
        ModelState.Clear();
        var done = await arrive.HandleAsync(id, HttpContext.Act(clock, "登记到场"), ct);
        if (!ModelState.AddProblems(done))
        {
            return Redirect(Href(null));
        }

        return done.Problems[0].Kind != ProblemKind.NotFound && await ShowAsync(null, ct) ? Page() : NotFound();
    }

    public static string ApplyHref(Booking booking) => booking.ItemCode.Length > 0 ? "/desk/apply?code=" + Uri.EscapeDataString(booking.ItemCode) : "/desk/apply";

    private async Task<bool> ShowAsync(string? after, CancellationToken ct)
    {
        var post = User.Actor()!.Post!;
        Day = SlotChoice.DayOf(DayText) ?? LegalDay.Today(clock);
        Halls = await list.HallsAsync(post, ct);
        if (HallId is { } wanted && Halls.All(h => h.Id != wanted))
        {
            return false;
        }

        HallId ??= Halls.Count > 0 ? Halls[0].Id : null;
        if (HallId is { } hall)
        {
            Shown = await list.PageAsync(post, hall, Day, Words, after, ct);
            Next = Shown.Next is null ? null : Href(Shown.Next);
        }

        return true;
    }

    private string Href(string? after)
    {
        var query = new QueryBuilder();
        foreach (var (name, value) in ((string, string?)[])
            [("hall", HallId?.ToString()), ("day", SlotChoice.DayOf(DayText)?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
            ("q", sealing.Seal(Words)), ("after", after)])
        {
            if (!string.IsNullOrWhiteSpace(value))
            {
                query.Add(name, value);
            }
        }

        return "/desk/bookings" + query;
    }
}
