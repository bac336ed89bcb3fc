using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Identity.Contracts;
using Zhengtong.Identity.Entering;
using Zhengtong.Identity.Model;
using Zhengtong.Identity.Privacy;
using Zhengtong.Identity.Protecting;
using Zhengtong.Identity.Proving;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Codes;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Identity.Registering;

/// <summary>
/// A person registers: identity document, phone proved by a code, password. One account a person, keyed by kind and number of the document (requirement 08.04). Whose name and number do not
/// belong together is refused; when that cannot be asked at the moment, the account is opened and proves nothing yet (08.08). He agrees to the privacy notice by a tick of his own (个人信息保护法第十四条),
/// which is kept with the account.
/// </summary>
internal sealed class RegisterPerson(
    Database db, PersonalData personal, Passwords passwords, PasswordWords words, ProveRealName prove, PrivacyNotices notices, AgreeToNotice agree, TimeProvider clock)
{
    internal sealed class Command
    {
        [Required(ErrorMessage = "请输入姓名。"), StringLength(100, ErrorMessage = "姓名最长 50 个字。")]
        public string Name { get; set; } = "";

        [Required(ErrorMessage = "请选择证件类型。")]
        public string IdKind { get; set; } = DocumentKinds.ResidentCard;

        [Required(ErrorMessage = "请输入证件号码。"), StringLength(40, ErrorMessage = "证件号码最长 40 个字符。")]
        public string IdNumber { get; set; } = "";

        [Required(ErrorMessage = "请输入手机号。")]
        public string Phone { get; set; } = "";

        [Required(ErrorMessage = "请设置密码。"), StringLength(64, ErrorMessage = "密码最长 64 个字符。")]
        public string Password { get; set; } = "";

        [Compare(nameof(Password), ErrorMessage = "两次输入的密码不一致，请重新输入。")]
        public string PasswordAgain { get; set; } = "";

        /// <summary>The version of the privacy notice that the page named.</summary>
        public int Notice { get; set; }

        public bool Agrees { get; set; }
    }

    /// <summary>Checks what was filled in; what it says does not depend on who is registered already.</summary>
    public Outcome<PendingStep> Prepare(Command command)
    {
        if (DocumentKinds.Find(command.IdKind) is not { } kind)
        {
            return UnknownKind;
        }

        var name = PersonName.Parse(command.Name, nameof(Command.Name));
        var id = kind.Number(command.IdNumber, LegalDay.Today(clock), nameof(Command.IdNumber));
        var phone = MobileNumber.Parse(command.Phone, nameof(Command.Phone));
        var notice = notices.InForce(LegalDay.Today(clock)).Number;
        List<Problem> problems = [.. name.Problems, .. id.Problems, .. phone.Problems];
        if (command.Notice != notice || !command.Agrees)
        {
            problems.Add(command.Notice != notice ? AgreeToNotice.Other with { Field = nameof(Command.Agrees) } : Unread);
        }

        if (problems.Count > 0)
        {
            return Outcome<PendingStep>.Because(problems);
        }

        var password = PasswordRules.Check(command.Password, [phone.Value.Text, id.Value], words.All);
        return password.Ok
            ? new PendingStep
            {
                Kind = StepKind.Register,
                Phone = phone.Value.Text,
                Registration = new PendingRegistration(name.Value, kind.Code, id.Value, passwords.Hash(command.Password), notice),
            }
            : Outcome<PendingStep>.Because(password.Problems);
    }

    /// <summary>
    /// After the code. A person whom a window registered gets the account only with the phone given there: to know somebody's identity number is no proof.
    /// </summary>
    public async Task<Outcome<Registered>> CompleteAsync(PendingRegistration filled, string phone, string address, End end, CancellationToken ct)
    {
        var now = Act.Micro(clock.GetUtcNow().UtcDateTime);
        var id = personal.SealId(filled.IdKind, filled.IdNumber);
        var person = await db.Set<Person>().SingleOrDefaultAsync(x => x.IdNumberLookup == id.Lookup, ct);
        var sealedPhone = personal.SealPhone(phone);
        var hasAccount = person is not null && await db.Set<Account>().AnyAsync(x => x.PersonId == person.Id, ct);
        if (hasAccount || (person is not null && (person.PhoneLookup != sealedPhone.Lookup || !PersonName.Same(person.Name, filled.Name))))
        {
            return Problem.Conflict(
                "identity.already-registered", "该证件号码已经登记。请用登记的手机号登录；忘记密码或手机号已换的，请在登录页选择“找回账号”，或持证件原件到政务服务大厅办理。");
        }

        var proved = person is not null && await db.IsProvedAsync(person.Id, AssuranceLevel.RealName, ct);
        var (refused, answer) = proved ? (null, null) : await prove.BeforeRegisteringAsync(new PersonQuestion(filled.IdKind, filled.IdNumber, filled.Name), address, ct);
        if (refused is not null)
        {
            return refused with { Field = null };
        }

        if (person is null)
        {
            person = Person.Register(filled.Name, filled.IdKind, id, sealedPhone, "", now);
            db.Add(person);
        }

        var act = new Act(new Actor(person.Id, person.Name, ActorKind.Applicant), null, end, "", now);
        var account = Account.ForPerson(person.Id, sealedPhone, now);
        account.SetPassword(filled.PasswordHash, false, now);
        db.Add(account);
        db.Record(person, act, "account-opened");
        agree.Stage(person, notices.Find(filled.Notice)!, act);
        if (!proved)
        {
            prove.Keep(person, answer, act);
        }

        var saved = await db.SaveAsync(ct, Problem.Conflict("identity.phone-taken", "该手机号已注册。请直接登录，或换一个手机号。"));
        return saved.Ok ? new Registered(account.Id, proved || answer is not null) : Outcome<Registered>.Because(saved.Problems);
    }

    /// <param name="RealName">Name and number were found to belong together.</param>
    internal sealed record Registered(Guid AccountId, bool RealName);

    private static readonly Problem Unread = Problem.Invalid("identity.notice-unread", "请阅读《个人信息保护规则》，勾选同意后再注册。", nameof(Command.Agrees));
    private static readonly Problem UnknownKind = Problem.Invalid("identity.document-kind", "请选择证件类型。", nameof(Command.IdKind));
}
