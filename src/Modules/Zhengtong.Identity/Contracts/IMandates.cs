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

    /// <summary>Who acts by it, for those in whose name he does.</summary>
    Task<string?> HandAsync(Guid mandateId, CancellationToken ct);

    /// <summary>Whether it holds today.</summary>
    Task<bool> HoldsAsync(Guid mandateId, CancellationToken ct);
}

public sealed record MandateUse(Guid CaseId, string CaseNumber, Guid ItemId, Guid OrganisationId, string ItemName);

/// <summary>Who of the staff has taken on to help somebody (帮办代办); the module that keeps such requests answers.</summary>
public interface IHelpers
{
    /// <summary>Of a request of the party that is open and taken on; else null.</summary>
    Task<HelpTaken?> FindAsync(Guid requestId, Guid partyId, CancellationToken ct);
}

/// <param name="Place">Where he works, for people.</param>
public sealed record HelpTaken(Guid HelperId, string HelperName, string Place, string ItemCode);

/// <summary>The items that a delegation may be given for; the module that keeps them answers.</summary>
public interface IDelegableItems
{
    Task<IReadOnlyList<DelegableItem>> SearchAsync(string words, int take, CancellationToken ct);

    Task<DelegableItem?> FindAsync(string code, CancellationToken ct);

    /// <summary>Themes (主题) whose name has the words, with the items under them that can be applied for now.</summary>
    Task<IReadOnlyList<DelegableTheme>> ThemesAsync(string words, int take, CancellationToken ct);

    Task<DelegableTheme?> ThemeAsync(Guid id, CancellationToken ct);
}

public sealed record DelegableItem(Guid ItemId, string Code, string Name, Guid OrganisationId, string OrganisationName);

public sealed record DelegableTheme(Guid Id, string Name, IReadOnlyList<Guid> Items);
