using Zhengtong.Platform.Access;

namespace Zhengtong.Catalogue.Model;

/// <summary>事项对应关系 (01.23): an entry of a list and an entry of the catalogue or an item, many to many, as it is being compiled. Made and undone in the trace of the entry.</summary>
internal sealed class ListMapping
{
    public required Guid EntryId { get; init; }

    /// <summary>A 12-digit catalogue code, or the code of one item.</summary>
    public required string TargetCode { get; init; }

    public required string List { get; init; }

    public required string RegionCode { get; init; }

    public required string MappedByName { get; init; }

    public required DateTime MappedAt { get; init; }

    public static ListMapping Of(RegisterEntry entry, string code, Act act) => new()
    {
        EntryId = entry.Id, TargetCode = code, List = entry.List, RegionCode = entry.RegionCode, MappedByName = act.Actor.Name, MappedAt = act.At,
    };
}

/// <summary>What the last check of a list told its compilers; the same findings are told once.</summary>
internal sealed class ListReport
{
    public required string List { get; init; }

    public required string RegionCode { get; init; }

    public string Fingerprint { get; set; } = "";

    public int Findings { get; set; }

    public DateTime ToldAt { get; set; }

    public string ToldName { get; set; } = "";
}
