using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Identity.Model;
using Zhengtong.Identity.Protecting;
using Zhengtong.Identity.Registering;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Codes;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Identity.Agents;

/// <summary>
/// The legal representative registers the company and is from then on the one who appoints its agents (requirements 08.04, 08.11). A company that a window
/// registered goes to him only with the phone given there: to know a credit code is no proof.
/// </summary>
internal sealed class RegisterCompany(Database db, PersonalData personal)
{
    internal sealed class Command
    {
        [Required(ErrorMessage = "请输入统一社会信用代码。"), StringLength(30, ErrorMessage = "统一社会信用代码为 18 位。")]
        public string CreditCode { get; set; } = "";

        [Required(ErrorMessage = "请输入单位名称。"), StringLength(200, ErrorMessage = "单位名称最长 200 个字。")]
        public string Name { get; set; } = "";

        [Required(ErrorMessage = "请输入法定代表人姓名。"), StringLength(50, ErrorMessage = "姓名最长 50 个字。")]
        public string LegalRepresentative { get; set; } = "";

        [Required(ErrorMessage = "请输入法定代表人身份证号码。"), StringLength(30, ErrorMessage = "身份证号码为 18 位。")]
        public string IdNumber { get; set; } = "";

        [StringLength(300, ErrorMessage = "地址最长 300 个字。")]
        public string? Address { get; set; }
    }

    private const string NotOneself = "填写的法定代表人与您的实名信息不一致。只有法定代表人本人可以登记单位：您是经办人的，请法定代表人登录后登记并任命您；法定代表人已经变更的，请持营业执照到政务服务大厅办理。";
    private const string AskAtHall = "该单位已经登记，但登记的信息与您的不一致。请法定代表人持营业执照和身份证到政务服务大厅核对。";

    public async Task<Outcome<Guid>> HandleAsync(Command command, Act act, CancellationToken ct)
    {
        var today = LegalDay.Of(act.At);
        var code = SocialCreditCode.Parse(command.CreditCode, nameof(Command.CreditCode));
        var id = CitizenId.Parse(command.IdNumber, today, nameof(Command.IdNumber));
        var problems = code.Problems.Concat(id.Problems).ToList();
        if (problems.Count > 0)
        {
            return Outcome<Guid>.Because(problems);
        }

        var person = await db.Set<Person>().SingleAsync(p => p.Id == act.Actor.Id, ct);
        if (command.LegalRepresentative.Trim() != person.Name || personal.IdLookup(RegisterPerson.ResidentCard, id.Value.Text) != person.IdNumberLookup)
        {
            return Problem.Invalid("identity.not-the-representative", NotOneself, nameof(Command.LegalRepresentative));
        }

        var company = await db.Set<Company>().SingleOrDefaultAsync(c => c.CreditCode == code.Value.Text, ct);
        if (company is not null && (company.Name != command.Name.Trim() || company.LegalRepresentative != person.Name || company.PhoneLookup != person.PhoneLookup
            || await db.Set<CompanyAgent>().AnyAsync(g => g.CompanyId == company.Id && g.Representative && g.RevokedAt == null, ct)))
        {
            return Problem.Conflict("identity.company-registered", AskAtHall);
        }

        if (company is null)
        {
            company = Company.Register(command.Name.Trim(), code.Value.Text, person.Name, new Sealed(person.PhoneHidden, person.PhoneLookup), command.Address?.Trim() ?? "", act.At);
            db.Add(company);
        }

        db.Add(new CompanyAgent { Id = Guid.CreateVersion7(act.At), CompanyId = company.Id, PersonId = person.Id, Representative = true, From = today });
        db.Record(company, act, "registered-by-representative");
        var saved = await db.SaveAsync(ct, Problem.Conflict("identity.company-registered", AskAtHall));
        return saved.Ok ? company.Id : Outcome<Guid>.Because(saved.Problems);
    }
}
