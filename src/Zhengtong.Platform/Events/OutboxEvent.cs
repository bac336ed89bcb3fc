using System.Text.Json;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Platform.Events;

/// <summary>An event waiting for its subscribers, written with the rows that caused it.</summary>
public sealed class OutboxEvent : IDueRow
{
    public Guid Id { get; private set; }

    public string Type { get; private set; } = "";

    public string Payload { get; private set; } = "";

    public DateTime At { get; private set; }

    public int Attempts { get; private set; }

    public DateTime NextAttemptAt { get; private set; }

    public string? LastError { get; private set; }

    /// <summary>When every subscriber had handled it.</summary>
    public DateTime? DoneAt { get; private set; }

    public static OutboxEvent Of(IEvent happened, DateTime at) => new()
    {
        Id = OrderedId.At(at),
        Type = happened.GetType().Name,
        Payload = JsonSerializer.Serialize(happened, happened.GetType()),
        At = at,
        NextAttemptAt = at,
    };

    /// <summary>Tries again later, twice as long each time up to ten minutes: a broken subscriber must not press on the others.</summary>
    internal void Failed(string error, DateTime now)
    {
        Attempts++;
        LastError = error.Length > 2000 ? error[..2000] : error;
        NextAttemptAt = now.AddSeconds(Math.Min(600, Math.Pow(2, Attempts)));
    }
}

/// <summary>The receipt that a subscriber has handled an event; written in the subscriber's transaction.</summary>
public sealed class HandledEvent
{
    public required Guid EventId { get; init; }

    public required string Subscriber { get; init; }

    public required DateTime At { get; init; }
}
