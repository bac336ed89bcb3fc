using Zhengtong.Platform.Access;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Identity.Contracts;

/// <summary>Persons and companies that apply.</summary>
public interface IParties
{
    /// <summary>The whole profile, unmasked: the caller logs the reading or shows it masked.</summary>
    Task<PartyProfile?> FindAsync(Guid partyId, CancellationToken ct);

    /// <summary>Whether the person may act for the company today (法定代表人, 经办人).</summary>
    Task<bool> ActsForAsync(Guid personId, Guid companyId, CancellationToken ct);

    /// <param name="idKind">One of <see cref="DocumentKinds"/>.</param>
    Task<PartyProfile?> FindByIdNumberAsync(string idKind, string idNumber, CancellationToken ct);

    /// <summary>
    /// A window clerk registers a person or company that has no account yet, from the document shown; he saw person and document, which proves the person (08.13). Adds rows, does not save.
    /// </summary>
    Task<Outcome<PartyProfile>> RegisterAtWindowAsync(Database db, NewParty party, Act act, CancellationToken ct);
}

/// <param name="IdKind">One of <see cref="DocumentKinds"/>.</param>
public sealed record PartyProfile(
    Guid Id,
    PartyKind Kind,
    string Name,
    string IdKind,
    string IdNumber,
    string Phone,
    string Email,
    string Address,
    string LegalRepresentative)
{
    public bool IsNamed(string? name) => Kind == PartyKind.Person ? PersonName.Same(Name, name) : Name == name?.Trim();

    /// <summary>What forms may be prefilled with, by source key of the form language.</summary>
    public IReadOnlyDictionary<string, string> Known() => Kind == PartyKind.Person
        ? new Dictionary<string, string>
        {
            ["party.name"] = Name, ["party.idNumber"] = DocumentKinds.BearsCitizenNumber(IdKind) ? IdNumber : "", ["party.phone"] = Phone, ["party.email"] = Email, ["party.address"] = Address,
        }
        : new Dictionary<string, string>
        {
            ["company.name"] = Name, ["company.creditCode"] = IdNumber, ["company.phone"] = Phone, ["company.address"] = Address,
            ["company.legalPerson"] = LegalRepresentative,
        };

    /// <summary>What is no secret before somebody who acts for the party: the name, and the number that companies are registered under.</summary>
    public IReadOnlyDictionary<string, string> Public() => Kind == PartyKind.Person
        ? new Dictionary<string, string> { ["party.name"] = Name }
        : new Dictionary<string, string> { ["company.name"] = Name, ["company.creditCode"] = IdNumber };
}

public sealed record NewParty(PartyKind Kind, string Name, string IdKind, string IdNumber, string Phone, string Address = "", string LegalRepresentative = "");
