using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using Zhengtong.Identity.Contracts;
using Zhengtong.Identity.Model;
using Zhengtong.Identity.Protecting;
using Zhengtong.Identity.Proving;
using Zhengtong.Identity.Sessions;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Calendar;
using Zhengtong.Platform.Codes;
using Zhengtong.Platform.Messaging;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Identity.Recovering;

/// <summary>
/// Whose phone is lost comes to a window with his document: the clerk compares face and document and puts the new phone in place of the lost one at once, where the way online waits
/// (<see cref="RecoverPhone"/>). All sessions end, what waits online ends, and the old phone is told, so that it does not happen unseen.
/// </summary>
internal sealed class ChangePhoneAtCounter(Database db, PersonalData personal, SessionStore sessions, IMessages messages)
{
    public static readonly Problem Unknown = Problem.NotFound("identity.counter-nobody", "没有找到这个证件号码和姓名的登记。请对照证件核对；还没有登记的，请在“身份核验”中登记。") with { Field = nameof(Command.IdNumber) };

    private static readonly Problem Locked = Problem.Conflict("identity.counter-locked", "这个账号已停用，不能更换手机号。请联系系统管理员。");

    private static readonly Problem Taken = Problem.Conflict("identity.phone-taken", "该手机号已被其他账号使用，请换一个手机号。") with { Field = nameof(Command.Phone) };

    internal sealed class Command : SeenDocument
    {
        [Required(ErrorMessage = "请输入新的手机号。"), StringLength(20, ErrorMessage = "手机号为 11 位数字。")]
        public string Phone { get; set; } = "";
    }

    public async Task<Outcome> HandleAsync(Command command, Act act, CancellationToken ct)
    {
        if (CheckAtCounter.Proves(act) is not { } organisation)
        {
            return Problem.Forbidden("identity.counter-only", "只有窗口人员可以登记。");
        }

        var compared = command.Compared();
        if (!compared.TryGet(out var kind))
        {
            return compared;
        }

        var (number, phone) = (kind.Number(command.IdNumber, LegalDay.Of(act.At), nameof(Command.IdNumber)), MobileNumber.Parse(command.Phone, nameof(Command.Phone)));
        List<Problem> problems = [.. number.Problems, .. phone.Problems];
        if (problems.Count > 0)
        {
            return Outcome.Refused(problems);
        }

        var lookup = personal.IdLookup(kind.Code, number.Value);
        if (await db.Set<Person>().SingleOrDefaultAsync(x => x.IdNumberLookup == lookup, ct) is not { } person || !PersonName.Same(person.Name, command.Name))
        {
            return Unknown;
        }

        var account = await db.Set<Account>().SingleOrDefaultAsync(x => x.PersonId == person.Id, ct);
        if (account?.LockedAt is not null)
        {
            return Locked;
        }

        var former = personal.Open(person.PhoneHidden);
        var sealedPhone = personal.SealPhone(phone.Value.Text);
        account?.ReplaceLostPhone(sealedPhone);
        person.ChangePhone(sealedPhone);
        if (await db.Set<PhoneRecovery>().SingleOrDefaultAsync(x => x.PersonId == person.Id && x.EndedAt == null, ct) is { } waiting)
        {
            // He stands here: whoever asked for another phone in the meantime was not he, or does not need it any more.
            waiting.End(RecoveryEnding.Stopped, act.At);
        }

        var proof = IdentityProof.Of(person.Id, ProofKind.Counter, organisation, "", act.At);
        db.Add(proof);
        db.Record(person, act, "phone-changed-at-counter", new { former = Mask.Phone(former), phone = Mask.Phone(phone.Value.Text) });
        Tell(person.Id, proof.Id, organisation, former, phone.Value.Text);
        var saved = await db.SaveAsync(ct, Taken);
        if (saved.Ok && account is not null)
        {
            sessions.ForgetAccount(account.Id);
        }

        return saved;
    }

    private void Tell(Guid person, Guid of, string organisation, string former, string now)
    {
        var body = $"{organisation}的窗口核对本人和证件后，已把您登记的手机号换成 {Mask.Phone(now)}，所有设备上的登录都已退出。不是您本人到场的，请立即联系政务服务大厅。";
        messages.Send(db, new NewMessage(person, "手机号已在窗口更换", body, $"{of}:phone-old", "/my/profile", Phone: former));
        messages.Send(db, new NewMessage(person, "请用新手机号登录", "您登记的手机号已更换。忘记密码的，可以用新手机号收验证码后重新设置密码。", $"{of}:phone-new", "/my/profile", Phone: now));
    }
}
