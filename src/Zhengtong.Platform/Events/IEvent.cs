namespace Zhengtong.Platform.Events;

/// <summary>A fact in the past tense. Lives in the sender's Contracts; its type name is its identity in the outbox.</summary>
public interface IEvent;

/// <summary>
/// Reacts to a fact in a transaction of its own. Delivered at least once; the platform records (event, subscriber) in the handler's
/// transaction, so what the handler does through the given database happens once.
/// </summary>
public interface ISubscriber<in TEvent>
    where TEvent : IEvent
{
    /// <summary>Changes the given scope's database and does not save: the dispatcher saves rows and receipt together.</summary>
    Task HandleAsync(TEvent happened, Guid eventId, CancellationToken ct);
}
