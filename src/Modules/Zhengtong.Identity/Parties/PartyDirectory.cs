using Microsoft.EntityFrameworkCore;
using Zhengtong.Identity.Agents;
using Zhengtong.Identity.Contracts;
using Zhengtong.Identity.Model;
using Zhengtong.Identity.Protecting;
using Zhengtong.Identity.Registering;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Codes;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Identity.Parties;

/// <inheritdoc cref="IParties"/>
internal sealed class PartyDirectory(Database db, PersonalData personal, TimeProvider clock) : IParties
{
    private const string CreditCodeKind = "001";

    public async Task<PartyProfile?> FindAsync(Guid partyId, CancellationToken ct) =>
        await db.Set<Person>().AsNoTracking().SingleOrDefaultAsync(x => x.Id == partyId, ct) is { } person ? Profile(person)
        : await db.Set<Company>().AsNoTracking().SingleOrDefaultAsync(x => x.Id == partyId, ct) is { } company ? Profile(company)
        : null;

    public Task<bool> ActsForAsync(Guid personId, Guid companyId, CancellationToken ct) =>
        db.AgenciesOn(LegalDay.Today(clock)).AnyAsync(g => g.PersonId == personId && g.CompanyId == companyId, ct);

    /// <summary>Of a company by its credit code, of a person by the number of a resident card.</summary>
    public async Task<PartyProfile?> FindByIdNumberAsync(string idNumber, CancellationToken ct)
    {
        if (SocialCreditCode.Parse(idNumber).TryGet(out var code))
        {
            var company = await db.Set<Company>().AsNoTracking().SingleOrDefaultAsync(x => x.CreditCode == code.Text, ct);
            return company is null ? null : Profile(company);
        }

        var number = CitizenId.Parse(idNumber, LegalDay.Today(clock)).TryGet(out var id) ? id.Text : idNumber.Trim().ToUpperInvariant();
        var lookup = personal.IdLookup(RegisterPerson.ResidentCard, number);
        var person = await db.Set<Person>().AsNoTracking().SingleOrDefaultAsync(x => x.IdNumberLookup == lookup, ct);
        return person is null ? null : Profile(person);
    }

    public Task<Outcome<PartyProfile>> RegisterAtWindowAsync(Database db, NewParty party, Act act, CancellationToken ct) =>
        party.Kind == PartyKind.Company ? CompanyAsync(db, party, act, ct) : PersonAsync(db, party, act, ct);

    private async Task<Outcome<PartyProfile>> PersonAsync(Database db, NewParty party, Act act, CancellationToken ct)
    {
        var number = party.IdNumber.Trim().ToUpperInvariant();
        List<Problem> problems = [];
        if (party.IdKind == RegisterPerson.ResidentCard)
        {
            var id = CitizenId.Parse(party.IdNumber, LegalDay.Of(act.At), nameof(NewParty.IdNumber));
            problems.AddRange(id.Problems);
            number = id.TryGet(out var valid) ? valid.Text : number;
        }

        var phone = MobileNumber.Parse(party.Phone, nameof(NewParty.Phone));
        problems.AddRange(phone.Problems);
        problems.AddRange(NamedOf(party));
        if (problems.Count > 0)
        {
            return Outcome<PartyProfile>.Because(problems);
        }

        var sealedId = personal.SealId(party.IdKind, number);
        var known = db.Set<Person>().Local.FirstOrDefault(x => x.IdNumberLookup == sealedId.Lookup)
            ?? await db.Set<Person>().SingleOrDefaultAsync(x => x.IdNumberLookup == sealedId.Lookup, ct);
        if (known is not null)
        {
            return known.Name == party.Name.Trim() ? Profile(known) : NameDiffers();
        }

        var person = Person.Register(party.Name.Trim(), party.IdKind, sealedId, personal.SealPhone(phone.Value.Text), personal.Hide(party.Address.Trim()), act.At);
        db.Add(person);
        db.Record(person, act, "registered-at-window");
        return Profile(person);
    }

    private async Task<Outcome<PartyProfile>> CompanyAsync(Database db, NewParty party, Act act, CancellationToken ct)
    {
        var code = SocialCreditCode.Parse(party.IdNumber, nameof(NewParty.IdNumber));
        var problems = code.Problems.Concat(NamedOf(party)).ToList();
        if (problems.Count > 0)
        {
            return Outcome<PartyProfile>.Because(problems);
        }

        var known = db.Set<Company>().Local.FirstOrDefault(x => x.CreditCode == code.Value.Text)
            ?? await db.Set<Company>().SingleOrDefaultAsync(x => x.CreditCode == code.Value.Text, ct);
        if (known is not null)
        {
            return known.Name == party.Name.Trim() ? Profile(known) : NameDiffers();
        }

        var company = Company.Register(
            party.Name.Trim(), code.Value.Text, party.LegalRepresentative.Trim(), personal.SealPhone(PersonalData.TidyPhone(party.Phone)), party.Address.Trim(), act.At);
        db.Add(company);
        db.Record(company, act, "registered-at-window");
        return Profile(company);
    }

    private static IEnumerable<Problem> NamedOf(NewParty party) => string.IsNullOrWhiteSpace(party.Name)
        ? [Problem.Invalid("identity.name-missing", "请输入姓名或单位名称。", nameof(NewParty.Name))]
        : [];

    private static Problem NameDiffers() =>
        Problem.Conflict("identity.name-differs", "该证件号码已登记的名称与所填不一致，请对照证件原件核对后再录入。");

    private PartyProfile Profile(Person x) => new(
        x.Id, PartyKind.Person, x.Name, x.IdKind, personal.Open(x.IdNumberHidden), personal.Open(x.PhoneHidden), personal.Open(x.EmailHidden), personal.Open(x.AddressHidden), "");

    private PartyProfile Profile(Company x) => new(
        x.Id, PartyKind.Company, x.Name, CreditCodeKind, x.CreditCode, personal.Open(x.PhoneHidden), x.Email, x.Address, x.LegalRepresentative);
}
