using Zhengtong.Platform.Events;
using Zhengtong.Platform.Persistence;
using Zhengtong.Platform.Protection;

namespace Zhengtong.Platform.Messaging;

/// <summary>The way a message leaves the site.</summary>
public enum Channel
{
    Email,
    Sms,
}

public enum DispatchState
{
    Waiting,
    Sent,

    /// <summary>The site has no such channel: nothing went wrong, nothing was sent.</summary>
    Skipped,

    /// <summary>Given up; staff see it and the reason.</summary>
    Failed,
}

/// <summary>A message on its way to an outward address. Its id is the receiver's key against doubles: sent twice after a crash, it is taken once.</summary>
public sealed class MessageDispatch : IDueRow
{
    public const int MostAttempts = 8;
    private const string Erased = "";

    public Guid Id { get; private set; }

    public Channel Channel { get; private set; }

    public string Address { get; private set; } = "";

    /// <summary>Keyed hash: what went to an address is found by it.</summary>
    public string AddressLookup { get; private set; } = "";

    public string Title { get; private set; } = "";

    public string Body { get; private set; } = "";

    public DispatchState State { get; private set; }

    /// <summary>Why it was skipped or failed, or what the last attempt met.</summary>
    public string? Note { get; private set; }

    public int Attempts { get; private set; }

    public DateTime CreatedAt { get; private set; }

    public DateTime NextAttemptAt { get; private set; }

    public DateTime? DoneAt { get; private set; }

    /// <summary>From when on sending it would be of no use.</summary>
    public DateTime? ExpiresAt { get; private set; }

    /// <summary>The body is erased once it has left: it carries a code.</summary>
    public bool Secret { get; private set; }

    /// <summary>Unique, per cause and channel.</summary>
    public string DedupeKey { get; private set; } = "";

    public static string LookupOf(Lookups lookups, string address) => lookups.Of("message", address);

    internal static MessageDispatch Of(Channel channel, string address, string addressLookup, string title, string body, string dedupeKey, DateTime now) => new()
    {
        Id = OrderedId.At(now),
        Channel = channel,
        Address = address,
        AddressLookup = addressLookup,
        Title = title,
        Body = body,
        DedupeKey = $"{dedupeKey}:{channel}",
        CreatedAt = now,
        NextAttemptAt = now,
    };

    internal static MessageDispatch OfSecret(Channel channel, string address, string addressLookup, string title, string body, string dedupeKey, DateTime now, DateTime expires)
    {
        var dispatch = Of(channel, address, addressLookup, title, body, dedupeKey, now);
        dispatch.Secret = true;
        dispatch.ExpiresAt = expires;
        return dispatch;
    }

    internal bool Expired(DateTime now) => ExpiresAt <= now;

    /// <summary>Books what an attempt gave. Waits 10 s, 20 s, 40 s ... between attempts and gives up after <see cref="MostAttempts"/>, about 20 minutes.</summary>
    internal void Attempted(Delivery delivery, DateTime now)
    {
        Attempts++;
        Note = delivery.Note is { Length: > 500 } note ? note[..500] : delivery.Note;
        switch (delivery.Kind)
        {
            case DeliveryKind.Taken:
                End(DispatchState.Sent, now);
                break;
            case DeliveryKind.NotConfigured:
                End(DispatchState.Skipped, now);
                break;
            case DeliveryKind.Refused:
                End(DispatchState.Failed, now);
                break;
            default:
                if (Attempts >= MostAttempts)
                {
                    End(DispatchState.Failed, now);
                }
                else
                {
                    NextAttemptAt = now.AddSeconds(10 * Math.Pow(2, Attempts - 1));
                }

                break;
        }
    }

    private void End(DispatchState state, DateTime now)
    {
        State = state;
        DoneAt = now;
        Body = Secret ? Erased : Body;
    }
}
