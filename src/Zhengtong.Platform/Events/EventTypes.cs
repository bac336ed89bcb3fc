using System.Text.Json;

namespace Zhengtong.Platform.Events;

/// <summary>From an event's name in the outbox to its type and its subscribers, as registered in this process.</summary>
public sealed class EventTypes
{
    private readonly Dictionary<string, Entry> _byName = new(StringComparer.Ordinal);

    /// <exception cref="InvalidOperationException">Two events share a name, or one subscriber name stands twice for an event: receipts would be mixed up.</exception>
    public EventTypes(IEnumerable<SubscriberRegistration> registrations)
    {
        foreach (var group in registrations.GroupBy(r => r.EventType.Name, StringComparer.Ordinal))
        {
            var types = group.Select(r => r.EventType).Distinct().ToList();
            if (types.Count > 1)
            {
                throw new InvalidOperationException($"Two events are called {group.Key}: {string.Join(", ", types)}");
            }

            var subscribers = group.ToList();
            var twice = subscribers.GroupBy(s => s.Name, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1);
            if (twice is not null)
            {
                throw new InvalidOperationException($"{twice.Key} subscribes to {group.Key} twice.");
            }

            _byName.Add(group.Key, new Entry(types[0], subscribers));
        }
    }

    public IReadOnlyList<SubscriberRegistration> SubscribersOf(string name) => _byName.TryGetValue(name, out var entry) ? entry.Subscribers : [];

    /// <exception cref="JsonException">The payload does not fit the type of today.</exception>
    public IEvent Read(OutboxEvent stored) =>
        (IEvent?)JsonSerializer.Deserialize(stored.Payload, _byName[stored.Type].Type) ?? throw new JsonException($"Event {stored.Id} is empty.");

    private sealed record Entry(Type Type, IReadOnlyList<SubscriberRegistration> Subscribers);
}
