using Zhengtong.Halls.Rules;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;

namespace Zhengtong.Halls.Model;

/// <summary>
/// A booked visit (预约). While it lives it holds a numbered seat of its half hour and its person's half hour; both are unique in the store, so that no race gives a place
/// twice and nobody stands at two windows at once. Ended, it gives both back.
/// </summary>
internal sealed class Booking : ITraced
{
    public required Guid Id { get; init; }

    public required string Code { get; init; }

    public required Guid HallId { get; init; }

    public required Guid WindowKindId { get; init; }

    public DateOnly Day { get; private set; }

    /// <summary>Minutes after midnight in Beijing.</summary>
    public int Slot { get; private set; }

    /// <summary>1 to the capacity; null when the place is given back.</summary>
    public int? Seat { get; private set; }

    /// <summary>The person, while the booking lives.</summary>
    public Guid? HolderId { get; private set; }

    /// <summary>Who comes.</summary>
    public required Guid PersonId { get; init; }

    public required string PersonName { get; init; }

    /// <summary>In whose matter: oneself or a company.</summary>
    public required Guid PartyId { get; init; }

    public required string PartyName { get; init; }

    public required PartyKind PartyKind { get; init; }

    /// <summary>Empty when booked for a kind of window.</summary>
    public required string ItemCode { get; init; }

    public required string ItemName { get; init; }

    public BookingState State { get; private set; } = BookingState.Booked;

    public required DateTime BookedAt { get; init; }

    /// <summary>When the present half hour was taken: who has just chosen it needs no reminder.</summary>
    public DateTime PlacedAt { get; private set; }

    public DateTime? RemindedAt { get; private set; }

    public DateTime? EndedAt { get; private set; }

    public int Revision { get; private set; }

    public int TraceCount { get; set; }

    public byte[] TraceHead { get; set; } = [];

    public string When => SlotTime.LongText(Day, Slot);

    public bool Live => State == BookingState.Booked;

    public bool Begun(DateTime now) => now >= SlotTime.StartUtc(Day, Slot);

    public void Place(DateOnly day, int slot, int seat, DateTime at)
    {
        (Day, Slot, Seat, HolderId, PlacedAt, RemindedAt) = (day, slot, seat, PersonId, at, null);
        Revision++;
    }

    public void Remind(DateTime at)
    {
        RemindedAt = at;
        Revision++;
    }

    public void End(BookingState state, DateTime at)
    {
        (State, EndedAt, HolderId) = (state, at, null);
        // Who arrived used the place; any other end frees it.
        Seat = state == BookingState.Arrived ? Seat : null;
        Revision++;
    }
}

internal enum BookingState
{
    Booked = 1,
    Arrived = 2,
    Cancelled = 3,

    /// <summary>爽约: the half hour passed and nobody came.</summary>
    Missed = 4,

    /// <summary>The day passed, and the hall recorded no arrival at all: nothing is proved against anybody.</summary>
    Lapsed = 5,
}

internal static class BookingStates
{
    public static string Name(this BookingState state) => state switch
    {
        BookingState.Booked => "已预约",
        BookingState.Arrived => "已到场",
        BookingState.Cancelled => "已取消",
        BookingState.Missed => "未到场",
        _ => "已过期",
    };
}
