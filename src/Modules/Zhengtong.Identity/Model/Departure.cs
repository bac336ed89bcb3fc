namespace Zhengtong.Identity.Model;

/// <summary>
/// That somebody left, or changed to another post, and to whom his open work goes (离职、调岗, 08.17). Posts end and the account is locked in the save that makes it; the work is handed over
/// after it, kind by kind, by whoever comes: the page at once, and a job what was interrupted.
/// </summary>
internal sealed class Departure
{
    public required Guid Id { get; init; }

    public required Guid StaffId { get; init; }

    public required string StaffName { get; init; }

    public required string RegionCode { get; init; }

    /// <summary>The account stays: he goes on in another post.</summary>
    public required bool Moves { get; init; }

    public required string Reason { get; init; }

    public required Guid ById { get; init; }

    public required string ByName { get; init; }

    public required DateTime At { get; init; }

    /// <summary>Kind of work to the one who gets it, as JSON; a kind that is missing goes back to where it can be taken.</summary>
    public required string Plan { get; init; }

    /// <summary>What was handed over, as JSON of lines.</summary>
    public string Report { get; set; } = "[]";

    public DateTime? DoneAt { get; set; }

    public int Revision { get; set; }
}
