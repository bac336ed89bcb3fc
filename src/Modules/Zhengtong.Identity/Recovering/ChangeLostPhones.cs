using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Zhengtong.Identity.Entering;
using Zhengtong.Identity.Model;
using Zhengtong.Identity.Protecting;
using Zhengtong.Identity.Sessions;
using Zhengtong.Platform.Access;
using Zhengtong.Platform.Auditing;
using Zhengtong.Platform.Jobs;
using Zhengtong.Platform.Messaging;
using Zhengtong.Platform.Persistence;

namespace Zhengtong.Identity.Recovering;

/// <summary>Puts the new phone in place of the lost one when nobody has stopped it in time. One save each: what goes wrong with one keeps no other waiting.</summary>
internal sealed class ChangeLostPhones(IServiceScopeFactory scopes, TimeProvider clock) : IRecurringJob
{
    private const int AtOnce = 100;

    public string Name => "identity.change-lost-phones";

    public TimeSpan Period => TimeSpan.FromMinutes(5);

    public async Task RunAsync(CancellationToken ct)
    {
        var now = Act.Micro(clock.GetUtcNow().UtcDateTime);
        await using var scope = scopes.CreateAsyncScope();
        var ripe = await scope.ServiceProvider.GetRequiredService<Database>().Set<PhoneRecovery>().Where(x => x.EndedAt == null && x.RipeAt <= now)
            .OrderBy(x => x.RipeAt).Select(x => x.Id).Take(AtOnce).ToListAsync(ct);
        foreach (var id in ripe)
        {
            if (!await ChangeAsync(id, taken: false, now, ct))
            {
                await ChangeAsync(id, taken: true, now, ct);
            }
        }
    }

    /// <param name="taken">Another account has the phone: it ends without a change.</param>
    /// <returns>false when another account turned out to have the phone.</returns>
    private async Task<bool> ChangeAsync(Guid id, bool taken, DateTime now, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var services = scope.ServiceProvider;
        var db = services.GetRequiredService<Database>();
        if (await db.Set<PhoneRecovery>().SingleOrDefaultAsync(x => x.Id == id && x.EndedAt == null, ct) is not { } recovery)
        {
            return true;
        }

        var person = await db.Set<Person>().SingleAsync(x => x.Id == recovery.PersonId, ct);
        var account = await db.Set<Account>().SingleAsync(x => x.PersonId == person.Id, ct);
        var ending = taken || await db.Set<Account>().AnyAsync(x => x.Kind == account.Kind && x.Id != account.Id && x.PhoneLookup == recovery.PhoneLookup, ct) ? RecoveryEnding.Taken
            : account.LockedAt is not null ? RecoveryEnding.Locked
            : recovery.KeysToo && await OwnKeys.UsedSinceAsync(db, account, recovery.AskedAt, ct) ? RecoveryEnding.KeysInUse
            : RecoveryEnding.Changed;
        recovery.End(ending, now);
        var former = services.GetRequiredService<PersonalData>().Open(person.PhoneHidden);
        if (ending == RecoveryEnding.Changed)
        {
            account.ReplaceLostPhone(recovery.Phone);
            person.ChangePhone(recovery.Phone);
            if (recovery.KeysToo)
            {
                await OwnKeys.DropAsync(db, account, now, ct);
            }
        }

        db.Record(person, Act.BySystem("手机号已丢失", now), ending == RecoveryEnding.Changed ? "lost-phone-changed" : "phone-recovery-ended", new { ending = ending.ToString() });
        services.GetRequiredService<IMessages>().Send(db, new NewMessage(
            person.Id,
            ending == RecoveryEnding.Changed ? "手机号已更换" : "手机号没有更换",
            ending switch
            {
                RecoveryEnding.Changed => $"您登记的手机号已换成 {recovery.PhoneMasked}{(recovery.KeysToo ? "，动态口令、通行密钥和数字证书已移除" : "")}，请用新手机号登录。所有设备上的登录都已退出。不是您本人申请的，请立即持证件原件到政务服务大厅办理。",
                RecoveryEnding.Taken => $"{recovery.PhoneMasked} 已被其他账号使用，没有更换。请换一个手机号重新申请，或持证件原件到政务服务大厅办理。",
                RecoveryEnding.KeysInUse => "申请之后，您的动态口令、通行密钥或数字证书还在使用，所以没有更换手机号，也没有移除它们。不是您本人使用的，请立即持证件原件到政务服务大厅办理。",
                _ => "账号已停用，没有更换手机号。请联系政务服务大厅。",
            },
            $"{recovery.Id}:ended",
            "/my/profile",
            Phone: former));
        var saved = await db.SaveAsync(ct, TakenMeanwhile);
        services.GetRequiredService<SessionStore>().ForgetAccount(account.Id);
        return saved.Ok || saved.Problems[0] != TakenMeanwhile;
    }

    private static readonly Platform.Outcomes.Problem TakenMeanwhile = Platform.Outcomes.Problem.Conflict("identity.phone-taken", "该手机号已被其他账号使用，请换一个手机号。");
}
