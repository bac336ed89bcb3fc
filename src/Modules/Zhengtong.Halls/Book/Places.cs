using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Zhengtong.Halls.Model;
using Zhengtong.Halls.Rules;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Halls.Book;

/// <summary>What can be booked at a kind of window: the open days of the next working days, their half hours, and how many places each has left. One statement.</summary>
internal sealed class Places(Database db, WorkingCalendars calendars, IOptions<HallSettings> settings, TimeProvider clock)
{
    private const int Offered = 3;

    internal sealed record SlotPlaces(int Slot, int Free);

    internal sealed record DayPlaces(DateOnly Day, IReadOnlyList<SlotPlaces> Slots)
    {
        public bool Full => Slots.All(s => s.Free == 0);
    }

    public async Task<IReadOnlyList<DayPlaces>> OfAsync(Hall hall, WindowKind window, CancellationToken ct)
    {
        if (!hall.Open || !window.Open)
        {
            return [];
        }

        var now = clock.GetUtcNow().UtcDateTime;
        var today = LegalDay.Of(now);
        var calendar = await calendars.CurrentAsync(ct);
        var last = calendar.AddWorkingDays(today, settings.Value.DaysAhead);
        var taken = (await db.Set<Booking>().AsNoTracking().Where(b => b.WindowKindId == window.Id && b.Seat != null && b.Day >= today && b.Day <= last)
            .GroupBy(b => new { b.Day, b.Slot }).Select(g => new { g.Key.Day, g.Key.Slot, Count = g.Count() }).ToListAsync(ct)).ToDictionary(x => (x.Day, x.Slot), x => x.Count);
        var (week, closed) = (hall.Week, hall.ClosedDays);
        return
        [
            .. Enumerable.Range(0, last.DayNumber - today.DayNumber + 1).Select(today.AddDays)
                .Select(day => new DayPlaces(day, [.. OpenDays.Slots(OpenDays.On(day, week, closed, calendar))
                    .Where(slot => now < SlotTime.StartUtc(day, slot))
                    .Select(slot => new SlotPlaces(slot, Math.Max(0, window.Capacity - taken.GetValueOrDefault((day, slot)))))]))
                .Where(d => d.Slots.Count > 0),
        ];
    }

    /// <summary>The lowest free seat of a half hour. When there is none, the problem names the next half hours with places.</summary>
    public async Task<Outcome<int>> SeatAsync(Hall hall, WindowKind window, DateOnly day, int slot, CancellationToken ct)
    {
        var days = await OfAsync(hall, window, ct);
        if (days.FirstOrDefault(d => d.Day == day)?.Slots.FirstOrDefault(s => s.Slot == slot) is not { } wanted)
        {
            return Problem.Invalid("halls.slot-unknown", $"这个时段不能预约了。{Next(days, day, slot)}", "Slot");
        }

        if (wanted.Free > 0)
        {
            var taken = await db.Set<Booking>().Where(b => b.WindowKindId == window.Id && b.Day == day && b.Slot == slot && b.Seat != null).Select(b => b.Seat!.Value).ToListAsync(ct);
            if (Enumerable.Range(1, window.Capacity).Except(taken).FirstOrDefault() is > 0 and var seat && taken.Count < window.Capacity)
            {
                return seat;
            }
        }

        return Problem.Conflict("halls.slot-full", $"{SlotTime.Text(day, slot)} 刚刚约满了。{Next(days, day, slot)}") with { Field = "Slot" };
    }

    private static string Next(IReadOnlyList<DayPlaces> days, DateOnly day, int slot)
    {
        var free = days.SelectMany(d => d.Slots.Where(s => s.Free > 0).Select(s => (d.Day, s.Slot, s.Free))).Where(x => (x.Day, x.Slot) != (day, slot)).ToList();
        var next = free.Where(x => x.Day > day || (x.Day == day && x.Slot > slot)).Take(Offered).ToList();
        next = next.Count > 0 ? next : [.. free.Take(Offered)];
        return next.Count > 0
            ? $"还可以约：{string.Join("、", next.Select(x => $"{SlotTime.Text(x.Day, x.Slot)}（剩 {x.Free} 个）"))}；也可以不预约，直接到窗口取号办理。"
            : "近期的时段都约满了，可以不预约，直接到窗口取号办理。";
    }
}
