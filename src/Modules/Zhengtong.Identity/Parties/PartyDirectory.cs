using Microsoft.EntityFrameworkCore;
using Zhengtong.Identity.Agents;
using Zhengtong.Identity.Contracts;
using Zhengtong.Identity.Model;
using Zhengtong.Identity.Protecting;
using Zhengtong.Identity.Proving;
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
    public async Task<PartyProfile?> FindAsync(Guid partyId, CancellationToken ct) =>
        await db.Set<Person>().AsNoTracking().SingleOrDefaultAsync(x => x.Id == partyId, ct) is { } person ? Profile(person)
        : await db.Set<Company>().AsNoTracking().SingleOrDefaultAsync(x => x.Id == partyId, ct) is { } company ? Profile(company)
        : null;

    public Task<bool> ActsForAsync(Guid personId, Guid companyId, CancellationToken ct) =>
        db.AgenciesOn(LegalDay.Today(clock)).AnyAsync(g => g.PersonId == personId && g.CompanyId == companyId, ct);

    public async Task<PartyProfile?> FindByIdNumberAsync(string idKind, string idNumber, CancellationToken ct)
    {
        if (idKind == DocumentKinds.CreditCode)
        {
            var code = SocialCreditCode.Parse(idNumber);
            return code.Ok && await db.Set<Company>().AsNoTracking().SingleOrDefaultAsync(x => x.CreditCode == code.Value.Text, ct) is { } company ? Profile(company) : null;
        }

        if (DocumentKinds.Find(idKind)?.Number(idNumber, LegalDay.Today(clock)).TryGet(out var number) != true)
        {
            return null;
        }

        var lookup = personal.IdLookup(idKind, number!);
        return await db.Set<Person>().AsNoTracking().SingleOrDefaultAsync(x => x.IdNumberLookup == lookup, ct) is { } person ? Profile(person) : null;
    }

    public Task<Outcome<PartyProfile>> RegisterAtWindowAsync(Database db, NewParty party, Act act, CancellationToken ct) =>
        party.Kind == PartyKind.Company ? CompanyAsync(db, party, act, ct) : PersonAsync(db, party, act, ct);

    private async Task<Outcome<PartyProfile>> PersonAsync(Database db, NewParty party, Act act, CancellationToken ct)
    {
        var number = DocumentKinds.Find(party.IdKind) is { } kind ? kind.Number(party.IdNumber, LegalDay.Of(act.At), nameof(NewParty.IdNumber)) : UnknownKind;
        var phone = MobileNumber.Parse(party.Phone, nameof(NewParty.Phone));
        var name = PersonName.Parse(party.Name, nameof(NewParty.Name));
        List<Problem> problems = [.. number.Problems, .. phone.Problems, .. name.Problems];
        if (problems.Count > 0)
        {
            return Outcome<PartyProfile>.Because(problems);
        }

        var sealedId = personal.SealId(party.IdKind, number.Value);
        var known = db.Set<Person>().Local.FirstOrDefault(x => x.IdNumberLookup == sealedId.Lookup)
            ?? await db.Set<Person>().SingleOrDefaultAsync(x => x.IdNumberLookup == sealedId.Lookup, ct);
        if (known is not null)
        {
            return PersonName.Same(known.Name, name.Value) ? Profile(known) : NameDiffers();
        }

        var person = Person.Register(name.Value, party.IdKind, sealedId, personal.SealPhone(phone.Value.Text), personal.Hide(party.Address.Trim()), act.At);
        db.Add(person);
        if (CheckAtCounter.Proves(act) is { } organisation)
        {
            db.Add(IdentityProof.Of(person.Id, ProofKind.Counter, organisation, "", act.At));
        }

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

    private static readonly Problem UnknownKind = Problem.Invalid("identity.document-kind", "请选择证件类型。", nameof(NewParty.IdKind));

    private static Problem NameDiffers() =>
        Problem.Conflict("identity.name-differs", "该证件号码已登记的名称与所填不一致，请对照证件原件核对后再录入。");

    private PartyProfile Profile(Person x) => new(
        x.Id, PartyKind.Person, x.Name, x.IdKind, personal.Open(x.IdNumberHidden), personal.Open(x.PhoneHidden), personal.Open(x.EmailHidden), personal.Open(x.AddressHidden), "");

    private PartyProfile Profile(Company x) => new(
        x.Id, PartyKind.Company, x.Name, DocumentKinds.CreditCode, x.CreditCode, personal.Open(x.PhoneHidden), x.Email, x.Address, x.LegalRepresentative);
}
