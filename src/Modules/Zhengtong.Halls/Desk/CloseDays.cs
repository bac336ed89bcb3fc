using Microsoft.EntityFrameworkCore;
using Zhengtong.Halls.Contracts;
using Zhengtong.Halls.Model;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Jobs;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Halls.Desk;

/// <summary>
/// Ends the bookings of days that are over. Who was not recorded as arrived has missed his visit (爽约) where the hall recorded others; a hall that recorded nobody that day
/// proves nothing, and its bookings lapse without counting.
/// </summary>
internal sealed class CloseDays(Database db, TimeProvider clock) : IRecurringJob
{
    public const string JobName = "halls.close-days";
    private const int Batch = 200;

    public string Name => JobName;

    public TimeSpan Period => TimeSpan.FromHours(1);

    public async Task RunAsync(CancellationToken ct)
    {
        var act = Act.BySystem("预约日期已过", Act.Micro(clock.GetUtcNow().UtcDateTime));
        var (today, after) = (LegalDay.Of(act.At), Guid.Empty);
        while (await db.Set<Booking>().AsNoTracking().Where(b => b.State == BookingState.Booked && b.Day < today && b.Id > after)
            .OrderBy(b => b.Id).Take(Batch).Select(b => b.Id).ToListAsync(ct) is { Count: > 0 } ids)
        {
            foreach (var id in ids)
            {
                await EndAsync(id, act, ct);
            }

            after = ids[^1];
        }
    }

    private async Task EndAsync(Guid id, Act act, CancellationToken ct)
    {
        db.ChangeTracker.Clear();
        var booking = await db.Set<Booking>().SingleAsync(b => b.Id == id, ct);
        if (!booking.Live)
        {
            return;
        }

        var kept = await db.Set<Booking>().AnyAsync(b => b.HallId == booking.HallId && b.Day == booking.Day && b.State == BookingState.Arrived, ct);
        var region = await db.Set<Hall>().Where(h => h.Id == booking.HallId).Select(h => h.RegionCode).SingleAsync(ct);
        booking.End(kept ? BookingState.Missed : BookingState.Lapsed, act.At);
        db.Record(booking, act, kept ? "missed" : "lapsed");
        db.Publish(new BookingChanged(booking.Id, booking.HallId, region, booking.ItemCode, booking.Day, booking.Slot, (int)booking.State), act.At);
        await db.SaveAsync(ct);
    }
}
