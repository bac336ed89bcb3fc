using Zhengtong.Platform.Access;

namespace Zhengtong.Identity.Contracts;

/// <summary>
/// A kind of work that hangs on one person, as the module knows it whose work it is: what he has open, and how it goes to somebody else when he leaves (离职、调岗, 08.17). Work that belongs to an
/// organisation or a region is none: its colleagues see it anyway.
/// </summary>
public interface IOpenWork
{
    /// <summary>Stable, <c>module.kind</c>.</summary>
    string Key { get; }

    /// <summary>For people: 已领取的环节.</summary>
    string Name { get; }

    /// <summary>What becomes of it when it goes to nobody in particular; null: somebody must get it.</summary>
    string? Otherwise { get; }

    /// <summary>The titles name no applicant and no number: who manages staff handles no cases.</summary>
    /// <param name="most">Titles to name.</param>
    Task<OpenWork> OfAsync(Guid staffId, int most, CancellationToken ct);

    /// <summary>Who of these people has any.</summary>
    Task<IReadOnlyList<Guid>> HoldersAsync(IReadOnlyCollection<Guid> staff, CancellationToken ct);

    /// <summary>Hands everything over and saves, page by page; what the receiver may not do goes where it would have gone without him. Repeated, it does what is left.</summary>
    /// <param name="to">null: to nobody in particular.</param>
    /// <returns>How much went to the receiver, and how much elsewhere.</returns>
    Task<HandedOver> HandOverAsync(Guid staffId, Colleague? to, Act act, CancellationToken ct);
}

public sealed record OpenWork(int Count, IReadOnlyList<string> Titles);

/// <param name="Released">Went back to where colleagues take it.</param>
public sealed record HandedOver(int Given, int Released);
