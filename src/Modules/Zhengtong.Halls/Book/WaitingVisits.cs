using Microsoft.EntityFrameworkCore;
using Zhengtong.Cases.Contracts;
using Zhengtong.Halls.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Halls.Book;

/// <summary>The visits a party has booked, on the first page of its space.</summary>
internal sealed class WaitingVisits(Database db, TimeProvider clock) : IWaitingTasks
{
    public async Task<IReadOnlyList<WaitingTask>> OfAsync(Party party, int take, CancellationToken ct)
    {
        var today = LegalDay.Today(clock);
        var booked = await db.Set<Booking>().AsNoTracking().Where(b => b.PartyId == party.Id && b.State == BookingState.Booked && b.Day >= today)
            .Join(db.Set<Hall>(), b => b.HallId, h => h.Id, (b, h) => new { Booking = b, h.Name })
            .OrderBy(x => x.Booking.Day).ThenBy(x => x.Booking.Slot).Take(take).ToListAsync(ct);
        return [.. booked.Select(x => new WaitingTask($"预约到窗口：{x.Booking.When}", $"{x.Name}，预约码 {x.Booking.Code}。", $"/my/bookings/{x.Booking.Id}", "查看预约"))];
    }
}
