namespace Zhengtong.Halls;

/// <summary>The section <c>Halls</c> of the settings: the numbers of booking that the sources leave to the place.</summary>
internal sealed class HallSettings
{
    /// <summary>How many working days ahead one can book.</summary>
    public int DaysAhead { get; set; } = 14;

    /// <summary>Bookings one person may have waiting at a time: places are for visitors, not for stock.</summary>
    public int MostLive { get; set; } = 5;

    /// <summary>So many missed visits within <see cref="NoShowDays"/> pause booking online for <see cref="PauseDays"/>. The window serves in any case (03.30).</summary>
    public int NoShowLimit { get; set; } = 3;

    public int NoShowDays { get; set; } = 30;

    public int PauseDays { get; set; } = 30;

    /// <summary>Working days within which a helper calls back who asked for assisted handling (帮办代办).</summary>
    public int AssistAnswerDays { get; set; } = 1;

    /// <summary>Requests for assisted handling one party may have open at a time.</summary>
    public int MostAssists { get; set; } = 5;

    /// <summary>Days after which accessible facilities that nobody has looked after count as not checked (18.06).</summary>
    public int FacilityCheckDays { get; set; } = 30;
}
