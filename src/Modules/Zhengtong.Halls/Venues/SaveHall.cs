using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Halls.Book;
using Zhengtong.Halls.Model;
using Zhengtong.Halls.Rules;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;
using Zhengtong.Platform.Regions;

namespace Zhengtong.Halls.Venues;

/// <summary>
/// Adds or changes a hall of the administrator's region (11.01). Where a change closes half hours that are booked already, those bookings end in the same save and
/// everybody concerned is told.
/// </summary>
internal sealed class SaveHall(Database db, Regions regions, WorkingCalendars calendars, CancelBooking cancel, TimeProvider clock)
{
    private const int MostClosedDays = 100;

    public static readonly Problem Unknown = Problem.NotFound("halls.hall-unknown", "没有找到这个大厅，或不在您的管理范围内。");
    private static readonly Problem Taken = Problem.Conflict("halls.hall-taken", "本地区已有同名的大厅，请换一个名称，或返回列表修改原来的。");

    internal sealed class Command
    {
        public string? RegionCode { get; set; }

        public string? Name { get; set; }

        public string? AlsoNamed { get; set; }

        public string? Address { get; set; }

        public string? Phone { get; set; }

        public string? Note { get; set; }

        /// <summary>Monday first.</summary>
        public IList<string?> Hours { get; set; } = [];

        /// <summary>One date a line.</summary>
        public string? ClosedOn { get; set; }

        public bool Open { get; set; } = true;
    }

    /// <param name="id">null: a new one.</param>
    public async Task<Outcome<Guid>> HandleAsync(Guid? id, Command command, Act act, CancellationToken ct)
    {
        var read = await ReadAsync(command, act, ct);
        if (!read.TryGet(out var facts))
        {
            return Outcome<Guid>.Because(read.Problems);
        }

        Hall? hall;
        if (id is null)
        {
            hall = Hall.Found(facts, act);
            db.Add(hall);
        }
        else
        {
            hall = await db.HallsOf(act.Actor.Post!).SingleOrDefaultAsync(h => h.Id == id, ct);
            if (hall is null)
            {
                return Unknown;
            }

            hall.Change(facts, act);
            await EndBookingsOutsideAsync(hall, act, ct);
        }

        db.Record(hall, act, id is null ? "hall-added" : "hall-changed", new { hall.Name, hall.RegionCode, hall.Address, hall.Hours, hall.ClosedOn, hall.Open });
        var saved = await db.SaveAsync(ct, Taken);
        return saved.Ok ? hall.Id : Outcome<Guid>.Because(saved.Problems);
    }

    /// <summary>The bookings that no longer lie in an open half hour.</summary>
    private async Task EndBookingsOutsideAsync(Hall hall, Act act, CancellationToken ct)
    {
        var today = LegalDay.Today(clock);
        var calendar = await calendars.CurrentAsync(ct);
        var (week, closed) = (hall.Week, hall.ClosedDays);
        foreach (var booking in await db.Set<Booking>().Where(b => b.HallId == hall.Id && b.State == BookingState.Booked && b.Day >= today).ToListAsync(ct))
        {
            if (!hall.Open || !OpenDays.Slots(OpenDays.On(booking.Day, week, closed, calendar)).Contains(booking.Slot))
            {
                await cancel.ByHallAsync(booking, hall, "大厅开放时间有调整", act, ct);
            }
        }
    }

    private async Task<Outcome<HallFacts>> ReadAsync(Command command, Act act, CancellationToken ct)
    {
        var problems = new List<Problem>();
        var region = (command.RegionCode ?? "").Trim();
        var scope = act.Actor.Post!.RegionCode;
        if (!region.StartsWith(scope, StringComparison.Ordinal) || (region != scope && await regions.FindAsync(region, ct) is null))
        {
            problems.Add(Problem.Invalid("halls.region", "请选择您管理范围内的区划。", "RegionCode"));
        }

        string Text(string? typed, string field, string what, int most, bool required = true)
        {
            var text = (typed ?? "").Trim();
            if ((required && text.Length == 0) || text.Length > most)
            {
                problems.Add(Problem.Invalid($"halls.{field.ToLowerInvariant()}", $"请填写{what}，不超过 {most} 个字。", field));
            }

            return text;
        }

        var name = Text(command.Name, "Name", "大厅名称", 60);
        if (problems.Count == 0 && VenueName.Refusal(name, region, "Name") is { } misnamed)
        {
            problems.Add(misnamed);
        }

        var also = Text(command.AlsoNamed, "AlsoNamed", "另挂牌名称", 60, required: false);
        var address = Text(command.Address, "Address", "地址", 200);
        var phone = Text(command.Phone, "Phone", "咨询电话", 60);
        var note = Text(command.Note, "Note", "提示", 500, required: false);
        var hours = OpeningHours.Parse([.. command.Hours], "Hours");
        problems.AddRange(hours.Problems);
        var closed = Days(command.ClosedOn);
        if (closed is null)
        {
            problems.Add(Problem.Invalid("halls.closed-days", $"请每行写一个日期，例如 2026-03-05，最多 {MostClosedDays} 天。", "ClosedOn"));
        }

        return problems.Count > 0
            ? Outcome<HallFacts>.Because(problems)
            : new HallFacts(region, name, also, address, phone, note, hours.Value, closed!, command.Open);
    }

    private static HashSet<DateOnly>? Days(string? typed)
    {
        var days = new HashSet<DateOnly>();
        foreach (var word in (typed ?? "").Split([' ', '\n', '\r', ',', '，', '、'], StringSplitOptions.RemoveEmptyEntries))
        {
            if (!DateOnly.TryParseExact(word, ["yyyy-MM-dd", "yyyy-M-d"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            {
                return null;
            }

            days.Add(day);
        }

        return days.Count <= MostClosedDays ? days : null;
    }
}
