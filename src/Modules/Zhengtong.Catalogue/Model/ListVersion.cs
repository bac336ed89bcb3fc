using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Catalogue.Model;

/// <summary>A published state of a list of one region: never changed, never deleted.</summary>
internal sealed class ListVersion : IAppendOnly
{
    public required Guid Id { get; init; }

    public required string List { get; init; }

    public required string RegionCode { get; init; }

    /// <summary>From 1 upwards.</summary>
    public required int Number { get; init; }

    public required int Entries { get; init; }

    /// <summary>What is new, gone and changed against the version before, a line each.</summary>
    public required string Difference { get; init; }

    public required string Note { get; init; }

    public required Guid ProposedById { get; init; }

    public required string ProposedByName { get; init; }

    public required Guid ApprovedById { get; init; }

    public required string ApprovedByName { get; init; }

    public required DateTime PublishedAt { get; init; }

    /// <summary>In an address: region and number.</summary>
    public string Address => $"{RegionCode}-{Number}";
}

/// <summary>An entry as a version of its list published it.</summary>
internal sealed class ListVersionEntry : IAppendOnly
{
    public required Guid VersionId { get; init; }

    public required Guid EntryId { get; init; }

    public required string Number { get; init; }

    public required string Name { get; init; }

    public required string TypeCode { get; init; }

    public required string Organisation { get; init; }

    public required string Fields { get; init; }

    public required string SearchText { get; init; }

    public static ListVersionEntry Of(Guid versionId, RegisterEntry entry) => new()
    {
        VersionId = versionId,
        EntryId = entry.Id,
        Number = entry.Number,
        Name = entry.Name,
        TypeCode = entry.TypeCode,
        Organisation = entry.Organisation,
        Fields = entry.Fields,
        SearchText = entry.SearchText,
    };

    public EntryFacts Facts() => new(Number, Name, TypeCode, Organisation, EntryFacts.FieldsOf(Fields));
}

/// <summary>
/// What an entry corresponded to when its version was published (01.23). Readers of published lists ask this and never <see cref="ListMapping"/>, which one manager can change
/// without the second person.
/// </summary>
internal sealed class ListVersionTarget : IAppendOnly
{
    public required Guid VersionId { get; init; }

    public required Guid EntryId { get; init; }

    /// <summary>A 12-digit catalogue code, or the code of one item.</summary>
    public required string TargetCode { get; init; }
}

/// <summary>A list as compiled is put forward to be published; a second manager of the region decides.</summary>
internal sealed class ListProposal : ITraced
{
    private ListProposal()
    {
    }

    public Guid Id { get; private init; }

    public string List { get; private init; } = "";

    public string RegionCode { get; private init; } = "";

    /// <summary>SHA-256 of the entries put forward and what they correspond to: what is approved is what was proposed.</summary>
    public string Fingerprint { get; private init; } = "";

    public string Note { get; private init; } = "";

    public Guid ProposedById { get; private init; }

    public string ProposedByName { get; private init; } = "";

    public DateTime ProposedAt { get; private init; }

    public DateTime? DecidedAt { get; private set; }

    public Guid? DecidedById { get; private set; }

    public string DecidedByName { get; private set; } = "";

    /// <summary>null while open.</summary>
    public bool? Approved { get; private set; }

    public string RefusedReason { get; private set; } = "";

    public int TraceCount { get; set; }

    public byte[] TraceHead { get; set; } = [];

    public int Revision { get; private set; }

    public static ListProposal Of(string list, string regionCode, string fingerprint, string note, Act act) => new()
    {
        Id = Guid.CreateVersion7(act.At),
        List = list,
        RegionCode = regionCode,
        Fingerprint = fingerprint,
        Note = note,
        ProposedById = act.Actor.Id,
        ProposedByName = act.Actor.Name,
        ProposedAt = act.At,
    };

    public void Decide(bool approved, string reason, Act act)
    {
        (Approved, RefusedReason, DecidedAt) = (approved, reason, act.At);
        (DecidedById, DecidedByName, Revision) = (act.Actor.Id, act.Actor.Name, Revision + 1);
    }
}
