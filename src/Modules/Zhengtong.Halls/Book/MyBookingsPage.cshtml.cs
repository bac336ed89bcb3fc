using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Halls.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Persistence;
using Zhengtong.Ui.Components;

namespace Zhengtong.Halls.Book;

/// <summary>我的预约, newest first, paged by key. One statement.</summary>
[Authorize(Policy = Policies.ApplicantOrDelegate)]
[ResponseCache(NoStore = true)]
internal sealed class MyBookingsPageModel(Database db) : PageModel
{
    private const int PageSize = 20;

    internal sealed record Row(Booking Booking, string HallName);

    public IReadOnlyList<Row> Rows { get; private set; } = [];

    public string? Next { get; private set; }

    public async Task OnGetAsync(Guid? after, CancellationToken ct)
    {
        var bookings = db.Set<Booking>().AsNoTracking().OfParty(User.Actor()!, User.Party()!);
        if (after is { } last)
        {
            bookings = bookings.Where(b => b.Id < last);
        }

        var read = await bookings.Join(db.Set<Hall>(), b => b.HallId, h => h.Id, (b, h) => new { b, h.Name }).OrderByDescending(x => x.b.Id).Take(PageSize + 1).ToListAsync(ct);
        Rows = [.. read.Take(PageSize).Select(x => new Row(x.b, x.Name))];
        Next = read.Count > PageSize ? $"/my/bookings?after={Rows[^1].Booking.Id}" : null;
    }

    public static Tone ToneOf(BookingState state) => state switch
    {
        BookingState.Booked => Tone.Info,
        BookingState.Arrived => Tone.Done,
        BookingState.Missed => Tone.Warning,
        _ => Tone.Neutral,
    };
}
