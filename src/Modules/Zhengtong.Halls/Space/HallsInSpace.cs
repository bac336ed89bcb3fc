using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Halls.Assist;
using Zhengtong.Halls.Model;
using Zhengtong.Identity.Contracts;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Codes;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Halls.Space;

/// <summary>The visits that a party booked.</summary>
internal sealed class BookingsSource(Database db) : ISpaceSource
{
    public string Key => "bookings";

    public string Name => "预约";

    public int Order => 50;

    public async IAsyncEnumerable<SpaceRecord> EverythingAsync(Party party, [EnumeratorCancellation] CancellationToken ct)
    {
        var bookings = db.Set<Booking>().AsNoTracking().Where(b => b.PartyId == party.Id)
            .Join(db.Set<Hall>(), b => b.HallId, h => h.Id, (b, h) => new { Booking = b, Hall = h.Name }).OrderBy(x => x.Booking.Id);
        await foreach (var x in bookings.AsAsyncEnumerable().WithCancellation(ct))
        {
            var b = x.Booking;
            yield return new SpaceRecord(
                $"预约：{x.Hall}", b.BookedAt, new("时间", b.When), new("事项", b.ItemName), new("预约码", b.Code), new("到场人", b.PersonName), new("状态", b.State.Name()));
        }
    }
}

/// <summary>The help that a party asked for. The helper's name is his own.</summary>
internal sealed class AssistsSource(Database db) : ISpaceSource
{
    public string Key => "assistance";

    public string Name => "帮办代办";

    public int Order => 51;

    public async IAsyncEnumerable<SpaceRecord> EverythingAsync(Party party, [EnumeratorCancellation] CancellationToken ct)
    {
        await foreach (var request in db.Set<AssistRequest>().AsNoTracking().Where(r => r.PartyId == party.Id).OrderBy(r => r.Id).AsAsyncEnumerable().WithCancellation(ct))
        {
            yield return new SpaceRecord(
                $"帮办代办：{request.ItemName}", request.AskedAt, new("大厅", request.HallName), new("联系人", request.Name), new("电话", request.Phone), new("希望的时间", request.When()),
                new("地点", request.Where()), new("说明", request.Note), new("帮办人员", Mask.Name(request.HelperName)), new("状态", request.Status.Name()), new("结果", request.Ending),
                new("结束", LegalDay.Moment(request.EndedAt)));
        }
    }
}
