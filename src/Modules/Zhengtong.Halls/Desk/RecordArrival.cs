using Microsoft.EntityFrameworkCore;
using Zhengtong.Halls.Contracts;
using Zhengtong.Halls.Model;
using Zhengtong.Halls.Rules;
using Zhengtong.Halls.Venues;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Halls.Desk;

/// <summary>A window clerk records that a booked visitor is there, on the day, early or late: who comes is served.</summary>
internal sealed class RecordArrival(Database db)
{
    public static readonly Problem Unknown = Problem.NotFound("halls.booking-unknown", "没有找到这个预约。请核对预约码和大厅；没有预约的，请照常取号接待。");

    public async Task<Outcome> HandleAsync(Guid bookingId, Act act, CancellationToken ct)
    {
        if (act.Actor.Post is not { Role: Roles.WindowClerk } post)
        {
            return Problem.Forbidden("halls.clerks-only", "登记到场由窗口人员办理，请切换到窗口岗位。");
        }

        var hall = await db.HallsOf(post).AsNoTracking().SingleOrDefaultAsync(h => db.Set<Booking>().Any(b => b.Id == bookingId && b.HallId == h.Id), ct);
        if (hall is null)
        {
            return Unknown;
        }

        var booking = await db.Set<Booking>().SingleAsync(b => b.Id == bookingId, ct);
        if (booking.State == BookingState.Arrived)
        {
            return Problem.Conflict("halls.arrived-already", "这位来访者已经登记到场，可以直接开始办理。");
        }

        if (!booking.Live)
        {
            return Problem.Conflict("halls.booking-ended", $"这个预约{booking.State.Name()}，不用登记，请照常取号接待。");
        }

        if (booking.Day != LegalDay.Of(act.At))
        {
            return Problem.Conflict("halls.other-day", $"这个预约是{SlotTime.LongText(booking.Day, booking.Slot)}的。今天请照常取号接待，或请来访者改约。");
        }

        booking.End(BookingState.Arrived, act.At);
        db.Record(booking, act, "arrived");
        db.Publish(new BookingChanged(booking.Id, hall.Id, hall.RegionCode, booking.ItemCode, booking.Day, booking.Slot, (int)booking.State), act.At);
        return await db.SaveAsync(ct);
    }
}
