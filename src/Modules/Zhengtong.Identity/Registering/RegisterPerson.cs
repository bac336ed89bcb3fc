using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Identity.Entering;
using Zhengtong.Identity.Model;
using Zhengtong.Identity.Protecting;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Codes;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Identity.Registering;

/// <summary>
/// A person registers: identity document, phone proved by a code, password. One account a person, keyed by the identity number (requirement 08.04).
/// </summary>
internal sealed class RegisterPerson(Database db, PersonalData personal, Passwords passwords, TimeProvider clock)
{
    public const string ResidentCard = "111";

    internal sealed class Command
    {
        [Required(ErrorMessage = "请输入姓名。"), StringLength(50, ErrorMessage = "姓名最长 50 个字。")]
        public string Name { get; set; } = "";

        [Required(ErrorMessage = "请输入身份证号码。")]
        public string IdNumber { get; set; } = "";

        [Required(ErrorMessage = "请输入手机号。")]
        public string Phone { get; set; } = "";

        [Required(ErrorMessage = "请设置密码。"), StringLength(64, ErrorMessage = "密码最长 64 个字符。")]
        public string Password { get; set; } = "";

        [Compare(nameof(Password), ErrorMessage = "两次输入的密码不一致，请重新输入。")]
        public string PasswordAgain { get; set; } = "";
    }

    /// <summary>Checks what was filled in; what it says does not depend on who is registered already.</summary>
    public Outcome<PendingStep> Prepare(Command command)
    {
        var id = CitizenId.Parse(command.IdNumber, LegalDay.Today(clock), nameof(Command.IdNumber));
        var phone = MobileNumber.Parse(command.Phone, nameof(Command.Phone));
        var problems = id.Problems.Concat(phone.Problems).ToList();
        if (problems.Count > 0)
        {
            return Outcome<PendingStep>.Because(problems);
        }

        var password = PasswordRules.Check(command.Password, [phone.Value.Text, id.Value.Text]);
        return password.Ok
            ? new PendingStep
            {
                Kind = StepKind.Register,
                Phone = phone.Value.Text,
                Registration = new PendingRegistration(command.Name.Trim(), id.Value.Text, passwords.Hash(command.Password)),
            }
            : Outcome<PendingStep>.Because(password.Problems);
    }

    /// <summary>
    /// After the code. A person whom a window registered gets the account only with the phone given there: to know somebody's identity number is no proof.
    /// </summary>
    public async Task<Outcome<Guid>> CompleteAsync(PendingRegistration filled, string phone, End end, CancellationToken ct)
    {
        var now = Act.Micro(clock.GetUtcNow().UtcDateTime);
        var id = personal.SealId(ResidentCard, filled.IdNumber);
        var person = await db.Set<Person>().SingleOrDefaultAsync(x => x.IdNumberLookup == id.Lookup, ct);
        var sealedPhone = personal.SealPhone(phone);
        var hasAccount = person is not null && await db.Set<Account>().AnyAsync(x => x.PersonId == person.Id, ct);
        if (hasAccount || (person is not null && (person.PhoneLookup != sealedPhone.Lookup || person.Name != filled.Name)))
        {
            return Problem.Conflict("identity.already-registered", "该身份证号码已经登记。请用登记的手机号登录；手机号已换的，请持身份证到政务服务大厅更改。");
        }

        if (person is null)
        {
            person = Person.Register(filled.Name, ResidentCard, id, sealedPhone, "", now);
            db.Add(person);
        }

        var account = Account.ForPerson(person.Id, "u" + Guid.CreateVersion7().ToString("N")[^12..], sealedPhone, now);
        account.SetPassword(filled.PasswordHash, false, now);
        db.Add(account);
        db.Record(person, new Act(new Actor(person.Id, person.Name, ActorKind.Applicant), null, end, "", now), "account-opened");
        var saved = await db.SaveAsync(ct, Problem.Conflict("identity.phone-taken", "该手机号已注册。请直接登录，或换一个手机号。"));
        return saved.Ok ? account.Id : Outcome<Guid>.Because(saved.Problems);
    }
}
