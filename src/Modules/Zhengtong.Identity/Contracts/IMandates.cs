using Zhengtong.Platform.Access;
using Zhengtong.Platform.Outcomes;

namespace Zhengtong.Identity.Contracts;

/// <summary>Delegations, for the modules in which they are used. Stages rows in the caller's unit of work, does not save.</summary>
public interface IMandates
{
    /// <summary>
    /// Counts an application made under the act's mandate. Asks the store, not the session, whether it still holds, covers the item and has a use left; two at once on the last use meet
    /// on its revision, and one is told that something changed meanwhile.
    /// </summary>
    /// <returns>New rows that must be saved with the application.</returns>
    Task<Outcome<IReadOnlyList<object>>> UseAsync(MandateUse use, Act act, CancellationToken ct);

    /// <summary>The case has ended: with it the delegation that was given for it (民法典 art 173: an agency ends when its task is done).</summary>
    Task CaseEndedAsync(Guid caseId, DateTime at, CancellationToken ct);

    /// <summary>Whether it holds today.</summary>
    Task<bool> HoldsAsync(Guid mandateId, CancellationToken ct);
}

public sealed record MandateUse(Guid CaseId, string CaseNumber, Guid ItemId, Guid OrganisationId, string ItemName);

/// <summary>The items that a delegation may be given for; the module that keeps them answers.</summary>
public interface IDelegableItems
{
    Task<IReadOnlyList<DelegableItem>> SearchAsync(string words, int take, CancellationToken ct);

    Task<DelegableItem?> FindAsync(string code, CancellationToken ct);
}

public sealed record DelegableItem(Guid ItemId, string Code, string Name, Guid OrganisationId, string OrganisationName);
