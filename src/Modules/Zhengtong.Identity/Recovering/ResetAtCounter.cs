using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Identity.Contracts;
using Zhengtong.Identity.Entering;
using Zhengtong.Identity.Model;
using Zhengtong.Identity.Protecting;
using Zhengtong.Identity.Proving;
using Zhengtong.Identity.Sessions;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Messaging;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Identity.Recovering;

/// <summary>
/// Somebody has lost authenticator, passkeys and certificates and stands at the counter with his document: a clerk takes them off the account. That opens nothing yet, since phone or password are
/// still wanted; the holder is told by every way that is known. Requirements 08.01, 08.13.
/// </summary>
internal sealed class ResetAtCounter(Database db, PersonalData personal, SessionStore sessions, IMessages messages)
{
    public static readonly Problem Unknown = Problem.NotFound("identity.counter-account-unknown", "没有找到与证件一致的账号。请核对证件类型、号码和姓名；姓名有误的，先在“身份核验”更正。");
    public static readonly Problem Nothing = Problem.Conflict("identity.counter-no-keys", "这个账号没有设置动态口令、通行密钥或数字证书，可以用手机号或密码登录，不用移除。");

    internal sealed class Command : SeenDocument
    {
        [Required(ErrorMessage = "请写明原因，例如“手机丢失”。"), StringLength(200, ErrorMessage = "原因最长 200 个字。")]
        public string Reason { get; set; } = "";
    }

    public async Task<Outcome> HandleAsync(Command command, Act act, CancellationToken ct)
    {
        var compared = command.Compared();
        if (!compared.TryGet(out var kind))
        {
            return compared;
        }

        var number = kind.Number(command.IdNumber, LegalDay.Of(act.At), nameof(Command.IdNumber));
        var name = PersonName.Parse(command.Name, nameof(Command.Name));
        List<Problem> problems = [.. number.Problems, .. name.Problems];
        if (problems.Count > 0)
        {
            return Outcome.Refused(problems);
        }

        var lookup = personal.IdLookup(kind.Code, number.Value);
        var person = await db.Set<Person>().SingleOrDefaultAsync(x => x.IdNumberLookup == lookup, ct);
        if (person is null || !PersonName.Same(person.Name, name.Value) || await db.Set<Account>().SingleOrDefaultAsync(x => x.PersonId == person.Id, ct) is not { } account)
        {
            return Unknown;
        }

        var own = await OwnKeys.OfAsync(db, account.Id, ct);
        if (!own.Any)
        {
            return Nothing;
        }

        await OwnKeys.DropAsync(db, account, act.At, ct);
        db.Record(person, act with { Reason = command.Reason.Trim() }, "keys-reset-at-counter", new { own.Totp, own.Passkey, own.Certificate });
        Tell(person, own, CheckAtCounter.Proves(act) ?? throw new InvalidOperationException("Only a clerk sees a person."), act);
        var saved = await db.SaveAsync(ct);
        sessions.ForgetAccount(account.Id);
        return saved;
    }

    private void Tell(Person person, OwnKeys own, string organisation, Act act) => messages.Send(db, new NewMessage(
        person.Id, $"{own.Names}已移除", $"{organisation}的窗口核对本人和证件后，移除了您账号的{own.Names}，所有设备上的登录都已退出。不是您本人到场的，请立即联系政务服务大厅。",
        $"keys-reset:{Guid.CreateVersion7(act.At)}", "/account/sessions", personal.Open(person.EmailHidden), personal.Open(person.PhoneHidden)));
}
