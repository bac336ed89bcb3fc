using Zhengtong.Identity.Contracts;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Codes;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Cases.Apply;

/// <summary>Whom a member of staff has before him, by the document shown. Whoever is known is recognised by number and name together: a number alone opens nobody's data.</summary>
internal sealed class PartyAtHand(Database db, IParties parties)
{
    private const string ResidentCard = "111";
    private const string CreditCode = "001";

    internal sealed record Shown(string IdNumber, string Name, string Phone, string Address = "", string LegalRepresentative = "");

    /// <summary>Registers who is not known yet; the rows are saved with the caller's.</summary>
    public async Task<Outcome<PartyProfile>> FindOrRegisterAsync(Shown shown, Act act, CancellationToken ct)
    {
        if (await parties.FindByIdNumberAsync(shown.IdNumber, ct) is { } known)
        {
            return known.Name == shown.Name.Trim()
                ? known
                : Problem.Invalid("cases.party-name-differs", "姓名或名称与已登记的不一致，请对照证件原件重新录入。", nameof(Shown.Name));
        }

        var company = SocialCreditCode.Parse(shown.IdNumber).Ok;
        return await parties.RegisterAtWindowAsync(
            db,
            new NewParty(company ? PartyKind.Company : PartyKind.Person, shown.Name, company ? CreditCode : ResidentCard, shown.IdNumber, shown.Phone, shown.Address, shown.LegalRepresentative),
            act,
            ct);
    }
}
