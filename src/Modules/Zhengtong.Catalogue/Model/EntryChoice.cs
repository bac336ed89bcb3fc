using System.Text.Json;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Catalogue.Model;

/// <summary>
/// What a manager wants of the catalogue above in his own (01.11): entries at the versions that he saw, or that an entry of his follows what became of the one above it. A second person answers;
/// what he approves is exactly this, so it is written once.
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

/// <summary>Either entries of the catalogue above, or what one of one's own follows.</summary>
internal sealed record ChosenEntries(IReadOnlyList<ChosenEntry> Taken, FollowedStatus? Follows = null)
{
    public string Title => Follows is { } follows ? $"随上级{follows.Does}“{follows.Name}”" : Taken.Count == 1 ? $"承接“{Taken[0].Name}”" : $"承接“{Taken[0].Name}”等 {Taken.Count} 项";
}

/// <param name="Id">The entry above.</param>
/// <param name="Version">Its version when it was chosen.</param>
/// <param name="Renews">An older version of it is in one's own catalogue already.</param>
/// <param name="OwnVersion">The version of one's own that the renewal is put onto; 0 when it is new.</param>
/// <param name="Extra">Keys of elements that are taken as above although one's own differs.</param>
internal sealed record ChosenEntry(Guid Id, int Version, string CatalogueCode, string Name, string Department, bool Renews, int OwnVersion = 0, IReadOnlyList<string>? Extra = null);

/// <summary>What became of the entry above, which one's own follows.</summary>
/// <param name="Does">In a word: 暂停, 恢复 or 取消.</param>
internal sealed record FollowedStatus(Guid OwnId, Guid UpperId, ItemStatus Status, string CatalogueCode, string Name, string Department, string Does)
{
    public static FollowedStatus Of(Item own, AdoptionTask task, ItemStatus status, string does) => new(own.Id, task.UpperId, status, own.CatalogueCode, own.Name, own.OrganisationName, does);
}
