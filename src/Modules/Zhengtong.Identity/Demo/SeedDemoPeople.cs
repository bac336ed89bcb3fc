using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Zhengtong.Identity.Contracts;
using Zhengtong.Identity.Entering;
using Zhengtong.Identity.Model;
using Zhengtong.Identity.Privacy;
using Zhengtong.Identity.Protecting;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Codes;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Identity.Demo;

/// <summary>Makes the people of the demo. Refuses where the demo is not switched on: known passwords have no place in a real installation.</summary>
internal sealed class SeedDemoPeople(
    Database db, PersonalData personal, Passwords passwords, IOrganisations organisations, PrivacyNotices notices, AgreeToNotice agree, IConfiguration configuration, TimeProvider clock)
{
    private int _phones;
    private string _hash = "";

    /// <returns>How many accounts were made; those that are there already stay as they are.</returns>
    public async Task<Outcome<int>> RunAsync(CancellationToken ct)
    {
        if (!configuration.GetValue("Demo:Enabled", false))
        {
            return Problem.Forbidden("identity.demo-off", "演示功能未开启（设置 Demo:Enabled），不会创建演示账号。");
        }

        var act = Act.BySystem("演示数据", clock.GetUtcNow().UtcDateTime);
        var there = (await db.Set<Account>().Select(x => x.Login).ToListAsync(ct)).ToHashSet();
        _hash = passwords.Hash(DemoPeople.Password);
        var made = 0;
        foreach (var applicant in DemoPeople.Applicants)
        {
            var phone = NextPhone();
            if (there.Add(applicant.Login))
            {
                Add(applicant, phone, act);
                made++;
            }
        }

        foreach (var member in DemoPeople.Staff)
        {
            var phone = NextPhone();
            if (there.Add(member.Login))
            {
                await AddAsync(member, phone, act, ct);
                made++;
            }
        }

        // Another node seeding at the same moment made the same people.
        var saved = await db.SaveAsync(ct);
        return saved.Ok ? made : 0;
    }

    internal static string IdNumberOf(DemoApplicant x)
    {
        var body = DemoPeople.Region + x.Born.ToString("yyyyMMdd", CultureInfo.InvariantCulture) + x.Sequence.ToString("D3", CultureInfo.InvariantCulture);
        return body + CheckCharacter.Mod11Minus2(body);
    }

    private void Add(DemoApplicant applicant, string phone, Act act)
    {
        var sealedPhone = personal.SealPhone(phone);
        var person = Person.Register(
            applicant.Name, DocumentKinds.ResidentCard, personal.SealId(DocumentKinds.ResidentCard, IdNumberOf(applicant)), sealedPhone,
            personal.Hide("四川省广安市广安区演示路 1 号"), act.At);
        db.Add(person);
        db.Add(IdentityProof.Of(person.Id, ProofKind.Counter, DemoPeople.ApprovalOffice, "", act.At));
        db.Record(person, act, "registered");
        agree.Stage(person, notices.InForce(LegalDay.Of(act.At)), act);
        var account = Account.ForPerson(person.Id, applicant.Login, sealedPhone, act.At);
        account.SetPassword(_hash, false, act.At);
        account.BelongToDemo();
        db.Add(account);
        if (applicant is not { Company: { } name, CompanyCode: { } code })
        {
            return;
        }

        var company = Company.Register(name, code + SocialCreditCode.CheckOf(code), applicant.Name, sealedPhone, "四川省广安市广安区演示路 2 号", act.At);
        db.Add(company);
        db.Add(IdentityProof.Of(company.Id, ProofKind.Counter, DemoPeople.ApprovalOffice, "", act.At));
        db.Record(company, act, "registered");
        db.Add(new CompanyAgent { Id = Guid.CreateVersion7(), CompanyId = company.Id, PersonId = person.Id, Representative = true, From = LegalDay.Of(act.At) });
    }

    private async Task AddAsync(DemoStaff demo, string phone, Act act, CancellationToken ct)
    {
        var member = StaffMember.Employ(demo.Name, await OrganisationAsync(demo.Organisation, demo.Posts[0].Region, act, ct), act.At);
        db.Add(member);
        db.Record(member, act, "employed");
        var account = Account.ForStaff(member.Id, demo.Login, personal.SealPhone(phone), act.At);
        account.SetPassword(_hash, false, act.At);
        account.BelongToDemo();
        account.UseTotp(personal.Hide(TotpCodes.NewSecret()), 0);
        db.Add(account);
        foreach (var post in demo.Posts)
        {
            db.Add(new StaffPost
            {
                Id = Guid.CreateVersion7(),
                StaffId = member.Id,
                Role = post.Role,
                OrganisationId = await OrganisationAsync(post.Organisation, post.Region, act, ct),
                RegionCode = post.Region,
                From = LegalDay.Of(act.At),
            });
        }
    }

    private async Task<Guid> OrganisationAsync(string name, string region, Act act, CancellationToken ct) =>
        (await organisations.EnsureAsync(db, name, DemoPeople.Organisations[name], region, act.At, ct)).Id;

    private string NextPhone() => "1990000" + (++_phones).ToString("D4", CultureInfo.InvariantCulture);
}
