using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
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

namespace Zhengtong.Identity.Agents;

/// <summary>
/// The legal representative registers the company and is from then on the one who appoints its agents (requirements 08.04, 08.11). A company that a window
/// registered goes to him only with the phone given there: to know a credit code is no proof. The register of companies is asked whether all of it is so; when it cannot be asked at the moment, the
/// company is registered and proved by nothing yet.
/// </summary>
internal sealed class RegisterCompany(Database db, PersonalData personal, ProveCompany prove)
{
    internal sealed class Command
    {
        [Required(ErrorMessage = "请输入统一社会信用代码。"), StringLength(30, ErrorMessage = "统一社会信用代码为 18 位。")]
        public string CreditCode { get; set; } = "";

        [Required(ErrorMessage = "请输入单位名称。"), StringLength(200, ErrorMessage = "单位名称最长 200 个字。")]
        public string Name { get; set; } = "";

        [Required(ErrorMessage = "请输入法定代表人姓名。"), StringLength(100, ErrorMessage = "姓名最长 50 个字。")]
        public string LegalRepresentative { get; set; } = "";

        [Required(ErrorMessage = "请输入法定代表人证件号码。"), StringLength(40, ErrorMessage = "证件号码最长 40 个字符。")]
        public string IdNumber { get; set; } = "";

        [StringLength(300, ErrorMessage = "地址最长 300 个字。")]
        public string? Address { get; set; }
    }

    private const string NotOneself = "填写的法定代表人与您的实名信息不一致。只有法定代表人本人可以登记单位：您是经办人的，请法定代表人登录后登记并任命您；法定代表人已经变更的，请持营业执照到政务服务大厅办理。";
    private const string AskAtHall = "该单位已经登记，但登记的信息与您的不一致。请法定代表人持营业执照和身份证到政务服务大厅核对。";

    public async Task<Outcome<Guid>> HandleAsync(Command command, Act act, CancellationToken ct)
    {
        var today = LegalDay.Of(act.At);
        var person = await db.Set<Person>().SingleAsync(p => p.Id == act.Actor.Id, ct);
        var code = SocialCreditCode.Parse(command.CreditCode, nameof(Command.CreditCode));
        var id = DocumentKinds.Find(person.IdKind)!.Number(command.IdNumber, today, nameof(Command.IdNumber));
        var problems = code.Problems.Concat(id.Problems).ToList();
        if (problems.Count > 0)
        {
            return Outcome<Guid>.Because(problems);
        }

        if (!PersonName.Same(command.LegalRepresentative, person.Name) || personal.IdLookup(person.IdKind, id.Value) != person.IdNumberLookup)
        {
            return Problem.Invalid("identity.not-the-representative", NotOneself, nameof(Command.LegalRepresentative));
        }

        var company = await db.Set<Company>().SingleOrDefaultAsync(c => c.CreditCode == code.Value.Text, ct);
        if (company is not null && (company.Name != command.Name.Trim() || company.LegalRepresentative != person.Name || company.PhoneLookup != person.PhoneLookup
            || await db.Set<CompanyAgent>().AnyAsync(g => g.CompanyId == company.Id && g.Representative && g.RevokedAt == null, ct)))
        {
            return Problem.Conflict("identity.company-registered", AskAtHall);
        }

        var asked = await prove.AskAsync(new CompanyQuestion(code.Value.Text, command.Name.Trim(), person.Name, person.IdKind, id.Value), ct);
        if (asked.Ok && RealNameRule.OfCompany(asked.Value.Result) is { } refused)
        {
            return refused;
        }

        if (company is null)
        {
            company = Company.Register(command.Name.Trim(), code.Value.Text, person.Name, new Sealed(person.PhoneHidden, person.PhoneLookup), command.Address?.Trim() ?? "", act.At);
            db.Add(company);
        }

        db.Add(new CompanyAgent { Id = Guid.CreateVersion7(act.At), CompanyId = company.Id, PersonId = person.Id, Representative = true, From = today });
        db.Record(company, act, "registered-by-representative");
        if (asked.TryGet(out var answer))
        {
            prove.Keep(company, answer, act);
        }

        var saved = await db.SaveAsync(ct, Problem.Conflict("identity.company-registered", AskAtHall));
        return saved.Ok ? company.Id : Outcome<Guid>.Because(saved.Problems);
    }
}
