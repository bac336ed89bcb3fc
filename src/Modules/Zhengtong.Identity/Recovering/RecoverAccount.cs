using Microsoft.EntityFrameworkCore;
using Zhengtong.Identity.Contracts;
using Zhengtong.Identity.Entering;
using Zhengtong.Identity.Model;
using Zhengtong.Identity.Protecting;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Messaging;
using Zhengtong.Platform.Outcomes;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Identity.Recovering;

/// <summary>
/// A forgotten password (找回账号): whoever has the registered phone in hand and knows document and name sets a new one. Until the code came back nobody learns anything; afterwards, only that what he
/// filled in is not what is registered.
/// </summary>
internal sealed class RecoverAccount(Database db, PersonalData personal, IMessages messages, TimeProvider clock)
{
    public static readonly Problem NotHis = Problem.Invalid(
        "identity.recovery-differs", "填写的信息与登记的不一致。请返回核对姓名、证件和手机号；手机号已经不用的，请选择“手机号已丢失”。");

    /// <returns>The account whose password may be set.</returns>
    public async Task<Outcome<Guid>> HandleAsync(PendingRecovery said, string phone, End end, CancellationToken ct)
    {
        var id = personal.IdLookup(said.IdKind, said.IdNumber);
        var lookup = personal.PhoneLookup(phone);
        var person = await db.Set<Person>().SingleOrDefaultAsync(x => x.IdNumberLookup == id, ct);
        var account = await db.Set<Account>().AsNoTracking().SingleOrDefaultAsync(x => x.Kind == ActorKind.Applicant && x.PhoneLookup == lookup, ct);
        if (person is null || account is null || account.PersonId != person.Id || !PersonName.Same(person.Name, said.Name))
        {
            return NotHis;
        }

        if (account.LockedAt is not null)
        {
            return Sessions.SignIn.Locked;
        }

        var now = Act.Micro(clock.GetUtcNow().UtcDateTime);
        db.Record(person, new Act(new Actor(person.Id, person.Name, ActorKind.Applicant), null, end, "", now), "recovery-proved");
        messages.Send(db, new NewMessage(
            person.Id, "正在重设您的密码", "有人用您登记的手机号和证件信息通过了找回账号的验证，正在重设密码。不是您本人操作的，请立即联系政务服务大厅。", $"{person.Id}:recovery:{now.Ticks}"));
        var saved = await db.SaveAsync(ct);
        return saved.Ok ? account.Id : Outcome<Guid>.Because(saved.Problems);
    }
}
