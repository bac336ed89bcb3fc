using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Zhengtong.Catalogue.Contracts;
using Zhengtong.Halls.Contracts;
using Zhengtong.Halls.Model;
using Zhengtong.Halls.Rules;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Halls.Book;

/// <summary>
/// Books a half hour at a kind of window, for an item or without (11.17). The seat is unique in the store: of two who reach for the last place one gets it, the other is told
/// what is left. Booking is an offer, never a condition of being served (03.30).
/// </summary>
internal sealed class BookVisit(Database db, Places places, Standing standing, ICatalogue catalogue, IOptions<HallSettings> settings)
{
    private const int Tries = 40;

    public static readonly Problem NoWindow = Problem.NotFound("halls.window-gone", "这类窗口现在不接受网上预约，请换一个大厅，或直接到窗口取号办理。");
    public static readonly Problem SameTime = Problem.Conflict("halls.same-time", "您在这个时段已经有一个预约，请换一个时段，或先取消原来的。") with { Field = "Slot" };

    public static readonly Problem OutsideMandate = Problem.Forbidden("halls.outside-mandate", "委托不包括为这个事项预约。请从委托范围内的事项的办事指南选择大厅，或切换回本人身份预约。");

    /// <param name="ItemCode">null: for the kind of window, whatever the matter.</param>
    internal sealed record Command(Guid WindowKindId, DateOnly Day, int Slot, string? ItemCode);

    public async Task<Outcome<Guid>> HandleAsync(Command command, Act act, CancellationToken ct)
    {
        if (act.Actor.Kind != ActorKind.Applicant)
        {
            return Problem.Forbidden("halls.applicants-only", "网上预约由办事人本人登录后办理。");
        }

        if (await ReadAsync(command.WindowKindId, ct) is not var (hall, window))
        {
            return NoWindow;
        }

        var item = string.IsNullOrEmpty(command.ItemCode) ? null : await catalogue.FindAsync(command.ItemCode, ct);
        if (!string.IsNullOrEmpty(command.ItemCode) && (item is null || !window.Serves(item.OrganisationId) || !item.RegionCode.StartsWith(hall.RegionCode, StringComparison.Ordinal)))
        {
            return Problem.Invalid("halls.item-elsewhere", "这个事项不在这类窗口办理，请从办事指南重新选择大厅。");
        }

        if (act.Party.Mandate is { } mandate && !Reaches(mandate, item))
        {
            return OutsideMandate;
        }

        if (await RefusalAsync(act.Actor.Id, ct) is { } refusal)
        {
            return refusal;
        }

        for (var attempt = 1; attempt <= Tries; attempt++)
        {
            if (await db.Set<Booking>().AnyAsync(b => b.HolderId == act.Actor.Id && b.Day == command.Day && b.Slot == command.Slot, ct))
            {
                return SameTime;
            }

            var seat = await places.SeatAsync(hall, window, command.Day, command.Slot, ct);
            if (!seat.TryGet(out var number))
            {
                return Outcome<Guid>.Because(seat.Problems);
            }

            var booking = Made(hall, window, item, act);
            booking.Place(command.Day, command.Slot, number, act.At);
            db.Add(booking);
            db.Record(booking, act, "booked", new { hall = hall.Name, window = window.Name, booking.When, booking.ItemCode });
            db.Publish(new BookingChanged(booking.Id, hall.Id, hall.RegionCode, booking.ItemCode, booking.Day, booking.Slot, (int)booking.State), act.At);
            if ((await db.SaveAsync(ct)).Ok)
            {
                return booking.Id;
            }
        }

        return Problem.Conflict("halls.busy", "现在预约的人很多，请稍后再试，或换一个时段。");
    }

    public async Task<(Hall Hall, WindowKind Window)?> ReadAsync(Guid windowKindId, CancellationToken ct)
    {
        var found = await db.Set<WindowKind>().AsNoTracking().Where(w => w.Id == windowKindId && w.Open)
            .Join(db.Set<Hall>().AsNoTracking().Where(h => h.Open), w => w.HallId, h => h.Id, (w, h) => new { w, h }).SingleOrDefaultAsync(ct);
        return found is null ? null : (found.h, found.w);
    }

    /// <summary>Whoever may hand in or fetch for somebody may book the visit for it, and no other.</summary>
    private static bool Reaches(Mandate mandate, PublishedItem? item) =>
        item is not null && (mandate.Allows(MandateActs.Apply) || mandate.Allows(MandateActs.Collect)) && mandate.Covers(item.ItemId, item.OrganisationId);

    private async Task<Problem?> RefusalAsync(Guid person, CancellationToken ct)
    {
        if (await standing.RefusalAsync(person, ct) is { } paused)
        {
            return paused;
        }

        var most = settings.Value.MostLive;
        return await db.Set<Booking>().CountAsync(b => b.HolderId == person, ct) >= most
            ? Problem.Conflict("halls.too-many", $"您已有 {most} 个预约还没有到时间。请先办完或取消不需要的，把名额留给需要的人。")
            : null;
    }

    private static Booking Made(Hall hall, WindowKind window, PublishedItem? item, Act act) => new()
    {
        Id = Guid.CreateVersion7(act.At),
        Code = BookingCode.New(),
        HallId = hall.Id,
        WindowKindId = window.Id,
        PersonId = act.Actor.Id,
        PersonName = act.Actor.Name,
        PartyId = act.Party.Id,
        PartyName = act.Party.Name,
        PartyKind = act.Party.Kind,
        ItemCode = item?.Code ?? "",
        ItemName = item?.Name ?? "",
        BookedAt = act.At,
    };
}
