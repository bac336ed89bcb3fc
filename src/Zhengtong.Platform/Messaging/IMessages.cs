using Zhengtong.Platform.Persistence;
using Zhengtong.Platform.Protection;

namespace Zhengtong.Platform.Messaging;

/// <param name="DedupeKey">At most 150 characters, for example <c>{eventId}:{partyId}</c>; a second message with the key is refused by the store.</param>
/// <param name="Link">A path on this site.</param>
/// <param name="Email">The party's address, if it wants mail; null or empty: none.</param>
/// <param name="Phone">The party's mobile number, if it wants text messages; null or empty: none.</param>
public sealed record NewMessage(
    Guid PartyId, string Title, string Body, string DedupeKey, string? Link = null, string? Email = null, string? Phone = null);

/// <summary>Tells a party something: on the site always, by mail and text message where it left an address.</summary>
public interface IMessages
{
    /// <summary>Adds the rows to the given database and does not save: the message leaves with the caller's own rows or not at all.</summary>
    Message Send(Database db, NewMessage message);
}

internal sealed class Messages(Lookups lookups, TimeProvider clock) : IMessages
{
    public Message Send(Database db, NewMessage message)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var inbox = Message.Of(message, now);
        db.Add(inbox);
        if (!string.IsNullOrWhiteSpace(message.Email))
        {
            Dispatch(Channel.Email, message.Email.Trim());
        }

        if (!string.IsNullOrWhiteSpace(message.Phone))
        {
            Dispatch(Channel.Sms, message.Phone.Trim());
        }

        return inbox;

        void Dispatch(Channel channel, string address) =>
            db.Add(MessageDispatch.Of(channel, address, MessageDispatch.LookupOf(lookups, address), message.Title, message.Body, message.DedupeKey, now));
    }
}
