using Zhengtong.Platform.Events;

namespace Zhengtong.Halls.Contracts;

/// <summary>A visit was booked, moved, given up or met: the booking data that halls feed into the platform (11.17). Without any name.</summary>
/// <param name="Slot">Minutes after midnight, Beijing.</param>
/// <param name="State">1 booked, 2 arrived, 3 given up, 4 missed, 5 lapsed.</param>
public sealed record BookingChanged(Guid BookingId, Guid HallId, string RegionCode, string ItemCode, DateOnly Day, int Slot, int State) : IEvent;
