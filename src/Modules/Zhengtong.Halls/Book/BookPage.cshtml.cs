using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Halls.Model;
using Zhengtong.Halls.Rules;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Ui.Components;
using Zhengtong.Ui.Problems;

namespace Zhengtong.Halls.Book;

/// <summary>Choosing the day and the half hour at a kind of window.</summary>
[Authorize(Policy = Policies.ApplicantOrDelegate)]
[ResponseCache(NoStore = true)]
internal sealed class BookPageModel(BookVisit book, Places places, ICatalogue catalogue, TimeProvider clock) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public Guid WindowId { get; set; }

    [BindProperty(SupportsGet = true, Name = "item")]
    public string? ItemCode { get; set; }

    [BindProperty]
    public int? Slot { get; set; }

    public Hall Hall { get; private set; } = null!;

    public WindowKind Window { get; private set; } = null!;

    public PublishedItem? Item { get; private set; }

    public SlotChoice Choice { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(string? day, CancellationToken ct) => await ShowAsync(day, ct) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(string? day, CancellationToken ct)
    {
        ModelState.Clear();
        var booked = SlotChoice.DayOf(day) is { } on && Slot is { } slot
            ? await book.HandleAsync(new(WindowId, on, slot, ItemCode), HttpContext.Act(clock, "网上预约"), ct)
            : SlotChoice.Missing;
        if (!ModelState.AddProblems(booked))
        {
            return Redirect($"/my/bookings/{booked.Value}");
        }

        // The half hours are shown as they are now, not as they were when the page was opened.
        return booked.Problems[0].Kind != ProblemKind.NotFound && await ShowAsync(day, ct) ? Page() : NotFound();
    }

    private async Task<bool> ShowAsync(string? day, CancellationToken ct)
    {
        if (await book.ReadAsync(WindowId, ct) is not var (hall, window))
        {
            return false;
        }

        (Hall, Window) = (hall, window);
        Item = string.IsNullOrEmpty(ItemCode) ? null : await catalogue.FindAsync(ItemCode, ct);
        var query = Item is null ? "" : "&item=" + Uri.EscapeDataString(Item.Code);
        Choice = SlotChoice.Of(await places.OfAsync(hall, window, ct), day, d => $"/book/{WindowId}?day={d}{query}");
        return true;
    }
}

/// <summary>The days as tabs and the half hours of one of them that still have places.</summary>
internal sealed record SlotChoice(IReadOnlyList<Tab> Days, DateOnly? Day, IReadOnlyList<SelectListItem> Slots)
{
    public static readonly Problem Missing = Problem.Invalid("halls.slot-missing", "请先选择日期和时段，再提交预约。", "Slot");

    public static DateOnly? DayOf(string? text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    /// <param name="wanted">The day asked for; else the first with a place.</param>
    public static SlotChoice Of(IReadOnlyList<Places.DayPlaces> days, string? wanted, Func<string, string> href)
    {
        var asked = DayOf(wanted);
        var shown = days.FirstOrDefault(d => d.Day == asked) ?? days.FirstOrDefault(d => !d.Full) ?? (days.Count > 0 ? days[0] : null);
        var tabs = days.Select(d => new Tab(
            $"{LegalDay.MonthDay(d.Day)} {LegalDay.Weekday(d.Day).Replace("星期", "周", StringComparison.Ordinal)}{(d.Full ? "（约满）" : "")}",
            href(d.Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
            d == shown));
        var slots = (shown?.Slots ?? []).Where(s => s.Free > 0)
            .Select(s => new SelectListItem($"{SlotTime.Text(s.Slot)}（剩 {s.Free} 个）", s.Slot.ToString(CultureInfo.InvariantCulture)));
        return new SlotChoice([.. tabs], shown?.Day, [.. slots]);
    }
}
