using Zhengtong.Identity.Contracts;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Codes;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Cases.Apply;

/// <summary>Whom a member of staff has before him, by the document shown. Whoever is known is recognised by number and name together: a number alone opens nobody's data.</summary>
internal sealed class PartyAtHand(Database db, IParties parties)
{
    /// <param name="IdKind">Of a person; a company is known by the form of its code.</param>
    internal sealed record Shown(string IdNumber, string Name, string Phone, string Address = "", string LegalRepresentative = "", string IdKind = DocumentKinds.ResidentCard);

    /// <summary>Registers who is not known yet; the rows are saved with the caller's.</summary>
    public async Task<Outcome<PartyProfile>> FindOrRegisterAsync(Shown shown, Act act, CancellationToken ct)
    {
        var company = SocialCreditCode.Parse(shown.IdNumber).Ok;
        var kind = company ? DocumentKinds.CreditCode : shown.IdKind;
        if (await parties.FindByIdNumberAsync(kind, shown.IdNumber, ct) is { } known)
        {
            return known.IsNamed(shown.Name)
                ? known
                : Problem.Invalid("cases.party-name-differs", "姓名或名称与已登记的不一致，请对照证件原件重新录入。", nameof(Shown.Name));
        }

        return await parties.RegisterAtWindowAsync(
            db, new NewParty(company ? PartyKind.Company : PartyKind.Person, shown.Name, kind, shown.IdNumber, shown.Phone, shown.Address, shown.LegalRepresentative), act, ct);
    }
}
