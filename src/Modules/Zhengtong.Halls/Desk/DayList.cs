using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Halls.Model;
using Zhengtong.Halls.Rules;
using Zhengtong.Halls.Venues;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Halls.Desk;

/// <summary>Who is booked at a hall on a day, by half hour, paged by key. One statement a page.</summary>
internal sealed class DayList(Database db)
{
    public const int PageSize = 50;
    private const int MostHalls = 200;

    internal sealed record Row(Booking Booking, string WindowName);

    internal sealed record Page(IReadOnlyList<Row> Rows, string? Next);

    /// <summary>The halls of the post's region and below.</summary>
    public Task<List<Hall>> HallsAsync(Post post, CancellationToken ct) =>
        db.HallsOf(post).AsNoTracking().Where(h => h.Open).OrderBy(h => h.RegionCode).ThenBy(h => h.Id).Take(MostHalls).ToListAsync(ct);

    /// <param name="words">A booking code, or a visitor's or company's name as it begins.</param>
    public async Task<Page> PageAsync(Post post, Guid hallId, DateOnly day, string? words, string? after, CancellationToken ct)
    {
        var halls = db.HallsOf(post);
        var bookings = db.Set<Booking>().AsNoTracking()
            .Where(b => b.HallId == hallId && b.Day == day && (b.State == BookingState.Booked || b.State == BookingState.Arrived || b.State == BookingState.Missed || b.State == BookingState.Lapsed))
            .Where(b => halls.Any(h => h.Id == b.HallId));
        if (BookingCode.Parse(words) is { } code)
        {
            bookings = bookings.Where(b => b.Code == code);
        }
        else if (words?.Trim() is { Length: > 0 } name)
        {
            bookings = bookings.Where(b => b.PersonName.StartsWith(name) || b.PartyName.StartsWith(name));
        }

        if (Cursor(after) is var (slot, id))
        {
            bookings = bookings.Where(b => b.Slot > slot || (b.Slot == slot && b.Id > id));
        }

        var read = await bookings.Join(db.Set<WindowKind>(), b => b.WindowKindId, w => w.Id, (b, w) => new { b, w.Name })
            .OrderBy(x => x.b.Slot).ThenBy(x => x.b.Id).Take(PageSize + 1).ToListAsync(ct);
        var rows = read.Take(PageSize).Select(x => new Row(x.b, x.Name)).ToList();
        return new Page(rows, read.Count > PageSize ? string.Create(CultureInfo.InvariantCulture, $"{rows[^1].Booking.Slot}-{rows[^1].Booking.Id:N}") : null);
    }

    private static (int Slot, Guid Id)? Cursor(string? text) =>
        text?.Split('-') is [var slot, var id] && int.TryParse(slot, NumberStyles.None, CultureInfo.InvariantCulture, out var minutes) && Guid.TryParseExact(id, "N", out var last)
            ? (minutes, last)
            : null;
}
