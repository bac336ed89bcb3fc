using System.Text.Json;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Catalogue.Model;

/// <summary>
/// What a manager wants to take into his own catalogue (01.11): entries of the catalogue above at the versions that he saw, or an entry of his own. A second person answers; what he approves
/// is exactly this, so it is written once.
/// </summary>
internal sealed class EntryChoice : IAppendOnly
{
    private EntryChoice()
    {
    }

    public Guid Id { get; private init; }

    /// <summary>Whose catalogue it goes into.</summary>
    public string RegionCode { get; private init; } = "";

    public DateTime ChosenAt { get; private init; }

    /// <summary>JSON of <see cref="ChosenEntries"/>.</summary>
    public string Content { get; private init; } = "";

    public static EntryChoice Of(ChosenEntries content, Act act) => new()
    {
        Id = Guid.CreateVersion7(act.At),
        RegionCode = act.Actor.Post!.RegionCode,
        ChosenAt = act.At,
        Content = JsonSerializer.Serialize(content),
    };

    public ChosenEntries Read() => JsonSerializer.Deserialize<ChosenEntries>(Content)!;
}

/// <summary>Either entries of the catalogue above, or one of one's own.</summary>
internal sealed record ChosenEntries(IReadOnlyList<ChosenEntry> Taken, OwnEntry? Own = null)
{
    public string Title => Own is { } own ? $"自行增加“{own.Name}”" : Taken.Count == 1 ? $"承接“{Taken[0].Name}”" : $"承接“{Taken[0].Name}”等 {Taken.Count} 项";
}

/// <param name="Id">The entry above.</param>
/// <param name="Version">Its version when it was chosen.</param>
/// <param name="Renews">An older version of it is in one's own catalogue already.</param>
/// <param name="OwnVersion">The version of one's own that the renewal is put onto; 0 when it is new.</param>
/// <param name="Extra">Keys of elements that are taken as above although one's own differs.</param>
internal sealed record ChosenEntry(Guid Id, int Version, string CatalogueCode, string Name, string Department, bool Renews, int OwnVersion = 0, IReadOnlyList<string>? Extra = null);

/// <summary>An entry beside what the catalogue above has, by a local regulation.</summary>
/// <param name="Basis">The regulations, one a line.</param>
internal sealed record OwnEntry(string Name, string TypeCode, string TypeName, string Department, IReadOnlyList<string> Basis);
