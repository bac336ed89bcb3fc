using Microsoft.EntityFrameworkCore;
using Zhengtong.Identity.Entering;
using Zhengtong.Identity.Model;
using Zhengtong.Identity.Protecting;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Identity.Profile;

/// <summary>
/// A new phone counts once a code sent to it came back: it is what one signs in with. Before, a code to the present one: whoever sits down at an open session takes no account along. Whose
/// phone is lost goes the way of <see cref="Recovering.RecoverPhone"/>.
/// </summary>
internal sealed class ChangePhone(Database db, PersonalData personal, PhoneCodes phones)
{
    /// <summary>The present phone is in hand; the code goes to the new one.</summary>
    public async Task<Outcome<PendingStep>> OnAsync(PendingStep step, string code, Guid accountId, CancellationToken ct)
    {
        if (step.AccountId != accountId)
        {
            return ConfirmCode.WrongCode;
        }

        var verified = await phones.VerifyAsync(step, code, ct);
        return verified.Ok
            ? await phones.SendAsync(new PendingStep { Kind = StepKind.ChangePhone, Phone = step.NextPhone, AccountId = accountId }, ct)
            : Outcome<PendingStep>.Because(verified.Problems);
    }

    public async Task<Outcome> HandleAsync(PendingStep step, string code, Act act, Guid accountId, CancellationToken ct)
    {
        if (step.AccountId != accountId)
        {
            return ConfirmCode.WrongCode;
        }

        var verified = await phones.VerifyAsync(step, code, ct);
        if (!verified.Ok)
        {
            return verified;
        }

        var account = await db.Set<Account>().SingleAsync(x => x.Id == accountId, ct);
        var person = await db.Set<Person>().SingleAsync(x => x.Id == account.PersonId, ct);
        var phone = personal.SealPhone(step.Phone);
        account.ChangePhone(phone);
        person.ChangePhone(phone);
        db.Record(person, act, "phone-changed");
        return await db.SaveAsync(ct, Problem.Conflict("identity.phone-taken", "该手机号已被其他账号使用，请换一个手机号。"));
    }
}
