using Microsoft.EntityFrameworkCore;
using Zhengtong.Halls.Contracts;
using Zhengtong.Halls.Model;
using Zhengtong.Identity.Contracts;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Messaging;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Halls.Book;

/// <summary>Gives a booking up: by its party until the half hour begins, or by the hall when it closes.</summary>
internal sealed class CancelBooking(Database db, IMessages messages, IParties parties)
{
    public static readonly Problem Unknown = Problem.NotFound("halls.booking-unknown", "没有找到这个预约，请到“我的预约”查看。");
    public static readonly Problem TooLate = Problem.Conflict("halls.booking-over", "预约的时段已经开始或预约已经结束，不能再改。可以直接到窗口取号办理。");

    public async Task<Outcome> HandleAsync(Guid bookingId, Act act, CancellationToken ct)
    {
        if (await db.Set<Booking>().OfParty(act.Actor, act.Party).SingleOrDefaultAsync(b => b.Id == bookingId, ct) is not { } booking)
        {
            return Unknown;
        }

        if (!booking.Live || booking.Begun(act.At))
        {
            return TooLate;
        }

        var region = await db.Set<Hall>().Where(h => h.Id == booking.HallId).Select(h => h.RegionCode).SingleAsync(ct);
        End(booking, region, act);
        return await db.SaveAsync(ct);
    }

    /// <summary>Ends the booking and tells its party; the caller saves.</summary>
    public async Task ByHallAsync(Booking booking, Hall hall, string why, Act act, CancellationToken ct)
    {
        var when = booking.When;
        End(booking, hall.RegionCode, act with { Reason = why });
        var profile = await parties.FindAsync(booking.PartyId, ct);
        messages.Send(db, new NewMessage(
            booking.PartyId,
            "预约已取消，请改约",
            $"{why}，您在{hall.Name}的预约（{when}，{booking.Code}）已取消，不计入未到场。请重新选择时段；不预约也可以在开放时间直接到窗口办理。咨询电话 {hall.Phone}。",
            $"booking:{booking.Id:N}:{booking.Revision}:closed",
            $"/my/bookings/{booking.Id}",
            profile?.Email,
            profile?.Phone));
    }

    private void End(Booking booking, string region, Act act)
    {
        booking.End(BookingState.Cancelled, act.At);
        db.Record(booking, act, "cancelled", new { booking.When });
        db.Publish(new BookingChanged(booking.Id, booking.HallId, region, booking.ItemCode, booking.Day, booking.Slot, (int)booking.State), act.At);
    }
}
