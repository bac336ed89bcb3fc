using Zhengtong.Platform.Events;

namespace Zhengtong.Platform.Messaging;

/// <summary>A message in the inbox of a party on the site (站内信).</summary>
public sealed class Message
{
    public Guid Id { get; private set; }

    public Guid PartyId { get; private set; }

    public string Title { get; private set; } = "";

    public string Body { get; private set; } = "";

    /// <summary>Where to go on, a path on this site.</summary>
    public string? Link { get; private set; }

    public DateTime SentAt { get; private set; }

    public DateTime? ReadAt { get; private set; }

    /// <summary>Unique: what caused the message, so that one event yields one message.</summary>
    public string DedupeKey { get; private set; } = "";

    public void Read(DateTime now) => ReadAt ??= now;

    internal static Message Of(NewMessage m, DateTime at) => new()
    {
        Id = OrderedId.At(at),
        PartyId = m.PartyId,
        Title = m.Title,
        Body = m.Body,
        Link = m.Link,
        SentAt = at,
        DedupeKey = m.DedupeKey,
    };
}
