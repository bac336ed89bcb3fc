using Microsoft.EntityFrameworkCore;
using Zhengtong.Halls.Model;
using Zhengtong.Halls.Rules;
using Zhengtong.Identity.Contracts;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Jobs;
using Zhengtong.Platform.Messaging;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Halls.Book;

/// <summary>Reminds, from nine o'clock of the day before, everybody who is booked for tomorrow. Each in a save of its own: who cancels in the same moment is not reminded.</summary>
internal sealed class RemindVisitors(Database db, IMessages messages, IParties parties, TimeProvider clock) : IRecurringJob
{
    public const string JobName = "halls.remind-visitors";
    private const int Batch = 200;
    private static readonly TimeOnly From = new(9, 0);

    public string Name => JobName;

    public TimeSpan Period => TimeSpan.FromMinutes(15);

    public async Task RunAsync(CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var today = LegalDay.Of(now);
        if (now < LegalDay.AtUtc(today, From))
        {
            return;
        }

        var (tomorrow, morning, after) = (today.AddDays(1), LegalDay.StartUtc(today), Guid.Empty);
        while (await db.Set<Booking>().AsNoTracking()
            .Where(b => b.State == BookingState.Booked && b.Day == tomorrow && b.RemindedAt == null && b.PlacedAt < morning && b.Id > after)
            .OrderBy(b => b.Id).Take(Batch).Select(b => b.Id).ToListAsync(ct) is { Count: > 0 } ids)
        {
            foreach (var id in ids)
            {
                await RemindAsync(id, tomorrow, now, ct);
            }

            after = ids[^1];
        }
    }

    private async Task RemindAsync(Guid id, DateOnly tomorrow, DateTime now, CancellationToken ct)
    {
        db.ChangeTracker.Clear();
        var booking = await db.Set<Booking>().SingleAsync(b => b.Id == id, ct);
        if (!booking.Live || booking.Day != tomorrow || booking.RemindedAt is not null)
        {
            return;
        }

        var hall = await db.Set<Hall>().AsNoTracking().SingleAsync(h => h.Id == booking.HallId, ct);
        var profile = await parties.FindAsync(booking.PartyId, ct);
        booking.Remind(Platform.Access.Act.Micro(now));
        messages.Send(db, new NewMessage(
            booking.PartyId,
            $"明天 {SlotTime.Text(booking.Slot)} 有预约",
            $"您预约了{booking.When}到{hall.Name}{(booking.ItemName.Length is > 0 and <= 80 ? $"办理“{booking.ItemName}”" : "办事")}，地址：{hall.Address}。到场请出示预约码 {booking.Code} 或身份证。来不了请在开始前取消。",
            $"booking:{booking.Id:N}:{booking.Revision}:remind",
            $"/my/bookings/{booking.Id}",
            profile?.Email,
            profile?.Phone));
        await db.SaveAsync(ct);
    }
}
