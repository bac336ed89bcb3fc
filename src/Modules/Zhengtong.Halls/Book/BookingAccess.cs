using Zhengtong.Halls.Model;
using Zhengtong.Platform.Access;

namespace Zhengtong.Halls.Book;

/// <summary>Whose bookings one sees and changes, inside the SQL.</summary>
internal static class BookingAccess
{
    /// <summary>A party's own; under a mandate those that one has made oneself in its name: the principal's other visits are none of one's business (08.12).</summary>
    public static IQueryable<Booking> OfParty(this IQueryable<Booking> bookings, Actor actor, Party party)
    {
        var (person, of) = (actor.Id, party.Id);
        bookings = bookings.Where(b => b.PartyId == of);
        return party.Mandate is null ? bookings : bookings.Where(b => b.PersonId == person);
    }
}
