namespace Zhengtong.Identity.Model;

/// <summary>That the real-name system was asked about a person, and what it said. Kept so that nobody tries out names, and to show him how it stands.</summary>
internal sealed class RealNameCheck
{
    public required Guid Id { get; init; }

    public required Guid PersonId { get; init; }

    public required DateTime At { get; init; }

    /// <summary>One of <see cref="Proving.RealNameResult"/>; none when it did not answer.</summary>
    public int? Result { get; init; }

    public string Reference { get; init; } = "";
}

/// <summary>A face check (人脸核验) that was begun: the outside system sees the face, we keep its word. Requirement 08.13.</summary>
internal sealed class FaceCheck
{
    public required Guid Id { get; init; }

    public required Guid PersonId { get; init; }

    /// <summary>Names the check to the outside system and in the address it sends the browser back to; worth nothing to anybody else than this person.</summary>
    public required string Ticket { get; init; }

    /// <summary>The outside page on which the person shows his face.</summary>
    public required string Page { get; init; }

    public required DateTime BegunAt { get; init; }

    public DateTime? EndedAt { get; private set; }

    public bool Passed { get; private set; }

    public int Revision { get; private set; }

    /// <summary>A page left open too long is begun anew.</summary>
    public static readonly TimeSpan Lasts = TimeSpan.FromMinutes(30);

    public void End(bool passed, DateTime at) => (Passed, EndedAt, Revision) = (passed, at, Revision + 1);
}
