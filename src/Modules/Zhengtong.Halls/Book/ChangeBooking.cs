using Microsoft.EntityFrameworkCore;
using Zhengtong.Halls.Contracts;
using Zhengtong.Halls.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Halls.Book;

/// <summary>Moves a booking to another half hour of the same window until its start (改约). The old place is given back in the same save; the code stays.</summary>
internal sealed class ChangeBooking(Database db, Places places, BookVisit book)
{
    private const int Tries = 40;

    public async Task<Outcome> HandleAsync(Guid bookingId, DateOnly day, int slot, Act act, CancellationToken ct)
    {
        for (var attempt = 1; attempt <= Tries; attempt++)
        {
            if (await db.Set<Booking>().OfParty(act.Actor, act.Party).SingleOrDefaultAsync(b => b.Id == bookingId, ct) is not { } booking)
            {
                return CancelBooking.Unknown;
            }

            if (!booking.Live || booking.Begun(act.At))
            {
                return CancelBooking.TooLate;
            }

            if (booking.Day == day && booking.Slot == slot)
            {
                return Problem.Invalid("halls.same-slot", "您现在约的就是这个时段。要改约，请选择其他时段。", "Slot");
            }

            if (await book.ReadAsync(booking.WindowKindId, ct) is not var (hall, window))
            {
                return BookVisit.NoWindow;
            }

            if (await db.Set<Booking>().AnyAsync(b => b.HolderId == booking.PersonId && b.Day == day && b.Slot == slot, ct))
            {
                return BookVisit.SameTime;
            }

            var seat = await places.SeatAsync(hall, window, day, slot, ct);
            if (!seat.TryGet(out var number))
            {
                return Outcome.Refused(seat.Problems);
            }

            var before = booking.When;
            booking.Place(day, slot, number, act.At);
            db.Record(booking, act, "moved", new { before, booking.When });
            db.Publish(new BookingChanged(booking.Id, hall.Id, hall.RegionCode, booking.ItemCode, day, slot, (int)booking.State), act.At);
            if ((await db.SaveAsync(ct)).Ok)
            {
                return Outcome.Done();
            }
        }

        return Problem.Conflict("halls.busy", "现在预约的人很多，请稍后再试，或换一个时段。");
    }
}
