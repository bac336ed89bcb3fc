using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Halls.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;
using Zhengtong.Ui.Problems;

namespace Zhengtong.Halls.Book;

/// <summary>改约: another half hour at the same window.</summary>
[Authorize(Policy = Policies.ApplicantOrDelegate)]
[ResponseCache(NoStore = true)]
internal sealed class ChangePageModel(Database db, ChangeBooking change, BookVisit book, Places places, TimeProvider clock) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    [BindProperty]
    public int? Slot { get; set; }

    public Booking Booking { get; private set; } = null!;

    public Hall? Hall { get; private set; }

    public SlotChoice Choice { get; private set; } = new([], null, []);

    public bool Changeable => Booking.Live && !Booking.Begun(clock.GetUtcNow().UtcDateTime);

    public async Task<IActionResult> OnGetAsync(string? day, CancellationToken ct) => await ShowAsync(day, ct) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(string? day, CancellationToken ct)
    {
        ModelState.Clear();
        var moved = SlotChoice.DayOf(day) is { } on && Slot is { } slot ? await change.HandleAsync(Id, on, slot, HttpContext.Act(clock, "本人改约"), ct) : SlotChoice.Missing;
        if (!ModelState.AddProblems(moved))
        {
            return Redirect($"/my/bookings/{Id}");
        }

        return moved.Problems[0].Kind != ProblemKind.NotFound && await ShowAsync(day, ct) ? Page() : NotFound();
    }

    private async Task<bool> ShowAsync(string? day, CancellationToken ct)
    {
        if (await db.Set<Booking>().AsNoTracking().OfParty(User.Actor()!, User.Party()!).SingleOrDefaultAsync(b => b.Id == Id, ct) is not { } booking)
        {
            return false;
        }

        Booking = booking;
        if (await book.ReadAsync(booking.WindowKindId, ct) is var (hall, window))
        {
            Hall = hall;
            Choice = SlotChoice.Of(await places.OfAsync(hall, window, ct), day, d => $"/my/bookings/{Id}/change?day={d}");
        }

        return true;
    }
}
