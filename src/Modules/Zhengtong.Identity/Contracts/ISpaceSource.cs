using Zhengtong.Platform.Access;
using Zhengtong.Platform.Files;

namespace Zhengtong.Identity.Contracts;

/// <summary>
/// A kind of thing that a module holds of a person or company, for its space (一人一档, 一企一档): what a card of the space shows of it, and all of it for the copy that one may ask for
/// (个人信息保护法第四十五条). Both are for the party itself; nobody who acts under a mandate comes here.
/// </summary>
public interface ISpaceSource
{
    /// <summary>Of the file in the copy, for example <c>cases</c>.</summary>
    string Key { get; }

    /// <summary>For people: 办件.</summary>
    string Name { get; }

    /// <summary>Its place among the others.</summary>
    int Order { get; }

    /// <summary>One statement each.</summary>
    Task<IReadOnlyList<SpaceCard>> CardsAsync(Party party, CancellationToken ct) => Task.FromResult<IReadOnlyList<SpaceCard>>([]);

    /// <summary>Everything, whole and unmasked, read as it is asked for.</summary>
    IAsyncEnumerable<SpaceRecord> EverythingAsync(Party party, CancellationToken ct);
}

/// <param name="Href">Where the whole is, a path on this site.</param>
/// <param name="Empty">What is said when there is nothing.</param>
/// <param name="Lines">The latest few.</param>
public sealed record SpaceCard(string Title, string Icon, string Href, string Action, string Empty, IReadOnlyList<SpaceLine> Lines)
{
    /// <summary>How many lines a card shows.</summary>
    public const int Latest = 3;
}

public sealed record SpaceLine(string Text, string Href, DateTime At);

/// <summary>One thing in the copy.</summary>
public sealed record SpaceRecord(string Title, DateTime At, params IReadOnlyList<SpaceFact> Facts)
{
    /// <summary>The files that belong to it.</summary>
    public IReadOnlyList<StoredFile> Files { get; init; } = [];
}

/// <param name="Value">Empty facts are left out of what people read.</param>
public sealed record SpaceFact(string Name, string Value);
