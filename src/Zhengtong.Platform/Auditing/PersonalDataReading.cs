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

    public required string What { get; init; }

    public required string Purpose { get; init; }

    public required DateTime At { get; init; }
}

public static class PersonalDataReadings
{
    /// <summary>Records the reading; saved with the caller's next save, which must come before the data is shown.</summary>
    public static void RecordReading(this Database db, Guid partyId, Act act, string what) => db.Add(new PersonalDataReading
    {
        Id = Guid.CreateVersion7(),
        PartyId = partyId,
        ReaderId = act.Actor.Id,
        ReaderName = act.Actor.Name,
        What = what,
        Purpose = act.Reason,
        At = act.At,
    });
}
