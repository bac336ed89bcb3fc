namespace Zhengtong.Cases.Clock;

/// <summary>The working calendar changed: the days that open cases are due on are to be reckoned again, once through, in batches.</summary>
internal sealed class Reckoning
{
    /// <summary>Of the event that asked for it.</summary>
    public required Guid Id { get; init; }

    public required string CalendarVersion { get; init; }

    public required string Years { get; init; }

    public required DateTime AskedAt { get; init; }

    public required string ByName { get; init; }

    public required string Reason { get; init; }

    public int Looked { get; set; }

    public int Moved { get; set; }

    public DateTime? DoneAt { get; set; }
}
