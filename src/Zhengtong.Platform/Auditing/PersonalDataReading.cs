using Zhengtong.Platform.Access;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Platform.Auditing;

/// <summary>The record that somebody saw a party's personal data unmasked, and what for. Written once.</summary>
public sealed class PersonalDataReading : IAppendOnly
{
    public required Guid Id { get; init; }

    public required Guid PartyId { get; init; }

    public required Guid ReaderId { get; init; }

    public required string ReaderName { get; init; }

    /// <summary>A person, a member of staff, or a system that was told.</summary>
    public required ActorKind ReaderKind { get; init; }

    /// <summary>Of staff where the post is, of a system whose it is; empty of a person.</summary>
    public required string ReaderOrganisation { get; init; }

    /// <summary>The post in which a member of staff read.</summary>
    public required string ReaderPost { get; init; }

    public required string What { get; init; }

    public required string Purpose { get; init; }

    public required DateTime At { get; init; }
}

public static class PersonalDataReadings
{
    /// <summary>Records the reading; saved with the caller's next save, which must come before the data is shown.</summary>
    /// <param name="organisation">Of a system, whose it is; of staff it is that of the post.</param>
    public static void RecordReading(this Database db, Guid partyId, Act act, string what, string organisation = "") => db.Add(new PersonalDataReading
    {
        Id = Guid.CreateVersion7(act.At),
        PartyId = partyId,
        ReaderId = act.Actor.Id,
        ReaderName = act.Actor.Name,
        ReaderKind = act.Actor.Kind,
        ReaderOrganisation = act.Actor.Post?.OrganisationName ?? organisation,
        ReaderPost = act.Actor.Post?.Title ?? "",
        What = what,
        Purpose = act.Reason,
        At = act.At,
    });
}
